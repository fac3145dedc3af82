// Who sees what: restricted subjects and who is named for them, the desks of a subject, clearances (docs/need-to-know.md). All of it is ours, and
// nothing of it is ever told to a counterpart.

import { z } from 'zod';
import { AccountName, Desk } from './access.ts';
import { json, none, type Route } from './route.ts';
import { ActId, Seconds } from './values.ts';

/** Accounts named for one subject: more than any party has officers who work on one case. */
export const NAMED_MAX = 200;
const CLEARANCES_MAX = 200;

const Account = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/)
  .describe('Id of an account.');
const Office = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/)
  .describe('An office of the accord.');
const Marking = z.enum(['clear', 'green', 'amber', 'amber-strict', 'red']);
const By = z.object({ account: Account, name: AccountName });

export const Restriction = z
  .object({
    subject: ActId,
    accounts: z.array(Account).describe('Who is named: these see it, and whoever holds the power to restrict.'),
    by: By,
    at: Seconds,
    belonging: z.int().min(0).describe('How many subjects are restricted with it, itself included.'),
  })
  .describe('A restricted subject.');

export const RestrictionList = z
  .object({ items: z.array(Restriction) })
  .describe('Restricted subjects that one may see, the newest restriction first.');

export const RestrictionAsked = z
  .strictObject({ accounts: z.array(Account).max(NAMED_MAX) })
  .describe('Who is named, in place of whoever was.');

export const SubjectDesks = z
  .object({
    subject: ActId,
    desks: z.array(Desk).min(1).describe('The desks that it is with.'),
    by: By,
    at: Seconds,
  })
  .describe('The desks to which a subject was given.');

export const SubjectDesksAsked = z
  .strictObject({ desks: z.array(Desk).max(3).describe('None: all of them, and then from no desk too.') })
  .describe('The desks that a subject is with.');

export const Clearance = z
  .strictObject({
    office: Office,
    desk: z.enum(['policy', 'technical', 'law-enforcement', 'none']).describe('none: of whoever works at no desk.'),
    marking: Marking.describe('The highest that is seen.'),
  })
  .describe('What an office sees at a desk.');

export const NeedPolicy = z
  .strictObject({
    power: z
      .array(Office)
      .max(64)
      .describe(
        'Offices that hold the power to restrict, to give subjects to desks, and to set this. Set to none: back to the default.',
      ),
    clearances: z
      .array(Clearance)
      .max(CLEARANCES_MAX)
      .describe('An office and desk that is not among them sees every marking.'),
  })
  .describe('Who restricts, and who sees which marking.');

export const WhoSees = z
  .object({
    subject: ActId,
    marking: Marking.describe('As high as its highest marked act.'),
    desks: z.array(Desk).describe('The desks that it is with.'),
    given: z
      .boolean()
      .describe('It was given to these desks; false: it is with all of them, and seen from no desk too.'),
    restrictions: z
      .array(Restriction)
      .describe(
        'By which it is restricted: its own first, then those of what it belongs to. None: it is not restricted.',
      ),
    seenBy: z.array(Account).describe('The accounts of officers in office who see it whole.'),
    mayChange: z.boolean().describe('Whether whoever asks holds the power to restrict.'),
  })
  .describe('Who on our side sees a subject, and why.');

/** By the names that the description of the interface gives them. */
export const needSchemas = {
  Restriction,
  RestrictionList,
  RestrictionAsked,
  SubjectDesks,
  SubjectDesksAsked,
  NeedPolicy,
  WhoSees,
};

export const needPaths = {
  restrictions: '/api/v1/restrictions',
  restriction: '/api/v1/restrictions/{subject}',
  subjectDesks: '/api/v1/desks/{subject}',
  needPolicy: '/api/v1/need-to-know',
  whoSees: '/api/v1/need-to-know/{subject}',
} as const;

const bySubject = z.strictObject({ subject: ActId });
const desk = { access: 'desk', query: none } as const;

export const needRoutes = {
  restrictions: {
    id: 'restrictions',
    method: 'GET',
    path: needPaths.restrictions,
    ...desk,
    need: 'list',
    summary: 'Restricted subjects.',
    answers: json(RestrictionList, 'Those that one may see.'),
  },
  restriction: {
    id: 'restriction',
    method: 'GET',
    path: needPaths.restriction,
    ...desk,
    need: 'subject',
    summary: 'Who is named for a restricted subject.',
    params: bySubject,
    answers: json(Restriction, 'The restriction.'),
    refusals: ['http.not_found'],
  },
  restrict: {
    id: 'restrict',
    method: 'PUT',
    path: needPaths.restriction,
    ...desk,
    need: 'subject',
    summary: 'Restrict a subject with everything that belongs to it, or name others for it. It takes effect at once.',
    params: bySubject,
    body: RestrictionAsked,
    answers: json(Restriction, 'The restriction.'),
    refusals: ['http.malformed', 'http.not_found', 'access.no_power', 'need.account'],
  },
  liftRestriction: {
    id: 'liftRestriction',
    method: 'DELETE',
    path: needPaths.restriction,
    ...desk,
    need: 'subject',
    summary: 'Lift the restriction of a subject.',
    params: bySubject,
    answers: json(Restriction, 'The restriction that was.'),
    refusals: ['http.not_found', 'access.no_power'],
  },
  subjectDesks: {
    id: 'subjectDesks',
    method: 'GET',
    path: needPaths.subjectDesks,
    ...desk,
    need: 'subject',
    summary: 'The desks to which a subject was given.',
    params: bySubject,
    answers: json(SubjectDesks, 'The desks.'),
    refusals: ['http.not_found'],
  },
  giveToDesks: {
    id: 'giveToDesks',
    method: 'PUT',
    path: needPaths.subjectDesks,
    ...desk,
    need: 'subject',
    summary: 'Give a subject to desks; it is seen from these alone.',
    params: bySubject,
    body: SubjectDesksAsked,
    answers: json(SubjectDesks, 'The desks.'),
    refusals: ['http.malformed', 'http.not_found', 'access.no_power'],
  },
  needPolicy: {
    id: 'needPolicy',
    method: 'GET',
    path: needPaths.needPolicy,
    ...desk,
    need: 'none',
    summary: 'Who restricts, and who sees which marking.',
    answers: json(NeedPolicy, 'The policy.'),
  },
  whoSees: {
    id: 'whoSees',
    method: 'GET',
    path: needPaths.whoSees,
    ...desk,
    need: 'subject',
    summary: 'Who on our side sees a subject, and why.',
    params: bySubject,
    answers: json(WhoSees, 'Who sees it.'),
    refusals: ['http.not_found'],
  },
  setNeedPolicy: {
    id: 'setNeedPolicy',
    method: 'PUT',
    path: needPaths.needPolicy,
    ...desk,
    need: 'none',
    summary: 'Set the whole of it.',
    body: NeedPolicy,
    answers: json(NeedPolicy, 'The policy as it is now.'),
    refusals: ['http.malformed', 'access.no_power', 'need.office'],
  },
} as const satisfies Record<string, Route>;
