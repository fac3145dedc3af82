// The kinds of subject as a node shows them: for each one declaration, from which its two routes come, its filters and its schemas. A kind's own
// rules are its folder in the docket; what is said here is how its lists are named and what they are asked.

import { z } from 'zod';
import { STANCES } from '@parley/docket/case/stance';
import type { MeasureState } from '@parley/docket/measure/kind';
import { unsaidAt } from '@parley/docket/measure/unsaid';
import { Deadline } from './docket.ts';
import { Cursor, LIMIT_DEFAULT, LIMIT_MAX, paging, pageOf, wholeNumber, yesOrNo } from './paging.ts';
import { ActId, Digest, JsonObject, PartyId, Seconds } from './values.ts';

/**
 * `list`: id of the route of its list; that of one is the kind's name. `path`: below `/api/v1/`. `subject`, `subjects`: in words. `by`, `to`:
 * what the sides did. `standings`, `categories`: the codes that filters take. `also`: other names of filters.
 */
type Declaration = {
  list: string;
  path: string;
  subject: string;
  subjects: string;
  by: string;
  to: string;
  standings: readonly string[];
  categories?: string;
  also?: Readonly<Record<string, 'to' | 'standing' | 'about'>>;
  /** Members of a row beside those of every kind. */
  more?: { shape: z.ZodRawShape; of: (state: Record<string, unknown>) => Record<string, unknown> };
};

export const subjectKinds = {
  case: {
    list: 'cases',
    path: 'cases',
    subject: 'A case',
    subjects: 'Cases',
    by: 'alleged by this party',
    to: 'that allege against this party',
    standings: ['none', ...STANCES],
    also: { respondent: 'to', stance: 'standing' },
  },
  request: {
    list: 'requests',
    path: 'requests',
    subject: 'A request',
    subjects: 'Requests',
    by: 'made by this party',
    to: 'made of this party',
    standings: ['open', 'acknowledged', 'returned', 'answered', 'withdrawn', 'superseded'],
    categories: 'what is asked for: information, preservation, …',
    also: { state: 'standing', case: 'about' },
    more: {
      shape: { case: ActId.optional().describe('The case it belongs to.') },
      of: ({ request }) => {
        const about = (request as { case?: string } | undefined)?.case;
        return about === undefined ? {} : { case: about };
      },
    },
  },
  exhibit: {
    list: 'exhibits',
    path: 'exhibits',
    subject: 'An exhibit',
    subjects: 'Exhibits',
    by: 'of this party',
    to: 'meant for this party',
    standings: ['deposited', 'sealed', 'disclosed', 'held', 'withdrawn', 'destroyed'],
    categories: 'the kind of exhibit',
  },
  hotline: {
    list: 'hotlineItems',
    path: 'hotline',
    subject: 'A hotline item',
    subjects: 'Hotline items',
    by: 'raised by this party',
    to: 'raised with this party',
    standings: ['raised', 'acknowledged', 'responded', 'stood-down'],
    categories: 'what it is about by its kind, `crisis` or `drill`',
  },
  contact: {
    list: 'contacts',
    path: 'contacts',
    subject: 'A communication check',
    subjects: 'Communication checks',
    by: 'made by this party',
    to: 'made of this party',
    standings: ['open', 'answered'],
  },
  session: {
    list: 'sessions',
    path: 'sessions',
    subject: 'A session',
    subjects: 'Sessions',
    by: 'convened by this party',
    to: 'to which this party was invited',
    standings: ['proposed', 'declined', 'withdrawn', 'convened', 'attended', 'minuted'],
  },
  finding: {
    list: 'findings',
    path: 'findings',
    subject: 'A finding',
    subjects: 'Findings',
    by: 'of this party, or proposed by it',
    to: 'addressed to this party',
    standings: ['separate', 'proposed', 'endorsed', 'joint', 'declined', 'withdrawn'],
  },
  hypotheses: {
    list: 'matrices',
    path: 'hypotheses',
    subject: 'A matrix of rival hypotheses',
    subjects: 'Matrices of rival hypotheses',
    by: 'opened by this party',
    to: 'opened towards this party',
    standings: ['unrated', 'by-one', 'by-both'],
  },
  measure: {
    list: 'measures',
    path: 'measures',
    subject: 'A measure',
    subjects: 'Measures',
    by: 'announced by this party',
    to: 'announced towards this party',
    standings: ['threatened', 'announced', 'in-force', 'suspended', 'lifted', 'expired', 'averted', 'not-taken'],
    categories: 'the kind of measure',
    more: {
      shape: {
        openDays: z
          .array(z.object({ day: z.enum(['by', 'effective', 'review', 'sunset']), at: Seconds }))
          .describe(
            'Days that it named and of which nothing has been said: once `at` is past, they passed in silence.',
          ),
      },
      of: (state) => ({ openDays: unsaidAt(state as MeasureState, Infinity) }),
    },
  },
  commitment: {
    list: 'commitments',
    path: 'commitments',
    subject: 'A commitment',
    subjects: 'Commitments',
    by: 'undertaken or proposed by this party',
    to: 'undertaken towards this party',
    standings: ['pledged', 'proposed', 'agreed', 'declined', 'withdrawn', 'fulfilled'],
  },
  remedy: {
    list: 'remedies',
    path: 'remedies',
    subject: 'A remedy claimed',
    subjects: 'Remedies claimed',
    by: 'claimed by this party',
    to: 'claimed towards this party',
    standings: ['claimed', 'accepted', 'not-verified', 'disputed'],
    categories: 'the kind of remedy',
  },
  statement: {
    list: 'statements',
    path: 'statements',
    subject: 'A public statement',
    subjects: 'Public statements',
    by: 'issued by this party',
    to: 'put to this party',
    standings: ['single', 'proposed', 'joint'],
    categories: 'the occasion',
  },
} as const satisfies Record<string, Declaration>;

