// A case: one allegation, the points it makes, and the respondent's positions on them. Acknowledged is not accepted, and a position is
// never read as more than it says: nothing here turns one into another.

import type { JsonObject } from '@parley/record/json';
import type { z } from 'zod';
import { caseActs } from '#case/acts';
import { caseRefusals, refuse } from '#case/refusals';
import type { Deadline } from '#deadline';
import { coveredAt, servedAt, type Facts } from '#facts';
import type { Kind, Standing, SubjectState } from '#kind';
import { termsAt } from '#roster';
import { runDeadline } from '#running';

type Body<Type extends keyof typeof caseActs> = z.infer<(typeof caseActs)[Type]['body']>;

/** `view`: of the respondent's last position that speaks of the point; `by`: that act. `from`: the act that made or last corrected it. */
export type CasePoint = {
  no: number;
  kind: string;
  from: string;
  view: 'agreed' | 'contested' | 'cannot-say' | 'unanswered';
  by: string | null;
};

export type CaseState = SubjectState & {
  kind: 'case';
  /** place of the opening act, by which terms are found */
  from: { key: string; iat: number };
  allegation: JsonObject;
  points: CasePoint[];
  acknowledged: { id: string; index: number; desk: string | null } | null;
  /** the first act of the respondent that acknowledges, by itself or by taking a position */
  heard: { id: string; index: number } | null;
  positions: { id: string; index: number; body: JsonObject }[];
  /** the last stance; null: none was taken */
  stance: string | null;
  restatements: { id: string; body: JsonObject }[];
  links: { id: string; party: string; relation: string; case: string }[];
  withdrawn: { id: string; index: number; reason: string; servedAt: number | null } | null;
};

const VIEWS = { agree: 'agreed', contest: 'contested', 'cannot-say': 'cannot-say' } as const;

