// Accounts: persons as this node knows them. Local, never exchanged. An account is an officer’s or an administrator’s for as long as it exists; it
// is closed, never removed, so that the trail’s ids keep their meaning.

import { encodeCanonical } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import type { AccessCode, HttpCode } from '@parley/api/refusals';
import type { Database, Sql } from '../platform/sqlite.ts';
import { newId, type Random } from './secret.ts';
import type { Desk } from './viewer.ts';

export type Role = 'officer' | 'administrator';

/** Times in Unix seconds. `provider`: whom the identity provider knows it as. */
export type AccountRow = {
  id: string;
  name: string;
  role: Role;
  desks: Desk[];
  openedAt: number;
  closedAt: number | null;
  provider: string | null;
};

/** More than any party has officers. */
export const ACCOUNTS_MAX = 2000;

export class Accounts {
  #db: Database;
  #random: Random;

  constructor(db: Database, random: Random) {
    this.#db = db;
    this.#random = random;
  }

  open(
    account: { name: string; role: Role; desks?: readonly Desk[] | undefined },
    now: number,
  ): Result<{ id: string }, AccessCode> {
    const count = Number(this.#db.get('select count(*) as n from account where closed_at is null')?.['n']);
    if (count >= ACCOUNTS_MAX) return refuse('access.limit', `open an account: there are ${count}, which is the most`);
    const id = newId(this.#random);
    this.#db.run(
      'insert into account (id, name, role, desks, opened_at) values (?, ?, ?, ?, ?)',
      id,
      account.name,
      account.role,
      desksText(account.desks ?? []),
      now,
    );
    return { ok: true, id };
  }

  get(id: string): AccountRow | undefined {
    const row = this.#db.get('select * from account where id = ?', id);
    return row === undefined ? undefined : rowOf(row);
  }

  /** Undefined for nobody, and for a closed one. */
  ofProvider(provider: string): AccountRow | undefined {
    const row = this.#db.get('select * from account where provider = ? and closed_at is null', provider);
    return row === undefined ? undefined : rowOf(row);
  }

  list(): AccountRow[] {
    return this.#db.all('select * from account order by closed_at is not null, name, id').map(rowOf);
  }

  /** Whether anybody may run the node. */
  hasAdministrator(): boolean {
    const found = this.#db.get(
      `select 1 as yes from account a join passkey p on p.account = a.id where a.role = 'administrator' and a.closed_at is null`,
    );
    return found !== undefined;
  }

  change(
    id: string,
    change: { name?: string | undefined; desks?: readonly Desk[] | undefined },
  ): Result<object, AccessCode | HttpCode> {
    const account = this.get(id);
    if (account === undefined) return noAccount('change');
    if (account.closedAt !== null) return closed('change', account);
    const { name = account.name, desks = account.desks } = change;
    this.#db.run('update account set name = ?, desks = ? where id = ?', name, desksText(desks), id);
    return { ok: true };
  }

  /** Undefined unlinks. Refused if the provider’s person is linked to another account. */
  link(id: string, provider: string | undefined): Result<object, AccessCode> {
    if (provider !== undefined) {
      const other = this.#db.get('select id from account where provider = ?', provider);
      if (other !== undefined && other['id'] !== id)
        return refuse('access.refused', 'link an account: the person at the provider is linked to another');
    }
    this.#db.run('update account set provider = ? where id = ?', provider ?? null, id);
    return { ok: true };
  }

  /** For ever. What it had open is the caller’s to end, in the same transaction. */
  close(id: string, now: number): Result<object, AccessCode | HttpCode> {
    const account = this.get(id);
    if (account === undefined) return noAccount('close');
    if (account.closedAt !== null) return closed('close', account);
    this.#db.run('update account set closed_at = ?, provider = null where id = ?', now, id);
    return { ok: true };
  }
}

export function noAccount(doing: string) {
  return refuse<HttpCode>('http.not_found', `${doing} an account: there is none of that id`);
}

export function closed(doing: string, { name }: AccountRow) {
  return refuse<AccessCode>('access.closed', `${doing} an account: that of ${name} is closed`);
}

function desksText(desks: readonly Desk[]): string {
  return encodeCanonical([...new Set(desks)].toSorted());
}

function rowOf(row: Record<string, Sql>): AccountRow {
  return {
    id: String(row['id']),
    name: String(row['name']),
    role: row['role'] as Role,
    desks: JSON.parse(String(row['desks'])) as Desk[],
    openedAt: Number(row['opened_at']),
    closedAt: row['closed_at'] === null ? null : Number(row['closed_at']),
    provider: row['provider'] as string | null,
  };
}
