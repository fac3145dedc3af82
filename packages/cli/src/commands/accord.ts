// parley accord: two strangers found one. Each command here is one step of docs/founding.md; what may come when is in the docket's negotiation, and
// every refusal leaves all as it was.

import { randomBytes } from 'node:crypto';
import { setTimeout as later } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Founding } from '@parley/node/founding/founding';
import { encodeEnvelope, openEnvelope, type Negotiation } from '@parley/docket/accord/founding/envelope';
import { sign, type Kept, type Taken } from '@parley/docket/accord/founding/negotiation';
import { inFours } from '@parley/docket/accord/review/lines';
import { inReview, reviewOf } from '@parley/docket/accord/review/review';
import { partsOf } from '@parley/docket/accord/templates/template';
import { digestOfTemplate, templateOf, templates } from '@parley/docket/accord/templates/templates';
import { refuse, type Refusal, type Result } from '@parley/record/refusal';
import { reviewAmendment } from '#founding/amendment';
import { askDraft } from '#founding/ask';
import { writeReview, type Shown } from '#founding/page';
import { readEnvelope, writeEnvelope } from '#founding/source';
import { statusOf, type Status } from '#founding/status';
import { readWishes, wished, type Wishes } from '#founding/wishes';
import { openKey } from '#keys/open';
import { print, printJson, printRefusal, timeOf } from '#output';
import { columnsOf, Page } from '#shown/page';

const EXAMPLES = `
A founding goes to and fro: one side drafts, the other puts itself in and perhaps proposes changes, and so on until both sign exactly the
same text. What travels is one file, the envelope, with nothing secret in it; or a link, if both nodes run.

  us:  parley accord draft --node node --template states --from wishes.yaml
       parley accord invite --node node --out to-cn.json          give the file to the counterpart
  cn:  parley accord review to-cn.json                            every term, and what differs from the template
       parley accord import to-cn.json --node node
       parley accord counter --node node --from wishes.yaml --out to-us.json
  us:  parley accord import to-us.json --node node
       parley accord review --node node
       parley accord sign --node node --root-key root.key --confirm 9f3kAb2c --out signed.json
  cn:  the same; and parley accord import on the other side. Then: parley serve, and parley accord status.

Templates: ${templates.map(({ name, purpose }) => `${name} (${purpose.en})`).join('; ')}.
docs/founding.md goes through all of it.
`;

const FINGERPRINT_CHARS = 8;
const LINK_DAYS = 30;

type WithNode = { node: string; json?: true };
type WithKey = { rootKey: string; confirm?: string; passphraseFile?: string };

