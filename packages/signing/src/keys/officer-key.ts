// An officer's key, wherever it lies: in a browser's store, in an encrypted file, behind an agent. Whoever signs with it sees what it signs and
// never the private part.

import { thumbprint } from '@parley/record/key';
import { webEd25519 } from '@parley/record/ed25519';
import { refuse, type Result } from '@parley/record/refusal';
import type { Sign } from '@parley/record/suite';

/** `kid`: the thumbprint of `publicKey`, 32 bytes. `sign` gives the 64 bytes of RFC 8032 over exactly the bytes it is given. */
export type OfficerKey = { readonly kid: string; readonly publicKey: Uint8Array; readonly sign: Sign };

/** Gives the key's kid its only possible value. */
export function officerKey(publicKey: Uint8Array, sign: Sign): OfficerKey {
  return { kid: thumbprint(publicKey), publicKey, sign };
}

/**
 * Signs, and checks what came back before anybody else sees it: a store or an agent may hold another key than it says. `key.refused`: it gave no
 * signature at all; an agent's owner may have said no.
 */
export async function signChecked(
  { kid, publicKey, sign }: OfficerKey,
  message: Uint8Array,
): Promise<Result<{ signature: Uint8Array }, 'key.refused' | 'key.signature'>> {
  let signature: Uint8Array;
  try {
    signature = await sign(message);
  } catch (fault) {
    return refuse('key.refused', `signing with ${kid}: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
  if (await webEd25519(publicKey, message, signature)) return { ok: true, signature };
  return refuse('key.signature', `signing with ${kid}: the signature that came back is not valid by that key`);
}

/** A kid in groups of four, as people compare it over the telephone. */
export function fingerprintOf(kid: string): string {
  return kid.match(/.{1,4}/g)?.join(' ') ?? '';
}
