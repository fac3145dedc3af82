import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { call } from '#api/call';
import { useNodeNow } from '#api/clock';
import { Cases } from '#docket/Cases.tsx';
import { Filters } from '#docket/Filters.tsx';
import { isNarrowed, queryOf } from '#docket/search';
import { liveLine } from '#live/live';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Page } from '#ui/Page.tsx';
import classes from './DocketPage.module.css';

const route = getRouteApi('/inside/docket');

const ROWS = 50;

/** So many pages are read again whole when something changes; whoever has scrolled further is told, and asks. */
const REREAD_PAGES_MAX = 6;

/** All cases, whoever alleges. */
export function DocketPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const client = useQueryClient();
  const now = useNodeNow();
  // Of what is due, only the minute counts: the list is not read anew with each.
  const [asked, setAsked] = useState(() => ({ search, query: queryOf(search, now) }));
  if (asked.search !== search) setAsked({ search, query: queryOf(search, now) });
  const queryKey = ['cases', 'scrolled', asked.query];
  const cases = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) =>
      call('cases', { query: { ...asked.query, limit: String(ROWS), ...(pageParam !== '' && { after: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    meta: { kept: true },
  });
  const read = cases.data?.pages ?? [];
  const [behind, setBehind] = useState(false);
  useEffect(
    () =>
      liveLine.listen(() => {
        if (read.length > REREAD_PAGES_MAX) setBehind(true);
        else void client.invalidateQueries({ queryKey });
      }),
    [client, read.length, JSON.stringify(queryKey)],
  );
  const again = () => {
    setBehind(false);
    void client.resetQueries({ queryKey });
  };
  const count = read.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <Page title={t`Docket`} lead={t`Every case of both sides, and how each stands.`}>
      <Filters search={search} />
      {behind && (
        <Notice
          tone="wait"
          title={t`The docket has changed`}
          actions={
            <Button size="compact-sm" variant="default" onClick={again}>
              <Trans>Read it again</Trans>
            </Button>
          }
        >
          <Trans>You have scrolled far, so the list was left as it is under your eyes.</Trans>
        </Notice>
      )}
      {cases.error !== null && <Refusal error={cases.error} />}
      {cases.isPending && <Loading label={t`Reading the docket …`} lines={8} />}
      {cases.data !== undefined && count === 0 && !cases.hasNextPage && (
        <div className={classes.none}>
          {isNarrowed(search) ? (
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
      {count > 0 && <Cases pages={read.map(({ items }) => items)} now={now} stale={cases.isPlaceholderData} />}
      <More
        has={cases.hasNextPage}
        busy={cases.isFetchingNextPage}
        count={count}
        onMore={() => void cases.fetchNextPage()}
      />
    </Page>
  );
}

/** The next page, read before one arrives at the end. */
function More({ has, busy, count, onMore }: { has: boolean; busy: boolean; count: number; onMore: () => void }) {
  const [end, setEnd] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (end === null || !has || busy) return undefined;
    const watcher = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) onMore();
      },
      { rootMargin: '1200px' },
    );
    watcher.observe(end);
    return () => watcher.disconnect();
  });
  if (count === 0 && !has) return null;
  return (
    <p className={classes.more} ref={setEnd}>
      {has ? (
        <Button variant="default" loading={busy} onClick={onMore}>
          <Trans>Show more cases</Trans>
        </Button>
      ) : (
        <Trans>That is all of it.</Trans>
      )}
    </p>
  );
}
