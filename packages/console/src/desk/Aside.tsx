import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNodeNow } from '#api/clock';
import { call, type Answer } from '#api/call';
import { reading } from '#api/queries';
import { useColleagues, useSubjectNames, type SubjectName } from '#desk/parts';
import { Subject } from '#desk/Subject.tsx';
import { pages } from '#pages';
import { useDeskNames } from '#people/desks';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from './Aside.module.css';

const SHOWN = '5';

/** What is one's own of the desk: assignments, notes for one's attention, and who is on duty. */
export function Aside() {
  const { t } = useLingui();
  const { account } = useViewer();
  const assignments = useQuery(reading('assignments', { query: { account, limit: '20' } }));
  const notes = useQuery(reading('deskNotes', { query: { mentions: account, limit: SHOWN } }));
  const assigned = (assignments.data?.items ?? []).toSorted(
    (a, b) => Number(a.notedAt !== null) - Number(b.notedAt !== null),
  );
  const said = notes.data?.items ?? [];
  const names = useSubjectNames([...assigned, ...said].map(({ subject }) => subject));
  return (
    <aside className={classes.aside} aria-label={t`For me`}>
      <div>
        <h2>
          <Trans>Assigned to me</Trans>
        </h2>
        {assignments.data?.items.length === 0 && (
          <p className={classes.none}>
            <Trans>Nothing is.</Trans>
          </p>
        )}
        <ul>
          {(names.read ? assigned : []).map((one) => (
            <Assigned key={one.subject} one={one} name={names.get(one.subject)} />
          ))}
        </ul>
        <Link to={pages.assignments}>
          <Trans>All assignments</Trans>
        </Link>
      </div>
      <div>
        <h2>
          <Trans>Notes for me</Trans>
        </h2>
        {notes.data?.items.length === 0 && (
          <p className={classes.none}>
            <Trans>None mentions you.</Trans>
          </p>
        )}
        <ul>
          {(names.read ? said : []).map(({ id, subject, text, by, at }) => (
            <li key={id}>
              <p className={classes.text}>{text}</p>
              <p className={classes.by}>
                {by.name}, <Moment at={at} />
              </p>
              <Subject id={subject} name={names.get(subject)} />
            </li>
          ))}
        </ul>
        {said.length > 0 && (
          <Link to={pages.notes} search={{ who: 'for-me' }}>
            <Trans>All notes for me</Trans>
          </Link>
        )}
      </div>
      <OnDuty />
    </aside>
  );
}

type Assignment = Answer<'assignments'>['items'][number];

function Assigned({ one, name }: { one: Assignment; name: SubjectName | undefined }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const client = useQueryClient();
  const { subject, account, by, at, notedAt } = one;
  const note = useMutation({
    mutationFn: () => call('noteAssignment', { params: { subject, account } }),
    onSuccess: () => announce(t`Noted`),
    onSettled: () => client.invalidateQueries({ queryKey: ['assignments'] }),
  });
  return (
    <li data-new={notedAt === null || undefined}>
      <Subject id={subject} name={name} />
      {by.account !== account && (
        <p className={classes.by}>
          <Trans>
            by {by.name}, <Moment at={at} />
          </Trans>
        </p>
      )}
      {notedAt === null && (
        <p className={classes.new}>
          <Tag tone="wait">{t`new`}</Tag>
          <Button size="compact-xs" variant="default" loading={note.isPending} onClick={() => note.mutate()}>
            <Trans>Take note</Trans>
          </Button>
        </p>
      )}
      {note.error !== null && <Refusal error={note.error} />}
    </li>
  );
}

/** By desk, those whose turn it is. */
function OnDuty() {
  const deskNames = useDeskNames();
  const now = useNodeNow();
  const { nameOf } = useColleagues();
  const { t } = useLingui();
  // Asked by the hour, so that it is not read again with every second.
  const hour = Math.floor(now / 3600) * 3600;
  const duties = useQuery(
    reading('duties', { query: { from: String(hour), until: String(hour + 7200), limit: '100' } }),
  );
  const turns = (duties.data?.items ?? []).filter(({ from, until }) => from <= now && now < until);
  return (
    <div>
      <h2>
        <Trans>On duty now</Trans>
      </h2>
      <dl className={classes.duty}>
        {(Object.keys(deskNames) as (keyof typeof deskNames)[]).map((desk) => {
          const on = turns.filter((turn) => turn.desk === desk);
          return (
            <div key={desk}>
              <dt>{deskNames[desk]}</dt>
              <dd>
                {on.length === 0 ? (
                  <span className={classes.none}>
                    <Trans>nobody</Trans>
                  </span>
                ) : (
                  on.map((turn) => (
                    <span key={turn.id}>
                      {nameOf(turn.account) ?? t`somebody who has left`}{' '}
                      <span className={classes.by}>
                        <Trans>
                          until <Moment at={turn.until} aged={false} />
                        </Trans>
                      </span>
                    </span>
                  ))
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      <Link to={pages.duty}>
        <Trans>Duty roster</Trans>
      </Link>
    </div>
  );
}
