// Passkeys: what is asked of an authenticator, and whether its answer is good. Discoverable, so that nobody types a name; user verification
// always, so that a lost security key signs nobody in; no attestation, since nothing here hangs on the maker of the device.

import { generateKeyPairSync } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { z } from 'zod';
import { CHALLENGE_S, type MadePasskey, type UsedPasskey } from '@parley/api/access';

/** Where passkeys are good: the host’s name, and the origins of its pages. */
export type RelyingParty = { name: string; id: string; origins: readonly string[] };

export type StoredPasskey = { credential: string; publicKey: Uint8Array; counter: number; transports: string[] };

export type NewPasskey = StoredPasskey & { backedUp: boolean };

/** EdDSA, ES256, RS256: what browsers have, without what is experimental. */
const ALGORITHMS = [-8, -7, -257];
const TIMEOUT_MS = CHALLENGE_S * 1000;

export async function creationOptions(
  rp: RelyingParty,
  person: { account: string; name: string; known: readonly StoredPasskey[] },
  challenge: string,
): Promise<{ challenge: string }> {
  const options = await generateRegistrationOptions({
    rpName: rp.name,
    rpID: rp.id,
    userName: person.name,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.account),
    challenge: bytesOf(challenge),
    timeout: TIMEOUT_MS,
    attestationType: 'none',
    excludeCredentials: person.known.map(({ credential, transports }) => ({ id: credential, transports })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  return options;
}

/** The new passkey, and the origin of the page that made it; undefined if the answer is not in order. */
export async function openCreated(
  rp: RelyingParty,
  made: z.output<typeof MadePasskey>,
  challenge: string,
): Promise<{ passkey: NewPasskey; origin: string } | undefined> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: made,
      expectedChallenge: challenge,
      expectedOrigin: [...rp.origins],
      expectedRPID: rp.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return undefined;
    const { credential, credentialBackedUp, origin } = registrationInfo;
    const transports = (credential.transports ?? []).filter((one) => /^[a-z-]{1,16}$/.test(one)).slice(0, 8);
    const { id, publicKey, counter } = credential;
    return { passkey: { credential: id, publicKey, counter, transports, backedUp: credentialBackedUp }, origin };
  } catch {
    // The library throws what is wrong with the answer; none of it is for whoever sent it.
    return undefined;
  }
}

/** `known`: the passkeys that may answer; none: any that the person has for this node. */
export async function requestOptions(
  rp: RelyingParty,
  challenge: string,
  known?: readonly StoredPasskey[],
): Promise<{ challenge: string }> {
  return generateAuthenticationOptions({
    rpID: rp.id,
    challenge: bytesOf(challenge),
    timeout: TIMEOUT_MS,
    userVerification: 'required',
    ...(known !== undefined && {
      allowCredentials: known.map(({ credential, transports }) => ({ id: credential, transports })),
    }),
  });
}

/** The counter that the passkey has reached, or undefined if the answer is not in order. */
export async function openUsed(
  rp: RelyingParty,
  used: z.output<typeof UsedPasskey>,
  challenge: string,
  stored: StoredPasskey,
): Promise<{ counter: number } | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: used,
      expectedChallenge: challenge,
      expectedOrigin: [...rp.origins],
      expectedRPID: rp.id,
      requireUserVerification: true,
      credential: {
        id: stored.credential,
        publicKey: new Uint8Array(stored.publicKey),
        counter: stored.counter,
      },
    });
    return verified ? { counter: authenticationInfo.newCounter } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A passkey that nobody has: its private half is thrown away as it is made. An answer for an unknown passkey is checked against it, so that it
 * takes as long to be refused as any other.
 */
export function nobodysPasskey(credential: string): StoredPasskey {
  return { credential, publicKey: nobodysKey, counter: 0, transports: [] };
}

// COSE (RFC 9053): { 1: OKP, 3: EdDSA, -1: Ed25519, -2: x }
const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
const nobodysKey = Uint8Array.fromHex(`a4010103272006215820${Buffer.from(x!, 'base64url').toString('hex')}`);

function bytesOf(challenge: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(challenge, { alphabet: 'base64url' });
}
