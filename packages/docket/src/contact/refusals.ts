// The codes of a communication check's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const contactRefusals = {
  'contact.addressee': {
    rule: 'A communication check is sent to another party of the accord.',
    remedy: 'Name a party of the accord that is not your own.',
    example: 'A party sends a check to itself.',
  },
  'contact.not_addressee': {
    rule: 'Only the party that is checked answers.',
    remedy: 'Wait for the answer, or send a check of your own.',
    example: 'A party answers the check that it sent.',
  },
  'contact.nonce': {
    rule: 'An answer repeats the nonce of the check.',
    remedy: 'Answer with the nonce as it was sent.',
    example: 'A party answers November’s check with the nonce of August’s.',
  },
  'contact.answered': {
    rule: 'A check is answered once.',
    remedy: 'Nothing: it is answered.',
    example: 'A party answers the same check on Monday and again on Tuesday.',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof contactRefusals>();
