// What a review is held with: the status report and the scorecard. Both are computed from the record as it was provable at a date, and from nothing
// else; both sides compute the same.

import { z } from 'zod';
import { DEADLINE_STATES, type DeadlineState } from '@parley/docket/asof';
import { parseDayStart, parseReviewAt } from '@parley/docket/report/moment';
import type { StatusReport as Composed } from '@parley/docket/report/model';
import { DIMENSIONS, OCCASION_KINDS } from '@parley/docket/scorecard/observation';
import { CLOCKS, STAGES } from '@parley/docket/scorecard/waits';
import { ActId, Digest, Index, Origin, PartyId, Seconds, Size, Text } from './values.ts';

// ── parameters ──

/** A parameter that is a date in words and seconds in the program. */
function inSeconds(parse: (text: string) => number | undefined, format: string) {
  return z
    .codec(z.string().max(20), z.int(), {
      decode: (text, context) => {
        const seconds = parse(text);
        if (seconds !== undefined) return seconds;
        context.issues.push({ code: 'custom', input: text, message: format });
        return z.NEVER;
      },
      // What is asked for is only ever read.
      encode: () => {
        throw new Error('encoding a date of a query: none is sent by a node');
      },
    })
    .describe(format);
}

const DAY_SECONDS = 86_400;

const reviewDate = inSeconds(
  parseReviewAt,
  'Review date: a day, 2016-06-14 (its end, UTC), or a moment, 2016-06-14T09:30:00Z. The last receipt if not given.',
);

export const reportQuery = z.strictObject({
  format: z.enum(['json', 'html', 'pdf']).optional().describe('What is written; `json` if not given.'),
  lang: z.enum(['en', 'zh', 'both']).optional().describe('In which language; `en` if not given.'),
  asOf: reviewDate.optional(),
});

export const scorecardQuery = z.strictObject({
  from: inSeconds(parseDayStart, 'Only requests served on this day (2016-01-01) or later.').optional(),
  until: inSeconds((text) => {
    const start = parseDayStart(text);
    return start === undefined ? undefined : start + DAY_SECONDS;
  }, 'Only requests served on this day or earlier.').optional(),
  asOf: reviewDate.optional(),
});

// ── the status report ──

const time = Seconds.nullable();

const HeldText = Text.nullable().describe('As it was written; `und` for a line without a language. null: not held.');

const ReportDeadline = z.object({
  for: z.string(),
  owedBy: PartyId,
  owedTo: PartyId,
  startsAt: time,
  dueAt: time,
  stoppedAt: time,
  provisional: z.array(z.int()).describe('Years that it reaches into, and whose working calendars are not published.'),
  state: z.enum(DEADLINE_STATES),
  heldAt: time,
});

const ReportAct = z.object({
  id: ActId,
  type: z.string(),
  party: PartyId,
  signedAt: Seconds,
  receivedAt: time,
  says: z
    .array(z.tuple([z.string(), z.array(z.union([z.string(), z.number()]))]))
    .describe('Codes, numbers and days of its body, by member.'),
  texts: z
    .array(z.tuple([z.string(), z.int().nullable(), HeldText]))
    .describe('Texts of its words: member, number, text.'),
  proposal: z
    .object({ expires: Seconds, inForceAt: time, declinedBy: z.array(PartyId), withdrawn: z.boolean() })
    .nullable(),
});

const ReportSubject = z.object({
  kind: z.string(),
  id: ActId,
  title: HeldText,
  sides: z.tuple([PartyId, PartyId]),
  openedAt: Seconds,
  standing: z.string(),
  category: z.string(),
  open: z.boolean(),
  about: z.array(ActId),
  points: z.array(z.object({ no: z.int(), kind: z.string(), view: z.string(), text: HeldText })),
  deadlines: z.array(ReportDeadline),
  obligations: z.array(z.object({ what: z.string(), since: time, deadline: ReportDeadline.nullable() })),
  acts: z.array(ReportAct),
});

export const StatusReport = z
  .object({
    v: z.literal('parley/report/1'),
    accord: z.object({ id: z.string(), title: Text }),
    parties: z.array(z.object({ id: PartyId, names: Text })),
    reviewAt: Seconds,
    languages: z.array(z.string()),
    checkpoints: z
      .array(
        z.object({
          party: PartyId,
          origin: Origin,
          size: Size,
          root: z.string(),
          by: z.array(z.object({ by: z.string(), time: Seconds })),
        }),
      )
      .describe('The heads that it is computed from, and who had cosigned them when.'),
    digest: Digest.describe('Digest of the docket at the review date.'),
    summary: z.array(
      z.object({
        party: PartyId,
        owes: z
          .object(
            Object.fromEntries(DEADLINE_STATES.map((state) => [state, z.int()])) as Record<DeadlineState, z.ZodInt>,
          )
          .describe('Its deadlines, by state.'),
        updates: z.object({ due: z.int(), given: z.int() }),
      }),
    ),
    occasions: z.array(
      z.object({
        what: z.enum(['session', 'check', 'drill']),
        due: z.int(),
        held: z.int(),
        inTime: z.int(),
        late: z.int(),
        missed: z.int(),
        nextDueAt: time,
      }),
    ),
    actions: z.array(
      z.object({
        session: ActId,
        no: z.int(),
        owner: z.string(),
        due: z.string(),
        state: z.string(),
        text: HeldText,
      }),
    ),
    subjects: z.array(ReportSubject),
    disregarded: z.array(
      z.object({ party: PartyId, index: Index, id: ActId, type: z.string().nullable(), code: z.string() }),
    ),
    waiting: z.int().describe('Acts that wait for entries that were not provable at the review date.'),
  })
  .describe(
    'The status report, canonical JSON: per case and request what was asked, when it was received, what was answered and what is overdue.',
  ) satisfies z.ZodType<Composed>;

