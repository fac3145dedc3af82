// The codes of a statement's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const statementRefusals = {
  'statement.to': {
    rule: 'A statement speaks of the dialogue with another party of the accord.',
    remedy: 'Name a party of the accord that is not your own.',
    example: 'us issues a statement and names us as the other party.',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof statementRefusals>();
