// A tlog-proof (c2sp.org/tlog-proof as of C2SP@5ba5ee8): that one entry is in a log, in a file that needs nothing beside it but
// the keys. With the cosignature of a holder on its checkpoint it is the receipt of an act.
//
//     c2sp.org/tlog-proof@v1 LF
//     [extra base64 LF]                     not authenticated by anything
//     index decimal LF
//     (base64(hash[32]) LF)*                the inclusion path, from the leaf's sibling upwards, at most 63
//     LF
//     checkpoint, whole, with its signature lines
//
// The entry is not in it: whoever verifies brings it, and so knows what has been proven. What an attacker controls is
// everything but the keys. Stricter than the standard: every line ends in LF, canonical base64, no leading zeros.

import { encodeBase64, parseBase64 } from './base64.ts';
import { parseUtf8 } from './bytes.ts';
import { openCheckpoint, type VerifiedCheckpoint } from './checkpoint.ts';
import { openCosignatures, type CosignatureCode } from './cosignature.ts';
import { parseDecimal } from './integer.ts';
import { HASH_BYTES, leafHash } from './hash.ts';
import { NOTE_BYTES_MAX, parseNote } from './note.ts';
import { refuse, type Result } from './refusal.ts';
import type { Suite } from './suite.ts';
import { checkInclusion, isSize, PROOF_HASHES_MAX } from './tree.ts';
import type { Vkey } from './vkey.ts';

/** What arrived: nothing is verified. `hashes` are 32 bytes each; `note` is the checkpoint's; `extra` is anybody's. */
export type Proof = { index: number; hashes: Uint8Array[]; note: string; extra?: Uint8Array };

declare const verified: unique symbol;

/** What `openProof` returned: entry `index` of the checkpoint's log has the leaf hash `leaf`. */
export type VerifiedProof = {
  readonly [verified]: 'proof';
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly checkpoint: VerifiedCheckpoint;
  /** The proof's whole text, as it came. */
  readonly exact: string;
};

export type ProofCode = CosignatureCode | 'proof.malformed' | 'proof.not_included';

const MAGIC = 'c2sp.org/tlog-proof@v1';

/** 64 KiB of note, 64 KiB of `extra`, and the path. */
export const PROOF_BYTES_MAX = 2 * NOTE_BYTES_MAX + 4096;

/** The text of a proof. Throws on a path that is no path: our own caller is at fault. */
export function encodeProof(proof: Proof): string {
  if (!isSize(proof.index)) throw new RangeError(`write a proof: ${proof.index} is no index`);
  const extra = proof.extra === undefined ? '' : `extra ${encodeBase64(proof.extra)}\n`;
  return `${MAGIC}\n${extra}index ${proof.index}\n${encodeHashes(proof.hashes)}\n${proof.note}`;
}

/** Reads a proof; trusts nothing in it. */
export function parseProof(input: string | Uint8Array): Result<{ proof: Proof }, ProofCode> {
  if (input.length > PROOF_BYTES_MAX) return malformed(`it is over ${PROOF_BYTES_MAX} bytes`);
  const text = typeof input === 'string' ? input : parseUtf8(input);
  if (text === undefined || !text.isWellFormed()) return malformed('it is not UTF-8');
  const split = text.indexOf('\n\n');
  if (split < 0) return malformed('no empty line comes before the checkpoint');
  const lines = text.slice(0, split).split('\n', PROOF_HASHES_MAX + 4);
  if (lines.shift() !== MAGIC) return malformed(`its first line is not ${MAGIC}`);
  let extra: Uint8Array | undefined;
  if (lines[0]?.startsWith('extra ') === true) {
    extra = parseBase64(lines.shift()!.slice('extra '.length));
    if (extra === undefined) return malformed('its extra data is not canonical base64');
  }
  const line = lines.shift();
  const index = line?.startsWith('index ') === true ? parseDecimal(line.slice('index '.length)) : undefined;
  if (index === undefined) return malformed('it has no line "index" with a plain decimal number to 2^53 − 1');
  const hashes = parseHashes(lines);
  if (hashes === undefined) return malformed('its path is not at most 63 lines of 32 bytes in base64');
  const note = text.slice(split + 2);
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  return { ok: true, proof: { index, hashes, note, ...(extra === undefined ? {} : { extra }) } };
}

