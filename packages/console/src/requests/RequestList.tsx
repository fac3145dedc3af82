import { useLingui } from '@lingui/react/macro';
import { memo } from 'react';
import { sortedBy } from '#list/sorted.tsx';
import { useTold } from '#list/told';
import type { List, Row } from '#list/useList';
import { VirtualTable } from '#list/VirtualTable.tsx';
import { pages } from '#pages';
import { RequestRow } from '#requests/RequestRow.tsx';
import { orderOf, type Search } from '#requests/search';

/** The lines of the list: drawn anew when something of them changes, and not with every second. */
export const RequestList = memo(function RequestList({
  list,
  search,
  minute,
}: {
  list: List<'requests'>;
  search: Search;
  minute: number;
}) {
  const { t } = useLingui();
  const told = useTold(minute);
  const row = (one: Row<'requests'>, place: number) => <RequestRow key={one.id} row={one} place={place} told={told} />;
  const { sort: _, ...rest } = search;
  const order = (sort: 'opened' | 'due', name: string) =>
    sortedBy({ page: pages.requests, search: { ...search, sort: orderOf(search) }, sort, name, none: orderOf(rest) });
  return (
    <VirtualTable
      list={list}
      caption={t`Requests`}
      columns={[
        { name: t`Request` },
        { name: t`How it stands` },
        order('due', t`Next deadline`),
        order('opened', t`Asked`),
      ]}
      row={row}
    />
  );
});