export function accordCommand(): Command {
  const command = new Command('accord')
    .description('draft, negotiate, sign and look at an accord')
    .addHelpText('after', EXAMPLES);
  const node = () => new Option('--node <folder>', 'the folder that parley init made').makeOptionMandatory();
  const json = () => new Option('--json', 'print one JSON object');
  const out = () => new Option('--out <file>', 'write the envelope for the counterpart into a new file');
  const from = () => new Option('--from <yaml>', 'what is to differ, as docs/founding.md says');

  command
    .command('draft')
    .description('begin: an accord from a template, with ourselves in it')
    .addOption(node())
    .addOption(new Option('--template <name>', 'what it starts from').choices(templates.map(({ name }) => name)))
    .addOption(from())
    .option('--anew', 'in place of one that was begun and that we never signed')
    .addOption(json())
    .action(draft);
  command
    .command('invite')
    .description('hand the envelope to the counterpart: as a file, or under a link')
    .addOption(node())
    .addOption(out().conflicts('link'))
    .option('--link', 'make a link that this node answers while it runs, in place of any before')
    .option('--days <number>', `for how many days the link is good (${LINK_DAYS})`, parseDays, LINK_DAYS)
    .addOption(json())
    .action(invite);
  command
    .command('review')
    .description('read an accord before it is signed; or an amendment (--act)')
    .argument('[file or link]', 'the envelope (default: what the folder keeps)')
    .option('--node <folder>', 'read as the party of this folder, with what it keeps')
    .option(
      '--act <act>',
      'an amendment that is proposed in the record of the folder, by its id or its place, as us:12',
    )
    .addOption(new Option('--lang <language>', 'in which language').choices(['en', 'zh', 'both']).default('both'))
    .addOption(json())
    .action(review);
  command
    .command('import')
    .description('take in what the counterpart sent')
    .argument('[file or link]', 'the envelope (default: the link that was followed before)')
    .addOption(node())
    .option('--replace', 'where the two have parted ways, let theirs stand')
    .addOption(json())
    .action(importEnvelope);
  command
    .command('counter')
    .description('put ourselves in, and propose changes if there are any')
    .addOption(node())
    .addOption(from())
    .option('--note <text>', 'a word to the counterpart')
    .addOption(out())
    .addOption(json())
    .action(counter);
  command
    .command('sign')
    .description('sign the accord as it stands, by the root key')
    .argument('[file]', 'the envelope, on a machine without the node’s folder (needs --party and --out)')
    .option('--node <folder>', 'the folder that parley init made')
    .option('--party <id>', 'as whom, where there is no folder')
    .requiredOption('--root-key <file>', 'the root key, as parley init wrote it')
    .option(
      '--confirm <characters>',
      `the first ${FINGERPRINT_CHARS} of the counterpart’s fingerprint, as it was read to you`,
    )
    .option('--passphrase-file <file>', 'a file that holds the passphrase (default: PARLEY_PASSPHRASE_FILE, or ask)')
    .addOption(out())
    .addOption(json())
    .action(signAccord);
  command
    .command('status')
    .description('how far it is: signed, founded, received, checked')
    .addOption(node())
    .option('--wait <seconds>', 'wait until there is nothing more to wait for, at most so long', parseDays)
    .addOption(json())
    .action(status);
  return command;
}

async function withFounding(
  { node, json }: WithNode,
  work: (founding: Founding) => Promise<Result<object>>,
): Promise<void> {
  const opened = await Founding.open(node);
  if (!opened.ok) return printRefusal(opened.refusal, json === true);
  try {
    const done = await work(opened.founding);
    if (!done.ok) printRefusal((done as { refusal: Refusal }).refusal, json === true);
  } finally {
    opened.founding.close();
  }
}

function draft(options: WithNode & { template?: string; from?: string; anew?: true }): Promise<void> {
  return withFounding(options, async (founding) => {
    const read = options.from === undefined ? await wishesAsked(options) : readWishes(options.from);
    if (!read.ok) return read;
    const { accord, note, template: named } = read.wishes;
    const name = options.template ?? named;
    const template = name === undefined ? undefined : templateOf(name);
    if (template === undefined)
      return refuse('wishes.template', `name a template: ${templates.map((one) => one.name).join(', ')}`);
    const today = new Date().toISOString().slice(0, 10);
    const whole = wished({ ...partsOf(template), dated: today, witnesses: [], quorum: 0 }, accord);
    const of = { name: template.name, digest: digestOfTemplate(template) };
    const drafted = await founding.draft(whole, of, { note, anew: options.anew === true });
    if (!drafted.ok) return drafted;
    tell(options, drafted.kept, `drafted from the template ${template.name}`);
    if (options.json !== true) print(`next: parley accord invite --node ${options.node} --out FILE, or --link`);
    return { ok: true };
  });
}

/** On a terminal the few things are asked that no template knows; elsewhere the template stands as it is. */
async function wishesAsked({ template }: { template?: string }): Promise<Result<{ wishes: Wishes }>> {
  if (!process.stdin.isTTY) return { ok: true, wishes: { accord: {} } };
  return { ok: true, wishes: await askDraft(template) };
}

