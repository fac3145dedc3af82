// Tables of accounts. Nothing in them opens anything: secrets are there by their hash alone, keys by their public half.
//
// Who writes: `accounts.ts` account, `invitations.ts` invitation, `enrolments.ts` enrolment, passkey and officer_key, `signins.ts` sign_in,
// `setup.ts` setup. What a key may do is not here: it is in our log.

import type { Migration } from '../platform/sqlite.ts';

export const accountsMigration: Migration = {
  capability: 'accounts',
  steps: [
    `create table account (
       id text primary key,
       name text not null,
       role text not null check (role in ('officer', 'administrator')),
       desks text not null,
       opened_at integer not null,
       closed_at integer,
       provider text unique
     ) strict, without rowid;
     create table invitation (
       id text primary key,
       hash blob not null unique check (length(hash) = 32),
       account text not null references account (id),
       device integer not null,
       direct integer not null,
       made_at integer not null,
       expires_at integer not null,
       opened_at integer
     ) strict, without rowid;
     create index invitation_account on invitation (account);
     create table enrolment (
       id text primary key,
       browser blob not null unique check (length(browser) = 32),
       account text not null references account (id),
       device integer not null,
       direct integer not null,
       expires_at integer not null,
       finished_at integer,
       fingerprint text,
       verdict text check (verdict in ('confirmed', 'refused')),
       decided_at integer
     ) strict, without rowid;
     create index enrolment_finished on enrolment (finished_at);
     create table passkey (
       id text primary key,
       credential text not null unique,
       account text not null references account (id),
       enrolment text not null references enrolment (id),
       public_key blob not null,
       counter integer not null,
       transports text not null,
       backed_up integer not null,
       added_at integer not null,
       used_at integer
     ) strict, without rowid;
     create index passkey_account on passkey (account);
     create table officer_key (
       kid text primary key,
       account text not null references account (id),
       enrolment text not null unique references enrolment (id),
       public_key text not null,
       enrolled_at integer not null
     ) strict, without rowid;
     create index officer_key_account on officer_key (account);
     create table sign_in (
       id text primary key,
       hash blob not null unique check (length(hash) = 32),
       account text not null references account (id),
       method text not null check (method in ('passkey', 'provider', 'demo')),
       passkey text,
       address text not null,
       agent text not null,
       since integer not null,
       used_at integer not null
     ) strict, without rowid;
     create index sign_in_account on sign_in (account);
     create table setup (
       hash blob primary key check (length(hash) = 32),
       made_at integer not null
     ) strict, without rowid`,
  ],
};
