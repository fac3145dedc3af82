// For tests: two founders with real keys, and a hand for each that tells the time it is told.

import type { AccordParty } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { webEd25519Signer, type Ed25519Signer } from '@parley/record/ed25519';
import type { JsonObject } from '@parley/record/json';
import { partsOf } from '#accord/templates/template';
import { digestOfTemplate } from '#accord/templates/templates';
import { states } from '#accord/templates/states';
import type { Hand } from '#accord/founding/negotiation';
import type { OwnEntry } from '#accord/founding/text';

export type Founder = { own: OwnEntry; http: Ed25519Signer; root: Ed25519Signer };

/** A founder whose keys all follow from `number`, which no other founder of a test has. */
export async function founder(id: string, number: number): Promise<Founder> {
  const signer = (role: number) => webEd25519Signer(new Uint8Array(32).fill(number, 0, 16).fill(role, 16));
  const text = async (role: number) => encodeBase64url((await signer(role)).publicKey);
  const mldsa44 = (role: number) => encodeBase64url(new Uint8Array(1312).fill(number).fill(role, 0, 1));
  const party: AccordParty = {
    id,
    names: { en: `The ${id}`, zh: `甲${id}` },
    languages: ['en', 'zh'],
    domain: `${id}.example`,
    addresses: [`https://parley.${id}.example`],
    hue: number,
    keys: {
      root: await text(1),
      http: await text(2),
      log: { ed25519: await text(3), mldsa44: mldsa44(4) },
      holder: { ed25519: await text(5), mldsa44: mldsa44(6) },
    },
  };
  return { own: { party, registrar: await text(7) }, http: await signer(2), root: await signer(1) };
}

export function handOf({ http }: Founder, now = 1_800_000_000): Hand {
  return { sign: http.sign, now };
}

/** An accord between two states as the template has it. */
export const accordDraft: JsonObject = {
  ...partsOf(states),
  dated: '2026-12-01',
  witnesses: [],
  quorum: 0,
};

export const template = { name: states.name, digest: digestOfTemplate(states) };

/** The same with a member of its terms replaced. */
export function withTerms(terms: JsonObject): JsonObject {
  return { ...accordDraft, terms: { ...(accordDraft['terms'] as JsonObject), ...terms } };
}

let drawn = 0;
/** Bytes that differ at every call, and are the same at every run. */
export function draw(bytes: number): Uint8Array {
  drawn++;
  return new Uint8Array(bytes).map((_, at) => (drawn >> (8 * (at % 4))) & 0xff);
}
