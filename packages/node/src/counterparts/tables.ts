// What this node keeps about its counterparts beside their logs: the newest checkpoint they offered, and what contradicts itself.

import type { Migration } from '../platform/sqlite.ts';

export const counterpartTables: Migration = {
  capability: 'counterparts',
  steps: [
    `create table pending (log integer primary key references log (number), size integer not null, note text not null) strict;
     create table evidence (
       number integer primary key, log integer not null references log (number), kind text not null, object text not null,
       found_at integer not null, unique (log, kind, object)
     ) strict;`,
  ],
};
