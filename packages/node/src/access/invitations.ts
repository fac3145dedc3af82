// Invitations: good for some days, opened once. Opening is what spends one, not reading its address: whoever finds it opened by another knows
// that somebody read his letter.

import { refuse, type Result } from '@parley/record/refusal';
import { INVITATION_PAGE } from '@parley/api/access';
import type { AccessCode } from '@parley/api/refusals';
import type { Database } from '../platform/sqlite.ts';
import { hashOf, newId, newSecret, type Random } from './secret.ts';

/** `device`: of somebody who has an account already. `direct`: who made it commands the machine, and no confirmation is waited for. */
export type Invited = { account: string; device: boolean; direct: boolean };

export type MadeInvitation = { id: string; account: string; secret: string; expiresAt: number };

export type InvitationRow = { id: string; madeAt: number; expiresAt: number; openedAt: number | null };

/** Of one account, not opened and not expired. */
const OPEN_MAX = 5;
const DAY_S = 86_400;

export class Invitations {
  #db: Database;
  #random: Random;

  constructor(db: Database, random: Random) {
    this.#db = db;
    this.#random = random;
  }

  make(invited: Invited, days: number, now: number): Result<MadeInvitation, AccessCode> {
    const row = this.#db.get(
      'select count(*) as n from invitation where account = ? and opened_at is null and expires_at > ?',
      invited.account,
      now,
    );
    if (Number(row?.['n']) >= OPEN_MAX)
      return refuse(
        'access.limit',
        `invite somebody: ${OPEN_MAX} invitations to the account are open, which is the most`,
      );
    const id = newId(this.#random);
    const { secret, hash } = newSecret(this.#random);
    const expiresAt = now + days * DAY_S;
    this.#db.run(
      'insert into invitation (id, hash, account, device, direct, made_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)',
      id,
      hash,
      invited.account,
      Number(invited.device),
      Number(invited.direct),
      now,
      expiresAt,
    );
    return { ok: true, id, account: invited.account, secret, expiresAt };
  }

  /** Spends it. */
  open(secret: string, now: number): Result<{ id: string } & Invited, AccessCode> {
    const hash = hashOf(secret);
    const row =
      hash === undefined
        ? undefined
        : this.#db.get(
            'select id, account, device, direct, expires_at, opened_at from invitation where hash = ?',
            hash,
          );
    if (row === undefined)
      return refuse('access.invitation_unknown', 'open an invitation: this node made none of that secret');
    if (row['opened_at'] !== null)
      return refuse('access.invitation_used', 'open an invitation: it was opened before, which only the first can');
    if (now >= Number(row['expires_at']))
      return refuse('access.invitation_expired', 'open an invitation: its days are over');
    const id = String(row['id']);
    if (this.#db.run('update invitation set opened_at = ? where id = ? and opened_at is null', now, id) === 0)
      return refuse('access.invitation_used', 'open an invitation: it was opened at the same moment by another');
    return {
      ok: true,
      id,
      account: String(row['account']),
      device: row['device'] === 1,
      direct: row['direct'] === 1,
    };
  }

  /** The account that it was to, or undefined if there is none that is not opened. */
  withdraw(id: string): string | undefined {
    const row = this.#db.get('select account from invitation where id = ? and opened_at is null', id);
    if (row === undefined) return undefined;
    this.#db.run('delete from invitation where id = ?', id);
    return String(row['account']);
  }

  withdrawAll(account: string): void {
    this.#db.run('delete from invitation where account = ? and opened_at is null', account);
  }

  of(account: string): InvitationRow[] {
    return this.#db
      .all('select id, made_at, expires_at, opened_at from invitation where account = ? order by made_at, id', account)
      .map((row) => ({
        id: String(row['id']),
        madeAt: Number(row['made_at']),
        expiresAt: Number(row['expires_at']),
        openedAt: row['opened_at'] === null ? null : Number(row['opened_at']),
      }));
  }
}

/** What is given to the person: what stands after the # is sent to no server. */
export function invitationAddress(node: string, secret: string): string {
  return `${node}${INVITATION_PAGE}#${secret}`;
}
