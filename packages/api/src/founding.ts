// Founding an accord in the console, before the node has one: the wizard drafts, invites, takes in what the counterpart sent, shows every term and
// every change, and hands out the envelope to be signed where the root key is. A root key never comes near these routes.

import { z } from 'zod';
import { ENVELOPE_BYTES_MAX, NOTE_CHARS_MAX } from '@parley/docket/accord/founding/envelope';
import type { Route } from './route.ts';
import { Digest, JsonObject, Kid, PartyId, Seconds } from './values.ts';

/** Where an administrator opens a new node; the secret follows after a `#`. */
export const SETUP_PAGE = '/setup';

/** An envelope within JSON has every quotation mark escaped. */
export const FOUNDING_REQUEST_BYTES_MAX = 2 * ENVELOPE_BYTES_MAX;

const none = z.strictObject({});
const Label = z.object({ en: z.string(), zh: z.string() }).describe('The same in both languages of the interface.');

const Difference = z
  .object({ at: z.string(), name: Label, before: Label.optional(), after: Label.optional() })
  .describe('A member that differs; without `before` it is new, without `after` it is gone.');

const Founder = z
  .object({
    id: PartyId,
    names: z.record(z.string(), z.string()).describe('As it calls itself.'),
    fingerprint: Kid.describe('Of its root key: both sides compare it by a second channel before they sign.'),
    registrar: Kid.describe('Of the node’s own officer.'),
    signed: z.boolean(),
  })
  .describe('A party that has put itself in.');

const Round = z
  .object({ by: PartyId, at: Seconds, note: z.string().optional(), differences: z.array(Difference) })
  .describe('Who proposed what, and when by their own clock. Of the first: how it differs from the template.');

const Reviewed = z
  .object({
    accordId: z.string().optional().describe('Once both are in it.'),
    complete: z.boolean().describe('Both have signed exactly this text.'),
    parties: z.array(Founder),
    lines: z.array(z.object({ at: z.string(), name: Label, says: Label })).describe('Every member, to be read.'),
    fromTemplate: z.object({ name: z.string(), differences: z.array(Difference) }).optional(),
    rounds: z.array(Round),
    warnings: z.array(z.object({ code: z.string(), about: z.string(), says: Label })),
  })
  .describe('What is read before signing.');

const OwnEntry = z
  .object({
    languages: z.array(z.string()),
    domain: z.string(),
    addresses: z.array(z.string()),
    hue: z.int().min(0).max(359),
    registrar: Kid.describe('Of the node’s own officer.'),
  })
  .describe('Beside its names: what we put into an accord when we take our seat.');

const Unheard = z
  .object({ code: z.string(), detail: z.string(), at: Seconds })
  .describe('Why the counterpart’s link last gave nothing, and when.');

export const FoundingView = z
  .object({
    party: PartyId,
    names: z.record(z.string(), z.string()),
    fingerprint: Kid.describe('Of our root key.'),
    own: OwnEntry,
    reached: z.boolean().describe('Whether the counterpart gave a link, by which envelopes travel by themselves.'),
    unheard: Unheard.optional(),
    review: Reviewed.optional().describe('Absent before anything is drafted or taken in.'),
    accord: JsonObject.optional().describe('The accord as it stands, to be changed and proposed.'),
    envelope: z
      .string()
      .optional()
      .describe('What the counterpart takes in, and what is signed where the root key is.'),
  })
  .describe('How the founding stands.');

const Check = z
  .object({
    state: z.enum(['none', 'sent', 'answered']),
    sentAt: Seconds.nullable().describe('As its officer signed it.'),
    answeredAt: Seconds.nullable().describe('As the other side’s officer signed the answer.'),
  })
  .describe('Its newest communication check, answered by the other side or not.');

const LineSide = z
  .object({
    id: PartyId,
    own: z.boolean(),
    names: z.record(z.string(), z.string()),
    signed: z.boolean(),
    openedAt: Seconds.nullable().describe('When its founding act was signed; null: its log is not here yet.'),
    receivedAt: Seconds.nullable().describe('When the other side received that act.'),
    registrar: z.boolean().describe('Whether its node’s own officer is in office.'),
    check: Check,
    officers: z.int().min(0).describe('People in office.'),
    contacts: z
      .object({ receivedAt: Seconds.nullable(), roundTheClock: z.boolean() })
      .nullable()
      .describe('Whom one reaches there, as it published; null: it has not.'),
    reachable: z.boolean().nullable().describe('Whether its node answered when it was last asked; null: it is ours.'),
    clock: z
      .object({ aheadSeconds: z.int(), at: Seconds })
      .nullable()
      .describe('How far its node’s clock is ahead of ours, by its last answer; null: ours, or nothing was heard.'),
  })
  .describe('One side of the line.');

export const FoundingLine = z
  .object({
    stage: z.enum(['founding', 'founded']),
    party: PartyId,
    accord: z.string().nullable().describe('Its id, once both are in it.'),
    inForceAt: Seconds.nullable(),
    now: Seconds.describe('By this node’s clock.'),
    sides: z.array(LineSide).describe('Ours first; before the founding those that are in it.'),
    done: z.boolean().describe('Both logs are open and received, and each side’s check was answered.'),
  })
  .describe('Whether an accord is founded, and whether the line to the counterpart does what it should.');

export const TemplateList = z
  .object({
    items: z.array(
      z.object({
        name: z.string(),
        digest: Digest,
        purpose: Label,
        accord: JsonObject.describe('What an accord starts from.'),
      }),
    ),
  })
  .describe('The templates that come with Parley.');

