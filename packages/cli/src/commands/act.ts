import { Command } from 'commander';
import { ActDetail } from '@parley/api/acts';
import { OfficerList } from '@parley/api/accord';
import { paths, pathTo } from '@parley/api/paths';
import { parseAct, type Payload } from '@parley/record/act';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import type { Json, JsonObject } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import { digestOf, parseDisclosure } from '@parley/record/words';
import { HeldRecord, type HeldEntry } from '@parley/node/report/held';
import { EXIT_USAGE, many, print, printJson, printRefusal, timeOf } from '#output';

const EXAMPLES = `
WHICH is an act id, or a place in a log: \`us:12\` is entry 12 of the log of us, \`12\` of the node's own.

Examples:
  parley act show us:0 --node us
  parley act show 7PNQb… --node us --json
  parley act show 7PNQb… --url http://127.0.0.1:4101 --token …   a running node, with a token of parley token reader
`;

type Options = { node?: string; url?: string; token?: string; json?: true };

/** What is shown of an act; `words` by name, `absent` by digest. */
type Shown = {
  id: string;
  party: string;
  log: string;
  index: number;
  type?: string;
  payload?: Payload;
  /** `office`: as the officer was appointed to it, or `root` for the party's root key. */
  signers: { kid: string; office?: string; appointed?: number }[];
  received: { by: string; size?: number; time: number }[];
  disregarded?: { code: string; detail?: string };
  unreadable?: string;
  words: JsonObject;
  absent: string[];
  entry: string;
};

