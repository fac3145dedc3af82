// A request: one party asks, the other acknowledges, returns it as incomplete, takes more time, tells how it stands, or replies. Silence
// has a meaning once its deadline has run out and the log was held without an answer after that; noting it is a formal notice, and changes
// nothing that follows. A request that is withdrawn or superseded has ended otherwise: it was not answered.

import type { JsonObject } from '@parley/record/json';
import type { Refusal } from '@parley/record/refusal';
import type { z } from 'zod';
import type { Allowance } from '#allowance';
import { coveredAt, receivedAt, servedAt, type Facts } from '#facts';
import type { Kind, Said, Standing, SubjectState } from '#kind';
import { requestActs } from '#request/acts';
import { asksUseReport, deadlinesOf, extendedFrom, owedNow } from '#request/deadlines';
import { requestRefusals, refuse } from '#request/refusals';
import { termsAt } from '#roster';

type Body<Type extends keyof typeof requestActs> = z.infer<(typeof requestActs)[Type]['body']>;

/** A return, and what completed it. Times: when the return was provable, and when the completion was served on the addressee. */
export type RequestReturn = {
  id: string;
  index: number;
  missing: string[];
  pauses: boolean;
  from: number | null;
  completed: { id: string; supplied: string[]; servedAt: number | null } | null;
};

/**
 * Silence noted. `of`: the act that called for the answer. `answeredBefore`: the answer turned out to be among the entries that were held, or
 * to have been provable by the due time, by another's cosignature.
 */
export type Silence = {
  id: string;
  deadline: string;
  of: string;
  size: number;
  time: number;
  answeredBefore: boolean;
};

/** More time for the reply. `from`: when it took effect, null while it has none; `counts`: it did so before the reply was due. */
export type RequestExtension = {
  id: string;
  index: number;
  by: Allowance;
  byRight: boolean;
  from: number | null;
  counts: boolean;
};

/** How a request ended without an answer, and when that was served on the addressee. */
type Ended = { id: string; index: number; servedAt: number | null };

export type RequestState = SubjectState & {
  kind: 'request';
  from: { key: string; iat: number };
  request: JsonObject;
  acknowledged: { id: string; index: number; body: JsonObject } | null;
  /** the first act of the addressee that acknowledges, by itself, by a return or by a reply */
  heard: { id: string; index: number } | null;
  returns: RequestReturn[];
  replies: { id: string; index: number; body: JsonObject }[];
  final: { id: string; index: number } | null;
  /** outcome of the last reply; null: none */
  outcome: string | null;
  updates: { id: string; index: number; body: JsonObject }[];
  extensions: RequestExtension[];
  silences: Silence[];
  /** in order, the last of a party and reply standing: the requester's of what it was given, the addressee's of what it gave */
  ratings: { id: string; party: string; index: number; body: JsonObject }[];
  useReports: { id: string; index: number; reply: string; uses: string[] }[];
  withdrawn: (Ended & { reason: string }) | null;
  superseded: (Ended & { by: string }) | null;
};

