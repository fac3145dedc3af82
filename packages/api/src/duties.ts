// Who of us deals with what: colleagues, assignments, turns of duty, and what our own files call a subject.

import { z } from 'zod';
import { Account, By, DeskId, Office } from './desk-values.ts';
import { pageOf } from './paging.ts';
import { ActId, Seconds, JsonObject } from './values.ts';

export const DeskName = z.enum(['policy', 'technical', 'law-enforcement']);

export const Colleague = z
  .object({
    account: Account,
    name: z.string(),
    offices: z.array(Office).describe('Those that their keys hold now; none: not in office.'),
    desks: z.array(DeskName).describe('Those that they work at.'),
  })
  .describe('An officer of this party with an account that is open.');
export const ColleagueList = z.object({ items: z.array(Colleague) }).describe('Officers of this party, by name.');

/** Subjects that are asked for by their ids at once: as many as a page of a list names. */
export const NAMED_AT_ONCE_MAX = 200;

export const SubjectName = z
  .object({
    id: ActId,
    kind: z.string().describe('Kind of the subject.'),
    openedBy: z.string().describe('The party that opened it.'),
    open: z.boolean(),
    words: JsonObject.describe('Those words of its opening act that say what it is about, as far as they are held.'),
    number: z.string().optional().describe('Our own number of it.'),
  })
  .describe('What a subject is called.');
export const SubjectNames = z
  .object({ items: z.array(SubjectName) })
  .describe('Those that one may see, in the order in which they were asked for.');

export const Assignment = z
  .object({
    subject: ActId,
    account: Account,
    by: By,
    at: Seconds,
    notedAt: Seconds.nullable().describe('When the person took note of it; null: not yet.'),
  })
  .describe('A subject that an account deals with.');
export const AssignmentPage = pageOf(Assignment).describe('Assignments, the newest first.');

export const DutyMade = z
  .strictObject({ id: DeskId.optional(), desk: DeskName, account: Account, from: Seconds, until: Seconds })
  .describe('A turn of duty.');
export const Duty = z
  .object({ id: DeskId, desk: DeskName, account: Account, from: Seconds, until: Seconds, by: By })
  .describe('Who is on duty, from when until when.');
export const DutyPage = pageOf(Duty).describe('Turns of duty, the one that begins first at the head.');

export const FileNumberSet = z
  .strictObject({ number: z.string().trim().min(1).max(100).describe('As our files spell it.') })
  .describe('Our own number of a subject.');
export const FileNumber = z
  .object({ subject: ActId, number: z.string(), by: By, at: Seconds })
  .describe('Our own number of a subject; no other subject has it, however it is spelled.');
export const FileNumberPage = pageOf(FileNumber).describe('File numbers, the newest first.');
