// Our release policy: which offices release which acts. It is ours alone and stands in no log. It changes by the releases that it asks for
// itself, or by whoever holds the node's folder; the first one can come from there alone, so that nobody gives themselves the say.

import { digestOfText, ReleasePolicy, type Requirement } from '@parley/api/desk';
import type { AccessCode, DeskCode, HttpCode } from '@parley/api/refusals';
import { encodeCanonical, type Json } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import type { Person } from '../access/viewer.ts';
import type { Database } from '../platform/sqlite.ts';
import type { Confirm, Releases, ReleaseView } from './releases.ts';
import { placesNeeded } from './requirement.ts';

/** Proposals that wait at once; each is a screen to read. */
const PROPOSALS_MAX = 20;
/** Releases are rows of this `of`; a draft's id is longer. */
const OF = 'policy';

export type PolicyCode = DeskCode | HttpCode | AccessCode;

export type PolicyView = {
  policy: ReleasePolicy;
  version: number;
  since: number | null;
  proposals: {
    digest: string;
    policy: ReleasePolicy;
    by: { account: string; name: string };
    at: number;
    releases: ReleaseView[];
  }[];
};

/** The policy in force; one row, read anew each time, since the command line writes it beside a running node. */
export function readPolicy(database: Database): { policy: ReleasePolicy; version: number; since: number | null } {
  const row = database.get('select version, text, since from desk_policy order by version desc limit 1');
  if (row === undefined) return { policy: { acts: {} }, version: 0, since: null };
  return {
    policy: ReleasePolicy.parse(JSON.parse(String(row['text']))),
    version: Number(row['version']),
    since: Number(row['since']),
  };
}

/** Why a policy could never be met; undefined: it can. `offices`: those of the accord. */
export function problemOfPolicy(policy: ReleasePolicy, offices: readonly string[]): string | undefined {
  const all: [string, Requirement][] = Object.entries(policy.acts);
  if (policy.change !== undefined) all.push(['its change', policy.change]);
  for (const [what, requirement] of all) {
    const unknown = requirement.offices.find((office) => !offices.includes(office));
    if (unknown !== undefined) return `for ${what} it names the office ${unknown}, which the accord does not have`;
    if (placesNeeded(requirement) > requirement.offices.length)
      return `for ${what} it asks for ${placesNeeded(requirement)} releases of ${requirement.offices.length} offices`;
  }
  return undefined;
}

/** Puts a policy in force; `by` undefined: from the node's folder. Within the caller's transaction. */
export function enactPolicy(
  database: Database,
  text: string,
  now: number,
  by: { account: string; name: string } | undefined,
): void {
  const { version } = readPolicy(database);
  database.run(
    'insert into desk_policy (version, text, digest, since, account, name) values (?, ?, ?, ?, ?, ?)',
    version + 1,
    text,
    digestOfText(text),
    now,
    by?.account ?? null,
    by?.name ?? null,
  );
  // What was proposed was meant to replace another one.
  database.run('delete from desk_policy_proposal');
  database.run('update desk_release set ended_at = ? where of = ? and ended_at is null', now, OF);
}

/** The canonical text of a policy, which its digest is of. */
export function policyText(policy: ReleasePolicy): string {
  return encodeCanonical(policy as unknown as Json);
}

export class Policies {
  #database: Database;
  #releases: Releases;
  #confirm: Confirm;
  #offices: () => string[];
  #now: () => number;

  constructor(options: {
    database: Database;
    releases: Releases;
    confirm: Confirm;
    offices: () => string[];
    now: () => number;
  }) {
    this.#database = options.database;
    this.#releases = options.releases;
    this.#confirm = options.confirm;
    this.#offices = options.offices;
    this.#now = options.now;
  }

  get policy(): ReleasePolicy {
    return readPolicy(this.#database).policy;
  }

  view(): PolicyView {
    const inForce = readPolicy(this.#database);
    const proposals = this.#database
      .all('select digest, text, account, name, at from desk_policy_proposal order by at, digest')
      .map((row) => ({
        digest: String(row['digest']),
        policy: ReleasePolicy.parse(JSON.parse(String(row['text']))),
        by: { account: String(row['account']), name: String(row['name']) },
        at: Number(row['at']),
        releases: this.#releases.list(OF, String(row['digest']), inForce.policy.change, PROPOSALS_MAX),
      }));
    return { ...inForce, proposals };
  }

  propose(person: Person, policy: ReleasePolicy, replaces: number): Result<{ view: PolicyView }, PolicyCode> {
    const inForce = readPolicy(this.#database);
    if (inForce.policy.change === undefined)
      return refuse(
        'desk.policy_locked',
        'proposing a release policy: the one in force does not say who may change it',
      );
    if (replaces !== inForce.version) return stale(replaces, inForce.version);
    const problem = problemOfPolicy(policy, this.#offices());
    if (problem !== undefined) return refuse('desk.policy', `proposing a release policy: ${problem}`);
    const text = policyText(policy);
    const digest = digestOfText(text);
    const { count } = this.#database.get('select count(*) as count from desk_policy_proposal')!;
    if (this.#proposal(digest) === undefined) {
      if (Number(count) >= PROPOSALS_MAX)
        return refuse('desk.full', `proposing a release policy: ${PROPOSALS_MAX} proposals wait already`);
      this.#database.run(
        'insert into desk_policy_proposal (digest, text, replaces, account, name, at) values (?, ?, ?, ?, ?, ?)',
        digest,
        text,
        inForce.version,
        person.account,
        person.name,
        this.#now(),
      );
    }
    return { ok: true, view: this.view() };
  }

  release(person: Person, digest: string): Result<{ view: PolicyView }, PolicyCode> {
    const inForce = readPolicy(this.#database);
    const proposal = this.#proposal(digest);
    if (proposal === undefined) return missing('releasing a release policy');
    const { change } = inForce.policy;
    // A policy from the folder ends every proposal; this holds for whatever else may come to write one.
    if (change === undefined || proposal.replaces !== inForce.version) return stale(proposal.replaces, inForce.version);
    if (this.#releases.given(OF, digest, change, person)) return { ok: true, view: this.view() };
    if (!this.#releases.mayGive(change, person))
      return refuse(
        'desk.not_releaser',
        `releasing a release policy: it takes an officer of ${change.offices.join(', ')}`,
      );
    const confirmed = this.#confirm(person, digest);
    if (!confirmed.ok) return confirmed;
    this.#database.transaction(() => {
      this.#releases.give(OF, digest, person, confirmed.confirmed);
      if (this.#releases.met(OF, digest, change))
        enactPolicy(this.#database, proposal.text, this.#now(), { account: person.account, name: person.name });
    });
    return { ok: true, view: this.view() };
  }

  recall(person: Person, digest: string): Result<{ view: PolicyView }, PolicyCode> {
    if (this.#proposal(digest) === undefined) return missing('recalling a release');
    if (!this.#releases.recall(OF, digest, person))
      return refuse('desk.not_released', 'recalling a release: this account has released no such policy');
    return { ok: true, view: this.view() };
  }

  #proposal(digest: string): { text: string; replaces: number } | undefined {
    const row = this.#database.get('select text, replaces from desk_policy_proposal where digest = ?', digest);
    return row && { text: String(row['text']), replaces: Number(row['replaces']) };
  }
}

function stale(read: number, inForce: number) {
  return refuse<DeskCode>(
    'desk.policy_stale',
    `changing the release policy: version ${read} was to be replaced, and ${inForce} is in force`,
    { version: inForce },
  );
}

function missing(doing: string) {
  return refuse<HttpCode>('http.not_found', `${doing}: no policy of this digest is proposed`);
}
