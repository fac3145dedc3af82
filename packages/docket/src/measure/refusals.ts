// The codes of a measure's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const measureRefusals = {
  'measure.to': {
    rule: 'A measure is announced against another party of the accord.',
    remedy: 'Name a party of the accord that is not your own.',
    example: 'us announces a designation against itself.',
  },
  'measure.days': {
    rule: 'The days of a measure exist, and it is reviewed and ends not before it takes effect.',
    remedy: 'Give days that exist, review and sunset not before the day of effect.',
    example: 'us announces a travel ban with its sunset on 2026-02-30.',
  },
  'measure.not_threatened': {
    rule: 'What averts a measure, and until when, is said of one that is threatened.',
    remedy: 'Announce it as threatened, or propose a stand-down.',
    example: 'us announces a designation as in force, and until when it can be averted.',
  },
  'measure.not_announcer': {
    rule: 'Only the side that announced a measure varies it.',
    remedy: 'Contest it, or propose a stand-down.',
    example: 'cn says that a tariff of us is lifted.',
  },
  'measure.announcer': {
    rule: 'The side a measure is announced against contests it.',
    remedy: 'Vary it, or note what is to be added.',
    example: 'us contests its own designation.',
  },
  'measure.transition': {
    rule: 'What is threatened or announced comes in force, or does not; what is in force is suspended, extended or ends, and what is suspended comes in force again or ends.',
    remedy: 'Say what follows from how the measure stands.',
    example: 'us suspends a measure that it has only threatened.',
  },
  'measure.ended': {
    rule: 'Nothing follows after a measure was lifted or has expired.',
    remedy: 'Announce another measure.',
    example: 'us brings a lifted tariff in force again.',
  },
  'measure.extension': {
    rule: 'A measure is extended to a new sunset, later than the one it had.',
    remedy: 'Name the new sunset.',
    example: 'us extends an asset freeze until the day on which it ends anyway.',
  },
  'measure.satisfaction': {
    rule: 'A stand-down depends on the satisfaction of one of the two sides.',
    remedy: 'Name the side that is to be satisfied.',
    example: 'us proposes to lift a measure against cn to the satisfaction of a third party.',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof measureRefusals>();
