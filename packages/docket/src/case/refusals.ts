// The codes of a case's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const caseRefusals = {
  'case.respondent': {
    rule: 'An allegation is made against another party of the accord.',
    remedy: 'Name a party of the accord that is not your own.',
  },
  'case.not_claimant': {
    rule: 'Only the claimant restates or withdraws its allegation.',
    remedy: 'Take a position, or note what you contest.',
  },
  'case.not_respondent': {
    rule: 'Only the respondent acknowledges an allegation and takes a position on it.',
    remedy: 'Restate the allegation, or note what you contest.',
  },
  'case.acknowledged': {
    rule: 'An allegation is acknowledged once.',
    remedy: 'Nothing: it is acknowledged.',
  },
  'case.point_unknown': {
    rule: 'A position answers points that the allegation or a restatement has.',
    remedy: 'Answer points by the numbers they have.',
  },
  'case.restates_nothing': {
    rule: 'A restatement corrects or adds something.',
    remedy: 'Say in the body what is corrected or new.',
  },
  'case.withdrawn': {
    rule: 'A claimant that has withdrawn its allegation neither restates it nor withdraws it again.',
    remedy: 'Allege anew, and link the cases.',
  },
  'case.self_link': {
    rule: 'A case is linked to another case.',
    remedy: 'Name the other case.',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof caseRefusals>();
