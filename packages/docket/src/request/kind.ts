// A request: one party asks, the other acknowledges, returns it as incomplete, or replies. Silence has a meaning once its deadline has
// run out and the log was held without an answer after that; noting it is a formal notice, and changes nothing that follows.

import type { JsonObject } from '@parley/record/json';
import type { Refusal } from '@parley/record/refusal';
import type { z } from 'zod';
import type { Deadline } from '#deadline';
import { coveredAt, receivedAt, servedAt, type Facts } from '#facts';
import type { Kind, Said, Standing, SubjectState } from '#kind';
import { requestActs } from '#request/acts';
import { requestRefusals, refuse } from '#request/refusals';
import { termsAt } from '#roster';
import { runDeadline } from '#running';
import { seenOf } from '#seen';

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

/** Silence noted. `answeredBefore`: the answer turned out to have been provable by the due time, by another's cosignature. */
export type Silence = { id: string; deadline: string; size: number; time: number; answeredBefore: boolean };

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
  silences: Silence[];
  withdrawn: { id: string; index: number; reason: string; servedAt: number | null } | null;
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
      silences: [],
      withdrawn: null,
    };
  },

  admit(state, said, facts) {
    const [requester, addressee] = state.sides;
    const open = state.returns.at(-1);
    const waits = open !== undefined && open.completed === null;
    const answered = () => refuse('request.answered', said, `${state.final!.id} was the final reply`);
    switch (said.type) {
      case 'request.acknowledge':
      case 'request.return':
      case 'request.reply':
        if (said.party !== addressee)
          return refuse('request.not_addressee', said, `${said.party} is not the addressee`);
        break;
      default:
        if (said.party !== requester)
          return refuse('request.not_requester', said, `${said.party} is not the requester`);
        if (state.withdrawn !== null) return refuse('request.withdrawn', said, `${state.withdrawn.id} withdrew it`);
    }
    switch (said.type) {
      case 'request.acknowledge':
        return state.acknowledged === null
          ? undefined
          : refuse('request.acknowledged', said, `${state.acknowledged.id} acknowledged it`);
      case 'request.return':
        if (state.final !== null) return answered();
        return waits ? refuse('request.returned', said, `${open.id} returned it`) : undefined;
      case 'request.complete':
        if (state.final !== null) return answered();
        return waits ? undefined : refuse('request.not_returned', said, 'no return is open');
      case 'request.note-silence':
        return admitSilence(state, said, facts);
      default:
        return state.final === null ? undefined : answered();
    }
  },

  fold(state, said, facts) {
    const { id, index, body } = said;
    const heard = state.heard ?? { id, index };
    const { returnsMax, serviceDays } = termsAt(facts.house, state.from.key, state.from.iat).terms;
    switch (said.type) {
      case 'request.acknowledge':
        return { ...state, acknowledged: { id, index, body }, heard };
      case 'request.return': {
        const { missing } = body as Body<'request.return'>;
        const pauses = state.returns.length < returnsMax;
        const from = coveredAt(facts, said.party, index);
        return { ...state, heard, returns: [...state.returns, { id, index, missing, pauses, from, completed: null }] };
      }
      case 'request.complete': {
        const { supplied } = body as Body<'request.complete'>;
        const completed = { id, supplied, servedAt: servedAt(facts, said.party, index, state.sides[1], serviceDays) };
        return { ...state, returns: [...state.returns.slice(0, -1), { ...state.returns.at(-1)!, completed }] };
      }
      case 'request.reply': {
        const { final, outcome } = body as Body<'request.reply'>;
        return {
          ...state,
          heard,
          replies: [...state.replies, { id, index, body }],
          final: final ? { id, index } : null,
          outcome,
        };
      }
      case 'request.note-silence': {
        const { deadline, held } = body as Body<'request.note-silence'>;
        return { ...state, silences: [...state.silences, { id, deadline, ...held, answeredBefore: false }] };
      }
      case 'request.withdraw': {
        const served = servedAt(facts, said.party, index, state.sides[1], serviceDays);
        const { reason } = body as Body<'request.withdraw'>;
        return { ...state, withdrawn: { id, index, reason, servedAt: served } };
      }
      default:
        return state;
    }
  },

  deadlines: deadlinesOf,
  standing: standingOf,

  refers({ request }) {
    const about = (request as Body<'request.make'>).case;
    return about === undefined ? [] : [about];
  },

  admitFiling(said, { sides: [requester, addressee] }, { receipts }) {
    if (said.type !== 'request.note-silence') return undefined;
    const { held } = said.body as Body<'request.note-silence'>;
    return receipts.last(addressee, held.size, requester, held.time) === held.time
      ? undefined
      : refuse('request.silence_unproven', said, `no cosignature of ${held.size} entries at ${held.time} is known`);
  },

  settle(state) {
    if (state.silences.length === 0) return state;
    const inTime = (name: string) =>
      state.deadlines.some(
        ({ for: owed, stoppedAt, dueAt }) => owed === name && stoppedAt !== null && stoppedAt <= (dueAt ?? Infinity),
      );
    return {
      ...state,
      silences: state.silences.map((silence) => ({ ...silence, answeredBefore: inTime(silence.deadline) })),
    };
  },
};

