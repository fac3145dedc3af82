// Submitting a checkpoint to a holder or a witness: the body of add-checkpoint and its answers (c2sp.org/tlog-witness@v1.0.0, with
// 422 instead of 409 for a second root of one size).
//
//     old decimal LF                        the size that the receiver is believed to have
//     (base64(hash[32]) LF)*                the consistency proof from there, at most 63; none from size 0
//     LF
//     checkpoint, whole
//
// Two steps, because one is slow and may run beside others and the other must not: `openSubmission` verifies signatures;
// `checkSubmission` compares with what is held, and belongs into the transaction that then moves the head. Between them
// another submission may have moved it; with check and move apart, two requests could roll the head back.
//
//     refusal                          status   body
//     submission.malformed             400
//     submission.origin_unknown        404
//     submission.signature             403      also when a known key's line fails
//     submission.old_size              409      the held size, decimal LF, as text/x.tlog.size
//     submission.proof                 422
//     submission.root                  422      and, with the held checkpoint, evidence (evidence.ts)
//
// A flood costs its receiver nothing but parsing until a key of a known log has signed.

import { equalBytes, parseUtf8 } from './bytes.ts';
import { openCheckpoint, parseCheckpoint, type Checkpoint, type VerifiedCheckpoint } from './checkpoint.ts';
import { addCosignatures, openCosigned, type CosignatureCode } from './cosignature.ts';
import { parseDecimal } from './integer.ts';
import { EMPTY_ROOT } from './hash.ts';
import { encodeSignature, lineOf, NOTE_BYTES_MAX, parseNote, parseSignatures, type NoteSignature } from './note.ts';
import { encodeHashes, parseHashes } from './proof.ts';
import { refuse, type Refused, type Result } from './refusal.ts';
import type { Suite } from './suite.ts';
import { checkConsistency, isSize, PROOF_HASHES_MAX } from './tree.ts';
import type { Vkey } from './vkey.ts';

/** What arrived: nothing is verified. `proof` hashes are 32 bytes each; `note` is the checkpoint's. */
export type Submission = { oldSize: number; proof: Uint8Array[]; note: string };

/** What `openSubmission` returned: the checkpoint is its log's; the proof is still anybody's. */
export type OpenedSubmission = {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: VerifiedCheckpoint;
};

export type SubmissionCode =
  | 'submission.malformed'
  | 'submission.origin_unknown'
  | 'submission.signature'
  | 'submission.old_size'
  | 'submission.proof'
  | 'submission.root';

/** The largest note, 63 lines of proof and the first line. */
export const SUBMISSION_BYTES_MAX = NOTE_BYTES_MAX + 4096;

/** The type of the answer that tells a size. */
export const SIZE_MEDIA_TYPE = 'text/x.tlog.size';

/** The body of a submission. */
export function encodeSubmission(submission: Submission): string {
  if (!isSize(submission.oldSize)) throw new RangeError(`submit: ${submission.oldSize} is no size`);
  return `old ${submission.oldSize}\n${encodeHashes(submission.proof)}\n${submission.note}`;
}

/** Reads the body of a submission; trusts nothing in it. */
export function parseSubmission(
  input: string | Uint8Array,
): Result<{ submission: Submission; checkpoint: Checkpoint }, SubmissionCode> {
  if (input.length > SUBMISSION_BYTES_MAX) return malformed(`it is over ${SUBMISSION_BYTES_MAX} bytes`);
  const text = typeof input === 'string' ? input : parseUtf8(input);
  if (text === undefined) return malformed('it is not UTF-8');
  const split = text.indexOf('\n\n');
  if (split < 0) return malformed('no empty line comes before the checkpoint');
  const [first, ...lines] = text.slice(0, split).split('\n', PROOF_HASHES_MAX + 2);
  const oldSize = first?.startsWith('old ') === true ? parseDecimal(first.slice('old '.length)) : undefined;
  if (oldSize === undefined) return malformed('its first line is not "old" and a plain decimal number');
  const proof = parseHashes(lines);
  if (proof === undefined) return malformed('its proof is not at most 63 lines of 32 bytes in base64');
  const note = text.slice(split + 2);
  const parsed = parseNote(note);
  if (!parsed.ok) return malformed(parsed.refusal.detail);
  const checkpoint = parseCheckpoint(parsed.note.text);
  if (!checkpoint.ok) return malformed(checkpoint.refusal.detail);
  if (oldSize > checkpoint.checkpoint.size) {
    return malformed(`the old size ${oldSize} is larger than the checkpoint's ${checkpoint.checkpoint.size}`);
  }
  return { ok: true, submission: { oldSize, proof, note }, checkpoint: checkpoint.checkpoint };
}

