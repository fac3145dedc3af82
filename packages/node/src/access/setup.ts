// The setup secret of a node that has no administrator yet: made with the folder, printed once, worth nothing as soon as an administrator has
// enrolled.

import type { Database } from '../platform/sqlite.ts';
import type { Accounts } from './accounts.ts';
import { hashOf, newSecret, type Random } from './secret.ts';

export class Setup {
  #db: Database;
  #accounts: Pick<Accounts, 'hasAdministrator'>;

  constructor(db: Database, accounts: Pick<Accounts, 'hasAdministrator'>) {
    this.#db = db;
    this.#accounts = accounts;
  }

  /** A new one, in place of any before. */
  make(random: Random, now: number): string {
    const { secret, hash } = newSecret(random);
    this.#db.transaction(() => {
      this.#db.run('delete from setup');
      this.#db.run('insert into setup (hash, made_at) values (?, ?)', hash, now);
    });
    return secret;
  }

  /** Worth nothing from here on, whatever becomes of the administrator. */
  spend(): void {
    this.#db.run('delete from setup');
  }

  opens(secret: string): boolean {
    const hash = hashOf(secret);
    if (hash === undefined || this.#accounts.hasAdministrator()) return false;
    return this.#db.get('select 1 as yes from setup where hash = ?', hash) !== undefined;
  }
}
