// The codes of a commitment's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const commitmentRefusals = {
  'commitment.to': {
    rule: 'A commitment is undertaken towards another party of the accord.',
    remedy: 'Name a party of the accord that is not your own.',
    example: 'cn undertakes something towards itself.',
  },
  'commitment.frame': {
    rule: 'The time frame has two days that exist, the first not after the last.',
    remedy: 'Give the days from which and until which it holds.',
    example: 'cn undertakes something from 2026-02-30.',
  },
  'commitment.criteria': {
    rule: 'Every criterion judges an element that is there, and every element has a criterion, when the commitment is undertaken.',
    remedy: 'Give each element at least one criterion, and each criterion the number of an element.',
    example: 'cn undertakes elements 1 and 2, and no criterion says by what element 2 will be judged.',
  },
  'commitment.reports_many': {
    rule: 'At most 200 reports are due within one time frame.',
    remedy: 'Ask for reports less often, or undertake it for a shorter time.',
    example: 'cn undertakes something for ten years, with a report due every day.',
  },
  'commitment.not_obligor': {
    rule: 'Who undertook a commitment reports on it; on one that binds both, each reports on its own part.',
    remedy: 'Assess the elements, or note something on the report.',
    example: 'us reports on a pledge of cn.',
  },
  'commitment.reports_nothing': {
    rule: 'A report claims something of an element, or says an amount.',
    remedy: 'Say of an element how far it is claimed to be, or how much was paid or done so far.',
    example: 'cn reports, and names neither an element nor an amount.',
  },
  'commitment.element_unknown': {
    rule: 'Reports and assessments speak of elements that the commitment has.',
    remedy: 'Use the numbers of the elements.',
    example: 'cn reports on element 4 of a commitment that has three.',
  },
  'commitment.amount_none': {
    rule: 'An amount is reported only where the commitment has one, and in its unit.',
    remedy: 'Report without an amount, or undertake a commitment that has one.',
    example: 'cn reports 5000000 on a commitment without an amount.',
  },
  'commitment.criterion': {
    rule: 'An element is judged by one of the criteria that were fixed for it when the commitment was undertaken.',
    remedy: 'Name a criterion of that element, or say that it cannot be assessed by it.',
    example: 'us assesses element 1 by criterion 3, which judges element 2.',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof commitmentRefusals>();
