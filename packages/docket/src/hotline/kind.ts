// The hotline: what is stuck, or cannot wait, is put to a human on a rung of the other side, who says back what was understood and then
// responds. Hours count here, not working days. Silence climbs: see ladder.ts. It ends with a summary that both sides endorse.

import type { JsonObject } from '@parley/record/json';
import type { Refusal } from '@parley/record/refusal';
import type { z } from 'zod';
import type { CaseState } from '#case/kind';
import type { Deadline } from '#deadline';
import { coveredAt, type Facts } from '#facts';
import { hotlineActs } from '#hotline/acts';
import { climb, rungAt } from '#hotline/ladder';
import { hotlineRefusals, refuse } from '#hotline/refusals';
import type { Kind, Obligation, Others, Standing, SubjectState } from '#kind';
import type { RequestState } from '#request/kind';
import { termsAt } from '#roster';
import { runDeadline } from '#running';

type Body<Type extends keyof typeof hotlineActs> = z.infer<(typeof hotlineActs)[Type]['body']>;

/** A notice of the item that one side gave, by whichever channel. `digest`: SHA-256 of what was sent. */
export type Notice = {
  id: string;
  party: string;
  index: number;
  rung: number;
  channel: string;
  digest: string;
  result: string;
};

export type HotlineState = SubjectState & {
  kind: 'hotline';
  from: { key: string; iat: number };
  raised: JsonObject;
  /** where it was raised to, and the highest rung of the accord as it governs the raising */
  rung: number;
  top: number;
  drill: boolean;
  acknowledged: { id: string; index: number; rung: number } | null;
  /** the first act of the addressee that acknowledges, by itself or by a response */
  heard: { id: string; index: number } | null;
  /** the rung it had climbed to when that was provable; null while it is not */
  reached: number | null;
  responses: { id: string; index: number; answer: string }[];
  /** the first response that says more than that it needs time */
  answered: { id: string; index: number } | null;
  notices: Notice[];
  /** the first summary that both sides endorsed */
  standDown: { id: string; inForceAt: number } | null;
};

export const hotlineKind: Kind<HotlineState> = {
  name: 'hotline',
  acts: hotlineActs,
  refusals: hotlineRefusals,

  admitOpening(opening, { house }) {
    const { to, rung } = opening.body as Body<'hotline.raise'>;
    if (to === opening.party || !house.parties.includes(to)) {
      return refuse('hotline.addressee', opening, `it is raised to ${to}`);
    }
    const top = termsAt(house, opening.key, opening.iat).terms.hotlineRungs.length;
    return rung <= top ? undefined : refuse('hotline.rung', opening, `it names rung ${rung} of ${top}`);
  },

  sides: (opening) => [opening.party, (opening.body as Body<'hotline.raise'>).to],

  open(opening, base, { house }) {
    const { key, iat, body } = opening;
    const { rung, drill } = body as Body<'hotline.raise'>;
    return {
      ...base,
      kind: 'hotline',
      from: { key, iat },
      raised: body,
      rung,
      top: termsAt(house, key, iat).terms.hotlineRungs.length,
      drill: drill === true,
      acknowledged: null,
      heard: null,
      reached: null,
      responses: [],
      answered: null,
      notices: [],
      standDown: null,
    };
  },

  admit(state, said) {
    const { type, party, body } = said;
    const answers = type === 'hotline.acknowledge' || type === 'hotline.respond';
    if (answers && party !== state.sides[1]) {
      return refuse('hotline.not_addressee', said, `${party} is not the addressee`);
    }
    if (type === 'hotline.acknowledge') {
      if (state.acknowledged !== null) {
        return refuse('hotline.acknowledged', said, `${state.acknowledged.id} acknowledged it`);
      }
      return admitRung(state.rung);
    }
    return type === 'hotline.notice' ? admitRung(1) : undefined;

    function admitRung(lowest: number): Refusal | undefined {
      const rung = body['rung'] as number;
      return rung >= lowest && rung <= state.top
        ? undefined
        : refuse('hotline.rung', said, `it names rung ${rung}, expected ${lowest} to ${state.top}`);
    }
  },

  // Notices and responses may be very many: their lists belong to the fold alone until it ends, and are not copied act by act.
  fold(state, { id, party, index, type, body }) {
    const heard = state.heard ?? { id, index };
    switch (type) {
      case 'hotline.acknowledge': {
        const { rung } = body as Body<'hotline.acknowledge'>;
        return { ...state, heard, acknowledged: { id, index, rung } };
      }
      case 'hotline.notice':
        state.notices.push({ id, party, index, ...(body as Body<'hotline.notice'>) });
        return state;
      case 'hotline.respond': {
        const { answer } = body as Body<'hotline.respond'>;
        state.responses.push({ id, index, answer });
        const answered = state.answered ?? (answer === 'needs-time' ? null : { id, index });
        return { ...state, heard, answered };
      }
      default:
        return state;
    }
  },

  deadlines: deadlinesOf,

  settle(state) {
    const standDown = standDownOf(state);
    const heardAt = state.deadlines[0]!.stoppedAt;
    return {
      ...state,
      standDown,
      reached: heardAt === null ? null : rungAt({ ...state, standDown }, heardAt).rung,
    };
  },

  standing: standingOf,
  refers: (state) => Object.values(aboutOf(state)),
  oblige: obligationsOf,
};

