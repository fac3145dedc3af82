// Who asks, as the gate made it out: a person who is signed in, or a program with a token. Whatever reads or changes something on
// somebody's behalf takes a viewer; nobody looks at cookies or headers but the gate.

import type { Scope } from './tokens.ts';

export type Desk = 'policy' | 'technical' | 'law-enforcement';

/**
 * `kids`: the officer keys of the account that were confirmed, in office or not. `offices`: those that its keys hold now, by the roster of
 * our log; an administrator has neither. `session`: the public id of the sign-in.
 */
export type Person = {
  kind: 'person';
  account: string;
  name: string;
  role: 'officer' | 'administrator';
  session: string;
  kids: string[];
  offices: string[];
  desks: Desk[];
};

/** `token`: the token's public id. */
export type Client = { kind: 'client'; token: string; scope: Scope };

export type Viewer = Person | Client;
