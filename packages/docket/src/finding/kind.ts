// A finding: what a review concluded of a case. Joint once the other side has endorsed that exact text, else one side's own. What a case
// makes of a joint finding is the case's to say: it reads `case` and `jointAt` here.

import type { JsonObject } from '@parley/record/json';
import type { z } from 'zod';
import type { CaseState } from '#case/kind';
import { findingActs } from '#finding/acts';
import { findingRefusals, refuseFinding } from '#finding/refusals';
import type { ActLine, Kind, Obligation, Standing, SubjectState } from '#kind';
import { outcomeOf } from '#session/outcome';

type Body = z.infer<(typeof findingActs)['finding.record']['body']>;

export type FindingStatus = 'separate' | 'proposed' | 'endorsed' | 'joint' | 'declined' | 'withdrawn';

export type FindingState = SubjectState & {
  kind: 'finding';
  /** the case it concludes on, by the act that opened it */
  case: string;
  finding: JsonObject;
  points: { no: number; conclusion: string }[];
  standard: string;
  /** `endorsed`: signed by both, the receipt that puts it in force is not known; `separate`: one side's own, nobody was asked */
  status: FindingStatus;
  /** when it came in force as a joint finding; null: it is none, or none yet */
  jointAt: number | null;
  /** the refusal of the proposed text: its reasons are in that act's words */
  declinedBy: string | null;
  replaces: string | null;
};

export const findingKind: Kind<FindingState> = {
  name: 'finding',
  acts: findingActs,
  refusals: findingRefusals,

  admitOpening(opening, { house }) {
    const { to } = opening.body as Body;
    return to !== opening.party && house.parties.includes(to)
      ? undefined
      : refuseFinding('finding.other_side', opening, `it is addressed to ${to}`);
  },

  sides: (opening) => [opening.party, (opening.body as Body).to],

  open(opening, base) {
    const body = opening.body as Body;
    return {
      ...base,
      kind: 'finding',
      case: body.case,
      finding: opening.body,
      points: body.points,
      standard: body.standard,
      status: opening.type === 'finding.record' ? 'separate' : 'proposed',
      jointAt: null,
      declinedBy: null,
      replaces: body.replaces ?? null,
    };
  },

  // Both of its types open a finding: what is said of one afterwards are joint acts.
  admit: () => undefined,
  fold: (state) => state,
  deadlines: () => [],

  settle(state) {
    const proposal = state.proposals[0];
    if (proposal === undefined) return state;
    const outcome = outcomeOf(proposal);
    return {
      ...state,
      status: outcome === 'open' ? 'proposed' : outcome === 'in-force' ? 'joint' : outcome,
      jointAt: proposal.inForceAt,
      declinedBy: proposal.declines[0]?.id ?? null,
    };
  },

  standing: standingOf,

  refers(state) {
    return [state.case, ...exhibitsOf(state), ...(state.replaces === null ? [] : [state.replaces])];
  },

  /**
   * Facts alone, nothing is owed: `point-unknown-<no>`: the case has no such point; `exhibit-held`: a reason rests on an exhibit that both
   * sides hold, since the registrar's act it names.
   */
  oblige(state, others) {
    const facts: Obligation[] = [];
    const about = others(state.case);
    if (about?.kind === 'case') {
      const known = new Set((about as CaseState).points.map(({ no }) => no));
      for (const { no } of state.points) {
        if (!known.has(no)) {
          facts.push({
            what: `point-unknown-${no}`,
            because: about.id,
            since: about.acts[0]!.servedAt,
            deadline: null,
          });
        }
      }
    }
    for (const id of exhibitsOf(state)) {
      const exhibit = others(id);
      const held = exhibit?.kind === 'exhibit' ? heldByBoth(exhibit, state.sides) : undefined;
      if (held !== undefined) {
        facts.push({ what: 'exhibit-held', because: held.id, since: held.servedAt, deadline: null });
      }
    }
    return facts;
  },
};

function standingOf({ status }: FindingState): Standing {
  return { standing: status, open: status === 'proposed' || status === 'endorsed', category: '-' };
}

/** Each exhibit that a reason rests on, once. */
function exhibitsOf(state: FindingState): string[] {
  const { reasons } = state.finding as Body;
  return [...new Set((reasons ?? []).flatMap(({ exhibits }) => exhibits ?? []))];
}

// Who opened an exhibit holds it; the other side does once its registrar has said so.
function heldByBoth(exhibit: SubjectState, sides: readonly string[]): ActLine | undefined {
  const [author, other] = exhibit.sides;
  if (!sides.includes(author) || !sides.includes(other)) return undefined;
  return exhibit.acts.find(({ type, party }) => type === 'exhibit.held' && party === other);
}
