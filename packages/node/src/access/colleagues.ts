// Officers as their colleagues see them: whom one mentions, assigns, puts on duty, or names for what is restricted.

import type { AccountRow } from './accounts.ts';
import type { OfficerKeyRow } from './keyring.ts';
import type { Desk } from './viewer.ts';

/** `offices`: those that its keys hold now. */
export type Colleague = { account: string; name: string; offices: string[]; desks: Desk[] };

/** Officers whose accounts are open, by name. */
export function colleaguesOf(access: {
  accounts: { list(): AccountRow[] };
  keyring: { keysOf(account: string): OfficerKeyRow[] };
}): Colleague[] {
  return access.accounts
    .list()
    .filter(({ role, closedAt }) => role === 'officer' && closedAt === null)
    .map(({ id, name, desks }) => ({ account: id, name, offices: officesOf(access.keyring.keysOf(id)), desks }));
}

/** Those that confirmed keys hold now. */
export function officesOf(keys: readonly Pick<OfficerKeyRow, 'state' | 'office'>[]): string[] {
  const held = keys.filter(({ state }) => state === 'confirmed').map(({ office }) => office);
  return [...new Set(held.filter((office) => office !== null))];
}
