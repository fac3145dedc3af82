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
     create index act_type on act (type) where type is not null;
     -- One row a subject, at the position of the act that opened it. facet: by what lists are filtered, see facet.ts; due_at: of the deadline
     -- that is due first among those that nothing has stopped; beside: bits that say whether it has rows in disregarded, await, wait and
     -- reference.
     create table subject (
       position integer primary key, id text not null, digest blob not null, facet text not null, opened_at integer not null,
       due_at integer, beside integer not null, state text not null
     ) strict;
     create index subject_opened on subject (facet, opened_at);
     create index subject_due on subject (facet, due_at) where due_at is not null;
     -- One row a subject and other that it refers to: refers are the first six bytes of that one's id; obliged is 1 if the second pass reads
     -- it, so that this subject is folded again when that one changes.
     create table reference (
       position integer not null, refers integer not null, facet text not null, opened_at integer not null, due_at integer,
       obliged integer not null, primary key (position, refers)
     ) strict, without rowid;
     create index reference_opened on reference (refers, facet, opened_at);
     create index reference_due on reference (refers, facet, due_at) where due_at is not null;
     create index reference_obliged on reference (refers) where obliged = 1;
     -- What waits on a party and nothing has ended yet; position is its subject's, place where it stands among all that waits there; what: 1 where
     -- the party owes an answer, 2 for points, 0 for a proposal, which ends by itself; due_at of what has no end is the greatest;
     -- subject_key are the first six bytes of the subject's id.
     create table wait (
       position integer not null, place integer not null, party text not null, what integer not null, due_at integer not null,
       subject_key integer not null, primary key (position, place)
     ) strict, without rowid;
     create index wait_due on wait (party, what, due_at, subject_key);
     create table disregarded (position integer primary key, subject text, code text not null, detail text not null) strict;
     create index disregarded_subject on disregarded (subject) where subject is not null;
     create index disregarded_code on disregarded (code);
     create table await (subject text not null, kind text not null, party text not null, number integer not null,
       primary key (kind, party, number, subject)) strict, without rowid;
     create index await_subject on await (subject);
     -- Which words stand in which act, see search.ts. Rows come in transactions of many, and are merged when there are more of those.
     create virtual table search using fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
     insert into search (search, rank) values ('automerge', 8);
     -- Subjects that are to be folded again, too many for the transaction that found them. referred is 1 if nothing of it changed but a subject
     -- that it refers to.
     create table stale (number integer primary key, subject text not null unique, referred integer not null) strict;`,
    `-- Who may see what, see classes.ts. restricted and desked are no read models: officers decided them, and nothing makes them again.
     create table restricted (subject text primary key, account text not null, name text not null, at integer not null) strict, without rowid;
     create table desked (subject text primary key, desks integer not null, account text not null, name text not null, at integer not null)
       strict, without rowid;
     -- Classes that occurred, by their names.
     create table class (name text primary key) strict, without rowid;
     -- One row a subject. key: the first six bytes of its id; position: of the act that opened it.
     create table classed (
       key integer not null, subject text not null, position integer not null, class text not null, primary key (key, subject)
     ) strict, without rowid;
     create index classed_position on classed (position, class);
     -- What belongs to a restricted subject, itself included. part: 1 if only some of it does.
     create table covered (root text not null, subject text not null, part integer not null, primary key (root, subject)) strict, without rowid;
     create index covered_subject on covered (subject);`,
  ],
};
