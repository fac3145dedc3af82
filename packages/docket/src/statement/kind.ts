// A public statement, word for word, so that any quotation can be checked against it. It is its issuer's alone until the other side has
// endorsed that exact text; one that was declined or withdrawn stays what it was, said by one side.

import type { JsonObject } from '@parley/record/json';
import type { z } from 'zod';
import type { Kind, Standing, SubjectState } from '#kind';
import { statementActs } from '#statement/acts';
import { refuse, statementRefusals } from '#statement/refusals';

type Body = z.infer<(typeof statementActs)['statement.issue']['body']>;

export type StatementState = SubjectState & {
  kind: 'statement';
  /** place of the opening act, by which terms are found */
  from: { key: string; iat: number };
  statement: JsonObject;
};

export const statementKind: Kind<StatementState> = {
  name: 'statement',
  acts: statementActs,
  refusals: statementRefusals,

  admitOpening(opening, { house }) {
    const { to } = opening.body as Body;
    return to !== opening.party && house.parties.includes(to)
      ? undefined
      : refuse('statement.to', opening, `the other party is ${to}`);
  },

  sides: (opening) => [opening.party, (opening.body as Body).to],

  open(opening, base) {
    return {
      ...base,
      kind: 'statement',
      from: { key: opening.key, iat: opening.iat },
      statement: opening.body,
    };
  },

  // Nothing but the opening belongs to the kind: what else is said of a statement is joint, or about its words.
  admit: () => undefined,
  fold: (state) => state,
  deadlines: () => [],

  standing: standingOf,
  refers: ({ statement }) => ((statement as Body).about ?? []).flatMap((about) => Object.values(about)),
};

/** single: one side says it; proposed: the other side is asked to make it joint; joint: both say it. */
function standingOf({ statement, proposals }: StatementState): Standing {
  const category = (statement as Body).occasion;
  const proposal = proposals[0];
  if (proposal?.inForceAt != null) return { standing: 'joint', open: false, category };
  return proposal !== undefined && proposal.declines.length === 0 && proposal.withdrawn === null
    ? { standing: 'proposed', open: true, category }
    : { standing: 'single', open: false, category };
}
