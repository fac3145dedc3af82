// A cosignature (c2sp.org/tlog-cosignature): somebody other than the log signs a checkpoint, with the time.
//
// A holder's says: I hold entries 0…n−1 of this log and all their words, I will serve them, and my clock read t. It is
// the receipt of everything in that prefix. A witness's says only: of all the heads I saw of this log, none contradicts this
// one, and none was larger. Each signs with all its keys at once (0x04 and 0x06), and the lines must carry one time:
// otherwise a carrier could pair an early classical line with a late post-quantum one and have two times for one receipt.

import { openCheckpointNote, parseCheckpoint, type CheckpointCode, type VerifiedCheckpoint } from './checkpoint.ts';
import { encodeNote, encodeSignature, lineOf, parseNote, type Note } from './note.ts';
import { refuse, type Refused, type Result } from './refusal.ts';
import { openLine, signLine, type Signer } from './signature.ts';
import type { Suite } from './suite.ts';
import type { Vkey } from './vkey.ts';

export type CosignatureCode = CheckpointCode | 'cosignature.missing' | 'cosignature.times_differ';

/** One line (with LF) by which `signer` (0x04 or 0x06) cosigns a checkpoint that its caller has verified, at `time`. */
export async function cosign(checkpoint: VerifiedCheckpoint, signer: Signer, time: number): Promise<string> {
  requireCosigner(signer.vkey);
  const text = checkpoint.note.slice(0, checkpoint.note.lastIndexOf('\n\n') + 1);
  return encodeSignature(await signLine(signer, checkpoint, text, time));
}

/** The note with cosignature lines at its foot. Refuses a line for a (name, key ID) that has one already. */
export function addCosignatures(noteText: string, lines: string): Result<{ noteText: string }, CosignatureCode> {
  const parsed = parseNote(noteText + lines);
  return parsed.ok ? { ok: true, noteText: encodeNote(parsed.note) } : parsed;
}

/** Opens the cosignature of one key (0x04 or 0x06) on a checkpoint whose log may be unknown. Gives its POSIX seconds. */
export async function openCosignature(
  note: Note,
  vkey: Vkey,
  suite: Suite,
): Promise<Result<{ time: number }, CosignatureCode>> {
  requireCosigner(vkey);
  const parsed = parseCheckpoint(note.text);
  if (!parsed.ok) return parsed;
  const line = lineOf(note, vkey);
  if (line === undefined) return missing(vkey);
  const opened = await openLine(line, vkey, parsed.checkpoint, note.text, suite);
  if (!opened.ok) return opened;
  return { ok: true, time: opened.time! };
}

/** Opens the cosignatures of one cosigner: all its keys must have signed, at one time. */
export async function openCosignatures(
  note: Note,
  cosignerVkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ time: number }, CosignatureCode>> {
  let time: number | undefined;
  for (const vkey of cosignerVkeys) {
    const opened = await openCosignature(note, vkey, suite);
    if (!opened.ok) return opened;
    if (time !== undefined && opened.time !== time) {
      return refuse(
        'cosignature.times_differ',
        `open a cosignature of ${vkey.name}: its lines carry the times ${time} and ${opened.time}, expected one`,
      );
    }
    time = opened.time;
  }
  if (time === undefined) throw new RangeError('open a cosignature: no key of the cosigner was given');
  return { ok: true, time };
}

/** Opens a receipt: a checkpoint that all keys of its log signed, and all keys of one cosigner cosigned at one time. */
export async function openCosigned(
  input: string | Uint8Array,
  logVkeys: readonly Vkey[],
  cosignerVkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ checkpoint: VerifiedCheckpoint; time: number }, CosignatureCode>> {
  const parsed = parseNote(input);
  if (!parsed.ok) return parsed;
  const opened = await openCheckpointNote(parsed.note, logVkeys, suite);
  if (!opened.ok) return opened;
  const cosigned = await openCosignatures(parsed.note, cosignerVkeys, suite);
  if (!cosigned.ok) return cosigned;
  return { ok: true, checkpoint: opened.checkpoint, time: cosigned.time };
}

function requireCosigner(vkey: Vkey): void {
  if (vkey.type === 0x01) throw new RangeError('a cosigner signs with keys of type 4 and 6, not with type 1');
}

function missing(vkey: Vkey): Refused<CosignatureCode> {
  return refuse('cosignature.missing', `open a cosignature: the key ${vkey.name}+${vkey.keyId.toHex()} has not signed`);
}
