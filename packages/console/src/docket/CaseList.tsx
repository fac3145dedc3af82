import { useLingui } from '@lingui/react/macro';
import { memo } from 'react';
import { CaseRow } from '#docket/CaseRow.tsx';
import type { Search } from '#docket/search';
import { sortedBy } from '#list/sorted.tsx';
import { useTold } from '#list/told';
import type { List, Row } from '#list/useList';
import { VirtualTable } from '#list/VirtualTable.tsx';
import { pages } from '#pages';

/** The lines of the docket: drawn anew when something of them changes, and not with every second. */
export const CaseList = memo(function CaseList({
  list,
  search,
  minute,
}: {
  list: List<'cases'>;
  search: Search;
  minute: number;
}) {
  const { t } = useLingui();
  const told = useTold(minute);
  const row = (one: Row<'cases'>, place: number) => <CaseRow key={one.id} row={one} place={place} told={told} />;
  const order = (sort: 'opened' | 'due', name: string) =>
    sortedBy({ page: pages.docket, search, sort, name, none: '-opened', aged: sort === 'opened' });
  return (
    <VirtualTable
      list={list}
      caption={t`Cases`}
      columns={[
        { name: t`Case` },
        { name: t`Position` },
        { name: t`Points` },
        order('due', t`Next deadline`),
        order('opened', t`Age`),
      ]}
      row={row}
    />
  );
});
