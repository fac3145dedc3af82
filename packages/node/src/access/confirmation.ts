// Confirmation: a person’s passkey says that he is there, and means exactly this. The challenge is made of what is confirmed, so what the
// authenticator signed names it; the node’s nonce makes it new. Good once, for two minutes, in the sign-in that asked.

import { CHALLENGE_S, type UsedPasskey } from '@parley/api/access';
import type { AccessCode, HttpCode } from '@parley/api/refusals';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { sha256 } from '@parley/record/hash';
import { refuse, type Result } from '@parley/record/refusal';
import type { z } from 'zod';
import { Ceremonies } from './ceremonies.ts';
import type { Keyring } from './keyring.ts';
import { openUsed, requestOptions, type RelyingParty } from './passkeys.ts';
import { newSecret, type Random } from './secret.ts';
import type { Person, Viewer } from './viewer.ts';

/** What the authenticator signed, to be kept beside what was confirmed: `challenge` in `clientDataJSON` is SHA-256(nonce ‖ what). */
export type Proof = { nonce: string; clientDataJSON: string; authenticatorData: string; signature: string };

/** `passkey`: its id; null, with no proof: in the demonstration. */
export type Confirmed = { passkey: string | null; at: number; proof: Proof | null };

export class Confirmations {
  #random: Random;
  #keyring: Keyring;
  #now: () => number;
  #asked: Ceremonies<{ what: string; nonce: string }>;
  #confirmed = new Map<string, { what: string } & Confirmed>();

  constructor(of: { random: Random; keyring: Keyring; now: () => number }) {
    this.#random = of.random;
    this.#keyring = of.keyring;
    this.#now = of.now;
    this.#asked = new Ceremonies(of.random);
  }

  async ask(
    { session, account }: Person,
    what: string,
    rp: RelyingParty,
  ): Promise<Result<{ nonce: string; options: { challenge: string } }, HttpCode>> {
    const { secret: nonce } = newSecret(this.#random);
    const challenge = encodeBase64url(sha256(parseBase64url(nonce)!, parseBase64url(what)!));
    const begun = this.#asked.begin(session, { what, nonce }, this.#now(), challenge);
    if (!begun.ok) return begun;
    const known = this.#keyring.passkeysOf(account).filter(({ state }) => state === 'confirmed');
    return { ok: true, nonce, options: await requestOptions(rp, challenge, known) };
  }

  async confirm(
    { session, account }: Person,
    used: z.output<typeof UsedPasskey>,
    rp: RelyingParty,
  ): Promise<Result<{ what: string }, AccessCode>> {
    const asked = this.#asked.take(session, this.#now());
    if (!asked.ok) return asked;
    const { challenge, told } = asked;
    const passkey = this.#keyring.findPasskey(used.id);
    const own = passkey?.account === account && passkey.state === 'confirmed';
    const opened = own ? await openUsed(rp, used, challenge, passkey) : undefined;
    if (!own || opened === undefined)
      return refuse(
        'access.passkey',
        'confirm: the passkey’s answer is not to this challenge, or not of a passkey of this account',
      );
    this.#keyring.usedPasskey(passkey.id, opened.counter, this.#now());
    const { clientDataJSON, authenticatorData, signature } = used.response;
    const proof = { nonce: told.nonce, clientDataJSON, authenticatorData, signature };
    this.#keep(session, { what: told.what, passkey: passkey.id, at: this.#now(), proof });
    return { ok: true, what: told.what };
  }

  /** Where one click signs in, one click confirms. */
  confirmDemo({ session }: Person, what: string): void {
    this.#keep(session, { what, passkey: null, at: this.#now(), proof: null });
  }

  /** Once: gone when it is asked for, whether it was this or another. */
  spend(viewer: Viewer, what: string): Result<Confirmed, 'access.unconfirmed'> {
    const session = viewer.kind === 'person' ? viewer.session : '';
    const confirmed = this.#confirmed.get(session);
    this.#confirmed.delete(session);
    if (confirmed !== undefined && confirmed.what === what && this.#now() < confirmed.at + CHALLENGE_S) {
      const { passkey, at, proof } = confirmed;
      return { ok: true, passkey, at, proof };
    }
    return refuse(
      'access.unconfirmed',
      'do what needs a confirmation: no passkey of this sign-in confirmed exactly this within two minutes',
    );
  }

  #keep(session: string, confirmed: { what: string } & Confirmed): void {
    for (const [name, { at }] of this.#confirmed) if (this.#now() >= at + CHALLENGE_S) this.#confirmed.delete(name);
    this.#confirmed.set(session, confirmed);
  }
}
