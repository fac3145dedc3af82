import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { CaseList } from '#docket/CaseList.tsx';
import { Filters } from '#docket/Filters.tsx';
import { isNarrowed, parseSearch, queryOf, type Search } from '#docket/search';
import { Summary } from '#list/Summary.tsx';
import { useList } from '#list/useList';
import { Views } from '#list/Views.tsx';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';
import above from '#ui/Filters.module.css';
import classes from './DocketPage.module.css';

const route = getRouteApi('/inside/docket');

/** All cases, whoever alleges. */
export function DocketPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const now = useNodeNow();
  // Of what is due, only the minute counts: the list is not read anew with each.
  const [asked, setAsked] = useState(() => ({ search, query: queryOf(search, now) }));
  if (asked.search !== search) setAsked({ search, query: queryOf(search, now) });
  const list = useList('cases', asked.query);
  const minute = Math.floor(now / 60) * 60;
  return (
    <Page title={t`Docket`} lead={t`Every case of both sides, and how each stands.`}>
      <div className={above.filters}>
        <Kept search={search} />
        <Filters search={search} />
      </div>
      {list.error !== null && <Refusal error={list.error} />}
      {list.pending && list.error === null && <Loading label={t`Reading the docket …`} lines={8} />}
      {!list.pending && list.stretches.length === 0 && (
        <div className={classes.none}>
          {isNarrowed(search) || search.sort !== undefined ? (
            <Empty title={t`No case fits`}>
              <Trans>
                Take a filter away, or search for other words: whole words of any act of the case, in either language,
                or a single Chinese character. <Link to={pages.docket}>Show all cases</Link>
              </Trans>
            </Empty>
          ) : (
            <Empty title={t`There is no case yet`}>
              <Trans>
                A case begins with an allegation of either side: numbered points, each of which the other side agrees to
                or contests. From then on both dockets show the same.
              </Trans>
            </Empty>
          )}
        </div>
      )}
      {list.stretches.length > 0 && (
        <>
          <Summary list={list} by={search.by} />
          <CaseList list={list} search={search} minute={minute} />
        </>
      )}
    </Page>
  );
}

function Kept({ search }: { search: Search }) {
  const { t } = useLingui();
  const { parties, own } = useParties();
  const other = parties.find((party) => party.id !== own)?.id;
  const views: { name: string; search: Search }[] = [
    { name: t`All cases`, search: {} },
    { name: t`Open cases`, search: { open: 'true' } },
    { name: t`Overdue`, search: { due: 'overdue', sort: 'due' } },
    { name: t`Due within a week`, search: { due: 'week', sort: 'due' } },
    ...(own !== undefined ? [{ name: t`We allege`, search: { by: own } }] : []),
    ...(other !== undefined ? [{ name: t`They allege`, search: { by: other } }] : []),
    { name: t`Without a position`, search: { stance: 'none', open: 'true' as const } },
  ];
  return <Views list="docket" page={pages.docket} views={views} search={search} parse={parseSearch} />;
}
