// A measure: a tool used or held ready in response. It needs no finding. Only the side that announced it varies it, step by step, and every
// step is kept; the other side is heard at any time. What both agreed it is to be lifted for, and what averts a threat, lies in other subjects,
// and is seen in the second pass.

import type { JsonObject } from '@parley/record/json';
import type { Refusal } from '@parley/record/refusal';
import type { z } from 'zod';
import { parseDay } from '#calendar';
import type { Deadline } from '#deadline';
import { coveredAt, servedAt, type Facts } from '#facts';
import type { Kind, Obligation, Others, Said, Standing, SubjectState } from '#kind';
import { measureActs } from '#measure/acts';
import { metBy, type Met } from '#measure/condition';
import { outcomeAfter, stageAfter, variationsOf, type Stage, type ThreatOutcome } from '#measure/course';
import { measureRefusals, refuse } from '#measure/refusals';
import { termsAt } from '#roster';
import { runDeadline } from '#running';

type Body<Type extends keyof typeof measureActs> = z.infer<(typeof measureActs)[Type]['body']>;

/** Place of an act, by which terms are found. */
type Place = { key: string; iat: number };

export type StandDown = {
  id: string;
  party: string;
  index: number;
  from: Place;
  inForceAt: number | null;
  body: JsonObject;
};

export type MeasureState = SubjectState & {
  kind: 'measure';
  from: Place;
  measure: JsonObject;
  stage: Stage;
  /** of one that was announced as threatened; null: it was not */
  threat: { by: number; outcome: ThreatOutcome } | null;
  /** the days as they were last said; null: none was */
  review: string | null;
  sunset: string | null;
  variations: { id: string; index: number; body: JsonObject }[];
  contests: { id: string; index: number; body: JsonObject }[];
  standDowns: StandDown[];
  /** the variation after which nothing follows */
  ended: { id: string; index: number; servedAt: number | null } | null;
};

export const measureKind: Kind<MeasureState> = {
  name: 'measure',
  acts: measureActs,
  refusals: measureRefusals,

  admitOpening(opening, { house }) {
    const { to, state, effective, review, sunset, condition, by } = opening.body as Body<'measure.announce'>;
    if (to === opening.party || !house.parties.includes(to)) {
      return refuse('measure.to', opening, `it is announced against ${to}`);
    }
    for (const day of [effective, review, sunset]) {
      if (day === undefined) continue;
      if (parseDay(day) === undefined) return refuse('measure.days', opening, `there is no day ${day}`);
      if (effective !== undefined && day < effective) {
        return refuse('measure.days', opening, `${day} is before it takes effect on ${effective}`);
      }
    }
    return state !== 'threatened' && (condition !== undefined || by !== undefined)
      ? refuse('measure.not_threatened', opening, `it is ${state}, and says what averts it or until when`)
      : undefined;
  },

  sides: (opening) => [opening.party, (opening.body as Body<'measure.announce'>).to],

  open(opening, base) {
    const { state, by, review, sunset } = opening.body as Body<'measure.announce'>;
    return {
      ...base,
      kind: 'measure',
      from: { key: opening.key, iat: opening.iat },
      measure: opening.body,
      stage: state,
      threat: state === 'threatened' ? { by: by!, outcome: 'open' } : null,
      review: review ?? null,
      sunset: sunset ?? null,
      variations: [],
      contests: [],
      standDowns: [],
      ended: null,
    };
  },

  admit(state, said) {
    const [announcer] = state.sides;
    switch (said.type) {
      case 'measure.vary':
        return said.party === announcer
          ? admitVariation(state, said)
          : refuse('measure.not_announcer', said, `${announcer} announced it`);
      case 'measure.contest':
        return said.party === announcer ? refuse('measure.announcer', said, `${announcer} announced it`) : undefined;
      default: {
        const { satisfaction } = said.body as Body<'measure.stand-down'>;
        if (!state.sides.includes(satisfaction)) {
          return refuse('measure.satisfaction', said, `${satisfaction} is not ${state.sides.join(' or ')}`);
        }
        return ended(state, said);
      }
    }
  },

  fold(state, said, facts) {
    const { id, party, index, body } = said;
    switch (said.type) {
      case 'measure.vary': {
        const { state: variation, sunset } = body as Body<'measure.vary'>;
        const stage = stageAfter(state.stage, variation);
        const { serviceDays } = termsAt(facts.house, said.key, said.iat).terms;
        return {
          ...state,
          stage,
          threat: state.threat && { ...state.threat, outcome: outcomeAfter(state.threat.outcome, variation) },
          sunset: sunset ?? state.sunset,
          variations: [...state.variations, { id, index, body }],
          ended:
            variationsOf(stage).length > 0
              ? null
              : { id, index, servedAt: servedAt(facts, party, index, state.sides[1], serviceDays) },
        };
      }
      case 'measure.contest':
        return { ...state, contests: [...state.contests, { id, index, body }] };
      default: {
        const from = { key: said.key, iat: said.iat };
        return { ...state, standDowns: [...state.standDowns, { id, party, index, from, inForceAt: null, body }] };
      }
    }
  },

  deadlines: deadlinesOf,

  settle(state) {
    const inForceAt = new Map(state.proposals.map((proposal) => [proposal.id, proposal.inForceAt]));
    return {
      ...state,
      standDowns: state.standDowns.map((one) => ({ ...one, inForceAt: inForceAt.get(one.id) ?? null })),
    };
  },

  standing: standingOf,
  refers: refersOf,
  oblige,
};

