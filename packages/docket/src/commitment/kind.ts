// A commitment: what a party undertook, judged by what was fixed when it was undertaken. What the obligor claims, what each side makes of it,
// and what both say together are three lists that nothing here turns into one another; no number is made of them.

import type { JsonObject } from '@parley/record/json';
import type { Refusal } from '@parley/record/refusal';
import type { z } from 'zod';
import { commitmentActs } from '#commitment/acts';
import { faultOfFrame, reportPeriods, REPORTS_MAX, reportsWithin } from '#commitment/frame';
import { commitmentRefusals, refuse } from '#commitment/refusals';
import { computeDeadline, type Deadline } from '#deadline';
import { calendarsOf, coveredAt, type Facts } from '#facts';
import type { Kind, Said, Standing, SubjectState } from '#kind';
import { termsAt } from '#roster';

type Body<Type extends keyof typeof commitmentActs> = z.infer<(typeof commitmentActs)[Type]['body']>;

export type CommitmentBody = Body<'commitment.undertake'>;

export type AssessmentBody = Body<'commitment.assess'>;

type Assessed = AssessmentBody['elements'][number];

/** A party's verdict on an element; `by`: the act that gave it. */
export type Verdict = Assessed & { party: string; by: string };

/** A verdict of both; `by`: the act that proposed it; `since`: when the endorsement was provable. */
export type JointVerdict = Assessed & { by: string; since: number };

export type CommitmentState = SubjectState & {
  kind: 'commitment';
  /** place of the opening act, by which terms are found */
  from: { key: string; iat: number };
  commitment: JsonObject;
  /** it binds both once it is endorsed; a pledge binds who made it, from the start */
  mutual: boolean;
  reports: { id: string; party: string; index: number; body: JsonObject }[];
  /** each obligor's last claim of each element; `by`: that report */
  claims: { party: string; no: number; claimed: string; by: string }[];
  /** all that each obligor last said was paid or done so far, in the commitment's unit */
  amounts: { party: string; value: number; by: string }[];
  /** `joint`: proposed as a verdict of both, and nobody's own */
  assessments: { id: string; party: string; index: number; joint: boolean; body: JsonObject }[];
  /** each party's last own verdict on each element */
  verdicts: Verdict[];
  /** the last verdict on each element that both endorsed */
  joint: JointVerdict[];
};

export const commitmentKind: Kind<CommitmentState> = {
  name: 'commitment',
  acts: commitmentActs,
  refusals: commitmentRefusals,

  admitOpening(opening, { house }) {
    const body = opening.body as CommitmentBody;
    if (body.to === opening.party || !house.parties.includes(body.to)) {
      return refuse('commitment.to', opening, `it is undertaken towards ${body.to}`);
    }
    const fault = faultOfFrame(body.from, body.until);
    if (fault !== undefined) return refuse('commitment.frame', opening, fault);
    const unjudged = body.elements.find(({ no }) => body.criteria.every(({ element }) => element !== no));
    if (unjudged !== undefined)
      return refuse('commitment.criteria', opening, `element ${unjudged.no} has no criterion`);
    const loose = body.criteria.find(({ element }) => body.elements.every(({ no }) => no !== element));
    if (loose !== undefined) {
      return refuse(
        'commitment.criteria',
        opening,
        `criterion ${loose.no} judges element ${loose.element}, which is not there`,
      );
    }
    const reports = reportsWithin(body);
    return reports <= REPORTS_MAX
      ? undefined
      : refuse('commitment.reports_many', opening, `${reports} reports would be due, expected at most ${REPORTS_MAX}`);
  },

  sides: (opening) => [opening.party, (opening.body as CommitmentBody).to],

  open(opening, base) {
    return {
      ...base,
      kind: 'commitment',
      from: { key: opening.key, iat: opening.iat },
      commitment: opening.body,
      mutual: opening.body['expires'] !== undefined,
      reports: [],
      claims: [],
      amounts: [],
      assessments: [],
      verdicts: [],
      joint: [],
    };
  },

  admit: (state, said) => (said.type === 'commitment.report' ? admitReport(state, said) : admitAssessment(state, said)),

  fold(state, { type, id, party, index, body }) {
    if (type === 'commitment.report') {
      const { elements, amount } = body as Body<'commitment.report'>;
      let { claims, amounts } = state;
      for (const { no, claimed } of elements) claims = put(claims, { party, no, claimed, by: id });
      if (amount !== undefined) amounts = put(amounts, { party, value: amount, by: id });
      return { ...state, reports: [...state.reports, { id, party, index, body }], claims, amounts };
    }
    const { elements, expires } = body as AssessmentBody;
    const joint = expires !== undefined;
    let { verdicts } = state;
    if (!joint) for (const element of elements) verdicts = put(verdicts, { ...element, party, by: id });
    return { ...state, assessments: [...state.assessments, { id, party, index, joint, body }], verdicts };
  },

  deadlines: deadlinesOf,

  settle(state) {
    let joint: JointVerdict[] = [];
    for (const { id, since, body } of jointAssessments(state)) {
      for (const element of body.elements) joint = put(joint, { ...element, by: id, since });
    }
    return { ...state, joint };
  },

  standing: standingOf,

  refers({ reports, assessments }) {
    return [...reports, ...assessments].flatMap(({ body }) => (body['exhibits'] as string[] | undefined) ?? []);
  },
};

