// Passkeys and officer keys by account, public halves alone, and how each stands: it waits until its enrolment is confirmed, or until an act of our
// log appoints the key. `enrolments.ts` adds, nobody changes a key. An officer key is never removed: it may not be offered again.

import type { Database } from '../platform/sqlite.ts';
import type { OfferedKey } from './enrolments.ts';
import type { NewPasskey, StoredPasskey } from './passkeys.ts';
import type { Roster, Standing } from './roster.ts';
import { newId, type Random } from './secret.ts';

export type KeyState = 'waiting' | 'confirmed' | 'refused';

export type PasskeyRow = StoredPasskey & {
  id: string;
  account: string;
  state: KeyState;
  backedUp: boolean;
  addedAt: number;
  usedAt: number | null;
};

export type OfficerKeyRow = {
  kid: string;
  account: string;
  publicKey: string;
  enrolledAt: number;
  state: KeyState;
} & Standing;

const PASSKEYS = `select p.*, e.verdict, k.kid from passkey p join enrolment e on e.id = p.enrolment left join officer_key k on k.enrolment = e.id`;
const KEYS = `select k.*, e.verdict from officer_key k join enrolment e on e.id = k.enrolment`;

export class Keyring {
  #db: Database;
  #random: Random;
  #roster: Roster;

  constructor(db: Database, random: Random, roster: Roster) {
    this.#db = db;
    this.#random = random;
    this.#roster = roster;
  }

  findPasskey(credential: string): PasskeyRow | undefined {
    const row = this.#db.get(`${PASSKEYS} where p.credential = ?`, credential);
    return row === undefined ? undefined : this.#passkeyOf(row);
  }

  getPasskey(id: string): PasskeyRow | undefined {
    const row = this.#db.get(`${PASSKEYS} where p.id = ?`, id);
    return row === undefined ? undefined : this.#passkeyOf(row);
  }

  passkeysOf(account: string): PasskeyRow[] {
    return this.#db
      .all(`${PASSKEYS} where p.account = ? order by p.added_at, p.id`, account)
      .map((row) => this.#passkeyOf(row));
  }

  findKey(kid: string): OfficerKeyRow | undefined {
    const row = this.#db.get(`${KEYS} where k.kid = ?`, kid);
    return row === undefined ? undefined : this.#keyOf(row);
  }

  keysOf(account: string): OfficerKeyRow[] {
    return this.#db
      .all(`${KEYS} where k.account = ? order by k.enrolled_at, k.kid`, account)
      .map((row) => this.#keyOf(row));
  }

  addPasskey(account: string, enrolment: string, passkey: NewPasskey, now: number): void {
    this.#db.run(
      `insert into passkey (id, credential, account, enrolment, public_key, counter, transports, backed_up, added_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      newId(this.#random),
      passkey.credential,
      account,
      enrolment,
      passkey.publicKey,
      passkey.counter,
      passkey.transports.join(' '),
      Number(passkey.backedUp),
      now,
    );
  }

  addKey(account: string, enrolment: string, { kid, publicKey }: OfferedKey, now: number): void {
    this.#db.run(
      'insert into officer_key (kid, account, enrolment, public_key, enrolled_at) values (?, ?, ?, ?, ?)',
      kid,
      account,
      enrolment,
      publicKey,
      now,
    );
  }

  usedPasskey(id: string, counter: number, now: number): void {
    this.#db.run('update passkey set counter = ?, used_at = ? where id = ?', counter, now, id);
  }

  removePasskey(id: string): void {
    this.#db.run('delete from passkey where id = ?', id);
  }

  #passkeyOf(row: Record<string, unknown>): PasskeyRow {
    const { id, credential, account, public_key: publicKey, transports } = row as Record<string, string>;
    return {
      id: id!,
      credential: credential!,
      account: account!,
      publicKey: publicKey as unknown as Uint8Array,
      counter: Number(row['counter']),
      transports: transports!.split(' ').filter((one) => one !== ''),
      state: this.#stateOf(row),
      backedUp: row['backed_up'] === 1,
      addedAt: Number(row['added_at']),
      usedAt: row['used_at'] === null ? null : Number(row['used_at']),
    };
  }

  #keyOf(row: Record<string, unknown>): OfficerKeyRow {
    const kid = String(row['kid']);
    return {
      kid,
      account: String(row['account']),
      publicKey: String(row['public_key']),
      enrolledAt: Number(row['enrolled_at']),
      state: this.#stateOf(row),
      ...this.#roster.standing(kid),
    };
  }

  #stateOf({ verdict, kid }: Record<string, unknown>): KeyState {
    if (verdict === 'confirmed' || verdict === 'refused') return verdict;
    return typeof kid === 'string' && this.#roster.standing(kid).appointed ? 'confirmed' : 'waiting';
  }
}
