// Tokens that this node issues: a token of scope `read` opens the API, one of scope `officer` does so and puts content, one of scope `auditor`
// opens the exchange tree under
// /exchange/read/<token>/…. A token is 32 random bytes, shown once when issued; the database keeps its SHA-256 alone, so whoever reads
// the database or a backup of it can read nothing by it. Every token expires. Only `issue` makes a row, only `revoke` removes one.
//
// The row is found by the first bytes of the hash, which are also the token's public id, and the rest is compared in constant time.

import { createHash, timingSafeEqual } from 'node:crypto';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { encodeHex } from '@parley/record/hex';
import type { Database, Migration } from '../platform/sqlite.ts';

export type Scope = 'read' | 'officer' | 'auditor';

/** What may be listed of a token: never the token itself. Times are Unix seconds; `id` is 16 hexadecimal characters. */
export type TokenRow = {
  id: string;
  scope: Scope;
  label: string;
  issuedAt: number;
  expiresAt: number;
  /** To the minute; undefined: never used. */
  usedAt: number | undefined;
};

export const TOKEN_BYTES = 32;
const ID_BYTES = 8;
/** How long a token is good unless it is said, and at most. */
export const TOKEN_DAYS = 90;
export const TOKEN_DAYS_MAX = 366;
const DAY_S = 86_400;
/** The last use is written this often at most. */
const TOUCH_S = 60;
/** A label is for the administrator's own list. */
export const LABEL_CHARACTERS_MAX = 100;

export const tokensMigration: Migration = {
  capability: 'access',
  steps: [
    `create table token (
       id text primary key,
       hash blob not null check (length(hash) = 32),
       scope text not null check (scope in ('read', 'auditor')),
       label text not null,
       issued_at integer not null,
       expires_at integer
     ) strict, without rowid`,
    `create table token_next (
       id text primary key,
       hash blob not null check (length(hash) = 32),
       scope text not null check (scope in ('read', 'officer', 'auditor')),
       label text not null,
       issued_at integer not null,
       expires_at integer
     ) strict, without rowid;
     insert into token_next select id, hash, scope, label, issued_at, expires_at from token;
     drop table token;
     alter table token_next rename to token`,
    // Tokens that had no end get the longest that one is given now, from the day of the upgrade.
    `create table token_next (
       id text primary key,
       hash blob not null check (length(hash) = 32),
       scope text not null check (scope in ('read', 'officer', 'auditor')),
       label text not null,
       issued_at integer not null,
       expires_at integer not null,
       used_at integer
     ) strict, without rowid;
     insert into token_next
       select id, hash, scope, label, issued_at, min(coalesce(expires_at, 1e15), unixepoch() + 366 * 86400), null from token;
     drop table token;
     alter table token_next rename to token`,
  ],
};

export class Tokens {
  #db: Database;
  #random: (bytes: number) => Uint8Array;

  /** `random` gives unpredictable bytes. */
  constructor(db: Database, random: (bytes: number) => Uint8Array) {
    this.#db = db;
    this.#random = random;
  }

  /** A new token, in base64url, and its id. It is shown here and never again. `now`: Unix seconds. Throws RangeError for days out of bounds. */
  issue(token: { scope: Scope; label: string; now: number; days?: number | undefined }): {
    token: string;
    id: string;
    expiresAt: number;
  } {
    const { days = TOKEN_DAYS } = token;
    if (!(days > 0 && days <= TOKEN_DAYS_MAX))
      throw new RangeError(`issuing a token: ${days} days, expected at most ${TOKEN_DAYS_MAX}`);
    const expiresAt = token.now + Math.floor(days * DAY_S);
    const secret = this.#random(TOKEN_BYTES);
    const hash = hashOf(secret);
    const id = encodeHex(hash.subarray(0, ID_BYTES));
    this.#db.run(
      'insert into token (id, hash, scope, label, issued_at, expires_at) values (?, ?, ?, ?, ?, ?)',
      id,
      hash,
      token.scope,
      token.label.slice(0, LABEL_CHARACTERS_MAX),
      token.now,
      expiresAt,
    );
    return { token: encodeBase64url(secret), id, expiresAt };
  }

  /** The token's id and scope, or undefined if it was never issued, was revoked, or has expired at `now` (Unix seconds). */
  open(token: string, now: number): { id: string; scope: Scope } | undefined {
    const secret = token.length === 43 ? parseBase64url(token) : undefined;
    if (secret === undefined) return undefined;
    const hash = hashOf(secret);
    const id = encodeHex(hash.subarray(0, ID_BYTES));
    const row = this.#db.get('select hash, scope, expires_at, used_at from token where id = ?', id);
    if (row === undefined || !timingSafeEqual(row['hash'] as Uint8Array, hash)) return undefined;
    if (now >= Number(row['expires_at'])) return undefined;
    if (now - Number(row['used_at'] ?? 0) >= TOUCH_S)
      this.#db.derive(() => this.#db.run('update token set used_at = ? where id = ?', now, id));
    return { id, scope: row['scope'] as Scope };
  }

  /** True if there was such a token; it is good for nothing from here on. */
  revoke(id: string): boolean {
    return this.#db.run('delete from token where id = ?', id) > 0;
  }

  list(): TokenRow[] {
    return this.#db
      .all('select id, scope, label, issued_at, expires_at, used_at from token order by issued_at, id')
      .map((row) => ({
        id: String(row['id']),
        scope: row['scope'] as Scope,
        label: String(row['label']),
        issuedAt: Number(row['issued_at']),
        expiresAt: Number(row['expires_at']),
        usedAt: row['used_at'] === null ? undefined : Number(row['used_at']),
      }));
  }
}

function hashOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}
