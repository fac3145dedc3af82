/**
 * Signed notes (c2sp.org/signed-note), checkpoints (c2sp.org/tlog-checkpoint) and the four byte strings that are
 * signed over them:
 *
 *     0x01  Ed25519 over the note's text
 *     0x04  Ed25519 over "cosignature/v1\ntime <decimal>\n" + text
 *     0x06  ML-DSA-44, empty context, over label || cosigner name || time || origin || 0 || size || root
 *
 * An attacker controls every byte of a note. Nothing in a `Note` or `Checkpoint` is verified; only
 * `verifySignature` with a key from a policy says that a line was made by that key.
 */
import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import { refuseUnless } from './refused.ts';

export type SignatureType = 0x01 | 0x04 | 0x06;

export type VerifierKey = {
  name: string;
  /** Eight lowercase hex digits: a label, not a commitment to the key. */
  keyId: string;
  type: SignatureType;
  publicKey: Uint8Array;
  keyObject: KeyObject;
};

export type SignatureLine = { name: string; keyId: string; signature: Uint8Array };

export type Note = { text: string; signatures: SignatureLine[] };

export type Checkpoint = { origin: string; size: number; root: Uint8Array; extensions: string[] };

const publicKeyBytes: Record<SignatureType, number> = { 0x01: 32, 0x04: 32, 0x06: 1312 };
const rawSignatureBytes: Record<SignatureType, number> = { 0x01: 64, 0x04: 64, 0x06: 2420 };
const timeBytes = 8;
const timeMax = 2n ** 63n - 1n;

export function signatureTypeName(type: SignatureType): string {
  return { 0x01: 'Ed25519', 0x04: 'Ed25519 cosignature', 0x06: 'ML-DSA-44 cosignature' }[type];
}

/** Padded, canonical base64 (RFC 4648 §3.5): node's decoder forgives almost anything, so encode again and compare. */
export function parseBase64(text: string, what: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  refuseUnless(bytes.toString('base64') === text, () => `${what}: not canonical base64`);
  return bytes;
}

/** A decimal without sign, space or leading zero, up to 2^53 − 1. */
export function parseDecimal(text: string, what: string): number {
  refuseUnless(/^(0|[1-9][0-9]*)$/.test(text), () => `${what}: not a decimal number`);
  const value = BigInt(text);
  refuseUnless(value <= BigInt(Number.MAX_SAFE_INTEGER), () => `${what}: above 2^53 - 1`);
  return Number(value);
}

export function parseUtf8(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    refuseUnless(false, () => `${what}: not UTF-8`);
  }
}

export function isKeyName(name: string): boolean {
  return name !== '' && !name.includes('+') && !/\p{White_Space}/u.test(name);
}

/** SHA-256(name || 0A || type || public key), cut to 4 bytes. */
export function computeKeyId(name: string, type: number, publicKey: Uint8Array): string {
  const input = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([type]), publicKey]);
  return hash('sha256', input, 'hex').slice(0, 8);
}

/** `name+<key ID>+base64(type || public key)`; the base64 may itself hold "+". */
export function parseVerifierKey(vkey: string): VerifierKey {
  const [name = '', keyId = ''] = vkey.split('+', 2);
  const what = `verifier key ${name}`;
  refuseUnless(isKeyName(name), () => `${what}: bad key name`);
  refuseUnless(/^[0-9a-f]{8}$/.test(keyId), () => `${what}: key ID is not 8 lowercase hex digits`);
  const material = parseBase64(vkey.slice(name.length + keyId.length + 2), what);
  const type = material[0];
  refuseUnless(type === 0x01 || type === 0x04 || type === 0x06, () => `${what}: type not 0x01, 0x04 or 0x06`);
  const publicKey = material.subarray(1);
  refuseUnless(
    publicKey.length === publicKeyBytes[type],
    () => `${what}: public key has ${publicKey.length} bytes, expected ${publicKeyBytes[type]}`,
  );
  const expected = computeKeyId(name, type, publicKey);
  refuseUnless(keyId === expected, () => `${what}: key ID is ${keyId}, but its key hashes to ${expected}`);
  return { name, keyId, type, publicKey, keyObject: importPublicKey(type, publicKey) };
}

function importPublicKey(type: SignatureType, publicKey: Uint8Array): KeyObject {
  const raw = Buffer.from(publicKey).toString('base64url');
  const key = type === 0x06 ? { kty: 'AKP', alg: 'ML-DSA-44', pub: raw } : { kty: 'OKP', crv: 'Ed25519', x: raw };
  return createPublicKey({ key, format: 'jwk' });
}

