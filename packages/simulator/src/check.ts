// The docket of a node against the rules themselves: its incremental folds give what a fold of the whole record gives, and what it gives
// after its read models are dropped; everything that is in a log is in the docket, disregarded, or waiting.

import { openAct } from '@parley/record/act';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { encodeCanonical } from '@parley/record/json';
import { leafHash } from '@parley/record/hash';
import { digestOfDocket, foldDocket } from '@parley/docket/docket';
import { subjectDigest } from '@parley/docket/digest';
import type { Entry } from '@parley/docket/entry';
import { introduceKeys, rootKeys } from '@parley/docket/keys';
import { receiptsOf, type Cosigned } from '@parley/docket/receipts';
import { openReceipt } from '@parley/record/proof';
import { holderVkeys, logVkeys } from '@parley/record/key';
import type { App } from '@parley/node/app';
import type { Database } from '@parley/node/platform/sqlite';
import type { SyncSuite } from './keys.ts';
import { insist } from './trace.ts';

/** Every cosignature that a node has, by party whose log it is on. */
export function cosignaturesOf(app: App, database: Database): Record<string, Cosigned[]> {
  const lists: Record<string, Cosigned[]> = {};
  for (const { party, store } of app.logs) {
    lists[party] = database
      .all('select holder, size, time from cosigned where log = ? order by size, time', store.number)
      .map((row) => ({ by: String(row['holder']), size: Number(row['size']), time: Number(row['time']) }));
  }
  return lists;
}

/** Sizes and times of one holder only grow together. */
export function checkReceipts(app: App, database: Database): void {
  for (const [party, list] of Object.entries(cosignaturesOf(app, database))) {
    const newest = new Map<string, number>();
    for (const { by, size, time } of list) {
      const before = newest.get(by) ?? 0;
      insist(
        time >= before,
        'receipts never go back',
        () =>
          `${app.party} has a cosignature by ${by} of ${size} entries of ${party} at ${time}, after one at ${before}`,
      );
      newest.set(by, time);
    }
  }
}

/** Folds the whole record as this node holds it, and compares. Only while the node has folded all it holds. */
export async function checkFold(app: App, database: Database, suite: SyncSuite): Promise<void> {
  const kept = app.docket.digest();
  const logs = new Map<string, Entry[]>();
  for (const log of app.logs) {
    const keys = rootKeys(app.accord, log.party);
    const entries: Entry[] = [];
    for (const [index, bytes] of log.store.entries(0, log.size).entries()) {
      const opened = await openAct(bytes, keys, suite);
      if (opened.ok) introduceKeys(keys, opened.act);
      const id = encodeBase64url(leafHash(bytes));
      entries.push(
        opened.ok
          ? { party: log.party, index, id, act: opened.act }
          : { party: log.party, index, id, refusal: opened.refusal },
      );
    }
    logs.set(log.party, entries);
  }
  const origins = new Map(app.logs.map((log) => [log.origin, log]));
  const { docket, disregarded, waiting } = foldDocket({
    accord: app.accord,
    accordId: app.accordId,
    logs,
    receipts: receiptsOf(cosignaturesOf(app, database)),
    rootAt: (origin, size) => {
      const root = origins.get(origin)?.rootAt(size);
      return root === undefined ? undefined : encodeBase64(root);
    },
  });
  for (const { party, origin, size } of app.logs) {
    const folded = kept.cut[origin]!.size;
    const waits = waiting.filter((entry) => entry.party === party).length;
    insist(
      folded + waits === size,
      'everything is in the docket, disregarded or waiting',
      () => `${app.party} folded ${folded} of ${size} entries of ${party}, and ${waits} wait`,
    );
  }
  const digest = digestOfDocket(docket, disregarded, kept.cut);
  insist(digest === kept.digest, 'incremental folds give what the whole fold gives', () => {
    const differing: string[] = [];
    const rows = new Map(database.all('select id, digest, state from subject').map((row) => [String(row['id']), row]));
    for (const [id, { state }] of docket.subjects) {
      const row = rows.get(id);
      rows.delete(id);
      const mine = row === undefined ? 'absent' : encodeBase64url(row['digest'] as Uint8Array);
      const theirs = state === undefined ? 'absent' : subjectDigest(state);
      if (mine !== theirs)
        differing.push(`subject ${id}: kept ${String(row?.['state'])} whole ${JSON.stringify(state)}`);
    }
    for (const id of rows.keys()) differing.push(`subject ${id} is kept alone`);
    if (subjectDigest(docket.house.state) !== subjectDigest(app.docket.house.state)) {
      differing.push(
        `house: kept ${JSON.stringify(app.docket.house.state)} whole ${JSON.stringify(docket.house.state)}`,
      );
    }
    const whole = disregarded.map(({ party, index, code }) => `${party} ${index} ${code}`).toSorted();
    const own = disregardedOf(app, database).toSorted();
    differing.push(...whole.filter((line) => !own.includes(line)).map((line) => `disregarded in the whole: ${line}`));
    differing.push(...own.filter((line) => !whole.includes(line)).map((line) => `disregarded as kept: ${line}`));
    return `${app.party}: ${differing.join('; ')}`;
  });
}

