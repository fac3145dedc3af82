// Views of lists that people keep for themselves. Nobody else sees them, and nothing of the docket hangs on them.

import type { z } from 'zod';
import { VIEWS_MAX, type View, type ViewAsked } from '@parley/api/views';
import type { HttpCode } from '@parley/api/refusals';
import { encodeBase64url } from '@parley/record/base64';
import { refuse, type Result } from '@parley/record/refusal';
import { sendJson, type Answer, type Take } from '../api/take.ts';
import { refuseWith } from '../platform/http.ts';
import type { Database, Migration } from '../platform/sqlite.ts';

type Kept = z.output<typeof View>;

export const viewTables: Migration = {
  capability: 'views',
  steps: [
    `-- search: parameters of the page's address, as JSON.
     create table view (id text primary key, account text not null, list text not null, name text not null, search text not null,
       at integer not null, unique (account, list, name)) strict, without rowid;`,
  ],
};

export class Views {
  #database: Database;
  #random: (bytes: number) => Uint8Array;
  #now: () => number;

  /** `now`: Unix seconds. */
  constructor(of: { database: Database; random: (bytes: number) => Uint8Array; now: () => number }) {
    this.#database = of.database;
    this.#random = of.random;
    this.#now = of.now;
  }

  of(account: string): Kept[] {
    return this.#database
      .all('select id, list, name, search, at from view where account = ? order by name, list', account)
      .map((row) => ({
        id: String(row['id']),
        list: row['list'] as Kept['list'],
        name: String(row['name']),
        search: JSON.parse(String(row['search'])) as Kept['search'],
        at: Number(row['at']),
      }));
  }

  /** Gives all that the account keeps. */
  keep(account: string, { list, name, search }: z.output<typeof ViewAsked>): Result<{ items: Kept[] }, HttpCode> {
    const kept = this.of(account);
    const replaced = kept.some((one) => one.list === list && one.name === name);
    if (kept.length >= VIEWS_MAX && !replaced) {
      return refuse('view.many', `keep a view: ${kept.length} are kept, of ${VIEWS_MAX} at most`);
    }
    this.#database.transaction(() =>
      this.#database.run(
        `insert into view (id, account, list, name, search, at) values (?, ?, ?, ?, ?, ?)
         on conflict (account, list, name) do update set search = excluded.search, at = excluded.at`,
        encodeBase64url(this.#random(12)),
        account,
        list,
        name,
        JSON.stringify(search),
        this.#now(),
      ),
    );
    return { ok: true, items: this.of(account) };
  }

  /** undefined: the account has no such view. */
  drop(account: string, id: string): Kept[] | undefined {
    const dropped = this.#database.transaction(() =>
      this.#database.run('delete from view where account = ? and id = ?', account, id),
    );
    return dropped === 0 ? undefined : this.of(account);
  }
}

export function serveViews({ take, answer }: { take: Take; answer: Answer }, views: Views): void {
  answer('views', (_params, _query, { account }) => ({ items: views.of(account) }));
  take('keepView', (_request, reply, _params, _query, { account }, asked) => {
    const kept = views.keep(account, asked);
    return kept.ok ? sendJson(reply, { items: kept.items }) : refuseWith(reply, kept.refusal);
  });
  answer('dropView', ({ id }, _query, { account }) => {
    const items = views.drop(account, id);
    return items && { items };
  });
}
