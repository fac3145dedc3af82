// What this node keeps about exhibits beside their content. All of it but `content.stored_at` follows from the logs and the folder of
// contents: lost, it is made again.

import type { Migration } from '../platform/sqlite.ts';

export const exhibitTables: Migration = {
  capability: 'exhibits',
  steps: [
    `-- Up to where the acts of a type in a log were looked at.
     create table exhibit_scan (log integer not null, type text not null, position integer not null, primary key (log, type)) strict, without rowid;
     -- Contents that are whole and right. source: the party it was pulled from; empty: an officer of ours put it.
     create table content (digest text primary key, bytes integer not null, stored_at integer not null, source text not null) strict, without rowid;
     create index content_source on content (source, stored_at);
     -- One row an act that commits to content. party: whose act; other: the other side of the exhibit; effect: 0 while the rules give it none;
     -- said: our registrar has said that we hold it; due: 1 to be pulled, 2 to be said, 0 nothing; wait_until: by this process's own clock.
     create table committed (
       position integer primary key, id text not null, subject text not null, party text not null, other text not null, type text not null,
       digest text not null, bytes integer not null, effect integer not null, erased integer not null, said integer not null,
       due integer not null, tries integer not null, wait_until integer not null, refusal text
     ) strict;
     create index committed_digest on committed (digest);
     create index committed_subject on committed (subject);
     create index committed_due on committed (due, party, bytes) where due > 0;
     -- One row a communication check that was sent to us.
     create table checked (
       position integer primary key, id text not null, nonce text not null, effect integer not null, said integer not null,
       tries integer not null, wait_until integer not null, refusal text
     ) strict;
     create index checked_id on checked (id);
     create index checked_due on checked (wait_until) where effect = 1 and said = 0;
     -- One row an erasure. words: digests, a JSON list; subject: empty for the house; done: what it names is deleted here.
     create table erasure (
       position integer primary key, id text not null, subject text not null, party text not null, of text not null, words text not null,
       exhibit integer not null, effect integer not null, done integer not null
     ) strict;
     create index erasure_subject on erasure (subject) where done = 0;`,
  ],
};
