// The cosigned checkpoints of one log by one holder, as one text: each note, then an empty line, in growing (size, time).
//
// A note of a checkpoint has exactly one empty line, between its text and its signatures, so the text falls apart at empty lines
// into pairs. What each note says is for `openCosigned` to judge; here it is only found.

import { refuse, type Result } from './refusal.ts';

export type ReceiptsCode = 'receipts.malformed';

export function encodeReceipts(notes: readonly string[]): string {
  return notes.map((note) => `${note}\n`).join('');
}

/** The texts of the notes, each as it was signed. */
export function parseReceipts(text: string): Result<{ notes: string[] }, ReceiptsCode> {
  const parts = text.split('\n\n');
  if (parts.pop() !== '' || parts.length % 2 !== 0) {
    return refuse('receipts.malformed', 'reading receipts: expected checkpoints, each ended by an empty line');
  }
  const notes: string[] = [];
  for (let at = 0; at < parts.length; at += 2) notes.push(`${parts[at]}\n\n${parts[at + 1]}\n`);
  return { ok: true, notes };
}
