import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { CATEGORIES } from '@parley/docket/request/category';
import { codeName } from '@parley/docket/vocabulary/codes';
import { standingName } from '@parley/docket/vocabulary/states';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { call } from '#api/call';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Rows } from '#requests/Rows.tsx';
import { parseRequests, queryOf, STANDINGS, type Search } from '#requests/search';
import { SayLink } from '#say/SayLink.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';
import { Words } from '#requests/Words.tsx';
import { useNaming } from '#vocabulary/naming';
import above from '#ui/Filters.module.css';
import classes from './RequestsPage.module.css';

const route = getRouteApi('/inside/requests');

const ROWS = '50';

/** Requests of both sides: what is due first at the head, or whatever else is asked. */
export function RequestsPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const now = useNodeNow();
  const { own, parties } = useParties();
  const other = parties.find((party) => !party.own)?.id;
  const known = own !== undefined && other !== undefined;
  const query = queryOf(search, own ?? '', other ?? '');
  const requests = useInfiniteQuery({
    queryKey: ['requests', 'paged', query],
    queryFn: ({ pageParam, signal }) =>
      call('requests', { query: { ...query, limit: ROWS, ...(pageParam !== '' && { after: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: known,
    placeholderData: keepPreviousData,
  });
  const rows = requests.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title={t`Requests`}
      lead={t`What either side asked of the other, and until when it is to be answered.`}
      actions={
        <SayLink type="request.make" variant="default">
          <Trans>Ask for something</Trans>
        </SayLink>
      }
    >
      <Filters search={search} />
      {requests.error !== null && <Refusal error={requests.error} />}
      {requests.isPending && requests.error === null && <Loading label={t`Reading the requests …`} lines={8} />}
      {requests.data !== undefined && rows.length === 0 && !requests.hasNextPage && <None search={search} />}
      {rows.length > 0 && <Rows rows={rows} now={now} stale={requests.isPlaceholderData} />}
      {requests.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={requests.isFetchingNextPage}
          onClick={() => void requests.fetchNextPage()}
        >
          <Trans>Show more</Trans>
        </Button>
      )}
    </Page>
  );
}

function None({ search }: { search: Search }) {
  const { t } = useLingui();
  const waiting = Object.keys(search).every((member) => member === 'side');
  return waiting ? (
    <Empty
      title={
        search.side === 'us'
          ? t`Nothing waits on us`
          : search.side === 'them'
            ? t`Nothing waits on them`
            : t`Nothing waits`
      }
    >
      <Trans>
        A request stands here from the moment it is received until its last deadline is met. Those that were answered
        are under “All”.
      </Trans>
    </Empty>
  ) : (
    <Empty title={t`No request fits`}>
      <Link to={pages.requests} search={{ sort: '-opened' }}>
        <Trans>Show all requests</Trans>
      </Link>
    </Empty>
  );
}

function Filters({ search }: { search: Search }) {
  const { t } = useLingui();
  const naming = useNaming();
  const navigate = useNavigate();
  const set = (changed: Record<string, string>, replace = false) =>
    void navigate({
      to: pages.requests,
      search: parseRequests({ ...search, ...changed }),
      replace,
      resetScroll: false,
    });
  const views: { name: string; search: Search }[] = [
    { name: t`Due first`, search: {} },
    { name: t`Waits on us`, search: { side: 'us' } },
    { name: t`Waits on them`, search: { side: 'them' } },
    { name: t`All`, search: { sort: '-opened' } },
    { name: t`Answered`, search: { standing: 'answered' } },
  ];
  return (
    <form role="search" aria-label={t`Requests`} className={above.filters} onSubmit={(event) => event.preventDefault()}>
      <nav className={above.views} aria-label={t`Views`}>
        {views.map(({ name, search: view }) => (
          <Link
            key={name}
            to={pages.requests}
            search={view}
            aria-current={isSame(view, search) ? 'page' : undefined}
            activeProps={{}}
            activeOptions={{ exact: true, includeSearch: true }}
          >
            {name}
          </Link>
        ))}
      </nav>
      <div className={classes.fields}>
        <Words value={search.q ?? ''} onChange={(q) => set({ q }, true)} />
        <NativeSelect
          label={t`Who is to answer`}
          value={search.side ?? ''}
          onChange={({ currentTarget }) => set({ side: currentTarget.value })}
          data={[
            { value: '', label: t`either side` },
            { value: 'us', label: t`we` },
            { value: 'them', label: t`they` },
          ]}
        />
        <NativeSelect
          label={t`What for`}
          value={search.category ?? ''}
          onChange={({ currentTarget }) => set({ category: currentTarget.value })}
          data={[
            { value: '', label: t`anything` },
            ...CATEGORIES.map((value) => ({ value, label: naming.of(codeName('category', value)) })),
          ]}
        />
        <NativeSelect
          label={t`How it stands`}
          value={search.standing ?? ''}
          onChange={({ currentTarget }) => set({ standing: currentTarget.value })}
          data={[
            { value: '', label: t`any` },
            ...STANDINGS.map((value) => ({ value, label: naming.of(standingName('request', value)) })),
          ]}
        />
      </div>
    </form>
  );
}

function isSame(a: Search, b: Search): boolean {
  const text = (one: Search) => JSON.stringify(Object.entries(one).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}
