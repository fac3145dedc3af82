// The desk's tables. Only this folder reads or writes them: the exchange, exports, reports and the log know nothing of them, and the docket can
// be rebuilt without them.

import type { Migration } from '../platform/sqlite.ts';

/**
 * `desk_draft.said`: the digest of the draft's text as an act would say it, by which a signed act is found to be of it. `desk_release.of`: a
 * draft's id, or `policy`. `desk_release.confirmed`: what the
 * passkey signed, so that a release can be shown to be its officer's. `desk_signing`: the payload that officers are signing; `act_id` is set before the act is filed. `folded`: a file
 * number without capitals and spaces.
 */
export const deskTables: Migration = {
  capability: 'desk',
  steps: [
    `create table desk_draft (
       seq integer primary key autoincrement,
       id text not null unique,
       title text not null,
       state text not null check (state in ('drafting', 'asked', 'filed', 'discarded')),
       type text,
       subject text,
       version integer not null,
       digest text not null,
       said text not null,
       mentions text not null,
       attachments text not null,
       made_by text not null,
       made_name text not null,
       made_at integer not null,
       act text,
       filed_at integer
     ) strict;
     create index desk_draft_state on desk_draft (state, seq);
     create index desk_draft_subject on desk_draft (subject, seq);
     create index desk_draft_said on desk_draft (said);

     create table desk_draft_version (
       draft text not null references desk_draft (id),
       version integer not null,
       title text not null,
       text text not null,
       digest text not null,
       saved_by text not null,
       saved_name text not null,
       saved_at integer not null,
       primary key (draft, version)
     ) strict, without rowid;

     create table desk_release (
       seq integer primary key autoincrement,
       of text not null,
       digest text not null,
       account text not null,
       name text not null,
       kids text not null,
       confirmed text not null,
       at integer not null,
       ended_at integer
     ) strict;
     create unique index desk_release_once on desk_release (of, digest, account) where ended_at is null;
     create index desk_release_of on desk_release (of, seq);

     create table desk_signing (
       draft text primary key references desk_draft (id),
       payload text not null,
       words text not null,
       signatures text not null,
       act_id text
     ) strict, without rowid;

     create table desk_policy (
       version integer primary key,
       text text not null,
       digest text not null,
       since integer not null,
       account text,
       name text
     ) strict;

     create table desk_policy_proposal (
       digest text primary key,
       text text not null,
       replaces integer not null,
       account text not null,
       name text not null,
       at integer not null
     ) strict, without rowid;

     create table desk_note (
       seq integer primary key autoincrement,
       id text not null unique,
       subject text not null,
       thread text not null,
       mentions text not null,
       version integer not null,
       account text not null,
       name text not null,
       at integer not null
     ) strict;
     create index desk_note_subject on desk_note (subject, seq);
     create index desk_note_thread on desk_note (thread, seq);

     create table desk_note_version (
       note text not null references desk_note (id),
       version integer not null,
       text text not null,
       saved_at integer not null,
       primary key (note, version)
     ) strict, without rowid;

     create table desk_option (
       seq integer primary key autoincrement,
       id text not null unique,
       state text not null check (state in ('considered', 'set-aside', 'drafted')),
       draft text,
       version integer not null,
       made_by text not null,
       made_name text not null,
       made_at integer not null
     ) strict;

     create table desk_option_version (
       option text not null references desk_option (id),
       version integer not null,
       content text not null,
       saved_by text not null,
       saved_name text not null,
       saved_at integer not null,
       primary key (option, version)
     ) strict, without rowid;

     create table desk_assignment (
       seq integer primary key autoincrement,
       subject text not null,
       assignee text not null,
       account text not null,
       name text not null,
       at integer not null,
       unique (subject, assignee)
     ) strict;
     create index desk_assignment_assignee on desk_assignment (assignee, seq);

     create table desk_duty (
       seq integer primary key autoincrement,
       id text not null unique,
       desk text not null,
       assignee text not null,
       begins integer not null,
       ends integer not null,
       account text not null,
       name text not null
     ) strict;
     create index desk_duty_begins on desk_duty (begins, seq);

     create table desk_file_number (
       seq integer primary key autoincrement,
       subject text not null unique,
       number text not null,
       folded text not null unique,
       account text not null,
       name text not null,
       at integer not null
     ) strict;`,
    // Assignments of before are not announced.
    `alter table desk_assignment add column noted_at integer;
     update desk_assignment set noted_at = at;`,
  ],
};
