// What a kind of subject is: its act types with their schemas, and its rules. A kind is a folder and one line in kinds.ts.

import type { JsonObject } from '@parley/record/json';
import type { Refusal } from '@parley/record/refusal';
import type { z } from 'zod';
import type { Deadline } from '#deadline';
import type { Facts } from '#facts';
import type { Rule } from '#refusals';

/**
 * `body`: what rules read, without a free string; `words`: what people read. `opens`: the act opens a subject of the kind; `also`: it does
 * so unless it names one. `proposal`: others endorse or decline it, if its body has `expires`. `carries`: what content it commits to, exactly
 * one item in the payload's `exhibits` or `seals`; no other act has any.
 */
export type ActType = {
  body: z.ZodType;
  words: z.ZodObject;
  opens?: true | 'also';
  proposal?: true;
  carries?: 'exhibit' | 'seal';
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
  /** what the payload commits to: content by its SHA-256, or a seal, base64url; bytes; media type */
  exhibit: { digest: string; bytes: number; mediaType: string } | null;
  seal: { digest: string; bytes: number; mediaType: string } | null;
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

/** A text of an act in one more language. `authentic`: the translating party says that it is equally authentic. */
export type Translation = { id: string; party: string; of: string; language: string; authentic: boolean };

/** A typing error that a party corrects in its own act; the original stays. */
export type Correction = { id: string; party: string; of: string };

/** Words and content that their author, or the accord's rule of retention, wants deleted, and who says that it has deleted them. */
export type Erasure = {
  id: string;
  party: string;
  of: string;
  reason: string;
  words: string[];
  exhibit: boolean;
  confirmations: { id: string; party: string }[];
};

/**
 * What follows from acts in another subject. `because`: the act there; `since`: when that was provable to the one who owes, null while it is
 * not; `deadline`: null where nothing is owed, and the effect is a fact.
 */
export type Obligation = { what: string; because: string; since: number | null; deadline: Deadline | null };

/** How a subject stands, in words that lists are filtered by: each a code of the kind's own. `category`: `-` where a kind has none. */
export type Standing = { standing: string; open: boolean; category: string };

/** First-pass states of the subjects that one refers to; undefined: not held, or nothing opened it. */
export type Others = (id: string) => SubjectState | undefined;

/** What the state of every kind of subject has; all of it plain JSON, the same on every node. `sides`: who opened it, then the other. */
export type SubjectState = {
  kind: string;
  id: string;
  sides: [string, string];
  openedAt: number;
  acts: ActLine[];
  notes: Note[];
  translations: Translation[];
  corrections: Correction[];
  erasures: Erasure[];
  proposals: Proposal[];
  deadlines: Deadline[];
  /** of the second pass: empty in the states that `oblige` reads */
  obligations: Obligation[];
};

/** The rules of one kind of subject. All are pure; `fold`, `deadlines` and `settle` are total on what `admit` let through. */
export type Kind<State extends SubjectState = SubjectState> = {
  name: string;
  acts: Readonly<Record<string, ActType>>;
  /** the codes of its refusals, each with its rule */
  refusals: Readonly<Record<string, Rule>>;
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
  /** what can be said only once all acts and deadlines are there: which proposals are in force, what was in time */
  settle?(state: State, facts: Facts): State;
  standing(state: State): Standing;
  /** ids of the subjects this one refers to: those whose first-pass states `oblige` may ask for, and under which lists show it */
  refers(state: State): string[];
  /** the second pass: what follows from the subjects referred to; total, and blind to their own obligations */
  oblige?(state: State, others: Others, facts: Facts): Obligation[];
};
