import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { CATEGORIES } from '@parley/docket/request/category';
import { codeName } from '@parley/docket/vocabulary/codes';
import { standingName } from '@parley/docket/vocabulary/states';
import { codesOf } from '@parley/docket/vocabulary/told';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { MARKINGS } from '#docket/search';
import { Summary } from '#list/Summary.tsx';
import { useList } from '#list/useList';
import { Views } from '#list/Views.tsx';
import { Fields } from '#list/Fields.tsx';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { RequestList } from '#requests/RequestList.tsx';
import { orderOf, parseRequests, queryOf, STANDINGS, type Search } from '#requests/search';
import { SayLink } from '#say/SayLink.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';
import { useNaming } from '#vocabulary/naming';
import above from '#ui/Filters.module.css';

const route = getRouteApi('/inside/requests');

/** Requests of both sides: what is due first at the head, or whatever else is asked. */
export function RequestsPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const now = useNodeNow();
  const { own, parties } = useParties();
  const other = parties.find((party) => !party.own)?.id;
  const list = useList('requests', queryOf(search, own ?? '', other ?? ''), own !== undefined && other !== undefined);
  const minute = Math.floor(now / 60) * 60;
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
      <div className={above.filters}>
        <Kept search={search} />
        <Filters search={search} />
      </div>
      {list.error !== null && <Refusal error={list.error} />}
      {list.pending && list.error === null && <Loading label={t`Reading the requests …`} lines={8} />}
      {!list.pending && list.stretches.length === 0 && <None search={search} />}
      {list.stretches.length > 0 && (
        <>
          <Summary list={list} />
          <RequestList list={list} search={search} minute={minute} />
        </>
      )}
    </Page>
  );
}

function Kept({ search }: { search: Search }) {
  const { t } = useLingui();
  const views: { name: string; search: Search }[] = [
    { name: t`Due first`, search: {} },
    { name: t`Waits on us`, search: { side: 'us' } },
    { name: t`Waits on them`, search: { side: 'them' } },
    { name: t`All`, search: { sort: '-opened' } },
    { name: t`Answered`, search: { standing: 'answered' } },
  ];
  return <Views list="requests" page={pages.requests} views={views} search={search} parse={parseRequests} />;
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
  return (
    <Fields
      label={t`Requests`}
      words={search.q ?? ''}
      onWords={(q) => set({ q }, true)}
      onClear={Object.keys(search).length > 0 ? () => void navigate({ to: pages.requests, search: {} }) : undefined}
    >
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
      <NativeSelect
        label={t`Marking`}
        value={search.marking ?? ''}
        onChange={({ currentTarget }) => set({ marking: currentTarget.value })}
        data={[
          { value: '', label: t`any` },
          ...MARKINGS.map((value) => ({ value, label: codesOf('marking', { tlp: value }, naming) })),
        ]}
      />
      <NativeSelect
        label={t`Order`}
        value={orderOf(search)}
        disabled={search.q !== undefined}
        onChange={({ currentTarget }) => set({ sort: currentTarget.value })}
        data={[
          { value: 'due', label: t`due first` },
          { value: '-due', label: t`due last` },
          { value: '-opened', label: t`newest first` },
          { value: 'opened', label: t`oldest first` },
        ]}
      />
    </Fields>
  );
}