export const caseKind: Kind<CaseState> = {
  name: 'case',
  acts: caseActs,
  refusals: caseRefusals,

  admitOpening(opening, { house }) {
    const { respondent } = opening.body as Body<'case.allege'>;
    return respondent !== opening.party && house.parties.includes(respondent)
      ? undefined
      : refuse('case.respondent', opening, `the respondent is ${respondent}`);
  },

  open(opening, base) {
    const body = opening.body as Body<'case.allege'>;
    return {
      ...base,
      kind: 'case',
      from: { key: opening.key, iat: opening.iat },
      allegation: opening.body,
      points: body.points.map(({ no, kind }) => ({ no, kind, from: opening.id, view: 'unanswered', by: null })),
      acknowledged: null,
      heard: null,
      positions: [],
      stance: null,
      restatements: [],
      links: (body.links ?? []).map((link) => ({ id: opening.id, party: opening.party, ...link })),
      withdrawn: null,
    };
  },

  sides: (opening) => [opening.party, (opening.body as Body<'case.allege'>).respondent],

  admit(state, said) {
    const [claimant, respondent] = state.sides;
    switch (said.type) {
      case 'case.acknowledge':
        if (said.party !== respondent)
          return refuse('case.not_respondent', said, `${said.party} is not the respondent`);
        return state.acknowledged === null
          ? undefined
          : refuse('case.acknowledged', said, `${state.acknowledged.id} acknowledged it`);
      case 'case.position': {
        if (said.party !== respondent)
          return refuse('case.not_respondent', said, `${said.party} is not the respondent`);
        const points = (said.body as Body<'case.position'>).points ?? [];
        const known = new Set(state.points.map(({ no }) => no));
        const unknown = points.find(({ no }) => !known.has(no));
        return unknown === undefined
          ? undefined
          : refuse('case.point_unknown', said, `there is no point ${unknown.no}`);
      }
      case 'case.restate':
        if (said.party !== claimant) return refuse('case.not_claimant', said, `${said.party} is not the claimant`);
        if (state.withdrawn !== null) return refuse('case.withdrawn', said, `${state.withdrawn.id} withdrew it`);
        return Object.keys(said.body).some((member) => member !== 'said' && member !== 'marking')
          ? undefined
          : refuse('case.restates_nothing', said, 'the body corrects and adds nothing');
      case 'case.withdraw':
        if (said.party !== claimant) return refuse('case.not_claimant', said, `${said.party} is not the claimant`);
        return state.withdrawn === null
          ? undefined
          : refuse('case.withdrawn', said, `${state.withdrawn.id} withdrew it`);
      case 'case.link':
        return said.body['case'] === state.id ? refuse('case.self_link', said, 'it names its own case') : undefined;
      default:
        return undefined;
    }
  },

  fold(state, said, facts) {
    const { id, index, body } = said;
    switch (said.type) {
      case 'case.acknowledge':
        return {
          ...state,
          acknowledged: { id, index, desk: (body as Body<'case.acknowledge'>).desk ?? null },
          heard: state.heard ?? { id, index },
        };
      case 'case.position': {
        const { stance, points } = body as Body<'case.position'>;
        const views = new Map((points ?? []).map(({ no, view }) => [no, view]));
        return {
          ...state,
          heard: state.heard ?? { id, index },
          positions: [...state.positions, { id, index, body }],
          stance,
          points: state.points.map((point) => {
            const view = views.get(point.no);
            return view === undefined ? point : { ...point, view: VIEWS[view], by: id };
          }),
        };
      }
      case 'case.restate':
        return {
          ...state,
          restatements: [...state.restatements, { id, body }],
          points: restated(state.points, body, id),
        };
      case 'case.link': {
        const link = body as Body<'case.link'>;
        return { ...state, links: [...state.links, { id, party: said.party, ...link }] };
      }
      case 'case.withdraw': {
        const { serviceDays } = termsAt(facts.house, said.key, said.iat).terms;
        const served = servedAt(facts, said.party, index, state.sides[1], serviceDays);
        return { ...state, withdrawn: { id, index, reason: (body as Body<'case.withdraw'>).reason, servedAt: served } };
      }
      default:
        return state;
    }
  },

  deadlines(state, facts) {
    const [claimant, respondent] = state.sides;
    const opening = state.acts[0]!;
    const owed = {
      kind: 'case',
      of: state.id,
      owedBy: respondent,
      owedTo: claimant,
      from: state.from,
      pauses: [],
      floorHours: floor,
      voidAt: state.withdrawn?.servedAt ?? null,
    };
    const acknowledge = runDeadline(
      {
        ...owed,
        for: 'acknowledge',
        allowance: (terms) => terms.allowances.case.acknowledge,
        startsAt: opening.servedAt,
        answer: state.heard,
        stoppedAt: stopOf(state.heard, respondent, facts),
      },
      facts,
    );
    const position = state.positions[0];
    const answer = position === undefined ? null : { id: position.id, index: position.index };
    return [
      acknowledge,
      runDeadline(
        {
          ...owed,
          for: 'position',
          allowance: (terms) => terms.allowances.case.position,
          startsAt: whenHeard(acknowledge),
          answer,
          stoppedAt: stopOf(answer, respondent, facts),
        },
        facts,
      ),
    ];
  },

  standing: standingOf,
  refers: (state) => state.links.map((link) => link.case),
};

function standingOf({ stance, withdrawn }: CaseState): Standing {
  return { standing: stance ?? 'none', open: withdrawn === null, category: '-' };
}

const floor = (terms: { floors: { deadlineHours: number } }): number => terms.floors.deadlineHours;

// A position is owed from the acknowledgement, or from when the acknowledgement was due, if that is first.
function whenHeard({ stoppedAt, dueAt }: Deadline): number | null {
  if (stoppedAt === null || dueAt === null) return stoppedAt ?? dueAt;
  return Math.min(stoppedAt, dueAt);
}

function stopOf(answer: { index: number } | null, party: string, facts: Facts): number | null {
  return answer === null ? null : coveredAt(facts, party, answer.index);
}

// A number in use corrects its point, which keeps its answer; any other adds one, unanswered.
function restated(points: CasePoint[], body: JsonObject, id: string): CasePoint[] {
  const changed = (body as Body<'case.restate'>).points ?? [];
  const kinds = new Map(changed.map(({ no, kind }) => [no, kind]));
  const kept = points.map((point) => {
    const kind = kinds.get(point.no);
    return kind === undefined ? point : { ...point, kind, from: id };
  });
  const known = new Set(points.map(({ no }) => no));
  const added = changed.filter(({ no }) => !known.has(no));
  return [...kept, ...added.map(({ no, kind }): CasePoint => ({ no, kind, from: id, view: 'unanswered', by: null }))];
}
