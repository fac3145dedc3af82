// The tables of the audit trail. `Trail` alone writes them, and only ever at the end.

import type { Migration } from '../../platform/sqlite.ts';

export const trailMigration: Migration = {
  capability: 'trail',
  steps: [
    `create table trail_entry (
       number integer primary key,
       entry text not null
     ) strict;
     create table trail_head (
       one integer primary key check (one = 1),
       size integer not null,
       nodes blob not null,
       note text
     ) strict`,
  ],
};
