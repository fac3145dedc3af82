// From what an officer wants to say to what an officer signs: words become disclosures with fresh salts, their digests go into the
// payload in ascending order, and the nonce makes the act unlike any other. The one way every client composes an act.

import { encodeBase64url } from './base64.ts';
import type { Payload } from './act.ts';
import type { JsonObject } from './json.ts';
import { encodeDisclosure, SALT_BYTES, type Disclosure } from './words.ts';

/** Everything of a payload but what follows from the words and from chance. */
export type Draft = Omit<Payload, 'v' | 'nonce' | '_sd' | '_sd_alg'>;

const NONCE_BYTES = 16;

/**
 * The payload of a draft with these words, and the disclosures to send along, in the order of `_sd`. `random` gives that many
 * unpredictable bytes, new at every call. Throws TypeError for words that no disclosure can carry.
 */
export function draftAct(
  draft: Draft,
  words: JsonObject,
  random: (bytes: number) => Uint8Array,
): { payload: Payload; disclosures: Disclosure[] } {
  const disclosures = Object.entries(words)
    .map(([name, value]) => encodeDisclosure(random(SALT_BYTES), name, value))
    .toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
  const digests = disclosures.map(({ digest }) => digest);
  const payload: Payload = { ...draft, v: 'parley/1', nonce: encodeBase64url(random(NONCE_BYTES)) };
  if (digests.length > 0) Object.assign(payload, { _sd: digests, _sd_alg: 'sha-256' });
  return { payload, disclosures };
}
