// What a node keeps of a founding: one envelope, how far it has signed, the link by which the counterpart is reached, and the links that were given to
// the counterpart, by their hash alone. Commands and the serving node write it at the same time, so each write says what it read.

import { encodeEnvelope, openEnvelope } from '@parley/docket/accord/founding/envelope';
import type { Kept } from '@parley/docket/accord/founding/negotiation';
import { hashOf, newSecret, type Random } from '../access/secret.ts';
import type { Database, Migration } from '../platform/sqlite.ts';

export const foundingTables: Migration = {
  capability: 'founding',
  steps: [
    `create table founding (
       one integer primary key check (one = 1),
       envelope text not null,
       signed_rounds integer not null
     ) strict;
     create table founding_link (
       one integer primary key check (one = 1),
       url text not null
     ) strict;
     create table founding_invitation (
       hash blob primary key check (length(hash) = 32),
       expires_at integer not null
     ) strict, without rowid`,
  ],
};

/** `text`: the envelope as it was read, which the next write must find unchanged. */
export type Stored = { kept: Kept; text: string };

export class FoundingStore {
  #db: Database;

  constructor(database: Database) {
    this.#db = database;
  }

  /** Throws if what is kept is damaged: only this file writes it. */
  async read(): Promise<Stored | undefined> {
    const row = this.#db.get('select envelope, signed_rounds from founding');
    if (row === undefined) return undefined;
    const text = String(row['envelope']);
    const opened = await openEnvelope(text);
    if (!opened.ok) throw new Error(`reading what is kept of a founding: ${opened.refusal.detail}`);
    return { text, kept: { negotiation: opened.negotiation, signedRounds: Number(row['signed_rounds']) } };
  }

  /** The envelope, without checking what was checked when it was written. */
  get text(): string | undefined {
    const row = this.#db.get('select envelope from founding');
    return row === undefined ? undefined : String(row['envelope']);
  }

  /** False if somebody else wrote since `before` was read: nothing was written then. */
  write(before: string | undefined, { negotiation, signedRounds }: Kept): boolean {
    const text = encodeEnvelope(negotiation);
    return this.#db.transaction(() => {
      if (this.text !== before) return false;
      this.#db.run(
        'insert into founding (one, envelope, signed_rounds) values (1, ?, ?) on conflict (one) do update set envelope = excluded.envelope, signed_rounds = excluded.signed_rounds',
        text,
        signedRounds,
      );
      return true;
    });
  }

  /** Forgets a founding that was never signed, and the links to it. */
  forget(): void {
    this.#db.transaction(() => {
      for (const table of ['founding', 'founding_link', 'founding_invitation']) this.#db.run(`delete from ${table}`);
    });
  }

  /** Where the counterpart's node takes and gives its envelope. */
  get link(): string | undefined {
    const row = this.#db.get('select url from founding_link');
    return row === undefined ? undefined : String(row['url']);
  }

  rememberLink(url: string): void {
    this.#db.run(
      'insert into founding_link (one, url) values (1, ?) on conflict (one) do update set url = excluded.url',
      url,
    );
  }

  /** A new link's secret, in place of any before. `expiresAt`: Unix seconds. */
  invite(random: Random, expiresAt: number): string {
    const { secret, hash } = newSecret(random);
    this.#db.transaction(() => {
      this.#db.run('delete from founding_invitation');
      this.#db.run('insert into founding_invitation (hash, expires_at) values (?, ?)', hash, expiresAt);
    });
    return secret;
  }

  /** Whether a link with that secret was given out and is still good. */
  invited(secret: string, now: number): boolean {
    const hash = hashOf(secret);
    if (hash === undefined) return false;
    const row = this.#db.get('select expires_at from founding_invitation where hash = ?', hash);
    return row !== undefined && Number(row['expires_at']) > now;
  }
}
