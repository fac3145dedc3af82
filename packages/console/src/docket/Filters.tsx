import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { standingName } from '@parley/docket/vocabulary/states';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useParties } from '#api/parties';
import { isNarrowed, parseSearch, STANDINGS, type Search } from '#docket/search';
import { pages } from '#pages';
import { useNaming } from '#vocabulary/naming';
import above from '#ui/Filters.module.css';
import classes from './DocketPage.module.css';

const TYPING_MS = 250;

/** What the list is asked, in the address. */
export function Filters({ search }: { search: Search }) {
  const { t } = useLingui();
  const naming = useNaming();
  const navigate = useNavigate();
  const { parties, own } = useParties();
  const set = (changed: Record<string, string>, replace = false) =>
    void navigate({ to: pages.docket, search: parseSearch({ ...search, ...changed }), replace, resetScroll: false });
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
  return (
    <form role="search" aria-label={t`Cases`} className={above.filters} onSubmit={(event) => event.preventDefault()}>
      <nav className={above.views} aria-label={t`Views`}>
        {views.map(({ name, search: view }) => (
          <Link
            key={name}
            to={pages.docket}
            search={view}
            aria-current={sameSearch(view, search) ? 'page' : undefined}
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
          label={t`Who alleges`}
          value={search.by ?? ''}
          onChange={({ currentTarget }) => set({ by: currentTarget.value })}
          data={[
            { value: '', label: t`either side` },
            ...parties.map(({ id, names }) => ({ value: id, label: names[naming.language] ?? names['en'] ?? id })),
          ]}
        />
        <NativeSelect
          label={t`Position`}
          value={search.stance ?? ''}
          onChange={({ currentTarget }) => set({ stance: currentTarget.value })}
          data={[
            { value: '', label: t`any` },
            ...STANDINGS.map((value) => ({ value, label: naming.of(standingName('case', value)) })),
          ]}
        />
        <NativeSelect
          label={t`State`}
          value={search.open ?? ''}
          onChange={({ currentTarget }) => set({ open: currentTarget.value })}
          data={[
            { value: '', label: t`open and closed` },
            { value: 'true', label: t`open` },
            { value: 'false', label: t`closed` },
          ]}
        />
        <NativeSelect
          label={t`Next deadline`}
          value={search.due ?? ''}
          onChange={({ currentTarget }) => set({ due: currentTarget.value })}
          data={[
            { value: '', label: t`any, or none` },
            { value: 'overdue', label: t`overdue` },
            { value: 'week', label: t`within a week` },
            { value: 'month', label: t`within 30 days` },
          ]}
        />
        <NativeSelect
          label={t`Order`}
          value={search.q === undefined ? (search.sort ?? '-opened') : '-opened'}
          disabled={search.q !== undefined}
          onChange={({ currentTarget }) => set({ sort: currentTarget.value })}
          data={[
            { value: '-opened', label: t`newest first` },
            { value: 'opened', label: t`oldest first` },
            { value: 'due', label: t`due first` },
            { value: '-due', label: t`due last` },
          ]}
        />
        {isNarrowed(search) && (
          <Button variant="subtle" onClick={() => void navigate({ to: pages.docket, search: {} })}>
            <Trans>Clear</Trans>
          </Button>
        )}
      </div>
    </form>
  );
}

function sameSearch(a: Search, b: Search): boolean {
  const text = (one: Search) => JSON.stringify(Object.entries(one).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}

/** Asked when one stops typing; letters of an input method that are not chosen yet ask for nothing. */
function Words({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(value);
  const composing = useRef(false);
  const sent = useRef(value);
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (composing.current || typed.trim() === sent.current.trim()) return undefined;
    const timer = setTimeout(() => {
      sent.current = typed;
      onChange(typed);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <TextInput
      type="search"
      className={classes.words}
      label={t`Search`}
      placeholder={t`Words of any act, in either language`}
      value={typed}
      maxLength={200}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={({ currentTarget }) => {
        composing.current = false;
        setTyped(currentTarget.value);
        if (currentTarget.value.trim() === sent.current.trim()) return;
        sent.current = currentTarget.value;
        onChange(currentTarget.value);
      }}
    />
  );
}
