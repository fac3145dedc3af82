// Which requests are listed, as it stands in the address: whoever has the address sees the same list.

import { CATEGORIES } from '@parley/docket/request/category';
import { MARKINGS } from '#docket/search';

export const STANDINGS = ['open', 'acknowledged', 'returned', 'answered', 'withdrawn', 'superseded'] as const;
export const SORTS = ['due', '-due', '-opened', 'opened'] as const;

/** What is absent is not asked for; `side`: who is to answer. */
export type Search = {
  side?: 'us' | 'them';
  standing?: (typeof STANDINGS)[number];
  category?: string;
  /** Of the highest marked act. */
  marking?: string;
  sort?: (typeof SORTS)[number];
  q?: string;
};

const SEARCH_CHARACTERS_MAX = 200;

function one<Value extends string>(values: readonly Value[], given: unknown): Value | undefined {
  return values.find((value) => value === given);
}

/** Whatever stands in an address, as far as it is in order; the rest is left out. */
export function parseRequests(search: Record<string, unknown>): Search {
  const side = one(['us', 'them'] as const, search['side']);
  const standing = one(STANDINGS, search['standing']);
  const category = one(CATEGORIES, search['category']);
  const marking = one(MARKINGS, search['marking']);
  const sort = one(SORTS, search['sort']);
  // The router reads what looks like a number as one.
  const q = ['string', 'number'].includes(typeof search['q'])
    ? String(search['q']).slice(0, SEARCH_CHARACTERS_MAX)
    : '';
  return {
    ...(side !== undefined && { side }),
    ...(standing !== undefined && { standing }),
    ...(category !== undefined && { category }),
    ...(marking !== undefined && { marking }),
    // By due time is how they stand where nothing else is asked.
    ...(sort !== undefined && (sort !== 'due' || standing !== undefined) && { sort }),
    ...(q.trim() !== '' && { q }),
  };
}

/** By due time stands only what has a deadline that runs or ran out; whoever asks for anything else gets all of it, the newest first. */
export function orderOf({ sort, standing, q }: Search): (typeof SORTS)[number] {
  if (q !== undefined) return '-opened';
  return sort ?? (standing === undefined ? 'due' : '-opened');
}

/** The same as the node is asked it. `own`, `other`: the parties. */
export function queryOf(search: Search, own: string, other: string): Record<string, string> {
  const { side, standing, category, marking, q } = search;
  return {
    ...(side !== undefined && { to: side === 'us' ? own : other }),
    ...(standing !== undefined && { standing }),
    ...(category !== undefined && { category }),
    ...(marking !== undefined && { marking }),
    ...(q === undefined ? { sort: orderOf(search) } : { q: q.trim() }),
  };
}
