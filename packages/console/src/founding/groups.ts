// The members of an accord in the order people read them.

export type Group = 'parties' | 'times' | 'asked' | 'rhythm' | 'limits' | 'offices' | 'witnesses';

const MEMBERS: readonly [Group, RegExp][] = [
  ['parties', /^parties\./],
  ['times', /^terms\.allowances\./],
  ['asked', /^terms\.required\./],
  ['rhythm', /^terms\.(cadence\.|hotlineRungs|contactsReviewDays|languages)/],
  ['limits', /^(terms|quotas)\./],
  ['offices', /^offices\./],
  ['witnesses', /^(witnesses|quorum)/],
];

/** Title, date and text stand by themselves; whatever else has no group goes with the limits, so nothing is left out. */
const APART = /^(title|dated|text)$/;

export function grouped<Item extends { at: string }>(items: readonly Item[]): [Group, Item[]][] {
  const groups = new Map<Group, Item[]>(MEMBERS.map(([group]) => [group, []]));
  for (const item of items) {
    if (APART.test(item.at)) continue;
    const group = MEMBERS.find(([, members]) => members.test(item.at))?.[0] ?? 'limits';
    groups.get(group)!.push(item);
  }
  return [...groups].filter(([, members]) => members.length > 0);
}
