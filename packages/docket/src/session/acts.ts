// A session: one round of the dialogue. Dates, agenda and minutes are proposed and endorsed, or countered; each side's own account of an
// item stands beside the joint minutes and is never merged with them.

import { z } from 'zod';
import { ActId, Code, Day, numbered, Ordinal, PartyId, Seconds } from '#code';
import { Marking } from '#marking';
import { About } from '#refs';
import { commonWords, Line, NumberedText, Text } from '#text';

const Items = z.array(NumberedText).max(200);

export const sessionActs = {
  'session.convene': {
    body: z.strictObject({
      to: PartyId,
      round: z.int().min(1).max(9999),
      from: Day,
      until: Day,
      format: z.enum(['in-person', 'remote', 'hybrid', 'written']),
      level: z.enum(['ministerial', 'vice-ministerial', 'director', 'expert']),
      /** the proposal that this one counters */
      counters: ActId.optional(),
      expires: Seconds,
      marking: Marking.optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      title: Text.optional(),
      place: Text.optional(),
      statement: Text.optional(),
    }),
    opens: 'also',
    proposal: true,
  },
  /** with `expires` a proposal; without, the side's own items, which the other declined, shown as such */
  'session.agenda': {
    body: z.strictObject({
      items: numbered(
        z.strictObject({
          no: Ordinal,
          kind: z.enum([
            'case',
            'request',
            'commitment',
            'measure',
            'hotline-review',
            'drill',
            'status-report',
            'next-round',
            'other',
          ]),
          about: About.optional(),
        }),
      ).min(1),
      counters: ActId.optional(),
      expires: Seconds.optional(),
    }),
    words: z.strictObject({ ...commonWords, items: Items.optional(), statement: Text.optional() }),
    proposal: true,
  },
  'session.attend': {
    body: z.strictObject({
      /** members of the delegation */
      count: z.int().min(1).max(999),
      level: z.enum(['ministerial', 'vice-ministerial', 'director', 'expert']),
      /** whoever leads it stands in for another */
      deputy: z.literal(true).optional(),
      powers: z.array(Code).max(20).optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      persons: z
        .array(z.strictObject({ name: Line, role: Text.optional() }))
        .max(200)
        .optional(),
      statement: Text.optional(),
    }),
  },
  'session.minutes': {
    body: z.strictObject({
      from: Day,
      until: Day,
      items: numbered(
        z.strictObject({
          no: Ordinal,
          outcome: z.enum(['agreed', 'discussed', 'differed', 'deferred', 'not-reached']),
        }),
      ),
      decisions: numbered(z.strictObject({ no: Ordinal, about: About.optional() })),
      actions: numbered(z.strictObject({ no: Ordinal, owner: PartyId, due: Day, about: About.optional() })),
      counters: ActId.optional(),
      expires: Seconds,
      marking: Marking.optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      items: Items.optional(),
      decisions: Items.optional(),
      actions: Items.optional(),
      statement: Text.optional(),
    }),
    proposal: true,
  },
  /** one's own account of an item of the agenda, or of the whole */
  'session.record': {
    body: z.strictObject({ item: Ordinal.optional(), speaker: PartyId.optional(), marking: Marking.optional() }),
    words: z.strictObject({
      ...commonWords,
      /** the words that were spoken */
      said: Text.optional(),
      /** how the recording side understood them */
      heardAs: Text.optional(),
      statement: Text.optional(),
    }),
  },
  /** the owner of an action item of the joint minutes says how it stands */
  'session.action': {
    body: z.strictObject({ minutes: ActId, no: Ordinal, state: z.enum(['under-way', 'done', 'dropped']) }),
    words: z.strictObject({ ...commonWords, statement: Text.optional() }),
  },
} as const;
