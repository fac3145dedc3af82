// Opening a cosigned checkpoint as a record keeps it: the two lines of its log, then those of one cosigner, and no other. The lines could be
// carried in any order by anybody; a record has one order, so that nothing can be added to it or moved about in it unnoticed.

import { equalBytes } from '@parley/record/bytes';
import { parseCheckpoint } from '@parley/record/checkpoint';
import { openCosigned } from '@parley/record/cosignature';
import { parseNote, type Note, type NoteSignature } from '@parley/record/note';
import { refuse, type Refusal } from '@parley/record/refusal';
import { openLine } from '@parley/record/signature';
import type { Suite } from '@parley/record/suite';
import type { Vkey } from '@parley/record/vkey';
import { generationAt } from '@parley/docket/party/rotation';
import type { HeadKeys } from '#record/keys';

/** `by` cosigned the head of `size` entries with `root` at `time` (POSIX seconds). */
export type Receipt = { by: string; size: number; root: Uint8Array; time: number };

/** `line`: of the note, counted from 1, where it fails. */
export type OpenedReceipt = { ok: true; receipt: Receipt } | { ok: false; refusal: Refusal; line: number };

/** A checkpoint has three lines and an empty one before its signatures. */
const FIRST_SIGNATURE_LINE = 5;

export async function openReceipt(text: string, keys: HeadKeys, suite: Suite): Promise<OpenedReceipt> {
  const parsed = parseNote(text);
  if (!parsed.ok) return { ...parsed, line: 1 };
  const { signatures } = parsed.note;
  const head = parseCheckpoint(parsed.note.text);
  if (!head.ok) return { ...head, line: 1 };
  const log = generationAt(keys.log, head.checkpoint.size).keys;
  const theirs = signatures[log.length];
  const cosigner = keys.cosigners.find(({ vkeys }) => theirs !== undefined && isBy(theirs, vkeys[0]!));
  const expected = [...log, ...(cosigner?.vkeys ?? [])];
  for (const [place, line] of signatures.entries()) {
    const vkey = expected[place];
    if (vkey !== undefined && isBy(line, vkey)) continue;
    return failed(
      place,
      vkey === undefined
        ? 'a signature line beyond those of the log and one cosigner'
        : `a signature line by ${line.name}`,
      vkey,
    );
  }
  if (cosigner === undefined || signatures.length < expected.length) {
    return failed(signatures.length, 'the end of the note', expected[signatures.length]);
  }
  const opened = await openCosigned(text, log, cosigner.vkeys, suite);
  if (!opened.ok) return { ...opened, line: await lineOfFailure(parsed.note, expected, suite) };
  const { size, root } = opened.checkpoint;
  return { ok: true, receipt: { by: cosigner.by, size, root, time: opened.time } };
}

/** Which line of a note that does not open is the first that cannot stand. */
async function lineOfFailure(note: Note, expected: readonly Vkey[], suite: Suite): Promise<number> {
  const head = parseCheckpoint(note.text);
  if (!head.ok) return 1;
  for (const [place, vkey] of expected.entries()) {
    const opened = await openLine(note.signatures[place]!, vkey, head.checkpoint, note.text, suite);
    if (!opened.ok) return FIRST_SIGNATURE_LINE + place;
  }
  // All verify, one by one: it is the origin, or two times on the lines of one cosigner.
  return head.checkpoint.origin === expected[0]?.name ? FIRST_SIGNATURE_LINE + expected.length - 1 : 1;
}

function isBy(line: NoteSignature, vkey: Vkey): boolean {
  return line.name === vkey.name && equalBytes(line.keyId, vkey.keyId);
}

function failed(place: number, found: string, vkey: Vkey | undefined): OpenedReceipt {
  const wanted =
    vkey === undefined
      ? 'the lines of the log, then those of one cosigner of the accord'
      : `the key ${vkey.name}+${vkey.keyId.toHex()}`;
  return {
    ...refuse('receipt.lines', `opening a cosigned checkpoint: ${found}, expected ${wanted}`),
    line: FIRST_SIGNATURE_LINE + place,
  };
}
