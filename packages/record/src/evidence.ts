// Evidence: a signer contradicted itself, and anyone who has its keys can see that from these bytes alone.
//
//     two-roots    two checkpoints of one log, of one size, with different roots         convicts the log
//     two-leaves   two tlog-proofs of one log, for one index, with different leaves      convicts the log
//     going-back   two cosignatures of one cosigner on one log: `a` is of a smaller      convicts the cosigner
//                  size than `b`, and yet signed at a later time
//
// Canonical JSON, one object: {"a": …, "b": …, "kind": …, "v": "parley/evidence/1"}. `a` and `b` are notes (checkpoints with
// their lines), or for two-leaves {"leaf": base64url of the leaf hash, "proof": tlog-proof}: of the entries nothing is
// shown. Two heads of *different* sizes that nobody can prove consistent are no evidence: who says that the proof does not
// exist? They turn into evidence once two proofs for one index are had.
//
// Nobody can make evidence against a signer that did not sign. A signer whose one key was stolen is not convicted either:
// all its keys must have signed both times.

import { encodeBase64url, parseBase64url } from './base64.ts';
import { equalBytes, parseUtf8 } from './bytes.ts';
import { openCheckpoint, parseCheckpoint, type VerifiedCheckpoint } from './checkpoint.ts';
import { openCosignatures } from './cosignature.ts';
import { HASH_BYTES } from './hash.ts';
import { encodeCanonical, isObject, parseCanonical, type Json } from './json.ts';
import { parseNote } from './note.ts';
import { openProofOfLeaf, PROOF_BYTES_MAX, type ProofCode, type VerifiedProof } from './proof.ts';
import { refuse, type Refused, type Result } from './refusal.ts';
import type { Suite } from './suite.ts';
import type { Vkey } from './vkey.ts';

/** A leaf hash (32 bytes in base64url: an act's id) and the tlog-proof that it is in the log. */
export type ProvenLeaf = { leaf: string; proof: string };

/** What arrived: nothing is verified. */
export type Evidence =
  | { kind: 'two-roots'; a: string; b: string }
  | { kind: 'two-leaves'; a: ProvenLeaf; b: ProvenLeaf }
  | { kind: 'going-back'; a: string; b: string };

declare const verified: unique symbol;

/** What `openEvidence` returned. `convicts` is the name of the keys that signed both: an origin, or a cosigner's name. */
export type VerifiedEvidence = {
  readonly [verified]: 'evidence';
  readonly evidence: Evidence;
  readonly convicts: string;
  /** The log that it is about. */
  readonly origin: string;
};

export type EvidenceCode = ProofCode | 'evidence.malformed' | 'evidence.no_contradiction';

/** Two proofs, each escaped for JSON. */
export const EVIDENCE_BYTES_MAX = 3 * PROOF_BYTES_MAX;

const VERSION = 'parley/evidence/1';

/** The text of evidence. */
export function encodeEvidence(evidence: Evidence): string {
  const { kind, a, b } = evidence;
  return encodeCanonical({ v: VERSION, kind, a, b });
}

/** Reads evidence; trusts nothing in it. */
export function parseEvidence(input: string | Uint8Array): Result<{ evidence: Evidence }, EvidenceCode> {
  if (input.length > EVIDENCE_BYTES_MAX) return malformed(`it is over ${EVIDENCE_BYTES_MAX} bytes`);
  const text = typeof input === 'string' ? input : parseUtf8(input);
  const parsed = text === undefined ? undefined : parseCanonical(text);
  if (parsed?.ok !== true) return malformed('it is not canonical JSON');
  const { value } = parsed;
  if (!isObject(value) || Object.keys(value).join() !== 'a,b,kind,v' || value['v'] !== VERSION) {
    return malformed(`it is not an object of a, b, kind and v with v = ${VERSION}`);
  }
  const { kind, a, b } = value;
  if (kind === 'two-roots' || kind === 'going-back') {
    if (typeof a === 'string' && typeof b === 'string') return { ok: true, evidence: { kind, a, b } };
    return malformed('a and b are not notes');
  }
  if (kind !== 'two-leaves') return malformed('its kind is unknown');
  return isProvenLeaf(a) && isProvenLeaf(b)
    ? { ok: true, evidence: { kind, a, b } }
    : malformed('a and b are not objects of leaf and proof');
}

/**
 * Opens evidence. `vkeys` are all keys of whom it is said to convict: the log's for two-roots and two-leaves (types 1 and 6),
 * the cosigner's for going-back (types 4 and 6).
 */