export function actCommand(): Command {
  const show = new Command('show')
    .description('show one act: what was signed, by whom, its words, its receipts, and whether it took effect')
    .argument('<which>', 'an act id, or a place in a log')
    .option('--node <folder>', 'the folder of a node, running or stopped')
    .option('--url <address>', 'the address of a running node')
    .option('--token <token>', 'with --url: a token to read with (default: PARLEY_TOKEN)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
  return new Command('act').description('look at acts').addCommand(show);
}

async function run(which: string, options: Options, command: Command): Promise<void> {
  const json = options.json === true;
  const { node, url } = options;
  if ((node === undefined) === (url === undefined))
    command.error('name a node: either --node or --url', { exitCode: EXIT_USAGE });
  const shown =
    node !== undefined
      ? fromFolder(node, which)
      : await fromNode(url!, options.token ?? process.env['PARLEY_TOKEN'], which);
  if (!shown.ok) return printRefusal(shown.refusal, json);
  if (json) printJson({ ok: true, ...shown.shown });
  else for (const line of linesOf(shown.shown)) print(line);
}

function fromFolder(folder: string, which: string): Result<{ shown: Shown }> {
  const opened = HeldRecord.open(folder);
  if (!opened.ok) return opened;
  const { record } = opened;
  try {
    const entry = record.which(which);
    if (entry === undefined) return refuse('act.not_found', `no act ${which} is held in ${folder}`);
    return { ok: true, shown: shownOf(record, entry) };
  } finally {
    record.close();
  }
}

function shownOf(record: HeldRecord, entry: HeldEntry): Shown {
  const { log, index, id, bytes } = entry;
  const parsed = parseAct(bytes);
  const disregarded = record.disregarded(entry);
  const places = JSON.parse(entry.words ?? '[]') as (string | null)[];
  return {
    id,
    party: log.party,
    log: log.origin,
    index,
    ...(parsed.ok
      ? { type: parsed.act.payload.type, payload: parsed.act.payload }
      : { unreadable: `${parsed.refusal.code}: ${parsed.refusal.detail}` }),
    signers: (parsed.ok ? parsed.act.signatures : []).map(({ kid }) => {
      const appointment = record.appointment(log, kid);
      if (appointment !== undefined) return { kid, office: appointment.office, appointed: appointment.index };
      return record.isRoot(log, kid) ? { kid, office: 'root' } : { kid };
    }),
    received: record.received(log, index),
    ...(disregarded === undefined ? {} : { disregarded }),
    ...wordsOf(
      places.filter((text) => text !== null),
      parsed.ok ? (parsed.act.payload._sd ?? []) : [],
    ),
    entry: parseUtf8(bytes) ?? encodeBase64url(bytes),
  };
}

async function fromNode(address: string, token: string | undefined, id: string): Promise<Result<{ shown: Shown }>> {
  if (parseBase64url(id)?.length !== 32)
    return refuse('act.not_found', `${id} is no act id: a running node is asked by act id`);
  const base = address.replace(/\/+$/, '');
  const get = async (path: string): Promise<Result<{ value: unknown }>> => {
    let response: Response;
    try {
      response = await fetch(base + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
    } catch (fault) {
      const { cause, message } = fault as Error;
      return refuse('node.unreachable', `cannot reach ${base}: ${cause instanceof Error ? cause.message : message}`);
    }
    const value: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { ok: true, value };
    const { detail, code } = (value ?? {}) as { detail?: string; code?: string };
    return refuse(code ?? 'node.refused', `${base}${path}: ${detail ?? `status ${response.status}`}`);
  };
  const got = await get(pathTo(paths.act, { id }));
  if (!got.ok) return got;
  const act = ActDetail.parse(got.value);
  const officers = await get(paths.officers);
  if (!officers.ok) return officers;
  const known = OfficerList.parse(officers.value).items;
  const entry = act.encoding === undefined ? encodeUtf8(act.entry) : parseBase64url(act.entry)!;
  const parsed = parseAct(entry);
  return {
    ok: true,
    shown: {
      id: act.id,
      party: act.party,
      log: act.log,
      index: act.index,
      ...(parsed.ok
        ? { type: parsed.act.payload.type, payload: parsed.act.payload }
        : { unreadable: parsed.refusal.code }),
      signers: act.kids.map((kid) => {
        const officer = known.find((one) => one.kid === kid && one.party === act.party);
        return { kid, ...(officer === undefined ? {} : { office: officer.office }) };
      }),
      received: act.delivery.received.map(({ party, at }) => ({ by: party, time: at })),
      ...(act.disregarded === undefined ? {} : { disregarded: { code: act.disregarded } }),
      ...wordsOf(act.words, parsed.ok ? (parsed.act.payload._sd ?? []) : []),
      entry: act.entry,
    },
  };
}

/** Words by name, and the digests for which there are none. What is held but cannot be read has its digest for a name. */
function wordsOf(texts: readonly string[], digests: readonly string[]): { words: JsonObject; absent: string[] } {
  const words: JsonObject = {};
  const held = new Set<string>();
  for (const text of texts) {
    const parsed = parseDisclosure(text);
    const digest = digestOf(text);
    held.add(digest);
    if (parsed.ok) words[parsed.disclosure.name] = parsed.disclosure.value;
    else words[digest] = text;
  }
  return { words, absent: digests.filter((digest) => !held.has(digest)) };
}

function* linesOf(shown: Shown): Generator<string> {
  const { payload } = shown;
  yield `act          ${shown.id}`;
  yield `stands in    ${shown.party} ${shown.index} (${shown.log})`;
  if (shown.unreadable !== undefined) yield `unreadable   ${shown.unreadable}`;
  if (payload !== undefined) {
    yield `type         ${payload.type}`;
    if (payload.subject !== undefined) yield `subject      ${payload.subject}`;
    yield `signed at    ${timeOf(payload.iat)}, by its officer's clock`;
  }
  for (const { kid, office, appointed } of shown.signers) {
    const at = appointed === undefined ? '' : `, appointed by ${shown.party} ${appointed}`;
    yield `signed by    ${kid} (${office ?? 'not appointed'}${at})`;
  }
  for (const { by, size, time } of shown.received) {
    yield `received by  ${by} at ${timeOf(time)}${size === undefined ? '' : `, with the head of ${many(size, 'entry', 'entries')}`}`;
  }
  if (shown.received.length === 0) yield 'received by  nobody yet';
  const { disregarded } = shown;
  if (disregarded === undefined) yield 'effect       not disregarded';
  else
    yield `effect       disregarded: ${disregarded.code}${disregarded.detail === undefined ? '' : `: ${disregarded.detail}`}`;
  for (const { log, i, h } of payload?.re ?? []) yield `answers      ${h} (${log} ${i})`;
  for (const [origin, { n }] of Object.entries(payload?.seen ?? {})) yield `had seen     ${n} entries of ${origin}`;
  if (payload !== undefined) yield* titled('body', payload.body);
  if (Object.keys(shown.words).length > 0) yield* titled('words', shown.words);
  for (const digest of shown.absent) yield `not held     words with the digest ${digest}`;
}

function* titled(title: string, value: Json): Generator<string> {
  yield `${title}:`;
  for (const line of JSON.stringify(value, null, 2).split('\n')) yield `  ${line}`;
}
