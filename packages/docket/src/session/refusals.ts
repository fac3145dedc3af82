// The codes of a session's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const sessionRefusals = {
  'session.other_side': {
    rule: 'A session is convened with another party of the accord, and every further date is proposed to that side.',
    remedy: 'Name the other side of the session.',
    example: 'hearing session.convene at us 12: it is convened with us',
  },
  'session.days': {
    rule: 'Days of a session, and days by which something is due, exist; it ends on the day it begins or later.',
    remedy: 'Give days of the calendar, the first not after the last.',
    example: 'hearing session.convene at us 12: it lasts from 2026-03-02 until 2026-02-30',
  },
  'session.counters': {
    rule: 'A counter-proposal names a proposal of the other side, of the same type, in the same session, and is a proposal itself.',
    remedy: 'Name the proposal that is countered, or propose without naming one.',
    example: 'hearing session.minutes at cn 9: the other side has proposed no such text',
  },
  'session.item_not_declined': {
    rule: 'Without the other side a party puts on the agenda only items of a proposal of its own that was declined, as they stood in it.',
    remedy: 'Propose the item, and put it there once it was declined.',
    example: 'hearing session.agenda at us 14: item 3 was in no declined proposal of us',
  },
  'session.item_unknown': {
    rule: 'An account is of an item of an agenda that both sides have signed, or that one side put there by itself, or of the whole.',
    remedy: 'Name an item by its number on the agenda, or none.',
    example: 'hearing session.record at cn 11: no agenda has an item 7',
  },
  'session.speaker': {
    rule: 'Who is said to have spoken is a party of the accord.',
    remedy: 'Name a party of the accord, or none.',
    example: 'hearing session.record at cn 11: the speaker is ru',
  },
  'session.owner': {
    rule: 'An action of the minutes is owned by one of the two sides.',
    remedy: 'Name one of the two sides as its owner.',
    example: 'hearing session.minutes at us 15: action 2 is owned by ru',
  },
  'session.action_unknown': {
    rule: 'What is reported is an action of minutes of this session.',
    remedy: 'Name the minutes by their act id, and the action by its number in them.',
    example: 'hearing session.action at us 17: those minutes have no action 4',
  },
  'session.minutes_not_joint': {
    rule: 'Only actions of minutes that both sides have signed are reported on.',
    remedy: 'Wait for the endorsement of the minutes.',
    example: 'hearing session.action at us 17: the other side has not endorsed those minutes',
  },
  'session.not_owner': {
    rule: 'The owner of an action alone says how it stands.',
    remedy: 'Note on the minutes or on the report what you contest.',
    example: 'hearing session.action at us 17: action 1 is owned by cn',
  },
  'session.action_done': {
    rule: 'An action that its owner has reported done is not reported on again.',
    remedy: 'Note on the report what has changed, or agree on another action.',
    example: 'hearing session.action at us 18: action 1 was reported done',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof sessionRefusals>();