/** Opens a proof that `entry` is in the log of `logVkeys`, all of which must have signed its checkpoint. */
export async function openProof(
  input: string | Uint8Array,
  entry: Uint8Array,
  logVkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ proof: VerifiedProof }, ProofCode>> {
  return openProofOfLeaf(input, leafHash(entry), logVkeys, suite);
}

/** As `openProof`, by those who have the leaf hash (the act's id) but perhaps not the entry. */
export async function openProofOfLeaf(
  input: string | Uint8Array,
  leaf: Uint8Array,
  logVkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ proof: VerifiedProof }, ProofCode>> {
  const parsed = parseProof(input);
  return parsed.ok ? openParsed(parsed.proof, leaf, logVkeys, suite) : parsed;
}

/**
 * Opens a receipt: a proof whose checkpoint all keys of one holder (or witness) cosigned, too. `time` is the POSIX seconds
 * at which it says it held the entry.
 */
export async function openReceipt(
  input: string | Uint8Array,
  entry: Uint8Array,
  logVkeys: readonly Vkey[],
  cosignerVkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ proof: VerifiedProof; time: number }, ProofCode>> {
  const parsed = parseProof(input);
  if (!parsed.ok) return parsed;
  const opened = await openParsed(parsed.proof, leafHash(entry), logVkeys, suite);
  if (!opened.ok) return opened;
  const note = parseNote(parsed.proof.note);
  if (!note.ok) return note;
  const cosigned = await openCosignatures(note.note, cosignerVkeys, suite);
  if (!cosigned.ok) return cosigned;
  return { ok: true, proof: opened.proof, time: cosigned.time };
}

async function openParsed(
  proof: Proof,
  leaf: Uint8Array,
  logVkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ proof: VerifiedProof }, ProofCode>> {
  const opened = await openCheckpoint(proof.note, logVkeys, suite);
  if (!opened.ok) return opened;
  const { checkpoint } = opened;
  const { index, hashes } = proof;
  if (!checkInclusion({ index, leaf, size: checkpoint.size, root: checkpoint.root, proof: hashes })) {
    return refuse(
      'proof.not_included',
      `open a proof: its path does not lead from the entry at index ${index} to the root of size ${checkpoint.size}`,
    );
  }
  return {
    ok: true,
    proof: { index, leaf, checkpoint, exact: encodeProof(proof) } as unknown as VerifiedProof,
  };
}

/** Hashes as lines of base64, each ended by LF. Throws above 63, and on what is no hash: our own caller is at fault. */
export function encodeHashes(hashes: readonly Uint8Array[]): string {
  if (hashes.length > PROOF_HASHES_MAX || hashes.some((hash) => hash.length !== HASH_BYTES)) {
    throw new RangeError('write a proof: it takes at most 63 hashes of 32 bytes');
  }
  return hashes.map((hash) => `${encodeBase64(hash)}\n`).join('');
}

/** Reads at most 63 lines (without their LF) that hold one hash each, or gives undefined. */
export function parseHashes(lines: readonly string[]): Uint8Array[] | undefined {
  if (lines.length > PROOF_HASHES_MAX) return undefined;
  const hashes: Uint8Array[] = [];
  for (const line of lines) {
    const hash = parseBase64(line);
    if (hash?.length !== HASH_BYTES) return undefined;
    hashes.push(hash);
  }
  return hashes;
}

function malformed(fact: string) {
  return refuse<ProofCode>('proof.malformed', `read a proof: ${fact}`);
}
