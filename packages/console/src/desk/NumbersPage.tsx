import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { call, type Answer } from '#api/call';
import { DeskFrame } from '#desk/DeskFrame.tsx';
import { useSubjectNames, type SubjectName } from '#desk/parts';
import { Subject } from '#desk/Subject.tsx';
import { SubjectPicker } from '#desk/SubjectPicker.tsx';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './Desk.module.css';

type FileNumber = Answer<'fileNumbers'>['items'][number];

const TYPING_MS = 250;
const route = getRouteApi('/inside/desk/numbers');

/** Our own numbers of cases and requests, found by their beginnings. */
export function NumbersPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { q = '' } = route.useSearch();
  const [typed, setTyped] = useState(q);
  const [giving, setGiving] = useState(false);
  useEffect(() => {
    if (typed.trim() === q) return undefined;
    const timer = setTimeout(
      () =>
        void navigate({
          to: pages.numbers,
          search: typed.trim() === '' ? {} : { q: typed.trim() },
          replace: true,
          resetScroll: false,
        }),
      TYPING_MS,
    );
    return () => clearTimeout(timer);
  }, [typed, q, navigate]);
  const numbers = useInfiniteQuery({
    queryKey: ['fileNumbers', 'paged', q],
    queryFn: ({ pageParam, signal }) =>
      call(
        'fileNumbers',
        { query: { limit: '100', ...(q !== '' && { q }), ...(pageParam !== '' && { after: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
  const all = numbers.data?.pages.flatMap(({ items }) => items) ?? [];
  const names = useSubjectNames(all.map(({ subject }) => subject));
  return (
    <DeskFrame
      title={t`File numbers`}
      lead={t`What our own files call a case or a request. No two have the same number, however it is spelled.`}
      actions={
        !giving && (
          <Button size="compact-md" onClick={() => setGiving(true)}>
            <Trans>Give a number</Trans>
          </Button>
        )
      }
    >
      {giving && (
        <Section title={t`Give a number`}>
          <Give onDone={() => setGiving(false)} />
        </Section>
      )}
      <form role="search" className={classes.filters} onSubmit={(event) => event.preventDefault()}>
        <TextInput
          type="search"
          label={t`Numbers that begin with`}
          value={typed}
          maxLength={100}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </form>
      {numbers.error !== null && <Refusal error={numbers.error} />}
      {(numbers.isPending || !names.read) && <Loading label={t`Reading the file numbers …`} lines={5} />}
      {numbers.data !== undefined && names.read && (
        <Section title={t`Numbers`} aside={`${all.length}${numbers.hasNextPage ? '+' : ''}`}>
          {all.length === 0 ? (
            <Empty title={q === '' ? t`No file numbers yet` : t`No number begins so`}>
              {q === '' ? (
                <Trans>Give a case the number that your registry has given it, and find it by that.</Trans>
              ) : (
                <Trans>Capitals and spaces do not count.</Trans>
              )}
            </Empty>
          ) : (
            <ul className={classes.rows}>
              {all.map((one) => (
                <Numbered key={one.subject} one={one} name={names.get(one.subject)} />
              ))}
            </ul>
          )}
          {numbers.hasNextPage && (
            <Button
              className={classes.more}
              variant="default"
              loading={numbers.isFetchingNextPage}
              onClick={() => void numbers.fetchNextPage()}
            >
              <Trans>Show more numbers</Trans>
            </Button>
          )}
        </Section>
      )}
    </DeskFrame>
  );
}

function Numbered({ one, name }: { one: FileNumber; name: SubjectName | undefined }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { subject, number, by, at } = one;
  const [changing, setChanging] = useState<string>();
  const done = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['fileNumbers'] }),
      client.invalidateQueries({ queryKey: ['subjectNames'] }),
    ]);
  const change = useMutation({
    mutationFn: () => call('setFileNumber', { params: { subject }, body: { number: changing!.trim() } }),
    onSuccess: () => {
      announce(t`The number was changed`);
      setChanging(undefined);
    },
    onSettled: done,
  });
  const remove = useMutation({
    mutationFn: () => call('removeFileNumber', { params: { subject } }),
    onSuccess: () => announce(t`The number was taken away`),
    onSettled: done,
  });
  const failed = change.error ?? remove.error;
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <div>
          {changing === undefined ? (
            <p className={classes.name}>{number}</p>
          ) : (
            <form
              className={classes.filters}
              onSubmit={(event) => {
                event.preventDefault();
                change.mutate();
              }}
            >
              <TextInput
                label={t`Our number of it`}
                value={changing}
                maxLength={100}
                data-autofocus
                autoFocus
                onChange={({ currentTarget }) => setChanging(currentTarget.value)}
              />
              <Button type="submit" loading={change.isPending} disabled={changing.trim() === ''}>
                <Trans>Keep the number</Trans>
              </Button>
              <Button variant="subtle" onClick={() => setChanging(undefined)}>
                <Trans>Cancel</Trans>
              </Button>
            </form>
          )}
          <Subject id={subject} name={name} numbered={false} />
          <p className={classes.by}>
            {by.name}, <Moment at={at} />
          </p>
        </div>
        {changing === undefined && (
          <div className={classes.end}>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t`Change: ${number}`}
              onClick={() => setChanging(number)}
            >
              <Trans>Change</Trans>
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t`Take away: ${number}`}
              loading={remove.isPending}
              onClick={() => remove.mutate()}
            >
              <Trans>Take away</Trans>
            </Button>
          </div>
        )}
      </div>
      {failed !== null && <Refusal error={failed} />}
    </li>
  );
}

function Give({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const announce = useAnnounce();
  const [subject, setSubject] = useState<string | null>(null);
  const [number, setNumber] = useState('');
  const give = useMutation({
    mutationFn: () => call('setFileNumber', { params: { subject: subject! }, body: { number: number.trim() } }),
    onSuccess: () => {
      announce(t`The number was given`);
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['fileNumbers'] }),
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (subject !== null) give.mutate();
      }}
    >
      <SubjectPicker label={t`What has the number`} value={subject} onChange={setSubject} required />
      <TextInput
        label={t`Our number of it`}
        required
        maxLength={100}
        value={number}
        onChange={({ currentTarget }) => setNumber(currentTarget.value)}
      />
      {give.error !== null && <Refusal error={give.error} />}
      <div className={classes.actions}>
        <Button type="submit" loading={give.isPending} disabled={subject === null || number.trim() === ''}>
          <Trans>Give the number</Trans>
        </Button>
        <Button variant="subtle" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
