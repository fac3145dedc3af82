// Releases: who released which text. A row is made by `give` alone and ended by whoever recalls it, or by a change of the text; it is never
// deleted. A person counts once, however often they ask; a release counts only while its officer is in office.

import type { Requirement } from '@parley/api/desk';
import type { LogHouse } from '@parley/docket/roster';
import type { Result } from '@parley/record/refusal';
import type { Person } from '../access/viewer.ts';
import type { Database, Sql } from '../platform/sqlite.ts';
import { bringsNearer, isMet, officesHeld } from './requirement.ts';

/** Whether this sign-in's passkey has just confirmed exactly that digest; asking spends the confirmation. The proof of it is kept. */
export type Confirm = (person: Person, what: string) => Result<{ confirmed: object }, 'access.unconfirmed'>;

/** `offices`: those of the requirement's that the person holds now. */
export type ReleaseView = {
  by: { account: string; name: string };
  offices: string[];
  digest: string;
  at: number;
  endedAt?: number;
  counts: boolean;
};

type Standing = { account: string; kids: string[] };

export class Releases {
  #database: Database;
  #roster: () => LogHouse;
  #now: () => number;

  constructor(database: Database, roster: () => LogHouse, now: () => number) {
    this.#database = database;
    this.#roster = roster;
    this.#now = now;
  }

  /** Whether the text may be signed. */
  met(of: string, digest: string, requirement: Requirement): boolean {
    return isMet(
      requirement,
      this.#standing(of, digest).map(({ kids }) => this.#offices(kids)),
    );
  }

  /** Whether a release by this person stands and counts, under this account or by one of these keys. */
  given(of: string, digest: string, requirement: Requirement, { account, kids }: Person): boolean {
    return this.#standing(of, digest).some(
      (one) =>
        (one.account === account || one.kids.some((kid) => kids.includes(kid))) &&
        this.#offices(one.kids).some((office) => requirement.offices.includes(office)),
    );
  }

  /** Whether a release by this person would help. */
  waitsFor(of: string, digest: string, requirement: Requirement, person: Person): boolean {
    if (this.given(of, digest, requirement, person)) return false;
    const persons = this.#standing(of, digest).map(({ kids }) => this.#offices(kids));
    return !isMet(requirement, persons) && bringsNearer(requirement, persons, this.#offices(person.kids));
  }

  mayGive(requirement: Requirement, { kids }: Person): boolean {
    return this.#offices(kids).some((office) => requirement.offices.includes(office));
  }

  /** In place of one that counts no more. `confirmed`: what the passkey signed. Within the caller's transaction. */
  give(of: string, digest: string, person: Person, confirmed: object): void {
    const { account, name, kids } = person;
    this.recall(of, digest, person);
    this.#database.run(
      'insert into desk_release (of, digest, account, name, kids, confirmed, at) values (?, ?, ?, ?, ?, ?, ?)',
      of,
      digest,
      account,
      name,
      JSON.stringify(kids),
      JSON.stringify(confirmed),
      this.#now(),
    );
  }

  /** False if this person has none to recall. */
  recall(of: string, digest: string, { account }: Person): boolean {
    return (
      this.#database.run(
        'update desk_release set ended_at = ? where of = ? and digest = ? and account = ? and ended_at is null',
        this.#now(),
        of,
        digest,
        account,
      ) > 0
    );
  }

  /** Ends all that stand: the text changed, or is no longer there. */
  end(of: string): void {
    this.#database.run('update desk_release set ended_at = ? where of = ? and ended_at is null', this.#now(), of);
  }

  /** The newest first. `digest`: only those of that text. */
  list(of: string, digest: string | undefined, requirement: Requirement | undefined, limit: number): ReleaseView[] {
    return this.#database
      .all(
        `select digest, account, name, kids, at, ended_at from desk_release
         where of = ?1 and (?2 is null or digest = ?2) order by seq desc limit ?3`,
        of,
        digest ?? null,
        limit,
      )
      .map((row) => {
        const offices = this.#offices(kidsOf(row)).filter((office) => requirement?.offices.includes(office));
        const endedAt = row['ended_at'];
        return {
          by: { account: String(row['account']), name: String(row['name']) },
          offices,
          digest: String(row['digest']),
          at: Number(row['at']),
          ...(endedAt !== null && { endedAt: Number(endedAt) }),
          counts: endedAt === null && offices.length > 0,
        };
      });
  }

  #standing(of: string, digest: string): Standing[] {
    return this.#database
      .all(
        'select account, kids from desk_release where of = ? and digest = ? and ended_at is null order by seq',
        of,
        digest,
      )
      .map((row) => ({ account: String(row['account']), kids: kidsOf(row) }));
  }

  #offices(kids: readonly string[]): string[] {
    return officesHeld(this.#roster(), kids, this.#now());
  }
}

function kidsOf(row: Record<string, Sql>): string[] {
  return JSON.parse(String(row['kids'])) as string[];
}
