// The docket in figures: how long a list is and where its rows begin, how much waits on whom, and how the load went over time. All of it is of
// what the viewer may see.

import { z } from 'zod';
import { Cursor, wholeNumber } from './paging.ts';
import { PartyId, Seconds, Size } from './values.ts';

export const Outline = z
  .object({
    total: Size.describe('Rows of the list.'),
    head: Size.describe('Rows before the first mark, or all if there is none.'),
    every: Size.describe('Rows between one mark and the next; behind the last there may be fewer.'),
    marks: z
      .array(Cursor)
      .describe('Cursors: `after` reads from a mark on, `until` up to it. New rows at the head of a list move none.'),
  })
  .describe('How long a list is, and cursors into it.');

const count = (what: string) => Size.describe(what);

export const WaitCounts = z
  .object({
    items: z.array(
      z.object({
        on: z.enum(['us', 'them']),
        kind: z.string().describe('Kind of the subjects.'),
        subjects: count('Subjects in which anything waits.'),
        pressing: count('Of these, such as are overdue or due within 24 hours.'),
        late: count('Of these, such as are overdue.'),
        overdue: count('Deadlines and obligations that ran out without an answer; points are due with their position.'),
        soon: count('Deadlines and obligations that run out within 24 hours.'),
      }),
    ),
  })
  .describe('How much waits on us and on them, by kind of subject.');

/** Steps of a load, at most: five years of weeks. */
export const STEPS_MAX = 262;

const bySides = z.object({ us: Size, them: Size }).describe('By who is to answer: us, or them.');

export const Load = z
  .object({
    steps: z
      .array(
        z.object({
          from: Seconds,
          to: Seconds,
          opened: bySides,
          ended: bySides,
          open: bySides.describe('Open when the step ended.'),
        }),
      )
      .describe('The newest last.'),
    ages: z
      .array(
        z.object({
          days: z.int().describe('Open for fewer days than this.').nullable(),
          open: bySides,
        }),
      )
      .describe('What is open now by its age; null: any number of days.'),
  })
  .describe('How many of a kind were opened, ended and open over time, and how old those are that are open.');

export const loadQuery = z.strictObject({
  kind: z.enum(['case', 'request']).optional().describe('case if not given.'),
  by: PartyId.optional().describe('Only what this party opened.'),
  step: z.enum(['week', 'month']).optional().describe('Length of a step, in UTC; month if not given.'),
  steps: wholeNumber(1, STEPS_MAX).optional().describe(`How many steps, at most ${STEPS_MAX}; 12 if not given.`),
});

/** By the names that the description of the interface gives them. */
export const countSchemas = { Outline, WaitCounts, Load };
