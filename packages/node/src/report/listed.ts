// A whole record in memory, opened: what a report or a statistic is computed from. Of a record of millions of acts it needs gigabytes, which a
// person asks for knowingly.

import type { Accord } from '@parley/record/accord';
import { openAct } from '@parley/record/act';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { leafHash } from '@parley/record/hash';
import type { JsonObject } from '@parley/record/json';
import { originOf } from '@parley/record/key';
import type { Result } from '@parley/record/refusal';
import { TILE_WIDTH } from '@parley/record/tile';
import { appendLeaf, emptyFrontier, frontierRoot } from '@parley/record/tree';
import { parseWordLine, type WordLine } from '@parley/record/wordbundle';
import { checkWords, parseDisclosure, type Disclosure } from '@parley/record/words';
import type { Entry } from '@parley/docket/entry';
import { introduceKeys, rootKeys } from '@parley/docket/keys';
import type { Cosigned } from '@parley/docket/receipts';
import type { ListedRecord } from '@parley/docket/report/cut';
import { HeldRecord, type HeldCode } from './held.ts';
import { nodeSuite } from './suite.ts';

export type Listed = { record: ListedRecord; wordsOf: (id: string) => JsonObject | undefined };

/** An entry as it is stored. `words`: disclosures in the order of `_sd`; undefined: none are there. */
export type Stored = { bytes: Uint8Array; words: WordLine | undefined };

export type StoredLogs = { accord: Accord; accordId: string; stored: Map<string, Iterable<Stored>> };

/** The record of a node's folder, running or not. What is read is one moment's, and the folder is left again before this resolves. */
export async function listFolder(folder: string): Promise<Result<{ listed: Listed }, HeldCode>> {
  const opened = HeldRecord.open(folder);
  if (!opened.ok) return opened;
  try {
    return { ok: true, listed: await listHeld(opened.record) };
  } finally {
    opened.record.close();
  }
}

async function listHeld(held: HeldRecord): Promise<Listed> {
  const stored = new Map<string, Iterable<Stored>>();
  const cosigned: Record<string, Cosigned[]> = {};
  for (const log of held.logs) {
    cosigned[log.party] = [...held.receipts(log)].map(({ holder, size, time }) => ({ by: holder, size, time }));
    stored.set(log.party, storedIn(held, log));
  }
  return openLogs({ accord: held.accord, accordId: held.accordId, stored }, cosigned);
}

function* storedIn(held: HeldRecord, log: HeldRecord['logs'][number]): Generator<Stored> {
  const size = held.size(log);
  for (let from = 0; from < size; from += TILE_WIDTH) {
    for (const { bytes, words } of held.entries(log, from, Math.min(size, from + TILE_WIDTH))) {
      const line = words === undefined ? undefined : parseWordLine(words);
      yield { bytes, words: line?.ok === true ? line.line : undefined };
    }
  }
}

/** Opens every act of logs in memory. `cosigned`: by the party whose log they cover. */
export async function openLogs(
  { accord, accordId, stored }: StoredLogs,
  cosigned: ListedRecord['cosigned'],
): Promise<Listed> {
  const logs = new Map<string, Entry[]>();
  const words = new Map<string, JsonObject>();
  const roots = new Map<string, string[]>();
  for (const [party, entries] of stored) {
    const keys = rootKeys(accord, party);
    const log: Entry[] = [];
    const frontier = emptyFrontier();
    const ofSize = [encodeBase64(frontierRoot(frontier))];
    for (const { bytes, words: line } of entries) {
      const leaf = leafHash(bytes);
      appendLeaf(frontier, leaf);
      ofSize.push(encodeBase64(frontierRoot(frontier)));
      const at = { party, index: log.length, id: encodeBase64url(leaf) };
      const opened = await openAct(bytes, keys, nodeSuite);
      log.push(opened.ok ? { ...at, act: opened.act } : { ...at, refusal: opened.refusal });
      if (!opened.ok) continue;
      introduceKeys(keys, opened.act);
      const told = readWords(opened.act.payload, line);
      if (told !== undefined) words.set(at.id, told);
    }
    logs.set(party, log);
    roots.set(originOf(accord, accordId, party), ofSize);
  }
  const rootAt = (origin: string, size: number): string | undefined => roots.get(origin)?.[size];
  return { record: { accord, accordId, logs, cosigned, rootAt }, wordsOf: (id) => words.get(id) };
}

function readWords(payload: { _sd?: string[] }, line: WordLine | undefined): JsonObject | undefined {
  const disclosures: Disclosure[] = [];
  for (const text of line ?? []) {
    const parsed = text === null ? undefined : parseDisclosure(text);
    if (parsed?.ok === true) disclosures.push(parsed.disclosure);
  }
  const checked = checkWords(payload, disclosures);
  return checked.ok ? checked.words : undefined;
}