/** Split at the *last* LF LF: the text itself may hold empty lines. */
export function parseNote(bytes: Uint8Array): Note {
  refuseUnless(
    bytes.every((byte) => byte >= 0x20 || byte === 0x0a),
    () => 'note: holds a control character other than LF',
  );
  const all = parseUtf8(bytes, 'note');
  const split = all.lastIndexOf('\n\n');
  refuseUnless(split >= 0, () => 'note: no empty line between text and signatures');
  refuseUnless(all.endsWith('\n') && split + 2 < all.length, () => 'note: no signature lines, or no final LF');
  const lines = all.slice(split + 2, -1).split('\n');
  return { text: all.slice(0, split + 1), signatures: lines.map(parseSignatureLine) };
}

function parseSignatureLine(line: string): SignatureLine {
  const fields = line.split(' ');
  const [dash, name = '', base64 = ''] = fields;
  refuseUnless(
    fields.length === 3 && dash === '\u2014' && isKeyName(name),
    () => `note: not a signature line: ${JSON.stringify(line.slice(0, 80))}`,
  );
  const blob = parseBase64(base64, `signature line of ${name}`);
  refuseUnless(blob.length > 4, () => `signature line of ${name}: shorter than a key ID and a signature`);
  return {
    name,
    keyId: Buffer.from(blob.subarray(0, 4)).toString('hex'),
    signature: blob.subarray(4),
  };
}

/**
 * The checkpoint that a note's text says. Extension lines are kept, uninterpreted.
 * A checkpoint, unlike other notes, must not have two lines of the same name and key ID.
 */
export function parseCheckpoint(note: Note): Checkpoint {
  const lines = note.text.slice(0, -1).split('\n');
  const [origin = '', size = '', root = '', ...extensions] = lines;
  refuseUnless(lines.length >= 3, () => 'checkpoint: fewer than three lines');
  refuseUnless(!lines.includes(''), () => 'checkpoint: holds an empty line');
  const rootBytes = parseBase64(root, 'checkpoint root');
  refuseUnless(rootBytes.length === 32, () => `checkpoint root: ${rootBytes.length} bytes, expected 32`);
  const labels = new Set<string>();
  for (const { name, keyId } of note.signatures) {
    refuseUnless(!labels.has(`${name}+${keyId}`), () => `checkpoint: two signature lines of ${name} ${keyId}`);
    labels.add(`${name}+${keyId}`);
  }
  return { origin, size: parseDecimal(size, 'checkpoint size'), root: rootBytes, extensions };
}

/** The bytes an Ed25519 cosigner signs: the whole text, extension lines included, but not its own name. */
export function encodeCosignedText(time: bigint, text: string): Uint8Array {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
}

/** The bytes an ML-DSA-44 cosigner signs for a whole checkpoint (start 0). Extension lines are not covered. */
export function encodeCosignedSubtree(cosigner: string, time: bigint, checkpoint: Checkpoint): Uint8Array {
  return Buffer.concat([
    Buffer.from('subtree/v1\n\0'),
    encodeShort(cosigner, 'cosigner name'),
    encodeUint64(time),
    encodeShort(checkpoint.origin, 'origin'),
    encodeUint64(0n),
    encodeUint64(BigInt(checkpoint.size)),
    checkpoint.root,
  ]);
}

function encodeShort(text: string, what: string): Uint8Array {
  const bytes = Buffer.from(text);
  refuseUnless(bytes.length <= 255, () => `${what}: longer than the 255 bytes that ML-DSA-44 cosignatures carry`);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function encodeUint64(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

/**
 * Throws unless `line` is a right signature of `key` over the checkpoint. Returns a cosignature's time in POSIX
 * seconds, or null for type 0x01, which has none. Time 0 makes no statement about being the largest tree seen, and a
 * witness never answers with it: refused.
 */
export function verifySignature(
  key: VerifierKey,
  line: SignatureLine,
  note: Note,
  checkpoint: Checkpoint,
): bigint | null {
  const what = `signature of ${key.name} ${key.keyId} (${signatureTypeName(key.type)})`;
  const prefixBytes = key.type === 0x01 ? 0 : timeBytes;
  const expectedBytes = prefixBytes + rawSignatureBytes[key.type];
  refuseUnless(
    line.signature.length === expectedBytes,
    () => `${what}: ${line.signature.length} bytes, expected ${expectedBytes}`,
  );
  const signature = line.signature.subarray(prefixBytes);
  if (key.type === 0x01) {
    refuseUnless(verify(null, Buffer.from(note.text), key.keyObject, signature), () => `${what}: does not verify`);
    return null;
  }
  const time = Buffer.from(line.signature).readBigUInt64BE(0);
  refuseUnless(time > 0n && time <= timeMax, () => `${what}: time ${time} is not in 1 … 2^63 - 1`);
  const message =
    key.type === 0x04 ? encodeCosignedText(time, note.text) : encodeCosignedSubtree(key.name, time, checkpoint);
  refuseUnless(verify(null, message, key.keyObject, signature), () => `${what}: does not verify`);
  return time;
}