export const requestKind: Kind<RequestState> = {
  name: 'request',
  acts: requestActs,
  refusals: requestRefusals,

  admitOpening(opening, { house }) {
    const { to } = opening.body as Body<'request.make'>;
    return to !== opening.party && house.parties.includes(to)
      ? undefined
      : refuse('request.addressee', opening, `it is made of ${to}`);
  },

  sides: (opening) => [opening.party, (opening.body as Body<'request.make'>).to],

  open(opening, base) {
    return {
      ...base,
      kind: 'request',
      from: { key: opening.key, iat: opening.iat },
      request: opening.body,
      acknowledged: null,
      heard: null,
      returns: [],
      replies: [],
      final: null,
      outcome: null,
      updates: [],
      extensions: [],
      silences: [],
      ratings: [],
      useReports: [],
      withdrawn: null,
      superseded: null,
    };
  },

  admit(state, said, facts) {
    const [requester, addressee] = state.sides;
    if (BY_ADDRESSEE.has(said.type)) {
      if (said.party !== addressee) return refuse('request.not_addressee', said, `${said.party} is not the addressee`);
    } else if (said.party !== requester)
      return refuse('request.not_requester', said, `${said.party} is not the requester`);
    const ended = state.withdrawn ?? state.superseded;
    if (ended !== null && NOT_AFTER_END.has(said.type)) {
      return refuse('request.withdrawn', said, `${ended.id} ended it`);
    }
    if (state.final !== null && NOT_AFTER_FINAL.has(said.type)) {
      return refuse('request.answered', said, `${state.final.id} was the final reply`);
    }
    const open = state.returns.at(-1);
    const waits = open !== undefined && open.completed === null;
    switch (said.type) {
      case 'request.acknowledge':
        return state.acknowledged === null
          ? undefined
          : refuse('request.acknowledged', said, `${state.acknowledged.id} acknowledged it`);
      case 'request.return':
        return waits ? refuse('request.returned', said, `${open.id} returned it`) : undefined;
      case 'request.complete':
        return waits ? undefined : refuse('request.not_returned', said, 'no return is open');
      case 'request.extend':
        return admitExtension(state, said, facts);
      case 'request.note-silence':
        return admitSilence(state, said, facts);
      case 'request.supersede':
        return said.body['by'] === state.id
          ? refuse('request.self_supersede', said, 'it names its own request')
          : undefined;
      case 'request.rate':
      case 'request.self-rate':
      case 'request.use-report': {
        const reply = state.replies.find(({ id }) => id === said.body['reply']);
        if (reply === undefined)
          return refuse('request.reply_unknown', said, `${said.body['reply'] as string} is no reply to it`);
        return said.type !== 'request.use-report' || asksUseReport(reply)
          ? undefined
          : refuse('request.use_unasked', said, `${reply.id} does not ask for a report`);
      }
      default:
        return undefined;
    }
  },

  fold(state, said, facts) {
    const { id, party, index, body } = said;
    const heard = state.heard ?? { id, index };
    const { returnsMax, serviceDays } = termsAt(facts.house, state.from.key, state.from.iat).terms;
    const served = () => servedAt(facts, party, index, state.sides[1], serviceDays);
    switch (said.type) {
      case 'request.acknowledge':
        return { ...state, acknowledged: { id, index, body }, heard };
      case 'request.return': {
        const { missing } = body as Body<'request.return'>;
        const pauses = state.returns.length < returnsMax;
        const from = coveredAt(facts, party, index);
        return { ...state, heard, returns: [...state.returns, { id, index, missing, pauses, from, completed: null }] };
      }
      case 'request.complete': {
        const { supplied } = body as Body<'request.complete'>;
        const completed = { id, supplied, servedAt: served() };
        return { ...state, returns: [...state.returns.slice(0, -1), { ...state.returns.at(-1)!, completed }] };
      }
      case 'request.reply': {
        const { final, outcome } = body as Body<'request.reply'>;
        const replies = [...state.replies, { id, index, body }];
        return { ...state, heard, replies, final: final ? { id, index } : null, outcome };
      }
      case 'request.update':
        return { ...state, heard, updates: [...state.updates, { id, index, body }] };
      case 'request.extend': {
        const { by, byRight } = body as Body<'request.extend'>;
        const extension = { id, index, by, byRight: byRight === true, from: null, counts: false };
        return { ...state, heard, extensions: [...state.extensions, extension] };
      }
      case 'request.note-silence': {
        const { deadline, held } = body as Body<'request.note-silence'>;
        const { of } = owedNow(state, deadline, facts)!;
        return { ...state, silences: [...state.silences, { id, deadline, of, ...held, answeredBefore: false }] };
      }
      case 'request.rate':
      case 'request.self-rate':
        return { ...state, ratings: [...state.ratings, { id, party, index, body }] };
      case 'request.use-report': {
        const { reply, uses } = body as Body<'request.use-report'>;
        return { ...state, useReports: [...state.useReports, { id, index, reply, uses }] };
      }
      case 'request.withdraw': {
        const { reason } = body as Body<'request.withdraw'>;
        return { ...state, withdrawn: { id, index, reason, servedAt: served() } };
      }
      case 'request.supersede': {
        const { by } = body as Body<'request.supersede'>;
        return { ...state, superseded: { id, index, by, servedAt: served() } };
      }
      default:
        return state;
    }
  },

  deadlines: deadlinesOf,
  standing: standingOf,

  refers({ request, replies, updates, superseded }) {
    const { case: about, exhibits } = request as Body<'request.make'>;
    return [
      ...(about === undefined ? [] : [about]),
      ...(exhibits ?? []),
      ...[...replies, ...updates].flatMap(({ body }) => (body as Body<'request.reply'>).exhibits ?? []),
      ...(superseded === null ? [] : [superseded.by]),
    ];
  },

  admitFiling(said, { sides: [requester, addressee] }, { receipts }) {
    if (said.type !== 'request.note-silence') return undefined;
    const { held } = said.body as Body<'request.note-silence'>;
    return receipts.last(addressee, held.size, requester, held.time) === held.time
      ? undefined
      : refuse('request.silence_unproven', said, `no cosignature of ${held.size} entries at ${held.time} is known`);
  },

  settle(state, facts) {
    if (state.silences.length === 0 && state.extensions.length === 0) return state;
    const reply = state.deadlines.find((one) => one.for === 'reply')!;
    return {
      ...state,
      silences: state.silences.map((silence) => ({ ...silence, answeredBefore: wasAnswered(state, silence) })),
      extensions: state.extensions.map((one) => ({
        ...one,
        from: extendedFrom(state, one, facts),
        counts: reply.extensions.some(({ id }) => id === one.id),
      })),
    };
  },
};