/** raised: the addressee has said nothing; acknowledged: it has, but no answer; responded; stood-down: both agree that it is over. */
function standingOf(state: HotlineState): Standing {
  const [about = 'crisis'] = Object.keys(aboutOf(state));
  const category = state.drill ? 'drill' : about;
  if (state.standDown !== null) return { standing: 'stood-down', open: false, category };
  if (state.answered !== null) return { standing: 'responded', open: true, category };
  return { standing: state.heard === null ? 'raised' : 'acknowledged', open: true, category };
}

/** The one subject that the item is about by the name of its kind; none for a crisis. */
function aboutOf({ raised }: HotlineState): Record<string, string> {
  const { about } = raised as Body<'hotline.raise'>;
  return about === 'crisis' ? {} : about;
}

function standDownOf({ proposals }: SubjectState): HotlineState['standDown'] {
  let first: HotlineState['standDown'] = null;
  for (const { id, inForceAt } of proposals) {
    if (inForceAt !== null && (first === null || inForceAt < first.inForceAt)) first = { id, inForceAt };
  }
  return first;
}

function deadlinesOf(state: HotlineState, facts: Facts): Deadline[] {
  const [raiser, addressee] = state.sides;
  const { by } = state.raised as Body<'hotline.raise'>;
  const stopOf = (answer: { index: number } | null) =>
    answer === null ? null : coveredAt(facts, addressee, answer.index);
  const owed = {
    kind: 'hotline',
    of: state.id,
    owedBy: addressee,
    owedTo: raiser,
    from: state.from,
    floorHours: (terms: { floors: { hotlineHours: number } }) => terms.floors.hotlineHours,
    pauses: [],
    voidAt: standDownOf(state)?.inForceAt ?? null,
  };
  const heardAt = stopOf(state.heard);
  const { rungs, exhaustedAt } = climb(
    state,
    state.acts[0]!.servedAt,
    {
      ...owed,
      allowance: (terms) => terms.allowances.hotline.acknowledge,
      answer: state.heard,
      stoppedAt: heardAt,
    },
    facts,
  );
  return [
    ...rungs,
    runDeadline(
      {
        ...owed,
        for: 'respond',
        allowance: (terms) => terms.allowances.hotline.respond,
        until: by,
        // Once somebody has heard, or has had the last chance to.
        startsAt: heardAt === null || exhaustedAt === null ? (heardAt ?? exhaustedAt) : Math.min(heardAt, exhaustedAt),
        answer: state.answered,
        stoppedAt: stopOf(state.answered),
      },
      facts,
    ),
  ];
}

// Whether what was stuck has moved since it was raised: a fact beside the item, which only the two sides end. What was provable before is
// what the item was raised about, and no answer to it.
function obligationsOf(state: HotlineState, others: Others, facts: Facts): Obligation[] {
  const [kind, id] = Object.entries(aboutOf(state))[0] ?? ['crisis', ''];
  const other = others(id);
  if (other === undefined || other.kind !== kind) return [];
  for (const { id: because, index } of answersIn(other)) {
    const since = coveredAt(facts, other.sides[1], index);
    if (since === null || since >= state.openedAt) return [{ what: 'answered', because, since, deadline: null }];
  }
  return [];
}

function answersIn(other: SubjectState): { id: string; index: number }[] {
  if (other.kind === 'case') return (other as CaseState).positions;
  const final = other.kind === 'request' ? (other as RequestState).final : null;
  return final === null ? [] : [final];
}
