// What the docket's list is asked, as it stands in the address: whoever has the address sees the same list.

import { STANCES } from '@parley/docket/case/stance';

/** From the least protection to the most. */
export const MARKINGS: readonly string[] = ['clear', 'green', 'amber', 'amber-strict', 'red'];

export const SORTS = ['-opened', 'opened', 'due', '-due'] as const;
export const DUES = ['overdue', 'week', 'month'] as const;

export type Sort = (typeof SORTS)[number];
export type Due = (typeof DUES)[number];

/** What is absent is not asked for. */
export type Search = {
  q?: string;
  by?: string;
  stance?: string;
  open?: 'true' | 'false';
  due?: Due;
  /** Of the highest marked act. */
  marking?: string;
  sort?: Sort;
};

/** How a case may stand: `none` while there is no position. */
export const STANDINGS: readonly string[] = ['none', ...STANCES];

const SEARCH_CHARACTERS_MAX = 200;

const DAY_SECONDS = 86_400;
const WITHIN: Record<Due, number> = { overdue: 0, week: 7 * DAY_SECONDS, month: 30 * DAY_SECONDS };

/** So that a list is not read again with every second. */
const ROUND_SECONDS = 60;

/** Whatever stands in an address, as far as it is in order; the rest is left out. */
export function parseSearch(search: Record<string, unknown>): Search {
  const { q, by, stance, open, due, marking, sort } = search;
  // The router reads what looks like a number as one.
  const words = (typeof q === 'string' ? q : typeof q === 'number' ? String(q) : '').slice(0, SEARCH_CHARACTERS_MAX);
  const opened = open === true ? 'true' : open === false ? 'false' : open;
  return {
    ...(words.trim() !== '' && { q: words }),
    ...(typeof by === 'string' && /^[a-z0-9-]{1,16}$/.test(by) && { by }),
    ...(STANDINGS.includes(stance as string) && { stance: stance as string }),
    ...((opened === 'true' || opened === 'false') && { open: opened }),
    ...(DUES.includes(due as Due) && { due: due as Due }),
    ...(MARKINGS.includes(marking as string) && { marking: marking as string }),
    ...(SORTS.includes(sort as Sort) && sort !== '-opened' && { sort: sort as Sort }),
  };
}

/** The same as the node is asked it. Found words come in one order, so that a search has no other. */
export function queryOf({ q, by, stance, open, due, marking, sort }: Search, now: number): Record<string, string> {
  const round = Math.floor(now / ROUND_SECONDS) * ROUND_SECONDS;
  return {
    ...(q !== undefined && { q: q.trim() }),
    ...(by !== undefined && { by }),
    ...(stance !== undefined && { standing: stance }),
    ...(open !== undefined && { open }),
    ...(due !== undefined && { dueBefore: String(round + WITHIN[due]) }),
    ...(marking !== undefined && { marking }),
    ...(sort !== undefined && q === undefined && { sort }),
  };
}

/** Whether a list is asked for less than everything. */
export function isNarrowed({ q, by, stance, open, due, marking }: Search): boolean {
  return [q, by, stance, open, due, marking].some((one) => one !== undefined);
}