/** open: the addressee has said nothing; acknowledged: it has, but not the last; returned: it waits for the requester. */
function standingOf(state: RequestState): Standing {
  const { category } = state.request as Body<'request.make'>;
  if (state.withdrawn !== null) return { standing: 'withdrawn', open: false, category };
  if (state.final !== null) return { standing: 'answered', open: false, category };
  if (state.returns.at(-1)?.completed === null) return { standing: 'returned', open: true, category };
  return { standing: state.heard === null ? 'open' : 'acknowledged', open: true, category };
}

function deadlinesOf(state: RequestState, facts: Facts): Deadline[] {
  const [requester, addressee] = state.sides;
  const { category, due } = state.request as Body<'request.make'>;
  const startsAt = state.acts[0]!.servedAt;
  const stopOf = (answer: { index: number } | null) =>
    answer === null ? null : coveredAt(facts, addressee, answer.index);
  const owed = {
    kind: 'request',
    of: state.id,
    owedBy: addressee,
    owedTo: requester,
    from: state.from,
    startsAt,
    floorHours: (terms: { floors: { deadlineHours: number } }) => terms.floors.deadlineHours,
    voidAt: state.withdrawn?.servedAt ?? null,
  };
  const pauses = state.returns
    .filter((one) => one.pauses && one.from !== null)
    .map(({ from, completed }) => ({ from: from!, to: completed?.servedAt ?? null }));
  return [
    runDeadline(
      {
        ...owed,
        for: 'acknowledge',
        allowance: (terms) => terms.allowances.request.acknowledge,
        pauses: [],
        answer: state.heard,
        stoppedAt: stopOf(state.heard),
      },
      facts,
    ),
    runDeadline(
      {
        ...owed,
        for: 'reply',
        allowance: (terms) => terms.allowances.request.reply[category],
        until: due,
        pauses,
        answer: state.final,
        stoppedAt: stopOf(state.final),
      },
      facts,
    ),
  ];
}

// The notice carries its proof: the addressee's log as the requester's holder cosigned it at or after the due time, without the answer.
// Whether such a cosignature was made is checked where it can be contradicted: a holder's sizes and times only grow together.
function admitSilence(state: RequestState, said: Said, facts: Facts): Refusal | undefined {
  const [requester, addressee] = state.sides;
  const { deadline: name, held } = said.body as Body<'request.note-silence'>;
  if (seenOf(said.seen, addressee) < held.size) {
    return refuse('request.silence_unseen', said, `it has seen less than the ${held.size} entries held`);
  }
  const deadline = deadlinesOf(state, facts).find((one) => one.for === name)!;
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
