// The codes of the hotline's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const hotlineRefusals = {
  'hotline.addressee': {
    rule: 'The hotline is raised to another party of the accord.',
    remedy: 'Name a party of the accord that is not your own.',
    example: 'A party raises the hotline to a state that has not signed the accord.',
  },
  'hotline.rung': {
    rule: 'Whatever names a rung names one of the accord’s, and an acknowledgement none below the one the item was raised to.',
    remedy: 'Name a rung of the accord, at or above the one the item was raised to.',
    example: 'An item was raised to the senior official on rung 3, and the desk on rung 1 acknowledges it.',
  },
  'hotline.not_addressee': {
    rule: 'Only the party it was raised to acknowledges an item of the hotline and responds to it.',
    remedy: 'Wait for the acknowledgement, give notice, or propose to stand down.',
    example: 'The party that raised a crisis acknowledges it in the other’s place.',
  },
  'hotline.acknowledged': {
    rule: 'An item of the hotline is acknowledged once.',
    remedy: 'Nothing: it is acknowledged; respond to it.',
    example: 'The desk acknowledges an item that the head of the desk has acknowledged.',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof hotlineRefusals>();
