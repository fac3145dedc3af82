// Auditing a record: everything that can be known about it by those who trust nobody, from its files alone. The order is that of trust: the accord
// names the keys, the keys sign the heads, the heads say what there must be, and from that everything else is computed again.

import { parseAccord, ACCORD_BYTES_MAX, type Accord } from '@parley/record/accord';
import { encodeUtf8, equalBytes, parseUtf8 } from '@parley/record/bytes';
import { effectivePolicy, originOf, policyOf } from '@parley/record/key';
import { encodePolicy, POLICY_BYTES_MAX } from '@parley/record/policy';
import type { Cut } from '@parley/docket/digest';
import { parseTerms } from '@parley/docket/terms';
import { foldRecord, type AuditedDocket } from '#audit/docket';
import { readHead, readReceipts, type FirstHead, type Head } from '#audit/head';
import { auditLog, type AuditedLog } from '#audit/log';
import { Placing } from '#audit/placing';
import { ENTRIES_FOR_WORKERS, openPool, type Pool } from '#audit/pool';
import { differenceOf, DISREGARDED_LISTED, Report, type Finding } from '#audit/report';
import { Scratch, SPAN } from '#audit/scratch';
import { openSource, TooLarge, type Source } from '#audit/source';
import { partiesNow } from '@parley/docket/party/rotation';
import { nodeSuite } from '@parley/node/report/suite';
import { many } from '#output';
import { headKeys } from '#record/keys';
import { readRekeys, type Replaced } from '#record/rekeys';
import { ACCORD, isImplied, originHash, POLICY } from '#record/layout';

export type DisregardedAct = { party: string; index: number; code: string; detail: string };

export type Audited = {
  ok: boolean;
  place: string;
  accord: string | undefined;
  failures: number;
  logs: AuditedLog[];
  /** Undefined if the record could not be folded. */
  docket: (AuditedDocket & { waiting: number; disregardedActs: DisregardedAct[] }) | undefined;
};

export type AuditOptions = {
  onFinding: (finding: Finding) => void;
  onProgress: (what: string, done: number, all: number) => void;
  /** Where the scratch file lies while the audit runs, for those who may have to remove it. */
  onScratch?: (folder: string) => void;
  /** Records of fewer entries are audited without worker threads. */
  entriesForWorkers?: number;
};

type Named = { text: string; accord: Accord; id: string };
type NamedLog = { party: string; origin: string };

/** Throws `Unreadable` if the place cannot be read at all; whatever is in it is judged. */
export async function auditRecord(place: string, options: AuditOptions): Promise<Audited> {
  const report = new Report(options.onFinding);
  const source = openSource(place);
  const named = await readAccord(source, report);
  const audited: Audited = { ok: false, place, accord: named?.id, failures: 0, logs: [], docket: undefined };
  if (named !== undefined) {
    const scratch = new Scratch();
    options.onScratch?.(scratch.folder);
    try {
      Object.assign(audited, await auditNamed(source, named, scratch, report, options));
    } finally {
      scratch.remove();
    }
  }
  return { ...audited, ok: report.failures === 0, failures: report.failures };
}

