// Whom one click signs in as, in the demonstration alone: the officers of our roster, and an administrator. Their accounts come to be with the
// first click, and their browser gets the keys that the demonstration made for them. A node has this only if its accord’s clock is scripted and
// the process that tells the script started it (main.ts).

import { refuse, type Result } from '@parley/record/refusal';
import type { AccessCode } from '@parley/api/refusals';
import type { Accounts } from './accounts.ts';
import type { Keyring } from './keyring.ts';
import type { Database } from '../platform/sqlite.ts';
import { newId, type Random } from './secret.ts';

export type DemoOfficer = { kid: string; publicKey: string; name: string; office: string };
/** Both halves of an officer’s key, 32 bytes each in base64url. */
export type DemoKey = { publicKey: string; seed: string };

const ADMINISTRATOR = 'administrator';
const ADMINISTRATOR_NAME = 'Administrator';

export class Demo {
  #db: Database;
  #random: Random;
  #accounts: Accounts;
  #keyring: Keyring;
  #officers: () => DemoOfficer[];
  #keys: () => Promise<DemoKey[]>;
  #still: () => boolean;
  #now: () => number;

  constructor(of: {
    db: Database;
    random: Random;
    accounts: Accounts;
    keyring: Keyring;
    officers: () => DemoOfficer[];
    /** Those that lie in the demonstration’s folder. */
    keys: () => Promise<DemoKey[]>;
    /** The clock of the record stands: nothing more is said. */
    still: () => boolean;
    now: () => number;
  }) {
    this.#db = of.db;
    this.#random = of.random;
    this.#accounts = of.accounts;
    this.#keyring = of.keyring;
    this.#officers = of.officers;
    this.#keys = of.keys;
    this.#still = of.still;
    this.#now = of.now;
  }

  list(): { who: string; name: string; office: string | null }[] {
    return [
      ...this.#officers().map(({ kid, name, office }) => ({ who: kid, name, office })),
      { who: ADMINISTRATOR, name: ADMINISTRATOR_NAME, office: null },
    ];
  }

  /** The account of somebody on the list, made if it was not there; undefined for anybody else. */
  account(who: string): string | undefined {
    if (who === ADMINISTRATOR) {
      const found = this.#accounts.list().find(({ role, closedAt }) => role === ADMINISTRATOR && closedAt === null);
      return found?.id ?? this.#open({ name: ADMINISTRATOR_NAME, role: ADMINISTRATOR });
    }
    const officer = this.#officers().find(({ kid }) => kid === who);
    if (officer === undefined) return undefined;
    const known = this.#keyring.findKey(officer.kid);
    if (known !== undefined) return known.account;
    return this.#db.transaction(() => {
      const account = this.#open({ name: officer.name, role: 'officer' });
      if (account !== undefined) this.#adopt(account, officer);
      return account;
    });
  }

  /** What the officer of an account signs with; nothing for the administrator. */
  async keysOf(account: string): Promise<Result<{ keys: DemoKey[] }, AccessCode>> {
    if (this.#still())
      return refuse(
        'access.demo_still',
        'give out a key to sign with: what it signed would be said at a moment that is over',
      );
    const own = new Set(this.#keyring.keysOf(account).map(({ publicKey }) => publicKey));
    return { ok: true, keys: (await this.#keys()).filter(({ publicKey }) => own.has(publicKey)) };
  }

  #open({ name, role }: { name: string; role: 'officer' | 'administrator' }): string | undefined {
    const opened = this.#accounts.open({ name, role, desks: role === 'officer' ? ALL_DESKS : [] }, this.#now());
    return opened.ok ? opened.id : undefined;
  }

  // An enrolment that was nobody’s: its browser’s secret is thrown away.
  #adopt(account: string, { kid, publicKey }: DemoOfficer): void {
    const id = newId(this.#random);
    const now = this.#now();
    this.#db.run(
      `insert into enrolment (id, browser, account, device, direct, expires_at, finished_at, fingerprint, verdict, decided_at)
       values (?, ?, ?, 0, 1, ?, ?, ?, 'confirmed', ?)`,
      id,
      this.#random(32),
      account,
      now,
      now,
      kid,
      now,
    );
    this.#keyring.addKey(account, id, { kid, publicKey }, now);
  }
}

const ALL_DESKS = ['policy', 'technical', 'law-enforcement'] as const;
