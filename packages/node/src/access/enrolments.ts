// Enrolment: from an opened invitation to a passkey, and for an officer a key, that somebody confirmed. A key is confirmed by whoever compared its
// fingerprint, or by the act that appoints it: an officer’s signature over that very key says more than a click.
//
// If we die between two steps: an invitation that was opened is spent, and its browser goes on with its cookie; passkey and key are written
// together or not at all.

import type { z } from 'zod';
import { ENROLMENT_S, type EnrolmentAnswer } from '@parley/api/access';
import type { AccessCode, HttpCode } from '@parley/api/refusals';
import { encodeBase64url } from '@parley/record/base64';
import { sha256 } from '@parley/record/hash';
import { parseBase64url } from '@parley/record/base64';
import { openPossession } from '@parley/record/possession';
import { refuse, type Result } from '@parley/record/refusal';
import type { Database } from '../platform/sqlite.ts';
import type { AccountRow, Accounts } from './accounts.ts';
import type { Ceremonies } from './ceremonies.ts';
import type { Invitations } from './invitations.ts';
import { creationOptions, openCreated, type NewPasskey, type RelyingParty } from './passkeys.ts';
import type { Keyring } from './keyring.ts';
import type { Roster } from './roster.ts';
import { hashOf, newId, newSecret, type Random } from './secret.ts';

export type EnrolmentState = 'open' | 'waiting' | 'confirmed' | 'refused' | 'expired';

export type EnrolmentRecord = {
  id: string;
  account: AccountRow;
  device: boolean;
  state: EnrolmentState;
  expiresAt: number;
  finishedAt: number | null;
  decidedAt: number | null;
  fingerprint: string | null;
  publicKey: string | null;
  appointed: boolean;
};

/** Of one account: more devices than anybody carries. */
export const PASSKEYS_MAX = 20;
/** Enrolments that were decided are listed for so long. */
const SHOWN_S = 30 * 86_400;

const SELECT = `select e.*, k.kid, k.public_key as officer_key from enrolment e left join officer_key k on k.enrolment = e.id`;

export class Enrolments {
  #db: Database;
  #random: Random;
  #accounts: Accounts;
  #invitations: Invitations;
  #keyring: Keyring;
  #ceremonies: Ceremonies<undefined>;
  #roster: Roster;

  constructor(of: {
    db: Database;
    random: Random;
    accounts: Accounts;
    invitations: Invitations;
    keyring: Keyring;
    ceremonies: Ceremonies<undefined>;
    roster: Roster;
  }) {
    this.#db = of.db;
    this.#random = of.random;
    this.#accounts = of.accounts;
    this.#invitations = of.invitations;
    this.#keyring = of.keyring;
    this.#ceremonies = of.ceremonies;
    this.#roster = of.roster;
  }