async function auditNamed(source: Source, named: Named, scratch: Scratch, report: Report, options: AuditOptions) {
  const { accord, id } = named;
  const logs = accord.parties.map((party) => ({ party: party.id, origin: originOf(accord, id, party.id) }));
  const replaced = await readRekeys(source, accord, logs, report, nodeSuite);
  await checkPolicies(source, named, logs, replaced, report);

  // All heads first: what a running node adds from here on is not looked at.
  const firsts: (FirstHead | undefined)[] = [];
  for (const { party, origin } of logs) {
    firsts.push(await readHead({ source, report, origin, keys: headKeys(accord, id, party, replaced.keysOf) }));
  }
  const entries = firsts.reduce((sum, first) => sum + (first?.receipt?.size ?? 0), 0);
  const pool = openPool(
    { accordText: named.text, scratch: scratch.folder },
    entries >= (options.entriesForWorkers ?? ENTRIES_FOR_WORKERS),
  );
  try {
    const heads = await readAllReceipts({ source, named, logs, replaced, firsts, pool, scratch, report });
    const placing = new Placing(
      scratch,
      logs.map(({ party }) => party),
      (origin) => logs.find((log) => log.origin === origin)?.party,
    );
    const walked: (AuditedLog | undefined)[] = [];
    for (const [number, { party }] of logs.entries()) {
      const head = heads[number];
      walked.push(
        head === undefined
          ? undefined
          : await auditLog({
              source,
              pool,
              scratch,
              report,
              accord,
              number,
              party,
              head,
              rekeys: replaced.texts.get(party)!,
              numberOf: numberIn(logs),
              onProgress: (done, size) => options.onProgress(`${party}: entries`, done, size),
              onStored: (size) => placing.stored(number, size),
            }),
      );
    }
    await checkNothingElse(source, logs, heads, report);
    const whole = walked.filter((log) => log !== undefined);
    const docket =
      whole.length < logs.length
        ? undefined
        : await foldAll({ named, logs, heads, placing, pool, scratch, report, options });
    return {
      logs: whole,
      docket,
    };
  } finally {
    await pool.close();
  }
}

/** The accord, if the record is of it. */
async function readAccord(source: Source, report: Report): Promise<Named | undefined> {
  const bytes = await readSmall(source, ACCORD, ACCORD_BYTES_MAX, report);
  if (bytes === undefined) return undefined;
  const text = parseUtf8(bytes);
  if (text === undefined) return report.fail(ACCORD, undefined, 'it is not UTF-8');
  const parsed = parseAccord(text);
  if (!parsed.ok) return report.fail(ACCORD, undefined, parsed.refusal.detail);
  const terms = parseTerms(parsed.accord);
  if (!terms.ok) return report.fail(ACCORD, undefined, terms.refusal.detail);
  const { accord, accordId: id } = parsed;
  // Its hash names the folders of all logs: if none is there, this is not the accord that the record is of.
  const folders = await Promise.all(
    accord.parties.map((party) =>
      source.read(`${originHash(originOf(accord, id, party.id))}/${POLICY}`, POLICY_BYTES_MAX).catch(() => undefined),
    ),
  );
  if (folders.every((found) => found === undefined)) {
    return report.fail(
      ACCORD,
      undefined,
      `its hash gives the accord id ${id}, and no log of that accord is here: it is not the text that the record is of`,
    );
  }
  report.ok(`accord ${id}: ${accord.parties.map((party) => party.id).join(', ')}`);
  return { text, accord, id };
}

async function checkPolicies(
  source: Source,
  { accord, id }: Named,
  logs: readonly NamedLog[],
  replaced: Replaced,
  report: Report,
): Promise<void> {
  const before = report.failures;
  const now = { ...accord, ...partiesNow(accord, replaced.keysOf) };
  const files = [
    { file: POLICY, expected: encodePolicy(policyOf(now, id)) },
    ...logs.map(({ party, origin }) => ({
      file: `${originHash(origin)}/${POLICY}`,
      expected: encodePolicy(effectivePolicy(now, id, party)),
    })),
  ];
  for (const { file, expected } of files) {
    const found = await readSmall(source, file, POLICY_BYTES_MAX, report);
    const derived = encodeUtf8(expected);
    if (found !== undefined && !equalBytes(found, derived)) {
      report.fail(file, differenceOf(found, derived), `it is not the policy that follows from ${ACCORD}`);
    }
  }
  const count = [...replaced.texts.values()].reduce((sum, text) => sum + text.split('\n').length - 1, 0);
  const replacements = count === 0 ? '' : ` and ${many(count, 'replaced key')}`;
  if (report.failures === before)
    report.ok(`${files.length} policies are those that follow from the accord${replacements}, byte for byte`);
}

async function readSmall(
  source: Source,
  file: string,
  bytesMax: number,
  report: Report,
): Promise<Uint8Array | undefined> {
  try {
    const bytes = await source.read(file, bytesMax);
    if (bytes === undefined) report.fail(file, undefined, 'it is missing');
    return bytes;
  } catch (fault) {
    if (!(fault instanceof TooLarge)) throw fault;
    return report.fail(file, undefined, fault.message);
  }
}