function invite(options: WithNode & { out?: string; link?: true; days: number }): Promise<void> {
  const { out, link, days, json } = options;
  return withFounding(options, async (founding) => {
    const { text } = founding.store;
    if (text === undefined) return refuse('founding.none', 'inviting a counterpart: nothing is drafted in this folder');
    if (link === true) {
      const url = founding.invite(days);
      if (json === true) printJson({ ok: true, url, days });
      else {
        print(url);
        process.stderr.write(
          `good for ${days} days, and not shown again; this node must run: parley serve --dir ${options.node}\n`,
        );
      }
      return { ok: true };
    }
    if (out === undefined) return refuse('founding.file', 'inviting a counterpart: give --out FILE, or --link');
    const written = writeEnvelope(out, text);
    if (!written.ok) return written;
    if (json === true) printJson({ ok: true, file: out });
    else print(`${out}: give it to the counterpart; nothing in it is secret`);
    return { ok: true };
  });
}

type ReviewOptions = { node?: string; act?: string; lang: Shown; json?: true };

async function review(source: string | undefined, { node, act, lang, json }: ReviewOptions): Promise<void> {
  if (act !== undefined) {
    if (node === undefined)
      return printRefusal(
        { code: 'founding.folder', detail: 'name the folder of the node with --node' },
        json === true,
      );
    return reviewAmendment(node, act, lang, json === true);
  }
  const found = await negotiationFor(source, node);
  if (!found.ok) return printRefusal(found.refusal, json === true);
  const { negotiation, party, known } = found;
  const reviewed = reviewOf(negotiation, party);
  if (json === true) return printJson({ ok: true, ...reviewed });
  const page = new Page(columnsOf(process.stdout));
  writeReview(page, reviewed, lang, known);
  for (const line of page.lines) print(line);
}

/** `known`: how many rounds the folder had before. */
async function negotiationFor(
  source: string | undefined,
  node: string | undefined,
): Promise<Result<{ negotiation: Negotiation; party?: string; known: number }>> {
  let kept: Kept | undefined;
  let party: string | undefined;
  if (node !== undefined) {
    const opened = await Founding.open(node);
    if (!opened.ok) return opened;
    kept = await opened.founding.kept();
    party = opened.founding.own.party.id;
    opened.founding.close();
  }
  const reader = party === undefined ? {} : { party };
  if (source === undefined) {
    return kept === undefined
      ? refuse('founding.none', 'reviewing an accord: name a file or a link, or a folder that keeps one with --node')
      : { ok: true, negotiation: kept.negotiation, ...reader, known: 0 };
  }
  const read = await readEnvelope(source);
  if (!read.ok) return read;
  const opened = await openEnvelope(read.envelope);
  if (!opened.ok) return opened;
  return { ok: true, negotiation: opened.negotiation, ...reader, known: kept?.negotiation.rounds.length ?? 0 };
}

function importEnvelope(source: string | undefined, options: WithNode & { replace?: true }): Promise<void> {
  return withFounding(options, async (founding) => {
    const replace = options.replace === true;
    const link = source === undefined ? founding.store.link : /^https?:/.test(source) ? source : undefined;
    if (source === undefined && link === undefined)
      return refuse('founding.file', 'importing: name the file or the link that the counterpart gave');
    let taken: Result<Taken>;
    if (link !== undefined) taken = await founding.follow(link, { replace });
    else {
      const read = await readEnvelope(source!);
      taken = read.ok ? await founding.take(read.envelope, { replace }) : read;
    }
    if (!taken.ok) return taken;
    const { kept, news, unsigned } = taken;
    await founding.conclude();
    tell(options, kept, NEWS[news], { news, unsigned });
    if (options.json !== true && unsigned)
      print('the text has changed since we signed it: our signature fell away with it; review and sign again');
    return { ok: true };
  });
}

const NEWS: Record<Taken['news'], string> = {
  none: 'nothing new in it',
  signed: 'the counterpart has signed the text',
  rounds: 'taken in: review it before anything else',
  replaced: 'taken in, and what we had beside it was dropped: review it',
};

