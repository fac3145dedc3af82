// What a browser was asked and has not answered yet: challenges of passkeys, sign-ins at the provider. Each is answered once, within two minutes,
// by the browser that asked, which is known by the secret of a cookie. They live in memory: a restart costs a second try.

import { encodeBase64url } from '@parley/record/base64';
import { CHALLENGE_S } from '@parley/api/access';
import { refuse, type Result } from '@parley/record/refusal';
import type { AccessCode, HttpCode } from '@parley/api/refusals';
import { hashOf, type Random } from './secret.ts';

/** So many are open at a time; then new ones are refused rather than old ones dropped, so that nobody’s is pushed out by a flood. */
export const OPEN_MAX = 20_000;

const CHALLENGE_BYTES = 32;

type Open<Told> = { challenge: string; expiresAt: number; told: Told };

/** One kind of ceremony. `Told` is what is remembered until the answer. */
export class Ceremonies<Told> {
  #open = new Map<string, Open<Told>>();
  #random: Random;
  #openMax: number;

  constructor(random: Random, openMax = OPEN_MAX) {
    this.#random = random;
    this.#openMax = openMax;
  }

  /** `browser`: the secret, or id, by which the answer is known. A second one in the same browser takes the place of the first. */
  begin(browser: string, told: Told, now: number, challenge?: string): Result<{ challenge: string }, HttpCode> {
    if (this.#open.size >= this.#openMax) this.#sweep(now);
    if (this.#open.size >= this.#openMax)
      return refuse('http.busy', 'begin a sign-in: as many as the node keeps are open');
    const text = challenge ?? encodeBase64url(this.#random(CHALLENGE_BYTES));
    this.#open.set(nameOf(browser), { challenge: text, expiresAt: now + CHALLENGE_S, told });
    return { ok: true, challenge: text };
  }

  /** Spends it, whatever the answer is worth. */
  take(browser: string | undefined, now: number): Result<{ challenge: string; told: Told }, AccessCode> {
    const name = browser === undefined ? '' : nameOf(browser);
    const open = this.#open.get(name);
    this.#open.delete(name);
    if (open !== undefined && now < open.expiresAt) return { ok: true, challenge: open.challenge, told: open.told };
    return refuse(
      'access.challenge',
      'answer a challenge: this browser was asked none within two minutes, or answered it',
    );
  }

  #sweep(now: number): void {
    for (const [name, { expiresAt }] of this.#open) if (expiresAt <= now) this.#open.delete(name);
  }
}

// Secrets of cookies are kept by their hash even here: a dump of the memory for a fault report holds none.
function nameOf(browser: string): string {
  const hash = hashOf(browser);
  return hash === undefined ? browser : encodeBase64url(hash);
}
