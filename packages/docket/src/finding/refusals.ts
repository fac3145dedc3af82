// The codes of a finding's refusals, and of a matrix of hypotheses, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const findingRefusals = {
  'finding.other_side': {
    rule: 'A finding is proposed or recorded to another party of the accord.',
    remedy: 'Name a party of the accord that is not your own.',
    example: 'hearing finding.propose at us 12: it is addressed to us',
  },
} as const satisfies Record<string, Rule>;

export const hypothesesRefusals = {
  'hypotheses.opening': {
    rule: 'The ratings that open a matrix name its case and the other side, another party of the accord.',
    remedy: 'Name the case and a party of the accord that is not your own, or the matrix that is open already.',
    example: 'hearing hypotheses.rate at us 12: it opens a matrix and names no case',
  },
  'hypotheses.elsewhere': {
    rule: 'Ratings that join a matrix are of its case and to its other side, if they name either.',
    remedy: 'Leave both out, or open a matrix for the other case.',
    example: 'hearing hypotheses.rate at cn 9: the matrix is between us and cn, and it names ru',
  },
  'hypotheses.kind_changed': {
    rule: 'A hypothesis keeps the kind it was added with.',
    remedy: 'Add the hypothesis under a new number.',
    example: 'hearing hypotheses.rate at cn 9: hypothesis 2 is insider, and it says criminal',
  },
  'hypotheses.unknown': {
    rule: 'What is rated is a hypothesis of the matrix, or one that the act adds.',
    remedy: 'Add the hypothesis in the same act, or rate one by the number it has.',
    example: 'hearing hypotheses.rate at cn 9: there is no hypothesis 7',
  },
  'hypotheses.rated_twice': {
    rule: 'One act rates a hypothesis against an exhibit once.',
    remedy: 'Keep one of the two ratings.',
    example: 'hearing hypotheses.rate at cn 9: it rates hypothesis 2 twice against one exhibit',
  },
  'hypotheses.nothing': {
    rule: 'An act on a matrix adds a hypothesis or rates one.',
    remedy: 'Add or rate something, or note on the matrix what you want to say.',
    example: 'hearing hypotheses.rate at cn 9: it adds and rates nothing',
  },
} as const satisfies Record<string, Rule>;

export const refuseFinding = refuser<typeof findingRefusals>();
export const refuseHypotheses = refuser<typeof hypothesesRefusals>();