function counter(options: WithNode & { from?: string; note?: string; out?: string }): Promise<void> {
  return withFounding(options, async (founding) => {
    const kept = await founding.kept();
    if (kept === undefined)
      return refuse(
        'founding.none',
        'proposing changes: nothing is kept in this folder; import what the counterpart sent',
      );
    const read = options.from === undefined ? undefined : readWishes(options.from);
    if (read?.ok === false) return read;
    const accord = read && wished(inReview(kept.negotiation), read.wishes.accord);
    const countered = await founding.counter(accord, options.note ?? read?.wishes.note);
    if (!countered.ok) return countered;
    const { changes } = countered.kept.negotiation.rounds.at(-1)!;
    return hand(
      founding,
      options,
      countered.kept,
      `round ${countered.kept.negotiation.rounds.length}: ${changes.length} changes`,
    );
  });
}

type SignOptions = WithKey & { node?: string; party?: string; out?: string; json?: true };

async function signAccord(file: string | undefined, options: SignOptions): Promise<void> {
  const { node, party, out, json } = options;
  if (node !== undefined) {
    return withFounding({ node, ...(json && { json }) }, async (founding) => {
      const kept = await founding.kept();
      if (kept === undefined) return refuse('founding.none', 'signing an accord: nothing is kept in this folder');
      const opened = await confirmed(kept.negotiation, founding.own.party.id, options);
      if (!opened.ok) return opened;
      const signed = await founding.sign(opened.key, kept.negotiation.accordId);
      return signed.ok
        ? hand(founding, { ...options, node }, signed.kept, `signed by ${founding.own.party.id}`)
        : signed;
    });
  }
  const done = await signFile(file, party, out, options);
  if (!done.ok) return printRefusal(done.refusal, json === true);
  if (json === true) printJson({ ok: true, file: out, accord: done.accord });
  else print(`${out!}: signed by ${party!}; import it on the node, and give it to the counterpart`);
}

/** Where the root key is and the node is not. */
async function signFile(
  file: string | undefined,
  party: string | undefined,
  out: string | undefined,
  options: SignOptions,
): Promise<Result<{ accord: string }>> {
  if (file === undefined || party === undefined || out === undefined)
    return refuse('founding.file', 'signing an accord: name the folder with --node; or an envelope, --party and --out');
  const read = await readEnvelope(file);
  if (!read.ok) return read;
  const envelope = await openEnvelope(read.envelope);
  if (!envelope.ok) return envelope;
  const { negotiation } = envelope;
  const opened = await confirmed(negotiation, party, options);
  if (!opened.ok) return opened;
  const now = Math.floor(Date.now() / 1000);
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const signed = await sign({ negotiation, signedRounds: 0 }, party, opened.key, now, random);
  if (!signed.ok) return signed;
  const written = writeEnvelope(out, encodeEnvelope(signed.kept.negotiation));
  return written.ok ? { ok: true, accord: negotiation.accordId } : written;
}

/** Shows what is signed and by whom, and opens the key only if the counterpart's fingerprint was compared. */
async function confirmed(negotiation: Negotiation, party: string, { rootKey, confirm, passphraseFile }: WithKey) {
  const { parties, accordId, warnings } = reviewOf(negotiation, party);
  const counterpart = parties.find(({ id }) => id !== party);
  if (counterpart === undefined || accordId === undefined)
    return refuse('founding.alone', 'signing an accord: the counterpart has not put itself in');
  const tellAll = (line: string) => process.stderr.write(`${line}\n`);
  tellAll(`accord       ${accordId}`);
  for (const { id, fingerprint } of parties) tellAll(`${id.padEnd(12)} ${inFours(fingerprint)}`);
  if (warnings.length > 0) tellAll(`${warnings.length} things to look out for: parley accord review shows them`);
  const said = (confirm ?? '').replaceAll(/\s/g, '');
  if (said.length < FINGERPRINT_CHARS || !counterpart.fingerprint.startsWith(said)) {
    return refuse(
      'founding.confirm',
      confirm === undefined
        ? `signing an accord: have ${counterpart.id} read its fingerprint to you over a channel that you know, compare the accord’s id too, and give the first ${FINGERPRINT_CHARS} characters with --confirm`
        : `signing an accord: the fingerprint of ${counterpart.id} does not begin with ${said}: do not sign`,
    );
  }
  return openKey({ key: rootKey, ...(passphraseFile !== undefined && { passphraseFile }) });
}

