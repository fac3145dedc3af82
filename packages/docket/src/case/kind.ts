// A case: one allegation, the points it makes, and the respondent's positions on them. Acknowledged is not accepted, and a position is
// never read as more than it says: nothing here turns one into another. How a case ends is closing.ts.

import type { JsonObject } from '@parley/record/json';
import type { z } from 'zod';
import { caseActs } from '#case/acts';
import {
  closedAtOf,
  closedByFinding,
  closingsInForce,
  interruptionsOf,
  withdrawalOf,
  type Closing,
  type Reopening,
  type Withdrawal,
} from '#case/closing';
import { caseRefusals, refuse } from '#case/refusals';
import type { Deadline } from '#deadline';
import { coveredAt, servedAt, type Facts } from '#facts';
import type { Kind, Said, SubjectState } from '#kind';
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
  /** who first made the claim, by the allegation or its last restatement that says so, and whether the party made it its own */
  claimant: string;
  adopted: boolean;
  points: CasePoint[];
  acknowledged: { id: string; index: number; desk: string | null } | null;
  /** the first act of the respondent that acknowledges, by itself or by taking a position */
  heard: { id: string; index: number } | null;
  positions: { id: string; index: number; body: JsonObject }[];
  /** the last stance; null: none was taken */
  stance: string | null;
  restatements: { id: string; body: JsonObject }[];
  links: { id: string; party: string; relation: string; case: string }[];
  /** the withdrawal that stands; null: none, or it was reopened */
  withdrawn: Withdrawal | null;
  withdrawals: Withdrawal[];
  closings: Closing[];
  reopenings: Reopening[];
  /** since when it is closed by what both sides signed; a finding that closes it is an obligation */
  closedAt: number | null;
  /** neither withdrawn nor so closed */
  open: boolean;
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
      claimant: body.claimant,
      adopted: body.adopted === true,
      points: body.points.map(({ no, kind }) => ({ no, kind, from: opening.id, view: 'unanswered', by: null })),
      acknowledged: null,
      heard: null,
      positions: [],
      stance: null,
      restatements: [],
      links: (body.links ?? []).map((link) => ({ id: opening.id, party: opening.party, ...link })),
      withdrawn: null,
      withdrawals: [],
      closings: [],
      reopenings: [],
      closedAt: null,
      open: true,
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
      case 'case.reopen': {
        const { of } = said.body as Body<'case.reopen'>;
        return [...state.closings, ...state.withdrawals].some(({ id }) => id === of)
          ? undefined
          : refuse('case.not_closed', said, `${of} neither closes nor withdraws it`);
      }
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
      case 'case.restate': {
        const { claimant, adopted } = body as Body<'case.restate'>;
        return {
          ...state,
          claimant: claimant ?? state.claimant,
          adopted: adopted ?? state.adopted,
          restatements: [...state.restatements, { id, body }],
          points: restated(state.points, body, id),
        };
      }
      case 'case.link': {
        const link = body as Body<'case.link'>;
        return { ...state, links: [...state.links, { id, party: said.party, ...link }] };
      }
      case 'case.withdraw': {
        const { reason } = body as Body<'case.withdraw'>;
        const withdrawn = { id, index, reason, servedAt: servedOnOther(state, said, facts) };
        return { ...state, withdrawn, withdrawals: [...state.withdrawals, withdrawn] };
      }
      case 'case.close': {
        const { reason, finding } = body as Body<'case.close'>;
        const closing = { id, party: said.party, index, reason, finding: finding ?? null, at: null };
        return { ...state, closings: [...state.closings, closing] };
      }
      case 'case.reopen': {
        const { of, ground, finding, exhibits } = body as Body<'case.reopen'>;
        const reopening: Reopening = {
          id,
          party: said.party,
          index,
          of,
          ground,
          finding: finding ?? null,
          exhibits: exhibits ?? [],
          at: servedOnOther(state, said, facts),
        };
        const next = { ...state, reopenings: [...state.reopenings, reopening] };
        return { ...next, withdrawn: withdrawalOf(next) };
      }
      default:
        return state;
    }
  },

  deadlines(state, facts) {
    const [claimant, respondent] = state.sides;
    const opening = state.acts[0]!;
    const { voidAt, pauses } = interruptionsOf(state);
    const owed = {
      kind: 'case',
      of: state.id,
      owedBy: respondent,
      owedTo: claimant,
      from: state.from,
      pauses,
      floorHours: floor,
      voidAt,
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

  settle(state) {
    const closings = closingsInForce(state);
    const closedAt = closedAtOf(state);
    return { ...state, closings, closedAt, open: state.withdrawn === null && closedAt === null };
  },

  standing({ stance, open, obligations }) {
    const closed = obligations.some(({ what, since }) => what === 'closed' && since !== null);
    return { standing: stance ?? 'none', open: open && !closed, category: '-' };
  },

  refers(state) {
    const { exhibits, engages } = state.allegation as Body<'case.allege'>;
    return [
      ...state.links.map((link) => link.case),
      ...(Array.isArray(engages) ? engages.flatMap((one) => ('commitment' in one ? [one.commitment] : [])) : []),
      ...(exhibits ?? []),
      ...state.positions.flatMap(({ body }) => {
        const position = body as Body<'case.position'>;
        return [...(position.exhibits ?? []), ...(position.counter === undefined ? [] : [position.counter])];
      }),
      ...state.restatements.flatMap(({ body }) => (body as Body<'case.restate'>).exhibits ?? []),
      ...[...state.closings, ...state.reopenings].flatMap(({ finding }) => finding ?? []),
      ...state.reopenings.flatMap((one) => one.exhibits),
    ];
  },

  oblige: closedByFinding,
};

// When an act reached the other side, or counts as served on it.
function servedOnOther({ sides }: CaseState, { party, index, key, iat }: Said, facts: Facts): number | null {
  const { serviceDays } = termsAt(facts.house, key, iat).terms;
  return servedAt(facts, party, index, sides[0] === party ? sides[1] : sides[0], serviceDays);
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