type Kinds = typeof subjectKinds;

/** Kinds that have routes, by name. */
export type KindName = keyof Kinds;

/** Ids of the routes of lists. */
export type ListName = { [Name in KindName]: Kinds[Name]['list'] }[KindName];

type ListPaths = { [Name in KindName as Kinds[Name]['list']]: `/api/v1/${Kinds[Name]['path']}` };
type ItemPaths = { [Name in KindName]: `/api/v1/${Kinds[Name]['path']}/{id}` };

/** Addresses of lists by the ids of their routes, and of one subject by its kind. */
export const subjectPaths = Object.fromEntries(
  Object.entries(subjectKinds).flatMap(([kind, { list, path }]) => [
    [list, `/api/v1/${path}`],
    [kind, `/api/v1/${path}/{id}`],
  ]),
) as ListPaths & ItemPaths;

// ── rows ──

/** From the least protection to the most. */
export const MARKINGS = ['clear', 'green', 'amber', 'amber-strict', 'red'] as const;

const Marking = z.enum(MARKINGS);

const subject = {
  id: ActId,
  openedBy: PartyId,
  to: PartyId.describe('The other side.'),
  openedAt: Seconds.describe('When it was received; until then, when its officer signed it.'),
  standing: z.string().describe('How it stands, in a code of its kind.'),
  open: z.boolean().describe('Whether anything can still come of it.'),
  category: z.string().optional().describe('Of what category it is, where its kind has any.'),
  marking: Marking.describe('Of its highest marked act; an act without a marking counts as the accord says.'),
  refers: z.array(ActId).describe('Other subjects that it refers to.'),
  words: JsonObject.describe('Words of the opening act that are held.'),
  state: JsonObject.describe('The docket’s folded state of this subject.'),
  nextDeadline: Deadline.optional().describe('The running deadline that is due first.'),
  digest: Digest.describe('SHA-256 of the canonical JSON of `state`.'),
};

export const SubjectRow = z
  .object({ ...subject, kind: z.string().describe('Kind of the subject.') })
  .describe('A subject of any kind.');

export const SubjectPage = pageOf(SubjectRow).describe('Subjects.');

export const SubjectList = z.array(SubjectRow).describe('Subjects, all of a list.');

export type SubjectRow = z.input<typeof SubjectRow>;

const declared = Object.entries(subjectKinds) as [KindName, Declaration][];

/** The schema of a row and of a page, by kind. */
export const kindRows = Object.fromEntries(
  declared.map(([kind, { subject: one, more }]) => [
    kind,
    z.object({ ...subject, ...more?.shape, kind: z.literal(kind) }).describe(`${one}.`),
  ]),
) as unknown as Record<KindName, typeof SubjectRow>;

export const kindPages = Object.fromEntries(
  declared.map(([kind, { subjects }]) => [kind, pageOf(kindRows[kind]).describe(`${subjects}.`)]),
) as unknown as Record<KindName, typeof SubjectPage>;

/** What a row of a kind has beside the members of every kind. */
export function moreOf(kind: string, state: object): object {
  const more: Declaration['more'] = Object.hasOwn(subjectKinds, kind)
    ? (subjectKinds as Record<string, Declaration>)[kind]!.more
    : undefined;
  return more?.of(state as Record<string, unknown>) ?? {};
}

