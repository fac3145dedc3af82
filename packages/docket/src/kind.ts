// What a kind of subject is: its act types with their schemas, and its rules. A kind is a folder and one line in kinds.ts.

import type { JsonObject } from '@parley/record/json';
import type { Refusal } from '@parley/record/refusal';
import type { z } from 'zod';
import type { Deadline } from '#deadline';
import type { Facts } from '#facts';

/**
 * `body`: what rules read, without a free string; `words`: what people read. `opens`: the act opens a subject of the kind.
 * `proposal`: others endorse or decline it; its body has `expires`.
 */
export type ActType = {
  body: z.ZodType;
  words: z.ZodObject;
  opens?: true;
  proposal?: true;
};

/** An act whose authority and body are in order, as the rules of a kind read it. `seen`: running maximum, by party. */
export type Said = {
  id: string;
  party: string;
  index: number;
  type: string;
  iat: number;
  key: string;
  seen: Readonly<Record<string, number>>;
  body: JsonObject;
};

/**
 * An act with effect, as the docket lists it. Times in seconds. `receivedAt`: the receipt by the other side; `servedAt`: the receipt or constructive
 * service, whichever is first; null: not known yet.
 */
export type ActLine = {
  id: string;
  type: string;
  party: string;
  index: number;
  signedAt: number;
  receivedAt: number | null;
  servedAt: number | null;
};

/** A note on an act of the subject. */
export type Note = { id: string; party: string; about: string; kind: string };

/**
 * An exact text that waits for the others' signatures. `inForceAt`: when the completing endorsement was covered; null while it is not, or
 * never will be: see `withdrawn` and each party's answers.
 */
export type Proposal = {
  id: string;
  type: string;
  party: string;
  index: number;
  expires: number;
  endorsements: { id: string; party: string; index: number; coveredAt: number | null }[];
  declines: { id: string; party: string }[];
  withdrawn: { id: string; index: number } | null;
  inForceAt: number | null;
};

/** What the state of every kind of subject has; all of it plain JSON, the same on every node. `sides`: who opened it, then the other. */
export type SubjectState = {
  kind: string;
  id: string;
  sides: [string, string];
  openedAt: number;
  acts: ActLine[];
  notes: Note[];
  proposals: Proposal[];
  deadlines: Deadline[];
};

/** The rules of one kind of subject. All are pure; `fold`, `deadlines` and `settle` are total on what `admit` let through. */
export type Kind<State extends SubjectState = SubjectState> = {
  name: string;
  acts: Readonly<Record<string, ActType>>;
  /** may a subject be opened so */
  admitOpening(opening: Said, facts: Facts): Refusal | undefined;
  /** who opens it, and whom it concerns */
  sides(opening: Said): [string, string];
  open(opening: Said, base: SubjectState, facts: Facts): State;
  /** may this be said now, by one of the sides; acts that open, and joint ones, are not asked here */
  admit(state: State, said: Said, facts: Facts): Refusal | undefined;
  fold(state: State, said: Said, facts: Facts): State;
  deadlines(state: State, facts: Facts): Deadline[];
  /** what a node asks of an act of its own log beside `admit`: whether it knows what the act claims */
  admitFiling?(said: Said, state: State, facts: Facts): Refusal | undefined;
  /** what can be said only once all acts and deadlines are there */
  settle?(state: State, facts: Facts): State;
};
