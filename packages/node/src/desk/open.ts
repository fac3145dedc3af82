// The desk of a running node: what it asks of the rest of the node, in one place. The app asks its desk before it files, and the desk reads the app;
// so the app comes as a function, which nothing calls before both are there.

import type { Result } from '@parley/record/refusal';
import type { Viewer } from '../access/viewer.ts';
import type { App } from '../app.ts';
import { seconds, type Clock } from '../platform/clock.ts';
import type { Database } from '../platform/sqlite.ts';
import type { Suite } from '@parley/record/suite';
import { Desk, type Checks } from './desk.ts';

/** What the desk asks of access. */
export type SignInsAndAccounts = {
  confirmations: { spend(viewer: Viewer, what: string): Result<object, 'access.unconfirmed'> };
  accounts: { get(id: string): { role: string; closedAt: number | null } | undefined };
};

/** `sees`, `seesTexts`: the one place that decides about need-to-know. `clock`: that of the accord. */
export function openDesk(of: {
  database: Database;
  party: string;
  app: () => App;
  access: () => SignInsAndAccounts;
  sees: Checks['sees'];
  seesTexts: Checks['seesTexts'];
  suite: Suite;
  clock: Clock;
  random: (bytes: number) => Uint8Array;
}): Desk {
  const { party, app } = of;
  const now = () => seconds(of.clock.now());
  return new Desk({
    ...of,
    now,
    confirm: (person, what) => {
      const spent = of.access().confirmations.spend(person, what);
      if (!spent.ok) return spent;
      const { ok, ...confirmed } = spent;
      return { ok, confirmed };
    },
    isOfficer: (id) => {
      const account = of.access().accounts.get(id);
      return account?.role === 'officer' && account.closedAt === null;
    },
    house: () => app().docket.house,
    keys: () => app().docket.keysOf(party),
    exists: (person, subject) => of.sees(person, subject) && app().reader.subject(subject) !== undefined,
    // One byte is read of it; of an empty one, none: whether it is here is all that is asked.
    holds: async (digest) => (await app().exhibits.read(digest, { range: 'bytes=0-0' })).kind !== 'absent',
    file: (input) => app().file(input),
    consider: (act) => app().docket.consider(party, app().own.size, act, now()),
    composing: () => app().reader.composing(),
  });
}

/** After a start: drafts whose acts are in our log are filed. */
export function settleDesk(desk: Desk, app: App): void {
  desk.filing.settle((act) => {
    const found = app.reader.act(act);
    return found?.log === app.own.origin ? found.signedAt : undefined;
  });
}
