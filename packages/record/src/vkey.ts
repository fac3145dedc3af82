// A verifier key: a public key that has a name and says what it signs (c2sp.org/signed-note@v1.0.0).
//
//     vkey  = name "+" 8 lower-case hex of the key ID "+" base64(type ‖ public key)
//     keyID = first 4 bytes of SHA-256(name ‖ 0A ‖ type ‖ public key)
//
// The key ID is a label that tells a reader which key to try, not a commitment: four bytes can be ground out by anybody.
// It is computed again here and never believed (there are verifier keys in the wild that carry a wrong one).

import { encodeBase64, parseBase64 } from './base64.ts';
import { encodeUtf8 } from './bytes.ts';
import { acceptableEd25519Key } from './ed25519.ts';
import { sha256 } from './hash.ts';
import { encodeHex } from './hex.ts';
import { refuse, type Result } from './refusal.ts';

/** 0x01 Ed25519 over the note's text · 0x04 Ed25519 cosignature · 0x06 ML-DSA-44 cosignature. */
export type VkeyType = 0x01 | 0x04 | 0x06;

/** `keyId` is 4 bytes; `publicKey` is 32 bytes for 0x01 and 0x04, 1312 for 0x06. */
export type Vkey = { name: string; keyId: Uint8Array; type: VkeyType; publicKey: Uint8Array };

export type VkeyCode = 'vkey.malformed' | 'vkey.type' | 'vkey.key_id';

const PUBLIC_KEY_BYTES: Record<VkeyType, number> = { 0x01: 32, 0x04: 32, 0x06: 1312 };

/** The longest name in UTF-8 bytes: an ML-DSA-44 cosignature gives its length one byte. */
export const NAME_BYTES_MAX = 255;

const NAME_EXCLUDES = /[\p{White_Space}\p{Cc}+]/u;

/** Whether `name` may name a key: 1 to 255 bytes of UTF-8, no Unicode space, no "+", no control character. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !NAME_EXCLUDES.test(name) && encodeUtf8(name).length <= NAME_BYTES_MAX;
}

/** The verifier key of a public key. Throws on a name or a length that no key can have: our own caller is at fault. */
export function vkeyOf(name: string, type: VkeyType, publicKey: Uint8Array): Vkey {
  if (!isKeyName(name)) throw new RangeError(`name a key: ${JSON.stringify(name)} cannot name one`);
  if (publicKey.length !== PUBLIC_KEY_BYTES[type]) {
    throw new RangeError(
      `make a verifier key of type ${type}: ${publicKey.length} bytes, expected ${PUBLIC_KEY_BYTES[type]}`,
    );
  }
  return { name, keyId: keyIdOf(name, type, publicKey), type, publicKey };
}

/** The text of a verifier key. */
export function encodeVkey(vkey: Vkey): string {
  return `${vkey.name}+${encodeHex(vkey.keyId)}+${encodeBase64(typed(vkey.type, vkey.publicKey))}`;
}

/** Reads a verifier key of a type that Parley knows. */
export function parseVkey(text: string): Result<{ vkey: Vkey }, VkeyCode> {
  // The base64 may contain "+": only the first two part the text.
  const first = text.indexOf('+');
  const second = first < 0 ? -1 : text.indexOf('+', first + 1);
  if (second < 0) return malformed('it does not have three parts joined by "+"');
  const name = text.slice(0, first);
  if (!isKeyName(name)) return malformed('its name is empty, too long or has a space or control character');
  const id = text.slice(first + 1, second);
  if (!/^[0-9a-f]{8}$/.test(id)) return malformed('its key ID is not 8 lower-case hexadecimal digits');
  const key = parseBase64(text.slice(second + 1));
  if (key === undefined) return malformed('its key is not canonical base64');
  const type = key[0];
  if (type !== 0x01 && type !== 0x04 && type !== 0x06) {
    return refuse('vkey.type', `read a verifier key: its type is ${type ?? 'absent'}, expected 1, 4 or 6`);
  }
  const publicKey = key.slice(1);
  if (publicKey.length !== PUBLIC_KEY_BYTES[type]) {
    return malformed(`its key has ${publicKey.length} bytes, expected ${PUBLIC_KEY_BYTES[type]}`);
  }
  if (type !== 0x06 && !acceptableEd25519Key(publicKey)) {
    return malformed('its key is not canonical, or is a point of small order');
  }
  const keyId = keyIdOf(name, type, publicKey);
  if (encodeHex(keyId) !== id) {
    return refuse('vkey.key_id', `read a verifier key: it says key ID ${id}, expected ${encodeHex(keyId)}`);
  }
  return { ok: true, vkey: { name, keyId, type, publicKey } };
}

function keyIdOf(name: string, type: VkeyType, publicKey: Uint8Array): Uint8Array {
  return sha256(encodeUtf8(`${name}\n`), typed(type, publicKey)).slice(0, 4);
}

function typed(type: VkeyType, publicKey: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + publicKey.length);
  bytes[0] = type;
  bytes.set(publicKey, 1);
  return bytes;
}

function malformed(fact: string) {
  return refuse('vkey.malformed', `read a verifier key: ${fact}`);
}