/** As it stands; of a threat that was never carried out, averted or not-taken. */
function standingOf({ stage, threat, ended: end, measure }: MeasureState): Standing {
  const averted = threat?.outcome === 'averted' || threat?.outcome === 'not-taken';
  const category = (measure as Body<'measure.announce'>).kind;
  return { standing: averted ? threat.outcome : stage, open: end === null, category };
}

function refersOf({ measure, contests, standDowns }: MeasureState): string[] {
  const body = measure as Body<'measure.announce'>;
  const { cases = [], requests = [], commitments = [], exhibits = [], condition } = body;
  return [
    ...cases,
    ...requests,
    ...commitments.flatMap((one) => ('commitment' in one ? [one.commitment] : [])),
    ...exhibits,
    ...(condition === undefined ? [] : Object.values(condition)),
    ...contests.flatMap((contest) => (contest.body as Body<'measure.contest'>).exhibits ?? []),
    ...standDowns.flatMap((one) => Object.values((one.body as Body<'measure.stand-down'>).when)),
  ];
}

function ended(state: MeasureState, said: Said): Refusal | undefined {
  return state.ended === null
    ? undefined
    : refuse('measure.ended', said, `${state.ended.id} ended it as ${state.stage}`);
}

function admitVariation(state: MeasureState, said: Said): Refusal | undefined {
  const { state: variation, from, sunset } = said.body as Body<'measure.vary'>;
  const after = ended(state, said);
  if (after !== undefined) return after;
  const allowed = variationsOf(state.stage);
  if (!allowed.includes(variation)) {
    return refuse(
      'measure.transition',
      said,
      `it is ${state.stage}, expected ${allowed.join(' or ')}, not ${variation}`,
    );
  }
  for (const day of [from, sunset]) {
    if (day === undefined) continue;
    if (parseDay(day) === undefined) return refuse('measure.days', said, `there is no day ${day}`);
    if (day < from) return refuse('measure.days', said, `its sunset ${day} is before ${from}`);
  }
  if (variation !== 'extended') return undefined;
  if (sunset === undefined) return refuse('measure.extension', said, 'it names no sunset');
  return state.sunset !== null && sunset <= state.sunset
    ? refuse('measure.extension', said, `its sunset is ${state.sunset} already, and ${sunset} is named`)
    : undefined;
}

