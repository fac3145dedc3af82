// Everything about who may ask, put together over one database: accounts and what belongs to them, tokens, the trail. It works before there is an
// accord too: then no roster says anything, and no head of the trail is signed.

import type { Person } from './viewer.ts';
import { Accounts } from './accounts.ts';
import { Attempts } from './attempts.ts';
import { Ceremonies } from './ceremonies.ts';
import { Confirmations } from './confirmation.ts';
import { Enrolments } from './enrolments.ts';
import { Invitations } from './invitations.ts';
import { Keyring } from './keyring.ts';
import { needTables } from './need-tables.ts';
import type { Roster } from './roster.ts';
import type { Random } from './secret.ts';
import { Setup } from './setup.ts';
import { SignIns } from './signins.ts';
import { accountsMigration } from './tables.ts';
import { Tokens, tokensMigration } from './tokens.ts';
import { trailMigration } from './trail/tables.ts';
import { Trail } from './trail/trail.ts';
import { Views, viewTables } from './views.ts';
import type { Database, Migration } from '../platform/sqlite.ts';
import { refuse, type Result } from '@parley/record/refusal';
import type { AccessCode, HttpCode } from '@parley/api/refusals';

export const accessTables: Migration[] = [tokensMigration, accountsMigration, trailMigration, needTables, viewTables];

export class Access {
  readonly tokens: Tokens;
  readonly accounts: Accounts;
  readonly invitations: Invitations;
  readonly keyring: Keyring;
  readonly enrolments: Enrolments;
  readonly signIns: SignIns;
  readonly confirmations: Confirmations;
  readonly attempts = new Attempts();
  readonly setup: Setup;
  readonly trail: Trail;
  readonly views: Views;
  readonly roster: Roster;
  /** Unix seconds of real time: tokens, invitations and sign-ins end by it. */
  readonly now: () => number;
  readonly random: Random;
  #db: Database;

  constructor(of: {
    database: Database;
    random: Random;
    now: () => number;
    roster: Roster;
    onFault: (cause: unknown) => void;
  }) {
    const { database: db, random, now, roster } = of;
    this.#db = db;
    this.now = now;
    this.random = random;
    this.roster = roster;
    this.tokens = new Tokens(db, random);
    this.views = new Views({ database: db, random, now });
    this.accounts = new Accounts(db, random);
    this.invitations = new Invitations(db, random);
    this.keyring = new Keyring(db, random, roster);
    this.enrolments = new Enrolments({
      db,
      random,
      accounts: this.accounts,
      invitations: this.invitations,
      keyring: this.keyring,
      ceremonies: new Ceremonies(random),
      roster,
    });
    this.signIns = new SignIns({ db, random, accounts: this.accounts, keyring: this.keyring, now });
    this.confirmations = new Confirmations({ random, keyring: this.keyring, now });
    this.setup = new Setup(db, this.accounts);
    this.trail = new Trail(db, now, of.onFault);
  }

  /** The account, its sign-ins and its invitations: all of it or nothing. */
  closeAccount(id: string): Result<object, AccessCode | HttpCode> {
    const closed = this.#db.transaction(() => {
      const done = this.accounts.close(id, this.now());
      if (done.ok) this.invitations.withdrawAll(id);
      return done;
    });
    if (closed.ok) this.signIns.endOf(id);
    return closed;
  }

  /** Whether one of a person’s offices may appoint officers. */
  mayAppoint({ offices }: Pick<Person, 'offices'>): boolean {
    return offices.some((office) => this.roster.appoints(office));
  }

  /** Who may decide an enrolment: of an officer, whoever appoints officers; of an administrator, an administrator. */
  mayDecide(person: Person, enrolled: 'officer' | 'administrator'): Result<object, AccessCode> {
    if (enrolled === 'administrator' ? person.role === 'administrator' : this.mayAppoint(person)) return { ok: true };
    return refuse(
      'access.no_power',
      `decide an enrolment: that of an ${enrolled} is for ${enrolled === 'officer' ? 'an officer who appoints others' : 'an administrator'}`,
    );
  }
}