/** What the addressee says; everything else is the requester's. */
const BY_ADDRESSEE: ReadonlySet<string> = new Set([
  'request.acknowledge',
  'request.return',
  'request.reply',
  'request.update',
  'request.extend',
  'request.self-rate',
]);

/** Late answers are heard, and what was given may be rated and is to be accounted for; only the asking is over. */
const NOT_AFTER_END: ReadonlySet<string> = new Set([
  'request.complete',
  'request.note-silence',
  'request.withdraw',
  'request.supersede',
]);

const NOT_AFTER_FINAL: ReadonlySet<string> = new Set([
  'request.return',
  'request.complete',
  'request.reply',
  'request.update',
  'request.extend',
  'request.withdraw',
  'request.supersede',
]);

/** open: the addressee has said nothing; acknowledged: it has, but not the last; returned: it waits for the requester. */
function standingOf(state: RequestState): Standing {
  const { category } = state.request as Body<'request.make'>;
  if (state.withdrawn !== null) return { standing: 'withdrawn', open: false, category };
  if (state.superseded !== null) return { standing: 'superseded', open: false, category };
  if (state.final !== null) return { standing: 'answered', open: false, category };
  if (state.returns.at(-1)?.completed === null) return { standing: 'returned', open: true, category };
  return { standing: state.heard === null ? 'open' : 'acknowledged', open: true, category };
}

function admitExtension(state: RequestState, said: Said, facts: Facts): Refusal | undefined {
  const { by, byRight } = said.body as Body<'request.extend'>;
  if (byRight === undefined) return undefined;
  const former = state.extensions.find((one) => one.byRight);
  if (former !== undefined) return refuse('request.extended', said, `${former.id} extended it by right`);
  const { extensionByRight: most } = termsAt(facts.house, state.from.key, state.from.iat).terms;
  return most !== undefined && isWithin(by, most)
    ? undefined
    : refuse('request.extension_long', said, `it takes ${spanOf(by)}, the accord allows ${spanOf(most)}`);
}

function isWithin(by: Allowance, most: Allowance): boolean {
  return 'hours' in by
    ? 'hours' in most && by.hours <= most.hours
    : 'workingDays' in most && by.workingDays <= most.workingDays;
}

function spanOf(allowance: Allowance | undefined): string {
  if (allowance === undefined) return 'nothing';
  return 'hours' in allowance ? `${allowance.hours} hours` : `${allowance.workingDays} working days`;
}

// The notice carries its proof: the addressee's log as the requester's holder cosigned it at or after the due time, without the answer.
// Whether such a cosignature was made is checked where it can be contradicted: a holder's sizes and times only grow together. How much of
// that log the notice has seen is not asked: an act may have seen less than its log holds.
function admitSilence(state: RequestState, said: Said, facts: Facts): Refusal | undefined {
  const [requester, addressee] = state.sides;
  const { deadline: name, held } = said.body as Body<'request.note-silence'>;
  const deadline = owedNow(state, name, facts);
  if (deadline === undefined) return refuse('request.silence_early', said, `no ${name} is owed yet`);
  if (deadline.answer !== null && deadline.answer.index < held.size) {
    return refuse('request.silence_answered', said, `${deadline.answer.id} is among the ${held.size} entries held`);
  }
  if (deadline.dueAt === null || held.time < deadline.dueAt) {
    return refuse('request.silence_early', said, `held at ${held.time}, due at ${deadline.dueAt ?? 'no time yet'}`);
  }
  const more = receivedAt(facts, addressee, held.size, requester);
  return more !== null && more < held.time
    ? refuse(
        'request.silence_contradicted',
        said,
        `more than ${held.size} entries were cosigned at ${more}, before ${held.time}`,
      )
    : undefined;
}

// An answer that stands after the notice in the order, but before the end of what was held, was there to be seen.
function wasAnswered({ deadlines }: RequestState, { deadline, of, size }: Silence): boolean {
  const owed = deadlines.find((one) => one.for === deadline && one.of === of);
  if (owed === undefined || owed.answer === null) return false;
  return owed.answer.index < size || (owed.stoppedAt !== null && owed.stoppedAt <= (owed.dueAt ?? Infinity));
}