const floor = (terms: { floors: { deadlineHours: number } }): number => terms.floors.deadlineHours;

const DAY_SECONDS = 86_400;

// Prior notice gives the right to be heard a time. It is the other side's right and not its duty: who lets it pass has broken nothing and
// conceded nothing, and is still heard later. Hence the name.
function deadlinesOf(state: MeasureState, facts: Facts): Deadline[] {
  const [announcer, other] = state.sides;
  const { state: announced, effective } = state.measure as Body<'measure.announce'>;
  const startsAt = state.acts[0]!.servedAt;
  if (announced !== 'announced' || effective === undefined) return [];
  if (startsAt !== null && parseDay(effective)! * DAY_SECONDS <= startsAt) return [];
  const contest = state.contests[0];
  return [
    runDeadline(
      {
        kind: 'measure',
        for: 'right-to-be-heard',
        of: state.id,
        owedBy: other,
        owedTo: announcer,
        from: state.from,
        allowance: (terms) => terms.allowances.measure.contest,
        floorHours: floor,
        startsAt,
        pauses: [],
        answer: contest === undefined ? null : { id: contest.id, index: contest.index },
        stoppedAt: contest === undefined ? null : coveredAt(facts, other, contest.index),
        voidAt: state.ended?.servedAt ?? null,
      },
      facts,
    ),
  ];
}

// A stand-down in force binds the announcing side to lift once its condition is met. A threat says itself what averts it: met in time, to the
// satisfaction of the side that threatens, it is averted, and is to be taken back; one that was carried out before that was not averted.
function oblige(state: MeasureState, others: Others, facts: Facts): Obligation[] {
  const [announcer] = state.sides;
  const obligations: Obligation[] = [];
  const { condition } = state.measure as Body<'measure.announce'>;
  if (condition !== undefined && state.threat !== null) {
    const { serviceDays } = termsAt(facts.house, state.from.key, state.from.iat).terms;
    const asked = { when: condition, satisfaction: announcer, after: state.openedAt, owedBy: announcer, serviceDays };
    const met = metBy(asked, others, facts);
    if (met !== undefined && met.since !== null && met.since <= state.threat.by) {
      const carriedOut = state.variations.find(({ body }) => body['state'] === 'in-force');
      const carriedOutAt = carriedOut === undefined ? null : coveredAt(facts, announcer, carriedOut.index);
      if (carriedOutAt === null || carriedOutAt >= met.since) {
        obligations.push({ what: 'averted', because: met.because, since: met.since, deadline: null });
      }
      obligations.push(lift(state, state.id, state.from, met, facts));
    }
  }
  for (const { id, from, inForceAt, body } of state.standDowns) {
    if (inForceAt === null) continue;
    const { when, satisfaction } = body as Body<'measure.stand-down'>;
    const { serviceDays } = termsAt(facts.house, from.key, from.iat).terms;
    const asked = { when, satisfaction, after: inForceAt, owedBy: announcer, serviceDays };
    const met = metBy(asked, others, facts);
    if (met !== undefined) obligations.push(lift(state, id, from, met, facts));
  }
  return obligations;
}

// Stopped by the variation that lifts it, whatever reason that one gives; one that has expired has nothing left to lift.
function lift(state: MeasureState, of: string, from: Place, { because, since }: Met, facts: Facts): Obligation {
  const [announcer, other] = state.sides;
  const { ended: end } = state;
  const deadline = runDeadline(
    {
      kind: 'measure',
      for: 'lift',
      of,
      owedBy: announcer,
      owedTo: other,
      from,
      allowance: (terms) => terms.allowances.measure.lift,
      floorHours: floor,
      startsAt: since,
      pauses: [],
      answer: end === null ? null : { id: end.id, index: end.index },
      stoppedAt: end === null ? null : coveredAt(facts, announcer, end.index),
      voidAt: null,
    },
    facts,
  );
  return { what: 'lift', because, since, deadline };
}