async function readAllReceipts(options: {
  source: Source;
  named: Named;
  logs: readonly NamedLog[];
  replaced: Replaced;
  firsts: readonly (FirstHead | undefined)[];
  pool: Pool;
  scratch: Scratch;
  report: Report;
}): Promise<(Head | undefined)[]> {
  const { source, named, logs, replaced, firsts, pool, scratch, report } = options;
  const heads: (Head | undefined)[] = [];
  for (const [number, { party, origin }] of logs.entries()) {
    const first = firsts[number];
    const keys = headKeys(named.accord, named.id, party, replaced.keysOf);
    const onReceipt: Parameters<typeof readReceipts>[0]['onReceipt'] = (receipt) => scratch.putCosigned(party, receipt);
    heads.push(
      first === undefined
        ? undefined
        : await readReceipts({ source, pool, report, origin, party, keys, onReceipt }, first),
    );
  }
  return heads;
}

/** Whatever the heads do not imply is a failure: nothing can be slipped into a record. */
async function checkNothingElse(
  source: Source,
  logs: readonly NamedLog[],
  heads: readonly (Head | undefined)[],
  report: Report,
): Promise<void> {
  if (source.list === undefined) return;
  const before = report.failures;
  const sizes = new Map(
    heads.filter((head) => head !== undefined).map(({ origin, size }) => [originHash(origin), size]),
  );
  const unread = logs.filter((_, number) => heads[number] === undefined).map(({ origin }) => `${originHash(origin)}/`);
  let files = 0;
  for await (const { path, kind } of source.list()) {
    files++;
    if (unread.some((folder) => path.startsWith(folder))) continue;
    if (kind !== 'file') report.fail(path, undefined, 'it is neither a plain file nor a folder that holds one');
    else if (!isImplied(path, sizes)) report.fail(path, undefined, 'it does not belong here: no head implies it');
  }
  if (report.failures === before && unread.length === 0)
    report.ok(`${files} files, and none beside those that the heads imply`);
}

function numberIn(logs: readonly NamedLog[]): (origin: string) => number | undefined {
  const numbers = new Map(logs.map(({ origin }, number) => [origin, number]));
  return (origin) => numbers.get(origin);
}

async function foldAll(options: {
  named: Named;
  logs: readonly NamedLog[];
  heads: readonly (Head | undefined)[];
  placing: Placing;
  pool: Pool;
  scratch: Scratch;
  report: Report;
  options: AuditOptions;
}): Promise<Audited['docket']> {
  const { named, logs, heads, placing, pool, scratch, report } = options;
  const cut: Cut = {};
  let waiting = 0;
  for (const [number, { party, origin }] of logs.entries()) {
    const { covered, size } = heads[number]!;
    const receipts: Record<string, number> = {};
    for (const [by, cosigned] of covered) if (by !== party && cosigned > 0) receipts[by] = cosigned;
    cut[origin] = { size: placing.placed(number), receipts };
    waiting += size - placing.placed(number);
  }
  const docket = await foldRecord({
    scratch,
    pool,
    accordText: named.text,
    accordId: named.id,
    logs,
    cut,
    onProgress: (done, all) => options.options.onProgress('docket', done, all),
  });
  const disregardedActs: DisregardedAct[] = [];
  for (const [number, { party }] of logs.entries()) {
    for (const { position, code, detail } of scratch.disregarded(number)) {
      if (disregardedActs.length === DISREGARDED_LISTED) break;
      disregardedActs.push({ party, index: position % SPAN, code, detail });
    }
  }
  report.ok(
    `docket ${docket.digest} at ${logs.map(({ party, origin }) => `${party} ${cut[origin]!.size} (receipted ${Math.min(...logs.filter((log) => log.party !== party).map((log) => cut[origin]!.receipts[log.party] ?? 0))})`).join(', ')}`,
  );
  return { ...docket, waiting, disregardedActs };
}