/** The assessments that both endorsed, in the order in which that was provable: of two verdicts on one element the later stands. */
export function jointAssessments(state: CommitmentState): { id: string; since: number; body: AssessmentBody }[] {
  return state.assessments
    .flatMap(({ id, body }) => {
      const since = state.proposals.find((proposal) => proposal.id === id)?.inForceAt ?? null;
      return since === null ? [] : [{ id, since, body: body as AssessmentBody }];
    })
    .toSorted((a, b) => a.since - b.since);
}

/** Whom it binds, as far as is known: both, if it is mutual and in force; nobody, while it is only proposed. */
export function obligorsOf(state: CommitmentState): string[] {
  if (!state.mutual) return [state.sides[0]];
  return inForceAt(state) === null ? [] : [...state.sides];
}

function inForceAt(state: CommitmentState): number | null {
  return state.proposals.find(({ id }) => id === state.id)?.inForceAt ?? null;
}

/**
 * pledged: one side's alone; proposed, declined, withdrawn: one that is to bind both, and does not; agreed: it binds both; fulfilled: both
 * said so of every element.
 */
function standingOf(state: CommitmentState): Standing {
  const { elements } = state.commitment as CommitmentBody;
  const fulfilled = (no: number) => state.joint.some((one) => one.no === no && one.verdict === 'fulfilled');
  if (elements.every(({ no }) => fulfilled(no))) return { standing: 'fulfilled', open: false, category: '-' };
  if (!state.mutual) return { standing: 'pledged', open: true, category: '-' };
  if (inForceAt(state) !== null) return { standing: 'agreed', open: true, category: '-' };
  const proposal = state.proposals.find(({ id }) => id === state.id);
  if (proposal?.withdrawn != null) return { standing: 'withdrawn', open: false, category: '-' };
  if (proposal !== undefined && proposal.declines.length > 0)
    return { standing: 'declined', open: false, category: '-' };
  return { standing: 'proposed', open: true, category: '-' };
}

function admitReport(state: CommitmentState, said: Said): Refusal | undefined {
  const { elements, amount } = said.body as Body<'commitment.report'>;
  if (!state.mutual && said.party !== state.sides[0]) {
    return refuse('commitment.not_obligor', said, `${state.sides[0]} undertook it`);
  }
  if (elements.length === 0 && amount === undefined) {
    return refuse('commitment.reports_nothing', said, 'it claims nothing of any element, and no amount');
  }
  const unknown = unknownElement(state, elements);
  if (unknown !== undefined) return refuse('commitment.element_unknown', said, `there is no element ${unknown}`);
  return amount !== undefined && (state.commitment as CommitmentBody).amount === undefined
    ? refuse('commitment.amount_none', said, `it says ${amount}, and the commitment has no amount`)
    : undefined;
}

function admitAssessment(state: CommitmentState, said: Said): Refusal | undefined {
  const { elements } = said.body as AssessmentBody;
  const unknown = unknownElement(state, elements);
  if (unknown !== undefined) return refuse('commitment.element_unknown', said, `there is no element ${unknown}`);
  const { criteria } = state.commitment as CommitmentBody;
  const wrong = elements.find(
    ({ no, criterion }) => !criteria.some((fixed) => fixed.no === criterion && fixed.element === no),
  );
  return wrong === undefined
    ? undefined
    : refuse('commitment.criterion', said, `criterion ${wrong.criterion} was not fixed for element ${wrong.no}`);
}

function unknownElement(state: CommitmentState, elements: readonly { no: number }[]): number | undefined {
  const known = new Set((state.commitment as CommitmentBody).elements.map(({ no }) => no));
  return elements.find(({ no }) => !known.has(no))?.no;
}

// A report says all there is so far. So it answers for every period that began before it was provable, late where one has ended, and a late
// one counts for the period it comes in.
function deadlinesOf(state: CommitmentState, facts: Facts): Deadline[] {
  const boundAt = state.mutual ? inForceAt(state) : state.acts[0]!.servedAt;
  if (boundAt === null) return [];
  const { floors } = termsAt(facts.house, state.from.key, state.from.iat).terms;
  const periods = reportPeriods(state.commitment as CommitmentBody, boundAt);
  return obligorsOf(state).flatMap((obligor) => {
    const reports = state.reports
      .filter(({ party }) => party === obligor)
      .map(({ id, index }) => ({ id, index, coveredAt: coveredAt(facts, obligor, index) }));
    return periods.map(({ startsAt, until }) => {
      const report = reports.find((one) => one.coveredAt === null || one.coveredAt >= startsAt);
      return computeDeadline(
        {
          kind: 'commitment',
          for: 'report',
          of: state.id,
          owedBy: obligor,
          owedTo: state.sides.find((side) => side !== obligor)!,
          allowance: { until },
          changes: [],
          floorHours: floors.deadlineHours,
          startsAt,
          pauses: [],
          answer: report === undefined ? null : { id: report.id, index: report.index },
          stoppedAt: report?.coveredAt ?? null,
          voidAt: null,
        },
        calendarsOf(facts, obligor),
      );
    });
  });
}

/** The list with what was last said of the same party and number; what is new stands behind. */
function put<Item extends { party?: string; no?: number }>(list: readonly Item[], item: Item): Item[] {
  const at = list.findIndex(({ party, no }) => party === item.party && no === item.no);
  return at === -1 ? [...list, item] : list.with(at, item);
}
