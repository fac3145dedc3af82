// The receipt of an act out of a node's folder: that the act is in the log, by the head that first covered it and was cosigned.

import { encodeUtf8 } from '@parley/record/bytes';
import { encodeProof, openReceipt } from '@parley/record/proof';
import { refuse, type Result } from '@parley/record/refusal';
import type { Suite } from '@parley/record/suite';
import { appendLeaf, emptyFrontier, frontierRoot, inclusionProof, type HashReader } from '@parley/record/tree';
import type { HeldEntry, HeldRecord } from '@parley/node/report/held';
import { generationAt } from '@parley/docket/party/rotation';
import { parseNote } from '@parley/record/note';
import { cosignedBy, headKeys } from '#record/keys';
import { heldRekeys } from '#record/rekeys';

export type ReceiptCode = 'receipt.none' | 'receipt.damaged';

/** `text`: a tlog-proof. `by` held the act at `time` (POSIX seconds), when the log had `size` entries. */
export type ActReceipt = { by: string; size: number; time: number; text: string };

/** The receipt of an act by one cosigner, or by whoever was first; it is verified before it is given. */
export async function receiptOf(
  record: HeldRecord,
  entry: HeldEntry,
  by: string | undefined,
  suite: Suite,
): Promise<Result<{ receipt: ActReceipt }, ReceiptCode>> {
  const { log, index } = entry;
  const first = record.firstCovering(log, index, by);
  if (first === undefined) {
    const who = by === undefined ? 'nobody has' : `${by} has not`;
    return refuse(
      'receipt.none',
      `${log.party} ${index} has no receipt: ${who} cosigned a head that covers it, as far as this node knows`,
    );
  }
  const { holder, size, time, note } = first;
  const read: HashReader = (level, at) => rootOf(record.leaves(log, at * 2 ** level, (at + 1) * 2 ** level));
  const text = encodeProof({ index, hashes: inclusionProof(index, size, read), note });
  const { keysOf } = await heldRekeys(record, suite);
  const keys = headKeys(record.accord, record.accordId, log.party, keysOf);
  const parsed = parseNote(note);
  const vkeys = parsed.ok ? cosignedBy(parsed.note, holder, keys) : undefined;
  if (vkeys === undefined)
    return refuse('receipt.damaged', `the receipt by ${holder} carries no keys of it, so the database is damaged`);
  const opened = await openReceipt(encodeUtf8(text), entry.bytes, generationAt(keys.log, size).keys, vkeys, suite);
  if (!opened.ok)
    return refuse(
      'receipt.damaged',
      `the receipt does not verify, so the database is damaged: ${opened.refusal.detail}`,
    );
  return { ok: true, receipt: { by: holder, size, time, text } };
}

/** A path has a score of hashes at most, and all of them together cover each leaf once. */
function rootOf(leaves: Iterable<Uint8Array>): Uint8Array {
  const frontier = emptyFrontier();
  for (const leaf of leaves) appendLeaf(frontier, leaf);
  return frontierRoot(frontier);
}
