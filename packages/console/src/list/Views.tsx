import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { call, type Answer } from '#api/call';
import { queries, reading } from '#api/queries';
import type { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import above from '#ui/Filters.module.css';
import classes from './Views.module.css';

export type ViewSearch = Readonly<Record<string, string | undefined>>;

type Props = {
  list: 'docket' | 'requests';
  page: typeof pages.docket | typeof pages.requests;
  /** Those that everybody has. */
  views: readonly { name: string; search: ViewSearch }[];
  search: ViewSearch;
  /** What of a kept one is in order now. */
  parse: (search: Record<string, unknown>) => ViewSearch;
};

const NAME_CHARACTERS_MAX = 60;

/** Lists by their names: those that everybody has, and those that somebody keeps for themselves on the node. */
export function Views({ list, page, views, search, parse }: Props) {
  const { t } = useLingui();
  const kept = useQuery(reading('views', {}));
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const told = (answer: Answer<'views'>) => queries.setQueryData(reading('views', {}).queryKey, answer);
  const keep = useMutation({
    mutationFn: () => call('keepView', { body: { list, name: name.trim(), search: plainOf(search) } }),
    onSuccess: (answer) => {
      told(answer);
      setNaming(false);
      setName('');
    },
  });
  const drop = useMutation({
    mutationFn: (id: string) => call('dropView', { params: { id } }),
    onSuccess: told,
  });
  const own = (kept.data?.items ?? [])
    .filter((view) => view.list === list)
    .map((view) => ({ ...view, search: parse(view.search) }));
  const current = own.find((view) => isSame(view.search, search));
  const isKnown = current !== undefined || views.some((view) => isSame(view.search, search));
  const send = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (name.trim() !== '' && !keep.isPending) keep.mutate();
  };
  return (
    <>
      <nav className={above.views} aria-label={t`Views`}>
        {[...views, ...own].map((view) => (
          <Link
            key={'id' in view ? String(view.id) : view.name}
            to={page}
            search={view.search}
            aria-current={isSame(view.search, search) ? 'page' : undefined}
            activeProps={{}}
            activeOptions={{ exact: true, includeSearch: true }}
            data-own={'id' in view || undefined}
          >
            {view.name}
          </Link>
        ))}
        {!isKnown && !naming && (
          <button type="button" className={classes.small} onClick={() => setNaming(true)}>
            <Trans>Keep this view</Trans>
          </button>
        )}
        {current !== undefined && (
          <button
            type="button"
            className={classes.small}
            disabled={drop.isPending}
            onClick={() => drop.mutate(current.id)}
          >
            <Trans>Forget “{current.name}”</Trans>
          </button>
        )}
      </nav>
      {naming && !isKnown && (
        <form className={classes.naming} onSubmit={send}>
          <TextInput
            label={t`Name of the view`}
            description={t`Only you see it.`}
            value={name}
            maxLength={NAME_CHARACTERS_MAX}
            required
            withAsterisk={false}
            data-autofocus
            autoFocus
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            onKeyDown={({ key }) => key === 'Escape' && setNaming(false)}
          />
          <Button type="submit" loading={keep.isPending}>
            <Trans>Keep</Trans>
          </Button>
          <Button variant="subtle" onClick={() => setNaming(false)}>
            <Trans>Cancel</Trans>
          </Button>
        </form>
      )}
      {(keep.error ?? drop.error) !== null && <Refusal error={keep.error ?? drop.error} />}
    </>
  );
}

function plainOf(search: ViewSearch): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function isSame(a: ViewSearch, b: ViewSearch): boolean {
  const text = (one: ViewSearch) =>
    JSON.stringify(Object.entries(plainOf(one)).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}