// ── the scorecard ──

/** A sentence in both languages. */
export const Sentence = z.object({ en: z.string(), zh: z.string() });

const claims = {
  assumptions: z.array(z.string()).describe('Codes of what it takes for granted.'),
  shows: Sentence,
  doesNotShow: Sentence,
};

function estimateOf<Value extends z.ZodType>(value: Value) {
  return z.object({
    n: z.int().describe('How many it comes from.'),
    minimum: z.int(),
    value: value.nullable().describe('null: withheld.'),
    withheld: z.enum(['too-few', 'nothing-to-compare']).nullable(),
    ...claims,
  });
}

const limits = { lower: z.number(), upper: z.number() };
const openLimits = { lower: z.number().nullable(), upper: z.number().nullable() };
const Share = estimateOf(z.object({ share: z.number(), ...limits }));
const Mean = estimateOf(z.object({ mean: z.number(), ...limits }));
const Kappa = z.object({ kappa: z.number(), ...limits });
const Grades = z.object({ n: z.int(), grades: z.array(z.int()), mean: Mean });

const Counts = z.object({
  n: z.int(),
  asked: z.int(),
  acknowledged: z.int(),
  answered: z.int(),
  refused: z.int(),
  withdrawn: z.int(),
  superseded: z.int(),
  open: z.int(),
  returned: z.int(),
  unserved: z.int(),
  ...claims,
});

const Wait = z.object({
  stage: z.enum(STAGES),
  clock: z.enum(CLOCKS),
  median: estimateOf(
    z.object({
      median: z.number().nullable(),
      ...openLimits,
      reached: z.int(),
      endedOtherwise: z.int(),
      open: z.int(),
    }),
  ),
  outcomes: estimateOf(
    z.object({
      half: z.object({ at: z.number().nullable(), ...openLimits }),
      byDay: z.array(
        z.object({
          day: z.int(),
          atRisk: z.int(),
          shares: z.array(z.object({ cause: z.string(), share: z.number(), ...openLimits })),
          waiting: z.number(),
        }),
      ),
    }),
  ),
});

const Timely = z.object({
  for: z.enum(['acknowledge', 'reply']),
  clock: z.enum(CLOCKS),
  counts: z.object({
    inTime: z.int(),
    late: z.int(),
    lapsed: z.int(),
    unproven: z.int(),
    notDue: z.int(),
    void: z.int(),
  }),
  share: Share,
});

const Quality = z.object({
  dimension: z.enum(DIMENSIONS),
  receiver: Grades,
  giver: Grades,
  gap: Mean,
  agreement: estimateOf(z.object({ linear: Kappa, quadratic: Kappa })),
});

const category = z.string().nullable().describe('null: all together.');

export const Scorecard = z
  .object({
    period: z.object({ from: Seconds, until: Seconds }),
    reviewAt: Seconds,
    confidence: z.literal(0.95),
    parties: z.array(
      z.object({
        party: PartyId,
        answering: z.array(
          z.object({
            category,
            counts: Counts,
            waits: z.array(Wait),
            timely: z.array(Timely),
            oldest: z.object({ n: z.int(), gross: z.number().nullable(), net: z.number().nullable(), ...claims }),
            quality: z.array(Quality),
          }),
        ),
        asking: z.array(z.object({ category, counts: Counts, returned: Share })),
        occasions: z.array(
          z.object({
            kind: z.enum(OCCASION_KINDS),
            counts: z.object({
              due: z.int(),
              inTime: z.int(),
              late: z.int(),
              missed: z.int(),
              ahead: z.int(),
              void: z.int(),
            }),
            done: Share,
            inTime: Share,
          }),
        ),
      }),
    ),
    sideBySide: z.array(
      z.object({
        parties: z.tuple([PartyId, PartyId]),
        stage: z.enum(STAGES),
        clock: z.enum(CLOCKS),
        ends: z.tuple([z.int(), z.int()]),
        speed: estimateOf(
          z.object({
            ratio: z.number(),
            ...limits,
            observed: z.tuple([z.number(), z.number()]),
            expected: z.tuple([z.number(), z.number()]),
            chiSquare: z.number(),
            p: z.number(),
          }),
        ),
      }),
    ),
    assumptions: z.record(z.string(), Sentence).describe('The sentence of every code.'),
  })
  .describe('What each party was asked, and what became of it. Times in seconds.');