  /** Spends the invitation; `browser` is the secret for the cookie of the browser that enrols from here on. */
  begin(secret: string, now: number): Result<{ browser: string; enrolment: EnrolmentRecord }, AccessCode> {
    return this.#db.transaction(() => {
      const opened = this.#invitations.open(secret, now);
      if (!opened.ok) return opened;
      const { secret: browser, hash } = newSecret(this.#random);
      const id = newId(this.#random);
      this.#db.run(
        'insert into enrolment (id, browser, account, device, direct, expires_at) values (?, ?, ?, ?, ?, ?)',
        id,
        hash,
        opened.account,
        Number(opened.device),
        Number(opened.direct),
        now + ENROLMENT_S,
      );
      return { ok: true as const, browser, enrolment: this.get(id, now)! };
    });
  }

  /** What the new passkey is asked, and what the officer key signs. */
  async options(
    browser: string,
    rp: RelyingParty,
    now: number,
  ): Promise<Result<{ options: { challenge: string }; keyChallenge: string | null }, AccessCode | HttpCode>> {
    const open = this.#openOf(browser, now);
    if (!open.ok) return open;
    const { account } = open.enrolment;
    const begun = this.#ceremonies.begin(browser, undefined, now);
    if (!begun.ok) return begun;
    const { challenge } = begun;
    const known = this.#keyring.passkeysOf(account.id);
    const options = await creationOptions(rp, { account: account.id, name: account.name, known }, challenge);
    return { ok: true, options, keyChallenge: account.role === 'officer' ? challenge : null };
  }

  /** All of it, or nothing. */
  async finish(
    browser: string,
    answer: z.output<typeof EnrolmentAnswer>,
    rp: RelyingParty,
    now: number,
  ): Promise<Result<{ enrolment: EnrolmentRecord }, AccessCode | HttpCode>> {
    const open = this.#openOf(browser, now);
    if (!open.ok) return open;
    const { account, id } = open.enrolment;
    const taken = this.#ceremonies.take(browser, now);
    if (!taken.ok) return taken;
    const { challenge } = taken;
    const officer = account.role === 'officer';
    if (officer !== (answer.key !== undefined))
      return refuse(
        'access.key_expected',
        `enrol: an ${account.role} enrols ${officer ? 'a key' : 'no key'} with the passkey`,
      );
    const made = await openCreated(rp, answer.credential, challenge);
    if (made === undefined)
      return refuse(
        'access.passkey',
        'enrol: the passkey’s answer is not to this challenge, of this node, with its holder verified',
      );
    const { passkey, origin } = made;
    let key: OfferedKey | undefined;
    if (answer.key !== undefined) {
      const kid = await openPossession(answer.key, origin, parseBase64url(challenge)!);
      if (kid === undefined)
        return refuse('access.key_proof', 'enrol: the key has not signed the challenge of this enrolment');
      key = { kid, publicKey: answer.key.publicKey };
    }
    const kept = this.#keep(id, account, passkey, key, now);
    return kept.ok ? { ok: true, enrolment: this.get(id, now)! } : kept;
  }

  #keep(
    id: string,
    account: AccountRow,
    passkey: NewPasskey,
    key: OfferedKey | undefined,
    now: number,
  ): Result<object, AccessCode | HttpCode> {
    return this.#db.transaction(() => {
      // The answers were checked meanwhile: somebody else may have enrolled the same, or closed the account.
      const row = this.#db.get('select finished_at, direct from enrolment where id = ?', id);
      if (row === undefined || row['finished_at'] !== null || this.#accounts.get(account.id)?.closedAt !== null)
        return refuse('access.not_waiting', 'enrol: this enrolment is over');
      if (this.#keyring.findPasskey(passkey.credential) !== undefined)
        return refuse('access.passkey_known', 'enrol: this passkey was enrolled before');
      if (this.#keyring.passkeysOf(account.id).length >= PASSKEYS_MAX)
        return refuse('access.limit', `enrol: the account has ${PASSKEYS_MAX} passkeys, which is the most`);
      if (key !== undefined && (this.#keyring.findKey(key.kid) !== undefined || this.#roster.known(key.kid)))
        return refuse('access.key_known', `enrol: the key ${key.kid} was offered here before, or stands in a roster`);
      const fingerprint = key?.kid ?? encodeBase64url(sha256(passkey.publicKey));
      const direct = row['direct'] === 1;
      this.#db.run(
        'update enrolment set finished_at = ?, fingerprint = ?, verdict = ?, decided_at = ? where id = ?',
        now,
        fingerprint,
        direct ? 'confirmed' : null,
        direct ? now : null,
        id,
      );
      this.#keyring.addPasskey(account.id, id, passkey, now);
      if (key !== undefined) this.#keyring.addKey(account.id, id, key, now);
      return { ok: true };
    });
  }

  /** Compares what the person read out with what was enrolled. */
  confirm(
    id: string,
    fingerprint: string | undefined,
    now: number,
  ): Result<{ enrolment: EnrolmentRecord }, AccessCode | HttpCode> {
    const waiting = this.#waiting(id, now);
    if (!waiting.ok) return waiting;
    if (fingerprint !== waiting.enrolment.fingerprint)
      return refuse('access.fingerprint', 'confirm an enrolment: its fingerprint is another than the one given');
    return this.#decide(id, 'confirmed', now);
  }

  refuse(id: string, now: number): Result<{ enrolment: EnrolmentRecord }, AccessCode | HttpCode> {
    const waiting = this.#waiting(id, now);
    return waiting.ok ? this.#decide(id, 'refused', now) : waiting;
  }

  #decide(id: string, verdict: 'confirmed' | 'refused', now: number) {
    this.#db.run('update enrolment set verdict = ?, decided_at = ? where id = ? and verdict is null', verdict, now, id);
    return { ok: true as const, enrolment: this.get(id, now)! };
  }

  #waiting(id: string, now: number): Result<{ enrolment: EnrolmentRecord }, AccessCode | HttpCode> {
    const enrolment = this.get(id, now);
    if (enrolment === undefined) return refuse('http.not_found', 'decide an enrolment: there is none of that id');
    if (enrolment.state === 'waiting' && enrolment.account.closedAt === null) return { ok: true, enrolment };
    return refuse('access.not_waiting', `decide an enrolment: it is ${enrolment.state}, or its account is closed`);
  }

  /** The enrolment of a browser, by the secret of its cookie. */
  ofBrowser(browser: string, now: number): EnrolmentRecord | undefined {
    const hash = hashOf(browser);
    const row = hash === undefined ? undefined : this.#db.get(`${SELECT} where e.browser = ?`, hash);
    return row === undefined ? undefined : this.#recordOf(row, now);
  }

  get(id: string, now: number): EnrolmentRecord | undefined {
    const row = this.#db.get(`${SELECT} where e.id = ?`, id);
    return row === undefined ? undefined : this.#recordOf(row, now);
  }

  /** Those that wait, and those that were decided within a month; the newest first. */
  list(now: number): EnrolmentRecord[] {
    return this.#db
      .all(
        `${SELECT} where e.finished_at is not null and (e.decided_at is null or e.decided_at > ?)
         order by e.finished_at desc, e.id limit 500`,
        now - SHOWN_S,
      )
      .map((row) => this.#recordOf(row, now));
  }

  #openOf(browser: string, now: number): Result<{ enrolment: EnrolmentRecord }, AccessCode | HttpCode> {
    const enrolment = this.ofBrowser(browser, now);
    if (enrolment === undefined) return refuse('http.not_found', 'enrol: this browser has opened no invitation');
    if (enrolment.state === 'open' && enrolment.account.closedAt === null) return { ok: true, enrolment };
    return refuse('access.not_waiting', `enrol: this enrolment is ${enrolment.state}, or its account is closed`);
  }

  #recordOf(row: Record<string, unknown>, now: number): EnrolmentRecord {
    const kid = row['kid'] as string | null;
    const appointed = kid !== null && this.#roster.standing(kid).appointed;
    const finishedAt = numberOf(row['finished_at']);
    const expiresAt = Number(row['expires_at']);
    const verdict = row['verdict'] as 'confirmed' | 'refused' | null;
    const unfinished = now < expiresAt ? 'open' : 'expired';
    return {
      id: String(row['id']),
      account: this.#accounts.get(String(row['account']))!,
      device: row['device'] === 1,
      state: finishedAt === null ? unfinished : (verdict ?? (appointed ? 'confirmed' : 'waiting')),
      expiresAt,
      finishedAt,
      decidedAt: numberOf(row['decided_at']),
      fingerprint: row['fingerprint'] as string | null,
      publicKey: row['officer_key'] as string | null,
      appointed,
    };
  }
}

export type OfferedKey = { kid: string; publicKey: string };

function numberOf(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