/** What changed goes to the counterpart: into a file, or over its link. */
async function hand(
  founding: Founding,
  options: WithNode & { out?: string },
  kept: Kept,
  what: string,
): Promise<Result<object>> {
  if (options.out !== undefined) {
    const written = writeEnvelope(options.out, encodeEnvelope(kept.negotiation));
    if (!written.ok) return written;
  }
  const delivered = await founding.deliver();
  const now = (await founding.kept()) ?? kept;
  await founding.conclude();
  const way = delivered === undefined ? 'file' : delivered.ok ? 'link' : delivered.refusal.code;
  tell(options, now, what, { delivered: way });
  if (options.json === true) return { ok: true };
  if (options.out !== undefined) print(`${options.out}: give it to the counterpart`);
  if (delivered?.ok === true) print('delivered over the counterpart’s link');
  else if (delivered !== undefined)
    process.stderr.write(`parley: not delivered over the link: ${delivered.refusal.detail}\n`);
  else if (options.out === undefined)
    print(`for the counterpart: parley accord invite --node ${options.node} --out FILE`);
  return { ok: true };
}

function tell({ json, node }: WithNode, { negotiation }: Kept, what: string, more: object = {}): void {
  const { parties, accordId, complete, warnings } = reviewOf(negotiation);
  if (json === true) {
    return printJson({
      ok: true,
      rounds: negotiation.rounds.length,
      accord: accordId ?? null,
      complete,
      parties,
      warnings: warnings.length,
      ...more,
    });
  }
  print(what);
  for (const { id, fingerprint, signed } of parties) {
    print(`${id.padEnd(12)} ${inFours(fingerprint)}${signed ? '  has signed' : ''}`);
  }
  if (accordId !== undefined) print(`accord       ${accordId}`);
  if (complete) print(`both have signed: the accord is founded as soon as both nodes run (parley serve --dir ${node})`);
}

/** How often a wait looks again. */
const LOOK_MS = 250;

async function status({ node, wait = 0, json }: WithNode & { wait?: number }): Promise<void> {
  const until = Date.now() + wait * 1000;
  let found = await statusOf(node);
  while (Date.now() < until && !(found.ok && found.status.done)) {
    await later(LOOK_MS);
    found = await statusOf(node);
  }
  if (!found.ok) return printRefusal(found.refusal, json === true);
  const { status: at } = found;
  if (wait > 0 && !at.done) process.exitCode = 1;
  if (json === true) return printJson({ ok: true, ...at });
  for (const line of statusLines(at)) print(line);
}

function statusLines({ stage, party, accord, parties, done }: Status): string[] {
  const first: Record<Status['stage'], string> = {
    nothing: `${party}: no accord is begun: parley accord draft, or parley accord import`,
    drafted: `${party}: drafted; the counterpart has not put itself in`,
    seated: `${party}: both are in it, and nobody has signed`,
    signed: `${party}: one has signed`,
    founded: `${party}: founded`,
  };
  return [
    first[stage],
    ...(accord === null ? [] : [`accord       ${accord}`]),
    ...parties.map(({ id, signed, received, registrar, check }) =>
      [
        id.padEnd(12),
        signed ? 'signed' : 'has not signed',
        ...(stage === 'founded'
          ? [
              received === null ? 'its log is not received' : `its log received ${timeOf(received)}`,
              registrar ? 'registrar appointed' : 'no registrar',
              { none: 'no check sent', sent: 'its check is not answered', answered: 'its check was answered' }[check],
            ]
          : []),
      ].join('  '),
    ),
    ...(done ? ['both logs are open, received by the other side, and the line is checked'] : []),
  ];
}

function parseDays(text: string): number {
  if (!/^[1-9][0-9]{0,2}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1 to 999.');
  return Number(text);
}
