// The codes of a remedy's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const remedyRefusals = {
  'remedy.to': {
    rule: 'A remedy is claimed towards another party of the accord.',
    remedy: 'Name a party of the accord that is not your own.',
    example: 'cn claims an arrest and names itself as the other side.',
  },
  'remedy.own': {
    rule: 'Only the side that a remedy is claimed towards says what it makes of it.',
    remedy: 'Wait for its view, or note on the claim what is to be added.',
    example: 'cn claims an arrest and views it as accepted itself.',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof remedyRefusals>();
