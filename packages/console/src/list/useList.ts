import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { call, type Answer } from '#api/call';
import { stretchesOf, stretchesOfPages, type Stretch } from '#list/stretches';

/** Lists that are read so. */
export type ListName = 'cases' | 'requests';
type Pages = { cases: Answer<'cases'>; requests: Answer<'requests'> };
export type Row<Name extends ListName> = Pages[Name]['items'][number];

/** What a list is asked, beside where to begin. */
export type Query = Readonly<Record<string, string>>;

export const KINDS = { cases: 'case', requests: 'request' } as const;

/** Rows of a stretch: read within some milliseconds, and drawn within a few more. */
const EVERY = 40;
/** What came into a stretch since the outline was read stands in it as well. */
const MORE_ROWS = 20;

export type List<Name extends ListName> = {
  name: Name;
  /** What it was asked: not yet what it is asked now, while that is read. */
  query: Query;
  /** undefined: not known yet, or of what is still being found. */
  total: number | undefined;
  stretches: readonly Stretch[];
  /** Rows of what was found, which comes in order, as one scrolls; absent: every stretch is read by itself. */
  found?: { rows: readonly (readonly Row<Name>[])[]; more: () => void };
  /** Nothing is known yet. */
  pending: boolean;
  /** Another one was asked for, and is being read. */
  stale: boolean;
  error: Error | null;
};

/** A list of the docket, as long as it is. Until another one is there, it is the one before. */
export function useList<Name extends ListName>(name: Name, query: Query, enabled = true): List<Name> {
  const now = useNow(name, query, enabled);
  const [last, setLast] = useState(now);
  if (!now.pending && last !== now) setLast(now);
  return now.pending && !last.pending ? { ...last, stale: true, error: now.error } : now;
}

/** A search finds its rows one after the other, so that it has no outline. */
function useNow<Name extends ListName>(name: Name, query: Query, enabled: boolean): List<Name> {
  const asked = JSON.stringify(query);
  const searching = query['q'] !== undefined;
  const outline = useQuery({
    queryKey: ['outline', name, asked],
    queryFn: ({ signal }) =>
      call('outline', { query: { ...query, kind: KINDS[name], every: String(EVERY) } }, { signal }),
    enabled: enabled && !searching,
  });
  const found = useInfiniteQuery({
    queryKey: [name, 'found', asked],
    queryFn: ({ pageParam, signal }) => readFound(name, query, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: enabled && searching,
  });
  const { fetchNextPage, hasNextPage, isFetching } = found;
  return useMemo(() => {
    // Only the last may be empty: nothing, or nothing more, was found.
    const pages = (found.data?.pages ?? []).filter(({ items }) => items.length > 0);
    const error = searching ? found.error : outline.error;
    const pending = searching ? found.isPending : outline.isPending;
    const common = { name, query: JSON.parse(asked) as Query, pending, stale: false, error };
    if (!searching) {
      const stretches = outline.data === undefined ? [] : stretchesOf(outline.data);
      return { ...common, total: outline.data?.total, stretches };
    }
    const read = pages.reduce((sum, { items }) => sum + items.length, 0);
    return {
      ...common,
      total: pending || hasNextPage ? undefined : read,
      stretches: stretchesOfPages(pages, hasNextPage),
      found: {
        rows: pages.map(({ items }) => items),
        more: () => void (hasNextPage && !isFetching && fetchNextPage()),
      },
    };
  }, [
    name,
    asked,
    searching,
    outline.data,
    outline.error,
    outline.isPending,
    found.data,
    found.error,
    found.isPending,
    hasNextPage,
    isFetching,
    fetchNextPage,
  ]);
}

/** The rows of one stretch. */
export function rowsOf<Name extends ListName>(name: Name, query: Query, { after, until, rows }: Stretch) {
  return queryOptions({
    queryKey: [name, 'stretch', JSON.stringify(query), after ?? '', until ?? ''],
    queryFn: async ({ signal }) => {
      const read: Row<Name>[] = [];
      for (let from = after; ;) {
        const page = (await call(
          name,
          {
            query: {
              ...query,
              limit: String(rows + MORE_ROWS),
              ...(from !== undefined && { after: from }),
              ...(until !== undefined && { until }),
            },
          } as Parameters<typeof call<Name>>[1],
          { signal },
        )) as { items: Row<Name>[]; next?: string };
        read.push(...page.items);
        // The node ends an answer early when it has read much.
        if (page.next === undefined) return read;
        from = page.next;
      }
    },
  });
}

/** A page of what is found, and not an empty one while there is more: the node looks at so many rows for one answer. */
async function readFound<Name extends ListName>(name: Name, query: Query, after: string, signal: AbortSignal) {
  for (let from = after; ;) {
    const page = (await call(
      name,
      { query: { ...query, limit: String(EVERY), ...(from !== '' && { after: from }) } } as Parameters<
        typeof call<Name>
      >[1],
      { signal },
    )) as { items: Row<Name>[]; next?: string };
    if (page.items.length > 0 || page.next === undefined) return page;
    from = page.next;
  }
}
