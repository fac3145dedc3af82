// What the parties agreed beforehand: the `terms` and `offices` of the accord. The record carries them as opaque JSON; every rule
// of the docket that has a number in it finds the number here. Both may stand in the body of `accord.amend`, so they hold no prose.

import type { Accord } from '@parley/record/accord';
import { refuse, type Result } from '@parley/record/refusal';
import { z } from 'zod';
import { Allowance } from '#allowance';
import { CATEGORIES } from '#request/category';
import { Code, Language } from '#code';

export const Category = z.enum(CATEGORIES);
export type Category = z.infer<typeof Category>;

/** The members of a request that an accord may demand, category by category, before it is filed. */
export const RequestMember = z.enum(['asked', 'necessity', 'basis', 'identifiers', 'conditions', 'due', 'case']);
export type RequestMember = z.infer<typeof RequestMember>;

function byCategory<Value extends z.ZodType>(value: Value) {
  return z.strictObject({
    information: value,
    preservation: value,
    mitigation: value,
    investigation: value,
    'electronic-evidence': value,
    takedown: value,
    'indicator-sharing': value,
    'status-update': value,
    'legal-assistance': value,
  });
}

const Count = z.int().min(0).max(100_000);

export const Terms = z.strictObject({
  /** `scripted`: the record's clock follows a script before the real now, and the accord's text says so */
  clock: z.enum(['real', 'scripted']),
  /** every text is written in at least one of these */
  languages: z.array(Language).min(1).max(20),
  allowances: z.strictObject({
    case: z.strictObject({ acknowledge: Allowance, position: Allowance }),
    request: z.strictObject({
      acknowledge: Allowance,
      reply: byCategory(Allowance),
      update: Allowance,
      useReport: Allowance,
    }),
    exhibit: z.strictObject({ disclose: Allowance, use: Allowance }),
    hotline: z.strictObject({ acknowledge: Allowance, respond: Allowance }),
    contact: z.strictObject({ answer: Allowance }),
    measure: z.strictObject({ contest: Allowance, lift: Allowance }),
    remedy: z.strictObject({ view: Allowance }),
  }),
  /** rungs of the hotline from the lowest, by what the parties call who answers there */
  hotlineRungs: z.array(Code).min(1).max(10),
  /** how often, in days: rounds of the dialogue, communication checks and drills; absent: not agreed */
  cadence: z.strictObject({
    sessionDays: Count.min(1).optional(),
    checkDays: Count.min(1).optional(),
    drillDays: Count.min(1).optional(),
  }),
  /** the least protection a marking may give; a public statement alone is clear */
  markingFloor: z.enum(['red', 'amber-strict', 'amber', 'green', 'clear']),
  /** no deadline is shorter, in hours; a shorter one counts as this */
  floors: z.strictObject({ deadlineHours: Count.min(1), hotlineHours: Count.min(1) }),
  /** days from a witness's first cosignature to constructive service */
  serviceDays: Count,
  /** a proposal stays open at most this many days */
  proposalDays: Count.min(1),
  /** this many returns of one request pause its reply */
  returnsMax: Count,
  /** how far a party may extend one deadline by right, once */
  extensionByRight: Allowance.optional(),
  /** a preserved item is extended, or released, before this many days */
  preservationDays: Count,
  /** a list of contacts is stale after this many days */
  contactsReviewDays: Count,
  /** non-working days of one year, and how many in a row; the bounds leave every year some working days */
  calendars: z.strictObject({
    nonWorkingDaysMax: z.int().min(0).max(300),
    nonWorkingRunMax: z.int().min(0).max(60),
  }),
  /** what a request of each category must contain; a completeness check lists what is not there */
  required: byCategory(z.array(RequestMember).max(20)),
});

export type Terms = z.infer<typeof Terms>;

/** An act type (`request.make`), every type of a kind (`request.*`), or every type (`*`). */
const ActPattern = z
  .string()
  .max(64)
  .regex(/^([a-z][a-z0-9-]{0,30}(\.([a-z][a-z0-9-]{0,30}|\*))?|\*)$/);