const Language = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const Note = z.string().min(1).max(NOTE_CHARS_MAX).describe('A word to the counterpart, kept with the round.');

export const FoundingDraft = z
  .strictObject({
    template: z.string().max(32).describe('Which one it comes from.'),
    accord: JsonObject.describe(
      'Title, date, text, terms, offices, quotas, witnesses, quorum: in place of the template’s.',
    ),
    note: Note.optional(),
    anew: z.boolean().optional().describe('In place of one that was begun and never signed here.'),
  })
  .describe('A first draft.');

export const FoundingCounter = z
  .strictObject({
    accord: JsonObject.optional().describe(
      'The accord as we would have it, without its parties; absent: as it stands.',
    ),
    note: Note.optional(),
  })
  .describe('Another round, which also takes our seat.');

export const FoundingParty = z
  .strictObject({
    names: z.record(Language, z.string().min(1).max(200)).describe('What we are called, by language.'),
    languages: z.array(Language).min(1).max(20).describe('Languages that we read.'),
    hue: z.int().min(0).max(359).describe('Our colour.'),
  })
  .describe('What is said of us in the accord, but for keys, domain and addresses.');

export const FoundingTaking = z
  .strictObject({
    envelope: z.string().max(ENVELOPE_BYTES_MAX).optional(),
    link: z.string().max(2000).optional().describe('Where the counterpart serves it; remembered.'),
    replace: z.boolean().optional().describe('Where the two have parted ways, let theirs stand.'),
  })
  .refine(({ envelope, link }) => (envelope === undefined) !== (link === undefined), 'an envelope or a link')
  .describe('An envelope, or where it is.');

export const FoundingInviting = z
  .strictObject({ days: z.int().min(1).max(365) })
  .describe('For how long a link is good.');

export const FoundingInvitation = z
  .object({ url: z.string().describe('For the counterpart: shown once.') })
  .describe('A link.');

export const foundingPaths = {
  founding: '/api/v1/founding',
  foundingTemplates: '/api/v1/founding/templates',
  foundingDraft: '/api/v1/founding/draft',
  foundingCounter: '/api/v1/founding/counter',
  foundingTake: '/api/v1/founding/take',
  foundingInvite: '/api/v1/founding/invitation',
  foundingLine: '/api/v1/founding/line',
  foundingParty: '/api/v1/founding/party',
} as const;

const shown = { 200: { description: 'How it stands now.', schema: FoundingView } };

export const foundingRoutes = {
  founding: {
    id: 'founding',
    method: 'GET',
    path: foundingPaths.founding,
    access: 'setup',
    need: 'none',
    summary: 'How the founding of the accord stands. Answered only until it is founded.',
    query: none,
    answers: shown,
  },
  foundingTemplates: {
    id: 'foundingTemplates',
    method: 'GET',
    path: foundingPaths.foundingTemplates,
    access: 'setup',
    need: 'none',
    summary: 'The templates that an accord can start from.',
    query: none,
    answers: { 200: { description: 'The templates.', schema: TemplateList } },
  },
  foundingParty: {
    id: 'foundingParty',
    method: 'PUT',
    path: foundingPaths.foundingParty,
    access: 'setup',
    need: 'none',
    summary: 'Say otherwise what we are called. Until we have taken our seat.',
    query: none,
    body: FoundingParty,
    answers: shown,
    refusals: ['http.malformed', 'founding.text', 'founding.begun'],
  },
  foundingDraft: {
    id: 'foundingDraft',
    method: 'POST',
    path: foundingPaths.foundingDraft,
    access: 'setup',
    need: 'none',
    summary: 'Draft an accord.',
    query: none,
    body: FoundingDraft,
    answers: shown,
    refusals: ['http.malformed', 'founding.text', 'founding.begun'],
  },
  foundingCounter: {
    id: 'foundingCounter',
    method: 'POST',
    path: foundingPaths.foundingCounter,
    access: 'setup',
    need: 'none',
    summary: 'Take our seat in an accord, and propose changes to it.',
    query: none,
    body: FoundingCounter,
    answers: shown,
    refusals: ['http.malformed', 'founding.none', 'founding.text', 'founding.signed'],
  },
  foundingTake: {
    id: 'foundingTake',
    method: 'POST',
    path: foundingPaths.foundingTake,
    access: 'setup',
    need: 'none',
    summary: 'Take in what the counterpart sent, or what we signed where our root key is.',
    query: none,
    body: FoundingTaking,
    answers: shown,
    refusals: ['http.malformed', 'founding.older', 'founding.crossed', 'founding.key_changed', 'founding.unreachable'],
  },
  foundingInvite: {
    id: 'foundingInvite',
    method: 'POST',
    path: foundingPaths.foundingInvite,
    access: 'setup',
    need: 'none',
    summary: 'Make a link for the counterpart, in place of any before.',
    query: none,
    body: FoundingInviting,
    answers: { 200: { description: 'The link.', schema: FoundingInvitation } },
    refusals: ['http.malformed', 'founding.none'],
  },
  foundingLine: {
    id: 'foundingLine',
    method: 'GET',
    path: foundingPaths.foundingLine,
    access: 'setup',
    need: 'none',
    summary: 'How far the founding is, and after it the check of the line. Answered at all times.',
    query: none,
    answers: { 200: { description: 'The line.', schema: FoundingLine } },
  },
} as const satisfies Record<string, Route>;

/** By the names that the description of the interface gives them. */
export const foundingSchemas = {
  FoundingView,
  TemplateList,
  FoundingDraft,
  FoundingCounter,
  FoundingParty,
  FoundingTaking,
  FoundingInviting,
  FoundingInvitation,
  FoundingLine,
};
