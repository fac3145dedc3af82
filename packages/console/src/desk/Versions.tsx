import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { call, type Answer } from '#api/call';
import { reading } from '#api/queries';
import { Refusal } from '#refusal/Refusal.tsx';
import { Moment } from '#ui/Moment.tsx';
import classes from './Desk.module.css';

type Draft = Answer<'draft'>;

/** It brings the words for everything that an act says. */
const Differences = lazy(async () => ({ default: (await import('#compose/Differences.tsx')).Differences }));

/** What a draft said before, and how it differs from what it says now. Every version is kept. */
export function Versions({ draft }: { draft: Draft }) {
  const [open, setOpen] = useState(false);
  const { id, version: now } = draft;
  const versions = useInfiniteQuery({
    queryKey: ['draftVersions', id],
    queryFn: ({ pageParam, signal }) =>
      call(
        'draftVersions',
        { params: { draft: id }, query: { limit: '20', ...(pageParam !== '' && { after: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: open,
  });
  const before = (versions.data?.pages.flatMap(({ items }) => items) ?? []).filter(({ version }) => version < now);
  if (now === 1) return null;
  return (
    <details className={classes.fold} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Trans>What it said before: {now - 1}</Trans>
      </summary>
      <div>
        {versions.error !== null && <Refusal error={versions.error} />}
        <ul className={classes.rows}>
          {before.map((one) => (
            <Version key={one.version} one={one} draft={draft} />
          ))}
        </ul>
        {versions.hasNextPage && (
          <Button
            className={classes.more}
            size="compact-sm"
            variant="default"
            loading={versions.isFetchingNextPage}
            onClick={() => void versions.fetchNextPage()}
          >
            <Trans>Show older versions</Trans>
          </Button>
        )}
      </div>
    </details>
  );
}

function Version({ one, draft }: { one: Answer<'draftVersions'>['items'][number]; draft: Draft }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const { version, digest, savedBy, savedAt } = one;
  const said = useQuery({
    ...reading('draftVersion', { params: { draft: draft.id, version: String(version) } }),
    enabled: open,
  });
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <p>
          <Trans>Version {version}</Trans>{' '}
          <span className={classes.by}>
            {savedBy.name}, <Moment at={savedAt} />
          </span>
        </p>
        {digest === draft.digest ? (
          <span className={classes.by}>
            <Trans>says the same</Trans>
          </span>
        ) : (
          <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen((is) => !is)}>
            {open ? <Trans>Hide what differs</Trans> : <Trans>Show what differs</Trans>}
          </Button>
        )}
      </div>
      {said.error !== null && open && <Refusal error={said.error} />}
      {open && said.data !== undefined && (
        <Suspense fallback={null}>
          <Differences
            left={said.data.content}
            leftName={t`Version ${version}`}
            right={draft.content}
            rightName={t`Now`}
          />
        </Suspense>
      )}
    </li>
  );
}
