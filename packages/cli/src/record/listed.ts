// A whole record in memory, opened: from a node's folder, or from an exported one. What a report or a statistic is computed from; of a record
// of millions of acts it needs gigabytes, which a person asks for knowingly.

import { parseAccord, ACCORD_BYTES_MAX } from '@parley/record/accord';
import { openAct } from '@parley/record/act';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { parseUtf8 } from '@parley/record/bytes';
import { parseCheckpoint } from '@parley/record/checkpoint';
import { openCosignatures } from '@parley/record/cosignature';
import { leafHash } from '@parley/record/hash';
import type { JsonObject } from '@parley/record/json';
import { originOf } from '@parley/record/key';
import { parseNote } from '@parley/record/note';
import { parseReceipts } from '@parley/record/receipts';
import { bundlePath, bundlesOf, parseBundle, TILE_WIDTH } from '@parley/record/tile';
import { appendLeaf, emptyFrontier, frontierRoot } from '@parley/record/tree';
import { parseWordBundle, parseWordLine, type WordLine } from '@parley/record/wordbundle';
import { checkWords, parseDisclosure, type Disclosure } from '@parley/record/words';
import type { Entry } from '@parley/docket/entry';
import { introduceKeys, rootKeys } from '@parley/docket/keys';
import type { Cosigned } from '@parley/docket/receipts';
import type { ListedRecord } from '@parley/docket/report/cut';
import { openSource } from '#audit/source';
import { nodeSuite } from '#audit/suite';
import type { HeldRecord } from '#record/held';
import { headKeys } from '#record/keys';
import { ACCORD, originHash, RECEIPTS, wordsPath } from '#record/layout';

export type Listed = { record: ListedRecord; wordsOf: (id: string) => JsonObject | undefined };

/** An entry as it is stored. `words`: disclosures in the order of `_sd`; undefined: none are there. */
type Stored = { bytes: Uint8Array; words: WordLine | undefined };

type Logs = { accord: ListedRecord['accord']; accordId: string; stored: Map<string, Iterable<Stored>> };

/** The record of a node's folder, one moment's. */
export async function listHeld(held: HeldRecord): Promise<Listed> {
  const stored = new Map<string, Iterable<Stored>>();
  const cosigned: Record<string, Cosigned[]> = {};
  for (const log of held.logs) {
    cosigned[log.party] = [...held.receipts(log)].map(({ holder, size, time }) => ({ by: holder, size, time }));
    stored.set(log.party, storedIn(held, log));
  }
  return open({ accord: held.accord, accordId: held.accordId, stored }, cosigned);
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

/** The record of an exported folder, which an audit has found whole. Throws for one that it would not have. */
export async function listExported(folder: string): Promise<Listed> {
  const source = openSource(folder);
  const need = async (path: string, bytesMax: number): Promise<Uint8Array> => {
    const bytes = await source.read(path, bytesMax);
    if (bytes === undefined) throw new Error(`reading ${folder}: ${path} is not there`);
    return bytes;
  };
  const parsed = parseAccord(parseUtf8(await need(ACCORD, ACCORD_BYTES_MAX)) ?? '');
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  const { accord, accordId } = parsed;
  const stored = new Map<string, Stored[]>();
  const cosigned: Record<string, Cosigned[]> = {};
  for (const { id } of accord.parties) {
    const under = originHash(originOf(accord, accordId, id));
    cosigned[id] = await readCosigned(await need(`${under}/${RECEIPTS}`, Infinity), headKeys(accord, accordId, id));
    const size = Math.max(0, ...cosigned[id].map((one) => one.size));
    const entries: Stored[] = [];
    for (const bundle of bundlesOf(size)) {
      const lines = parseWordBundle(await need(`${under}/${wordsPath(bundle)}`, Infinity), bundle.width);
      const bundled = parseBundle(await need(`${under}/${bundlePath(bundle)}`, Infinity), bundle.width);
      if (!lines.ok) throw new Error(lines.refusal.detail);
      if (!bundled.ok) throw new Error(bundled.refusal.detail);
      for (const [at, bytes] of bundled.entries.entries()) entries.push({ bytes, words: lines.lines[at] });
    }
    stored.set(id, entries);
  }
  return open({ accord, accordId, stored }, cosigned);
}

async function readCosigned(bytes: Uint8Array, { cosigners }: ReturnType<typeof headKeys>): Promise<Cosigned[]> {
  const parsed = parseReceipts(parseUtf8(bytes) ?? '-');
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  const list: Cosigned[] = [];
  for (const text of parsed.notes) {
    const note = parseNote(text);
    const head = parseCheckpoint(text.slice(0, text.lastIndexOf('\n\n') + 1));
    if (!note.ok || !head.ok) throw new Error('reading receipts: a note is no checkpoint');
    for (const { by, vkeys } of cosigners) {
      const opened = await openCosignatures(note.note, vkeys, nodeSuite);
      if (opened.ok) list.push({ by, size: head.checkpoint.size, time: opened.time });
    }
  }
  return list;
}

async function open({ accord, accordId, stored }: Logs, cosigned: ListedRecord['cosigned']): Promise<Listed> {
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
