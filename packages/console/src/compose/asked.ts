// What a form asks openly, type by type, in the order in which people think of it; the one table of it. What an act is nothing without is asked
// whether it stands here or not, after what does; all else is folded.

const ASKED: Readonly<Record<string, readonly string[]>> = {
  'officer.appoint': ['name', 'office', 'key'],
  'officer.relieve': ['kid', 'reason'],
  'calendar.publish': ['year', 'nonWorking', 'makeUp', 'offsets'],

  'case.allege': ['title', 'points', 'activity', 'claimant', 'adopted', 'exhibits', 'evidence'],
  'case.acknowledge': ['statement'],
  'case.position': ['stance', 'points', 'statement', 'exhibits'],
  'case.restate': ['reason', 'points', 'evidence'],
  'case.link': ['relation', 'case', 'reason'],
  'case.withdraw': ['reason'],
  'case.close': ['reason'],
  'case.reopen': ['ground', 'reason'],

  'request.make': ['category', 'title', 'asked', 'urgency', 'due'],
  'request.acknowledge': ['expected', 'statement'],
  'request.return': ['missing'],
  'request.complete': ['supplied', 'asked', 'statement'],
  'request.reply': ['outcome', 'ground', 'answer', 'exhibits', 'final'],
  'request.update': ['stage', 'results', 'statement', 'expected'],
  'request.note-silence': ['deadline', 'statement'],
  'request.extend': ['by', 'reason'],
  'request.use-report': ['uses', 'report'],
  'request.supersede': ['by', 'reason'],

  'finding.propose': ['title', 'case', 'points', 'standard', 'text'],
  'finding.record': ['title', 'case', 'points', 'standard', 'text'],
  'measure.announce': ['kind', 'state', 'title', 'text', 'orientation', 'basis'],
  'measure.vary': ['state', 'from', 'reason'],
  'measure.contest': ['grounds', 'objections'],
  'measure.stand-down': ['when', 'text'],
  'commitment.undertake': ['title', 'text', 'elements', 'criteria', 'from', 'until'],
  'commitment.report': ['elements', 'report'],
  'commitment.assess': ['elements', 'reasons'],
  'remedy.claim': ['kind', 'title', 'claim'],
  'remedy.view': ['view', 'reasons'],
  'statement.issue': ['title', 'text', 'occasion', 'speaker'],

  'hotline.raise': ['observed', 'asked', 'about', 'by', 'rung'],
  'hotline.acknowledge': ['readBack', 'persons', 'rung'],
  'hotline.respond': ['answer', 'text'],
  'hotline.stand-down': ['summary'],
  'contact.check': ['statement'],

  'session.convene': ['round', 'from', 'until', 'format', 'level', 'place'],
  'session.agenda': ['items', 'statement'],
  'session.attend': ['level', 'count', 'statement'],
  'session.minutes': ['from', 'until', 'items', 'decisions', 'actions'],
  'session.action': ['state', 'statement'],

  'exhibit.deposit': ['title', 'kind', 'description', 'about'],
  'exhibit.seal': ['title', 'kind', 'description', 'opensOn'],
  'exhibit.disclose': ['reason', 'met'],
  'exhibit.use': ['uses', 'report'],

  note: ['kind', 'text'],
  translate: ['language', 'members', 'translator'],
  correct: ['members', 'reason'],
};

/** The names of what is asked openly, in their order; undefined: the type has no line in the table. */
export function askedOf(type: string): readonly string[] | undefined {
  return ASKED[type];
}

/** Types that have a line. */
export const askedTypes: readonly string[] = Object.keys(ASKED);