/** By office: which acts its officers may sign, and how many distinct officers such an act needs. The narrowest pattern decides. */
export const Offices = z.record(Code, z.strictObject({ signs: z.record(ActPattern, z.int().min(1).max(16)) }));

export type Offices = z.infer<typeof Offices>;

/** Reads the terms and offices of an accord. The detail names the first member that is wrong. */
export function parseTerms(accord: Accord): Result<{ terms: Terms; offices: Offices }, 'accord.terms'> {
  const terms = Terms.safeParse(accord.terms);
  const offices = Offices.safeParse(accord.offices);
  if (terms.success && offices.success) return { ok: true, terms: terms.data, offices: offices.data };
  const [name, error] = terms.success ? ['offices', offices.error!] : ['terms', terms.error];
  const { path, message } = error.issues[0]!;
  return refuse('accord.terms', `reading the accord's ${name}: ${path.map(String).join('.')}: ${message}`);
}

/** The terms a new accord starts from (3-docket §4). */
export const defaultTerms: Terms = {
  clock: 'real',
  languages: ['en'],
  allowances: {
    case: { acknowledge: { hours: 72 }, position: { workingDays: 20 } },
    request: {
      acknowledge: { hours: 48 },
      reply: {
        information: { workingDays: 10 },
        preservation: { hours: 48 },
        mitigation: { workingDays: 5 },
        investigation: { workingDays: 30 },
        'electronic-evidence': { workingDays: 20 },
        takedown: { workingDays: 5 },
        'indicator-sharing': { workingDays: 10 },
        'status-update': { workingDays: 10 },
        'legal-assistance': { workingDays: 30 },
      },
      update: { workingDays: 20 },
      useReport: { workingDays: 20 },
    },
    exhibit: { disclose: { workingDays: 5 }, use: { workingDays: 20 } },
    hotline: { acknowledge: { hours: 4 }, respond: { hours: 24 } },
    contact: { answer: { hours: 24 } },
    measure: { contest: { workingDays: 10 }, lift: { workingDays: 10 } },
    remedy: { view: { workingDays: 20 } },
  },
  hotlineRungs: ['desk', 'head-of-desk', 'senior-official', 'minister'],
  cadence: { sessionDays: 183, checkDays: 91, drillDays: 183 },
  markingFloor: 'clear',
  floors: { deadlineHours: 24, hotlineHours: 1 },
  serviceDays: 5,
  proposalDays: 30,
  returnsMax: 1,
  extensionByRight: { workingDays: 5 },
  preservationDays: 60,
  contactsReviewDays: 365,
  calendars: { nonWorkingDaysMax: 140, nonWorkingRunMax: 12 },
  required: {
    information: ['asked', 'necessity'],
    preservation: ['asked', 'identifiers'],
    mitigation: ['asked', 'identifiers'],
    investigation: ['asked', 'necessity'],
    'electronic-evidence': ['asked', 'necessity', 'basis', 'identifiers'],
    takedown: ['asked', 'identifiers'],
    'indicator-sharing': ['asked'],
    'status-update': ['asked'],
    'legal-assistance': ['asked', 'necessity', 'basis'],
  },
};

/**
 * The offices a new accord starts from. An officer of the chancery appoints the others; two heads change the accord together; what commits or
 * threatens the party is for a head.
 */
export const defaultOffices: Offices = {
  head: { signs: { '*': 1, 'accord.*': 2 } },
  chancery: {
    signs: {
      'officer.*': 1,
      'party.address': 1,
      'contact.publish': 1,
      'calendar.publish': 1,
      note: 1,
      translate: 1,
      erasure: 1,
    },
  },
  liaison: {
    signs: {
      'case.*': 1,
      'request.*': 1,
      'exhibit.*': 1,
      'hotline.*': 1,
      'contact.*': 1,
      'calendar.publish': 1,
      'session.*': 1,
      'hypotheses.rate': 1,
      'measure.contest': 1,
      'commitment.report': 1,
      'remedy.*': 1,
      endorse: 1,
      decline: 1,
      note: 1,
      translate: 1,
      correct: 1,
    },
  },
  registrar: { signs: { 'exhibit.held': 1, 'hotline.notice': 1, 'contact.answer': 1 } },
};
