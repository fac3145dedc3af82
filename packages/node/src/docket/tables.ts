// The docket as this node keeps it: read models, each of which can be dropped and folded again from the logs (`parley rebuild`).

import type { Migration } from '../platform/sqlite.ts';

export const docketTables: Migration = {
  capability: 'docket',
  steps: [
    `create table folded (log integer primary key references log (number), size integer not null, place text) strict;
     -- One row an entry that has its place. subject_key are the first six bytes of the subject's id; house is 1 for the accord's own acts;
     -- refusal is why it could not be opened, if so.
     create table act (
       position integer primary key, key text not null, iat integer not null, seen text not null, type text,
       subject text, subject_key integer, house integer not null, refusal text
     ) strict;
     create index act_subject on act (subject_key, key) where subject_key is not null;
     create index act_house on act (key) where house = 1;
     create table subject (
       id text primary key, kind text not null, digest blob not null, state text not null,
       opened_by text not null, opened_at integer not null, position integer not null, about text,
       remainder integer not null
     ) strict, without rowid;
     create index subject_kind on subject (kind, opened_at, id);
     create index subject_about on subject (about, opened_at) where about is not null;
     -- Deadlines that nothing has stopped yet.
     create table due (
       subject text not null, place integer not null, owed_by text not null, due_at integer not null, primary key (subject, place)
     ) strict, without rowid;
     create index due_at on due (owed_by, due_at);
     create table disregarded (position integer primary key, subject text, code text not null, detail text not null) strict;
     create index disregarded_subject on disregarded (subject) where subject is not null;
     create table await (subject text not null, kind text not null, party text not null, number integer not null,
       primary key (kind, party, number, subject)) strict, without rowid;
     create index await_subject on await (subject);`,
  ],
};
