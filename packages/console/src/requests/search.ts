// Which requests are listed, as it stands in the address: whoever has the address sees the same list.

import { CATEGORIES } from '@parley/docket/request/category';

export const STANDINGS = ['open', 'acknowledged', 'returned', 'answered', 'withdrawn', 'superseded'] as const;
export const SORTS = ['due', '-opened', 'opened'] as const;

/** What is absent is not asked for; `side`: who is to answer. */
export type Search = {
  side?: 'us' | 'them';
  standing?: (typeof STANDINGS)[number];
  category?: string;
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
  const sort = one(SORTS, search['sort']);
  // The router reads what looks like a number as one.
  const q = ['string', 'number'].includes(typeof search['q'])
    ? String(search['q']).slice(0, SEARCH_CHARACTERS_MAX)
    : '';
  return {
    ...(side !== undefined && { side }),
    ...(standing !== undefined && { standing }),
    ...(category !== undefined && { category }),
    ...(sort !== undefined && sort !== 'due' && { sort }),
    ...(q.trim() !== '' && { q }),
  };
}

/**
 * The same as the node is asked it. By due time stands only what has a deadline that runs or ran out; whoever asks for anything else gets all
 * of it, the newest first. `own`, `other`: the parties.
 */
export function queryOf({ side, standing, category, sort, q }: Search, own: string, other: string) {
  const byDue = sort === undefined && standing === undefined && q === undefined;
  return {
    ...(side !== undefined && { to: side === 'us' ? own : other }),
    ...(standing !== undefined && { standing }),
    ...(category !== undefined && { category }),
    ...(q === undefined
      ? { sort: byDue ? ('due' as const) : sort === 'opened' ? sort : ('-opened' as const) }
      : { q: q.trim() }),
  };
}
