import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '#api/call';
import { DeskFrame } from '#desk/DeskFrame.tsx';
import { useSubjectNames } from '#desk/parts';
import { Subject } from '#desk/Subject.tsx';
import { SubjectPicker } from '#desk/SubjectPicker.tsx';
import { Threads, Write } from '#desk/Threads.tsx';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Section } from '#ui/Section.tsx';
import above from '#ui/Filters.module.css';
import classes from './Desk.module.css';

const route = getRouteApi('/inside/desk/notes');

/** What the desk thinks of every subject, in threads; never what the party says. */
export function NotesPage() {
  const { t } = useLingui();
  const { account } = useViewer();
  const { who } = route.useSearch();
  const [writing, setWriting] = useState(false);
  const query = {
    limit: '100',
    ...(who === 'for-me' && { mentions: account }),
    ...(who === 'mine' && { by: account }),
  };
  const notes = useInfiniteQuery({
    queryKey: ['deskNotes', 'all', query],
    queryFn: ({ pageParam, signal }) =>
      call('deskNotes', { query: { ...query, ...(pageParam !== '' && { after: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const all = notes.data?.pages.flatMap(({ items }) => items) ?? [];
  const names = useSubjectNames(all.map(({ subject }) => subject));
  const views = [
    { name: t`All notes`, search: {}, own: undefined },
    { name: t`For me`, search: { who: 'for-me' as const }, own: 'for-me' },
    { name: t`Written by me`, search: { who: 'mine' as const }, own: 'mine' },
  ];
  return (
    <DeskFrame
      title={t`Notes`}
      lead={t`What we think, on any case or request. A note is never a statement: what the party says is an act.`}
      actions={
        !writing && (
          <Button size="compact-md" onClick={() => setWriting(true)}>
            <Trans>Write a note</Trans>
          </Button>
        )
      }
    >
      {writing && <NewNote onDone={() => setWriting(false)} />}
      <nav className={above.views} aria-label={t`Views`}>
        {views.map(({ name, search, own }) => (
          <Link
            key={name}
            to={pages.notes}
            search={search}
            activeProps={{}}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={own === who ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      {notes.error !== null && <Refusal error={notes.error} />}
      {(notes.isPending || !names.read) && <Loading label={t`Reading the notes …`} lines={6} />}
      {notes.data !== undefined && names.read && (
        <Section title={t`Threads`} aside={t`the one written in last at the top`}>
          {all.length === 0 ? (
            <Empty title={t`No notes here`}>
              <Trans>
                A note stands beside its case or request, where only our own officers read it. Mention a colleague, and
                it stands in their list.
              </Trans>
            </Empty>
          ) : (
            <Threads notes={all} head={(subject) => <Subject id={subject} name={names.get(subject)} />} />
          )}
          {notes.hasNextPage && (
            <Button
              className={classes.more}
              variant="default"
              loading={notes.isFetchingNextPage}
              onClick={() => void notes.fetchNextPage()}
            >
              <Trans>Show older notes</Trans>
            </Button>
          )}
        </Section>
      )}
    </DeskFrame>
  );
}

function NewNote({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const [subject, setSubject] = useState<string | null>(null);
  return (
    <Section title={t`A new note`}>
      <div className={classes.form}>
        <SubjectPicker label={t`What it is about`} value={subject} onChange={setSubject} required />
        {subject === null ? (
          <div>
            <Button variant="subtle" size="compact-md" onClick={onDone}>
              <Trans>Cancel</Trans>
            </Button>
          </div>
        ) : (
          <Write key={subject} subject={subject} label={t`A note for our desk`} onDone={onDone} />
        )}
      </div>
    </Section>
  );
}
