// What officers decided about who sees what. Which subjects are restricted or given to desks stands with the docket, whose fold asks for it
// (docket/tables.ts).

import type { Migration } from '../platform/sqlite.ts';

export const needTables: Migration = {
  capability: 'need',
  steps: [
    `-- Who sees a restricted subject.
     create table need_named (subject text not null, account text not null, primary key (subject, account)) strict, without rowid;
     -- The highest marking that an office sees at a desk, by its place among the TLP; empty desk: of whoever works at none.
     create table need_clearance (office text not null, desk text not null, marking integer not null, primary key (office, desk)) strict, without rowid;
     -- Offices that hold the power to restrict; none: those of the default.
     create table need_power (office text primary key) strict, without rowid;
     -- Tokens that see what is restricted, by their public ids.
     create table need_token (token text primary key) strict, without rowid;`,
  ],
};