/** What its readers are shown: every entry once, page by page; and for every act that was received a receipt that anybody can open. */
export async function checkReading(app: App, acknowledged: readonly string[], suite: SyncSuite): Promise<void> {
  const shown = new Set<string>();
  let after: string | undefined;
  do {
    const page = app.reader.acts({ limit: 23, ...(after === undefined ? {} : { after }) });
    for (const { log, index } of page.items) shown.add(`${log} ${index}`);
    after = page.next;
  } while (after !== undefined);
  const folded = Object.values(app.docket.cut()).reduce((sum, { size }) => sum + size, 0);
  insist(shown.size === folded, 'readers see every entry once', () => `${app.party} shows ${shown.size} of ${folded}`);
  const { origin, store } = app.own;
  const keysOf = (party: string) => app.accord.parties.find(({ id }) => id === party)!.keys;
  const logKeys = logVkeys(origin, keysOf(app.party).log);
  for (const id of acknowledged) {
    const proof = app.reader.receiptProof(id);
    insist(proof !== undefined, 'what was received has its receipt', () => `${app.party} has none for ${id}`);
    const index = Number(/^index (\d+)$/m.exec(proof)?.[1]);
    let opened = false;
    for (const other of app.logs) {
      const holderKeys = holderVkeys(other.origin, keysOf(other.party).holder);
      opened ||= (await openReceipt(proof, store.entry(index)!, logKeys, holderKeys, suite)).ok;
    }
    insist(opened, 'a receipt convinces anybody', () => proof);
  }
}

/** Drops the read models and folds again: nothing may come out differently. */
export async function checkRebuild(app: App): Promise<void> {
  const kept = app.docket.digest();
  app.docket.drop();
  await app.docket.catchUp(() => undefined);
  const again = app.docket.digest();
  insist(
    JSON.stringify(again) === JSON.stringify(kept),
    'a rebuilt docket is the kept one',
    () => `${app.party}: ${JSON.stringify(kept)} became ${JSON.stringify(again)}`,
  );
}

/** At equal cuts, equal dockets. False if the cuts differ. */
export function checkAgreement(a: Node, b: Node): boolean {
  const [ofA, ofB] = [a.app!.docket.digest(), b.app!.docket.digest()];
  if (encodeCanonical(ofA.cut) !== encodeCanonical(ofB.cut) || covers(a) !== covers(b)) return false;
  insist(
    ofA.digest === ofB.digest,
    'dockets agree at equal cuts',
    () => `${a.id} and ${b.id} differ at ${JSON.stringify(ofA.cut)}: ${differences(a, b).join('; ')}`,
  );
  return true;
}

/** How much of each log each holder has cosigned, as a node knows: among three parties the cut alone does not say that. */
function covers({ app, database }: Node): string {
  const lines = Object.entries(cosignaturesOf(app!, database!)).flatMap(([party, list]) => {
    const sizes = new Map(list.map(({ by, size }) => [by, size]));
    return [...sizes].map(([by, size]) => `${by} ${party} ${size}`);
  });
  return lines.toSorted().join();
}

export type Node = { id: string; app: App | undefined; database: Database | undefined };

function differences(a: Node, b: Node): string[] {
  const linesOf = ({ app, database }: Node) => [
    ...Object.entries(cosignaturesOf(app!, database!)).flatMap(([party, list]) =>
      list.map(({ by, size, time }) => `${by} cosigned ${size} of ${party} at ${time}`),
    ),
    ...disregardedOf(app!, database!).map((line) => `disregarded ${line}`),
    ...database!.all('select id, state from subject').map((row) => `${String(row['id'])} ${String(row['state'])}`),
    `house ${encodeCanonical(app!.docket.house.state)}`,
  ];
  const [ofA, ofB] = [linesOf(a), linesOf(b)];
  return [
    ...ofA.filter((line) => !ofB.includes(line)).map((line) => `${a.id} alone: ${line}`),
    ...ofB.filter((line) => !ofA.includes(line)).map((line) => `${b.id} alone: ${line}`),
  ];
}

function disregardedOf(app: App, database: Database): string[] {
  return database.all('select position, code from disregarded').map((row) => {
    const position = Number(row['position']);
    const log = app.logs.find(({ store, size }) => position >= store.position(0) && position < store.position(size))!;
    return `${log.party} ${position - log.store.position(0)} ${String(row['code'])}`;
  });
}