export async function openEvidence(
  input: string | Uint8Array,
  vkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ evidence: VerifiedEvidence }, EvidenceCode>> {
  const parsed = parseEvidence(input);
  if (!parsed.ok) return parsed;
  const { evidence } = parsed;
  switch (evidence.kind) {
    case 'two-roots': {
      const a = await openCheckpoint(evidence.a, vkeys, suite);
      if (!a.ok) return a;
      const b = await openCheckpoint(evidence.b, vkeys, suite);
      if (!b.ok) return b;
      if (evidenceOfRoots(a.checkpoint, b.checkpoint) === undefined) return noContradiction();
      return convicting(evidence, a.checkpoint.origin, a.checkpoint.origin);
    }
    case 'two-leaves': {
      const a = await openProofOfLeaf(evidence.a.proof, parseBase64url(evidence.a.leaf)!, vkeys, suite);
      if (!a.ok) return a;
      const b = await openProofOfLeaf(evidence.b.proof, parseBase64url(evidence.b.leaf)!, vkeys, suite);
      if (!b.ok) return b;
      if (evidenceOfLeaves(a.proof, b.proof) === undefined) return noContradiction();
      return convicting(evidence, a.proof.checkpoint.origin, a.proof.checkpoint.origin);
    }
    case 'going-back': {
      const a = await openCosignedHead(evidence.a, vkeys, suite);
      if (!a.ok) return a;
      const b = await openCosignedHead(evidence.b, vkeys, suite);
      if (!b.ok) return b;
      if (!goesBack(a.head, b.head)) return noContradiction();
      return convicting(evidence, vkeys[0]!.name, a.head.origin);
    }
  }
}

/** The evidence that two checkpoints make together, if they contradict each other. */
export function evidenceOfRoots(a: VerifiedCheckpoint, b: VerifiedCheckpoint): Evidence | undefined {
  if (a.origin !== b.origin || a.size !== b.size || equalBytes(a.root, b.root)) return undefined;
  return { kind: 'two-roots', a: a.note, b: b.note };
}

/** The evidence that two proofs make together, if they contradict each other. */
export function evidenceOfLeaves(a: VerifiedProof, b: VerifiedProof): Evidence | undefined {
  if (a.checkpoint.origin !== b.checkpoint.origin || a.index !== b.index) return undefined;
  if (equalBytes(a.leaf, b.leaf)) return undefined;
  return {
    kind: 'two-leaves',
    a: { leaf: encodeBase64url(a.leaf), proof: a.exact },
    b: { leaf: encodeBase64url(b.leaf), proof: b.exact },
  };
}

/** A checkpoint that one cosigner signed, and when: what `openCosigned` gives. */
export type CosignedCheckpoint = { checkpoint: VerifiedCheckpoint; time: number };

/** The evidence that two checkpoints cosigned by the same cosigner make together, if it went back. */
export function evidenceOfCosignatures(x: CosignedCheckpoint, y: CosignedCheckpoint): Evidence | undefined {
  const [a, b] = x.checkpoint.size < y.checkpoint.size ? [x, y] : [y, x];
  if (!goesBack(headOf(a), headOf(b))) return undefined;
  return { kind: 'going-back', a: a.checkpoint.note, b: b.checkpoint.note };
}

type CosignedHead = { origin: string; size: number; time: number };

// The log's own signature does not matter here: the cosigner is convicted by what it signed.
async function openCosignedHead(
  noteText: string,
  vkeys: readonly Vkey[],
  suite: Suite,
): Promise<Result<{ head: CosignedHead }, EvidenceCode>> {
  const note = parseNote(noteText);
  if (!note.ok) return note;
  const parsed = parseCheckpoint(note.note.text);
  if (!parsed.ok) return parsed;
  const cosigned = await openCosignatures(note.note, vkeys, suite);
  if (!cosigned.ok) return cosigned;
  const { origin, size } = parsed.checkpoint;
  return { ok: true, head: { origin, size, time: cosigned.time } };
}

function headOf({ checkpoint, time }: CosignedCheckpoint): CosignedHead {
  return { origin: checkpoint.origin, size: checkpoint.size, time };
}

function goesBack(a: CosignedHead, b: CosignedHead): boolean {
  return a.origin === b.origin && a.size < b.size && a.time > b.time;
}

function convicting(evidence: Evidence, convicts: string, origin: string): { ok: true; evidence: VerifiedEvidence } {
  return { ok: true, evidence: { evidence, convicts, origin } as unknown as VerifiedEvidence };
}

function isProvenLeaf(value: Json | undefined): value is ProvenLeaf {
  return (
    isObject(value) &&
    Object.keys(value).join() === 'leaf,proof' &&
    typeof value['proof'] === 'string' &&
    typeof value['leaf'] === 'string' &&
    parseBase64url(value['leaf'])?.length === HASH_BYTES
  );
}

function noContradiction(): Refused<EvidenceCode> {
  return refuse('evidence.no_contradiction', 'open evidence: what the two say can both be true');
}

function malformed(fact: string): Refused<EvidenceCode> {
  return refuse('evidence.malformed', `read evidence: ${fact}`);
}
