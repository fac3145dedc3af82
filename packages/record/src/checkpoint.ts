// A checkpoint (c2sp.org/tlog-checkpoint@v1.0.0): the head of a log, in a signed note.
//
//     origin LF decimal size LF base64(root) LF
//
// It says: the log of this origin has this many entries, and this is the root of their Merkle tree. A log that signs two
// roots for one size has convicted itself (evidence.ts). Narrower than the standard: no extension lines, where something
// could hide that 0x06 signatures do not cover; sizes to 2^53 − 1; keys are named by the origin; *every* key that the log
// is known by must have signed, so nobody can strip the post-quantum signature and pass off the classical one alone.

import { encodeBase64, parseBase64 } from './base64.ts';
import { encodeUtf8 } from './bytes.ts';
import { parseDecimal } from './integer.ts';
import { HASH_BYTES } from './hash.ts';
import { encodeNote, lineOf, parseNote, type Note, type NoteCode } from './note.ts';
import { refuse, type Result } from './refusal.ts';
import { openLine, signLine, type SignatureCode, type Signer } from './signature.ts';
import type { Suite } from './suite.ts';
import { NAME_BYTES_MAX, type Vkey } from './vkey.ts';

/** `size` is the number of entries, 0 to 2^53 − 1; `root` is 32 bytes. */
export type Checkpoint = { origin: string; size: number; root: Uint8Array };

declare const verified: unique symbol;

/** What `openCheckpoint` returned: signed by all the keys of its log. `note` is the whole note, exactly as it came. */
export type VerifiedCheckpoint = Checkpoint & {
  readonly [verified]: 'checkpoint';
  readonly note: string;
  /** The time that the log's 0x06 signature carries, in POSIX seconds; undefined for a log without such a key. */
  readonly signedAt: number | undefined;
};

export type CheckpointCode =
  | NoteCode
  | SignatureCode
  | 'checkpoint.malformed'
  | 'checkpoint.extension'
  | 'checkpoint.origin'
  | 'checkpoint.unsigned';

/** The text that is signed, with its final LF. Throws on what no checkpoint can say: our own caller is at fault. */
export function encodeCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint;
  if (!isOrigin(origin)) throw new RangeError(`write a checkpoint: ${JSON.stringify(origin)} is no origin`);
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`write a checkpoint: ${size} is no size`);
  if (root.length !== HASH_BYTES) throw new RangeError('write a checkpoint: a root has 32 bytes');
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}

/** Reads the text of a checkpoint's note. */
export function parseCheckpoint(text: string): Result<{ checkpoint: Checkpoint }, CheckpointCode> {
  const [origin, size, root, end, ...more] = text.split('\n', 6);
  if (origin === undefined || size === undefined || root === undefined || end === undefined) {
    return malformed('it has fewer than three lines');
  }
  if (!isOrigin(origin)) return malformed('its origin is empty, too long or has a control character');
  const entries = parseDecimal(size);
  if (entries === undefined) return malformed('its size is not a plain decimal number to 2^53 − 1');
  const hash = parseBase64(root);
  if (hash?.length !== HASH_BYTES) return malformed('its root is not 32 bytes in canonical base64');
  if (end !== '' || more.length > 0) {
    return refuse('checkpoint.extension', 'read a checkpoint: it has lines after the root, expected none');
  }
  return { ok: true, checkpoint: { origin, size: entries, root: hash } };
}

/** Signs a checkpoint with every key of its log; `time` in POSIX seconds goes into 0x06 signatures. Gives the note. */
export async function signCheckpoint(
  checkpoint: Checkpoint,
  signers: readonly Signer[],
  time: number,
): Promise<string> {
  const text = encodeCheckpoint(checkpoint);
  const signatures = [];
  for (const signer of signers) {
    requireLogKey(signer.vkey);
    if (signer.vkey.name !== checkpoint.origin) {
      throw new RangeError(`sign a checkpoint: the key is named ${signer.vkey.name}, expected the origin`);
    }
    signatures.push(await signLine(signer, checkpoint, text, time));
  }
  return encodeNote({ text, signatures });
}

/** Opens a checkpoint: every one of `logVkeys` must be named by the origin and must have signed. Other lines are ignored. */
export async function openCheckpoint(
  input: string | Uint8Array,
  logVkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ checkpoint: VerifiedCheckpoint }, CheckpointCode>> {
  const parsed = parseNote(input);
  return parsed.ok ? openCheckpointNote(parsed.note, logVkeys, suite) : parsed;
}

/** As `openCheckpoint`, of a note that has been read already. */
export async function openCheckpointNote(
  note: Note,
  logVkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ checkpoint: VerifiedCheckpoint }, CheckpointCode>> {
  if (logVkeys.length === 0) throw new RangeError('open a checkpoint: no key of the log was given');
  const parsed = parseCheckpoint(note.text);
  if (!parsed.ok) return parsed;
  const { checkpoint } = parsed;
  let signedAt: number | undefined;
  for (const vkey of logVkeys) {
    requireLogKey(vkey);
    if (vkey.name !== checkpoint.origin) {
      return refuse('checkpoint.origin', `open a checkpoint: it is of ${checkpoint.origin}, expected ${vkey.name}`);
    }
    const line = lineOf(note, vkey);
    if (line === undefined) {
      return refuse('checkpoint.unsigned', `open a checkpoint: the key ${keyOf(vkey)} has not signed it`);
    }
    const opened = await openLine(line, vkey, checkpoint, note.text, suite);
    if (!opened.ok) return opened;
    signedAt ??= opened.time;
  }
  return {
    ok: true,
    checkpoint: {
      ...checkpoint,
      note: encodeNote(note),
      signedAt,
    } as unknown as VerifiedCheckpoint,
  };
}

function isOrigin(origin: string): boolean {
  return (
    origin !== '' && origin.isWellFormed() && !/\p{Cc}/u.test(origin) && encodeUtf8(origin).length <= NAME_BYTES_MAX
  );
}

function keyOf(vkey: Vkey): string {
  return `${vkey.name}+${vkey.keyId.toHex()}`;
}

function requireLogKey(vkey: Vkey): void {
  if (vkey.type === 0x04) throw new RangeError('a log signs with keys of type 1 and 6, not with type 4');
}

function malformed(fact: string) {
  return refuse<CheckpointCode>('checkpoint.malformed', `read a checkpoint: ${fact}`);
}
