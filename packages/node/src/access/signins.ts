// Sign-ins: who is signed in, from where, since when. 32 random bytes in a cookie, their hash in the database. A sign-in ends when it is not used
// for half an hour, after twelve hours in any case, when it is revoked, and with its account; it is asked for at every request, so that an
// end takes effect at once. Every sign-in is a new one: what a stranger may have put into the browser before is worth nothing.

import { SIGN_IN_IDLE_S, SIGN_IN_S } from '@parley/api/access';
import type { Database } from '../platform/sqlite.ts';
import type { AccountRow, Accounts } from './accounts.ts';
import { officesOf } from './colleagues.ts';
import type { Keyring } from './keyring.ts';
import { hashOf, newId, newSecret, type Random } from './secret.ts';
import type { Person } from './viewer.ts';

export type Method = 'passkey' | 'provider' | 'demo';

export type SignInRow = {
  id: string;
  account: string;
  method: Method;
  since: number;
  usedAt: number;
  address: string;
  agent: string;
};

/** The last use is written this often at most: a row a request would cost more than the request. */
const TOUCH_S = 60;
/** Of one account; the one that was used longest ago ends. */
const AT_ONCE_MAX = 20;
const AGENT_CHARACTERS_MAX = 200;

export class SignIns {
  #db: Database;
  #random: Random;
  #accounts: Accounts;
  #keyring: Keyring;
  #now: () => number;
  #onEnd = new Set<() => void>();

  constructor(of: { db: Database; random: Random; accounts: Accounts; keyring: Keyring; now: () => number }) {
    this.#db = of.db;
    this.#random = of.random;
    this.#accounts = of.accounts;
    this.#keyring = of.keyring;
    this.#now = of.now;
  }

  /** `before`: the secret of the sign-in that this browser had, which ends. */
  begin(signIn: {
    account: string;
    method: Method;
    passkey?: string;
    address: string;
    agent: string;
    before: string | undefined;
  }): { id: string; secret: string } {
    const now = this.#now();
    const { secret, hash } = newSecret(this.#random);
    const id = newId(this.#random);
    this.#db.transaction(() => {
      const before = signIn.before === undefined ? undefined : hashOf(signIn.before);
      if (before !== undefined) this.#db.run('delete from sign_in where hash = ?', before);
      this.#db.run('delete from sign_in where used_at <= ? or since <= ?', now - SIGN_IN_IDLE_S, now - SIGN_IN_S);
      this.#db.run(
        `delete from sign_in where id in
           (select id from sign_in where account = ? order by used_at desc, since desc, id limit -1 offset ?)`,
        signIn.account,
        AT_ONCE_MAX - 1,
      );
      this.#db.run(
        'insert into sign_in (id, hash, account, method, passkey, address, agent, since, used_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        id,
        hash,
        signIn.account,
        signIn.method,
        signIn.passkey ?? null,
        signIn.address,
        signIn.agent.replaceAll(/\p{C}/gu, ' ').slice(0, AGENT_CHARACTERS_MAX),
        now,
        now,
      );
    });
    this.#ended();
    return { id, secret };
  }

  /** Who is signed in by that secret; it is in use from here on. */
  open(secret: string): Person | undefined {
    const row = this.#good(secret);
    if (row === undefined) return undefined;
    const now = this.#now();
    if (now - row.usedAt >= TOUCH_S)
      this.#db.derive(() => this.#db.run('update sign_in set used_at = ? where id = ?', now, row.id));
    return this.#personOf(row);
  }

  /** As `open`, without its being in use: for what is open and waits. */
  still(secret: string): Person | undefined {
    const row = this.#good(secret);
    return row === undefined ? undefined : this.#personOf(row);
  }

  get(id: string): SignInRow | undefined {
    const row = this.#db.get('select * from sign_in where id = ?', id);
    return row === undefined ? undefined : rowOf(row);
  }

  /** Those that have not ended, the newest first; of everybody, if no account is named. */
  list(account?: string): SignInRow[] {
    const now = this.#now();
    return this.#db
      .all(
        `select * from sign_in where (? is null or account = ?) and used_at > ? and since > ? order by since desc, id limit 1000`,
        account ?? null,
        account ?? null,
        now - SIGN_IN_IDLE_S,
        now - SIGN_IN_S,
      )
      .map(rowOf);
  }

  end(id: string): void {
    this.#db.run('delete from sign_in where id = ?', id);
    this.#ended();
  }

  endOf(account: string): void {
    this.#db.run('delete from sign_in where account = ?', account);
    this.#ended();
  }

  endByPasskey(passkey: string): void {
    this.#db.run('delete from sign_in where passkey = ?', passkey);
    this.#ended();
  }

  /** Calls whenever some sign-in has ended by somebody’s doing. */
  onEnd(listener: () => void): void {
    this.#onEnd.add(listener);
  }

  #ended(): void {
    for (const listener of this.#onEnd) listener();
  }

  #good(secret: string): SignInRow | undefined {
    const hash = hashOf(secret);
    const row = hash === undefined ? undefined : this.#db.get('select * from sign_in where hash = ?', hash);
    if (row === undefined) return undefined;
    const found = rowOf(row);
    const now = this.#now();
    return now < found.usedAt + SIGN_IN_IDLE_S && now < found.since + SIGN_IN_S ? found : undefined;
  }

  #personOf({ id, account }: SignInRow): Person | undefined {
    const found = this.#accounts.get(account);
    return found === undefined || found.closedAt !== null ? undefined : personOf(found, id, this.#keyring);
  }
}

function personOf(account: AccountRow, session: string, keyring: Keyring): Person {
  const keys = keyring.keysOf(account.id).filter(({ state }) => state === 'confirmed');
  return {
    kind: 'person',
    account: account.id,
    name: account.name,
    role: account.role,
    session,
    kids: keys.map(({ kid }) => kid),
    offices: officesOf(keys),
    desks: account.desks,
  };
}

function rowOf(row: Record<string, unknown>): SignInRow {
  return {
    id: String(row['id']),
    account: String(row['account']),
    method: row['method'] as Method,
    since: Number(row['since']),
    usedAt: Number(row['used_at']),
    address: String(row['address']),
    agent: String(row['agent']),
  };
}
