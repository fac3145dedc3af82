// A whole record in memory, opened, from an exported folder.

import { parseAccord, ACCORD_BYTES_MAX } from '@parley/record/accord';
import { parseUtf8 } from '@parley/record/bytes';
import { parseCheckpoint } from '@parley/record/checkpoint';
import { openCosignatures } from '@parley/record/cosignature';
import { originOf } from '@parley/record/key';
import { parseNote } from '@parley/record/note';
import { parseReceipts } from '@parley/record/receipts';
import { bundlePath, bundlesOf, parseBundle } from '@parley/record/tile';
import { parseWordBundle } from '@parley/record/wordbundle';
import type { Cosigned } from '@parley/docket/receipts';
import { openLogs, type Listed, type Stored } from '@parley/node/report/listed';
import { nodeSuite } from '@parley/node/report/suite';
import { openSource } from '#audit/source';
import { Report } from '#audit/report';
import { headKeys } from '#record/keys';
import { readRekeys } from '#record/rekeys';
import { ACCORD, originHash, RECEIPTS, wordsPath } from '#record/layout';

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
  const logs = accord.parties.map(({ id }) => ({ party: id, origin: originOf(accord, accordId, id) }));
  const { keysOf } = await readRekeys(source, accord, logs, new Report(() => undefined), nodeSuite);
  const stored = new Map<string, Stored[]>();
  const cosigned: Record<string, Cosigned[]> = {};
  for (const { id } of accord.parties) {
    const under = originHash(originOf(accord, accordId, id));
    cosigned[id] = await readCosigned(
      await need(`${under}/${RECEIPTS}`, Infinity),
      headKeys(accord, accordId, id, keysOf),
    );
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
  return openLogs({ accord, accordId, stored }, cosigned);
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
      if (!opened.ok) continue;
      list.push({ by, size: head.checkpoint.size, time: opened.time });
      break;
    }
  }
  return list;
}
