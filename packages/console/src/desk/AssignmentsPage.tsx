import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call, type Answer } from '#api/call';
import { DeskFrame } from '#desk/DeskFrame.tsx';
import { useColleagues, useSubjectNames, type SubjectName } from '#desk/parts';
import { Subject } from '#desk/Subject.tsx';
import { SubjectPicker } from '#desk/SubjectPicker.tsx';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from './Desk.module.css';

type Assignment = Answer<'assignments'>['items'][number];

const route = getRouteApi('/inside/desk/assignments');

/** Who deals with what. Whoever is assigned something learns of it at once, and says that they took note. */
export function AssignmentsPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { account: own } = useViewer();
  const { all: colleagues, nameOf } = useColleagues();
  const { of = 'everyone' } = route.useSearch();
  const [assigning, setAssigning] = useState(false);
  const query = { limit: '100', ...(of !== 'everyone' && { account: of }) };
  const assignments = useInfiniteQuery({
    queryKey: ['assignments', 'paged', query],
    queryFn: ({ pageParam, signal }) =>
      call('assignments', { query: { ...query, ...(pageParam !== '' && { after: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const all = assignments.data?.pages.flatMap(({ items }) => items) ?? [];
  const bySubject = Map.groupBy(all, ({ subject }) => subject);
  const names = useSubjectNames([...bySubject.keys()]);
  return (
    <DeskFrame
      title={t`Assignments`}
      lead={t`Who deals with what. Whoever is given something sees it on their desk at once.`}
      actions={
        !assigning && (
          <Button size="compact-md" onClick={() => setAssigning(true)}>
            <Trans>Assign something</Trans>
          </Button>
        )
      }
    >
      {assigning && (
        <Section title={t`Assign something`}>
          <Assign onDone={() => setAssigning(false)} />
        </Section>
      )}
      <div className={classes.filters}>
        <NativeSelect
          label={t`Whose`}
          value={of}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ to: pages.assignments, search: value === 'everyone' ? {} : { of: value } })
          }
          data={[
            { value: 'everyone', label: t`everyone’s` },
            ...colleagues.map(({ account, name }) => ({
              value: account,
              label: account === own ? t`${name} (you)` : name,
            })),
          ]}
        />
      </div>
      {assignments.error !== null && <Refusal error={assignments.error} />}
      {(assignments.isPending || !names.read) && <Loading label={t`Reading the assignments …`} lines={5} />}
      {assignments.data !== undefined && names.read && (
        <Section title={t`Assigned`} aside={`${bySubject.size}${assignments.hasNextPage ? '+' : ''}`}>
          {all.length === 0 ? (
            <Empty title={t`Nothing is assigned`}>
              <Trans>Give a case or a request to a colleague, so that nobody asks who deals with it.</Trans>
            </Empty>
          ) : (
            <ul className={classes.rows}>
              {[...bySubject].map(([subject, given]) => (
                <Given key={subject} subject={subject} given={given} name={names.get(subject)} nameOf={nameOf} />
              ))}
            </ul>
          )}
          {assignments.hasNextPage && (
            <Button
              className={classes.more}
              variant="default"
              loading={assignments.isFetchingNextPage}
              onClick={() => void assignments.fetchNextPage()}
            >
              <Trans>Show older assignments</Trans>
            </Button>
          )}
        </Section>
      )}
    </DeskFrame>
  );
}

function Given({
  subject,
  given,
  name,
  nameOf,
}: {
  subject: string;
  given: readonly Assignment[];
  name: SubjectName | undefined;
  nameOf: (account: string) => string | undefined;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const announce = useAnnounce();
  const end = useMutation({
    mutationFn: (account: string) => call('endAssignment', { params: { subject, account } }),
    onSuccess: () => announce(t`The assignment has ended`),
    onSettled: () => client.invalidateQueries({ queryKey: ['assignments'] }),
  });
  return (
    <li className={classes.row}>
      <Subject id={subject} name={name} />
      {given.map((one) => {
        const who = nameOf(one.account) ?? t`somebody who has left`;
        return (
          <div key={one.account} className={classes.line}>
            <p>
              <span className={classes.name}>{who}</span>{' '}
              <span className={classes.by}>
                {one.by.account !== one.account && (
                  <>
                    <Trans>by {one.by.name}</Trans>,{' '}
                  </>
                )}
                <Moment at={one.at} />
              </span>
            </p>
            <div className={classes.end}>
              {one.notedAt === null && <Tag tone="wait">{t`not noted yet`}</Tag>}
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t`End it: ${who}`}
                loading={end.isPending && end.variables === one.account}
                onClick={() => end.mutate(one.account)}
              >
                <Trans>End it</Trans>
              </Button>
            </div>
          </div>
        );
      })}
      {end.error !== null && <Refusal error={end.error} />}
    </li>
  );
}

function Assign({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { account: own } = useViewer();
  const { inOffice } = useColleagues();
  const [subject, setSubject] = useState<string | null>(null);
  const [account, setAccount] = useState(own);
  const assign = useMutation({
    mutationFn: () => call('assign', { params: { subject: subject!, account } }),
    onSuccess: () => {
      announce(t`Assigned`);
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['assignments'] }),
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (subject !== null) assign.mutate();
      }}
    >
      <SubjectPicker label={t`What is to be dealt with`} value={subject} onChange={setSubject} required />
      <NativeSelect
        label={t`Who deals with it`}
        value={account}
        onChange={({ currentTarget }) => setAccount(currentTarget.value)}
        data={inOffice.map((one) => ({
          value: one.account,
          label: one.account === own ? t`${one.name} (you)` : one.name,
        }))}
      />
      {assign.error !== null && <Refusal error={assign.error} />}
      <div className={classes.actions}>
        <Button type="submit" loading={assign.isPending} disabled={subject === null}>
          <Trans>Assign</Trans>
        </Button>
        <Button variant="subtle" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
