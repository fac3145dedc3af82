import { Link } from '@tanstack/react-router';
import type { Column } from '#list/VirtualTable.tsx';
import type { ViewSearch } from '#list/Views.tsx';
import type { pages } from '#pages';

/**
 * The head of a column by which a list is sorted, or the other way round when it is already. A search has its own order. `none`: the order of a
 * list of which nothing is said.
 */
export function sortedBy({
  page,
  search,
  sort,
  name,
  none,
  aged = false,
}: {
  page: typeof pages.docket | typeof pages.requests;
  search: ViewSearch;
  sort: 'opened' | 'due';
  name: string;
  none: string;
  /** The column says how long ago: what is newest has the least of it. */
  aged?: boolean;
}): Column {
  const { sort: asked, ...rest } = search;
  if (rest['q'] !== undefined) return { name };
  const now = asked ?? none;
  // By age the newest come first, by deadline what is due first.
  const [first, second] = sort === 'opened' ? [`-${sort}`, sort] : [sort, `-${sort}`];
  const next = now === first ? second : first;
  return {
    name: (
      <Link to={page} search={next === none ? rest : { ...rest, sort: next }} resetScroll={false} activeProps={{}}>
        {name}
      </Link>
    ),
    sort:
      now === sort
        ? aged
          ? 'descending'
          : 'ascending'
        : now === `-${sort}`
          ? aged
            ? 'ascending'
            : 'descending'
          : 'none',
  };
}