// ── filters ──

/** Characters of a search, at most. */
export const SEARCH_MAX = 200;

const LATEST_SECONDS = 253_402_300_799;

const word = z.string().regex(/^[a-z-]{1,40}$/);

/** What narrows every list. */
const narrowing = {
  by: PartyId.optional().describe('Only subjects opened by this party.'),
  to: PartyId.optional().describe('Only subjects whose other side is this party.'),
  standing: word.optional().describe('Only subjects that stand so.'),
  category: word.optional().describe('Only subjects of this category.'),
  open: yesOrNo.optional().describe('true: only what something can still come of; false: only what is over.'),
  marking: Marking.optional().describe('Only subjects whose highest marked act is marked so.'),
  dueBefore: wholeNumber(0, LATEST_SECONDS)
    .optional()
    .describe('Only subjects whose next deadline is due before this Unix time.'),
};

const order = {
  sort: z
    .enum(['opened', '-opened', 'due', '-due'])
    .optional()
    .describe(
      'By time of opening, or by next deadline (then only what has one); a hyphen for the newest or last first. `-opened` if not given.',
    ),
};

const ofKind = {
  kind: word.optional().describe(`Only subjects of this kind: ${Object.keys(subjectKinds).join(', ')}.`),
};

const filters = {
  ...paging,
  until: Cursor.optional().describe('Ends the list behind the row that this cursor names.'),
  ...narrowing,
  about: ActId.optional().describe('Only subjects that refer to this one.'),
  ...order,
  q: z
    .string()
    .min(1)
    .max(SEARCH_MAX)
    .optional()
    .describe(
      'Only subjects in whose words, of any of their acts, all of this stands: whole words, the beginning of the last one if it is no word itself, or Chinese of one character or more. The newest first; `sort` is not to be given beside it.',
    ),
};

/** Found words come in one order: no index holds them in another. */
function query<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape).refine((asked) => {
    const { q, sort } = asked as { q?: string; sort?: string };
    return q === undefined || sort === undefined || sort === '-opened';
  }, 'with q, the newest come first: sort is not to be given');
}

/** What every list of subjects is asked, whatever else its kind calls it. */
export type SubjectQuery = z.output<z.ZodObject<typeof filters>>;

/** The filters of the list of a kind. */
export const kindQueries = Object.fromEntries(
  declared.map(([kind, { subjects, by, to, standings, categories, also = {} }]) => {
    const shape: z.ZodRawShape = {
      ...filters,
      by: PartyId.optional().describe(`Only ${lower(subjects)} ${by}.`),
      to: PartyId.optional().describe(`Only ${lower(subjects)} ${to}.`),
      standing: word.optional().describe(`Only ${lower(subjects)} that stand so: ${standings.join(', ')}.`),
      ...(categories !== undefined && {
        category: word.optional().describe(`Only ${lower(subjects)} of this category: ${categories}.`),
      }),
    };
    const aliases = Object.entries(also).map(([name, of]) => [
      name,
      (filters[of] as z.ZodType).describe(`The same as \`${of}\`.`),
    ]);
    return [kind, query({ ...shape, ...Object.fromEntries(aliases) })];
  }),
) as unknown as Record<KindName, z.ZodObject<typeof filters>>;

/** The filters of the list of all kinds. */
export const subjectQuery = query({ ...filters, ...ofKind });

/** What the outline of a list is asked. */
export const outlineQuery = z.strictObject({
  ...narrowing,
  ...order,
  ...ofKind,
  every: wholeNumber(1, LIMIT_MAX)
    .optional()
    .describe(`Rows between two marks, at most ${LIMIT_MAX}; ${LIMIT_DEFAULT} if not given.`),
});

/** What the export of a list is asked. */
export const exportQuery = query({
  ...narrowing,
  about: filters.about,
  ...order,
  q: filters.q,
  ...ofKind,
  format: z.enum(['json', 'csv']).optional().describe('json if not given.'),
});

/** A query with the names that every kind has. */
export function plainQuery(kind: KindName, asked: SubjectQuery): SubjectQuery {
  const plain: Record<string, unknown> = { ...asked };
  for (const [name, of] of Object.entries((subjectKinds[kind] as Declaration).also ?? {})) {
    if (plain[name] !== undefined) plain[of] ??= plain[name];
    delete plain[name];
  }
  return plain;
}

function lower(text: string): string {
  return text[0]!.toLowerCase() + text.slice(1);
}