/** Opens a submission. `logVkeysOf` gives the keys of a log that the receiver follows, all of them, or undefined. */
export async function openSubmission(
  input: string | Uint8Array,
  logVkeysOf: (origin: string) => readonly Vkey[] | undefined,
  suite: Suite,
): Promise<Result<{ submission: OpenedSubmission }, SubmissionCode>> {
  const parsed = parseSubmission(input);
  if (!parsed.ok) return parsed;
  const { oldSize, proof, note } = parsed.submission;
  const { origin } = parsed.checkpoint;
  const vkeys = logVkeysOf(origin);
  if (vkeys === undefined) {
    return refuse('submission.origin_unknown', `take a checkpoint: no log of the origin ${origin} is followed here`);
  }
  const opened = await openCheckpoint(note, vkeys, suite);
  if (!opened.ok) {
    return refuse('submission.signature', opened.refusal.detail, { cause: opened.refusal.code });
  }
  return { ok: true, submission: { oldSize, proof, checkpoint: opened.checkpoint } };
}

/** Whether a submission follows from what is held: undefined if nothing is. If so, its checkpoint becomes what is held. */
export function checkSubmission(
  submission: OpenedSubmission,
  held: { size: number; root: Uint8Array } | undefined,
): Result<{ checkpoint: VerifiedCheckpoint }, SubmissionCode> {
  const { oldSize, proof, checkpoint } = submission;
  const { size, root } = checkpoint;
  const heldSize = held?.size ?? 0;
  if (oldSize !== heldSize) {
    return refuse('submission.old_size', `take a checkpoint: it builds on size ${oldSize}, expected ${heldSize}`, {
      size: heldSize,
    });
  }
  // The head of an empty log is the same for everybody, held or not.
  const oldRoot = held === undefined || heldSize === 0 ? EMPTY_ROOT : held.root;
  if (size === oldSize && !equalBytes(root, oldRoot)) {
    return refuse('submission.root', `take a checkpoint: another root stands for size ${size}`);
  }
  if (!checkConsistency({ oldSize, oldRoot, size, root, proof })) {
    return refuse('submission.proof', `take a checkpoint: its proof does not lead from size ${oldSize} to ${size}`);
  }
  return { ok: true, checkpoint };
}

// ── answers ──

/** The answer that tells which size is held: what `submission.old_size` is answered with. */
export function encodeSizeAnswer(size: number): string {
  return `${size}\n`;
}

/** Reads a size from an answer. */
export function parseSizeAnswer(text: string): Result<{ size: number }, SubmissionCode> {
  const size = text.endsWith('\n') ? parseDecimal(text.slice(0, -1)) : undefined;
  return size === undefined ? malformed('the answer is not a plain decimal number and LF') : { ok: true, size };
}

/** The answer that accepts: cosignature lines. A holder gives none; its cosignature comes when it has the entries. */
export function encodeCosignaturesAnswer(lines: readonly NoteSignature[]): string {
  return lines.map(encodeSignature).join('');
}

/** Reads the answer that accepts; trusts nothing in it. */
export function parseCosignaturesAnswer(text: string): Result<{ lines: NoteSignature[] }, CosignatureCode> {
  if (text === '') return { ok: true, lines: [] };
  const parsed = parseSignatures(text);
  return parsed.ok ? { ok: true, lines: parsed.signatures } : parsed;
}

/**
 * Opens the answer of a cosigner to `checkpoint`: all its keys must have signed, at one time. Lines of other keys are left
 * out. Gives the checkpoint's note with the cosigner's lines at its foot, which opens as `openCosigned` does.
 */
export async function openCosignaturesAnswer(
  text: string,
  checkpoint: VerifiedCheckpoint,
  logVkeys: readonly Vkey[],
  cosignerVkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ note: string; time: number }, CosignatureCode>> {
  const parsed = parseCosignaturesAnswer(text);
  if (!parsed.ok) return parsed;
  const note = { text: '', signatures: parsed.lines };
  const lines = cosignerVkeys.map((vkey) => lineOf(note, vkey)).filter((line) => line !== undefined);
  const added = addCosignatures(checkpoint.note, encodeCosignaturesAnswer(lines));
  if (!added.ok) return added;
  const opened = await openCosigned(added.noteText, logVkeys, cosignerVkeys, suite);
  return opened.ok ? { ok: true, note: added.noteText, time: opened.time } : opened;
}

function malformed(fact: string): Refused<SubmissionCode> {
  return refuse('submission.malformed', `read a submission: ${fact}`);
}
