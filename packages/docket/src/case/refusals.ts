// The codes of a case's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const caseRefusals = {
  'case.respondent': {
    rule: 'An allegation is made against another party of the accord.',
    remedy: 'Name a party of the accord that is not your own.',
    example: 'The allegation names the party that files it as the respondent.',
  },
  'case.not_claimant': {
    rule: 'Only the claimant restates or withdraws its allegation.',
    remedy: 'Take a position, or note what you contest.',
    example: 'The respondent files a withdrawal of the allegation made against it.',
  },
  'case.not_respondent': {
    rule: 'Only the respondent acknowledges an allegation and takes a position on it.',
    remedy: 'Restate the allegation, or note what you contest.',
    example: 'The claimant files a position on its own allegation.',
  },
  'case.acknowledged': {
    rule: 'An allegation is acknowledged once.',
    remedy: 'Nothing: it is acknowledged.',
    example: 'A second officer of the respondent acknowledges what the first has acknowledged.',
  },
  'case.point_unknown': {
    rule: 'A position answers points that the allegation or a restatement has.',
    remedy: 'Answer points by the numbers they have.',
    example: 'The position contests point 7 of an allegation that has three.',
  },
  'case.restates_nothing': {
    rule: 'A restatement corrects or adds something.',
    remedy: 'Say in the body what is corrected or new.',
    example: 'The restatement has a marking and nothing else.',
  },
  'case.withdrawn': {
    rule: 'A claimant that has withdrawn its allegation neither restates it nor withdraws it again, unless the case was reopened.',
    remedy: 'Reopen the case, or allege anew and link the cases.',
    example: 'The claimant adds a point to an allegation that it withdrew.',
  },
  'case.not_closed': {
    rule: 'What is reopened was closed or withdrawn by the act that is named.',
    remedy: 'Name the act of this case that closes or withdraws it.',
    example: 'The reopening names the last position.',
  },
  'case.self_link': {
    rule: 'A case is linked to another case.',
    remedy: 'Name the other case.',
    example: 'The link names the case that it is filed on.',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof caseRefusals>();
