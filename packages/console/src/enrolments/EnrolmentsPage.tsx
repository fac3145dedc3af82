import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer } from '#api/call';
import { reading } from '#api/queries';
import { Appoint } from '#enrolments/Appoint.tsx';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { Empty } from '#ui/Empty.tsx';
import { Fingerprint } from '#ui/Fingerprint.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from './EnrolmentsPage.module.css';

type Row = Answer<'enrolments'>['items'][number];

/** Waiting people are not on the live stream: they are no part of the record. */
const LOOK_MS = 5000;

/** Who made keys and waits: compare by another channel, confirm, and appoint. */
export function EnrolmentsPage() {
  const { t } = useLingui();
  const { role } = useViewer();
  const enrolments = useQuery({ ...reading('enrolments', {}), refetchInterval: LOOK_MS });
  const rows = enrolments.data?.items ?? [];
  const waiting = rows.filter(({ state }) => state === 'waiting');
  const unappointed = rows.filter((row) => row.state === 'confirmed' && row.publicKey !== null && !row.appointed);
  const decided = rows.filter((row) => !waiting.includes(row) && !unappointed.includes(row));
  return (
    <Page
      title={t`Enrolments`}
      lead={t`Whoever was invited has made keys on their own device. You confirm that the keys are theirs, by a voice or a face that you know.`}
    >
      {enrolments.error !== null && <Refusal error={enrolments.error} />}
      {enrolments.isPending && <Loading label={t`Reading the enrolments …`} />}
      {enrolments.data !== undefined && waiting.length === 0 && unappointed.length === 0 && (
        <Section title={t`Waiting`} aside="0">
          <Empty title={t`Nobody waits`}>
            <Trans>
              When somebody has opened an invitation and made keys, they stand here until you have compared the
              fingerprint with them by telephone or in person.
            </Trans>
          </Empty>
        </Section>
      )}
      {waiting.map((row) => (
        <Compare key={row.id} row={row} />
      ))}
      {role === 'officer' && unappointed.map((row) => <Appoint key={row.id} row={row} />)}
      {decided.length > 0 && (
        <Section title={t`Decided`} aside={decided.length}>
          <ul className={classes.decided}>
            {decided.map(({ id, name, state, appointed, decidedAt, fingerprint }) => (
              <li key={id}>
                <p>
                  <strong>{name}</strong>{' '}
                  {state === 'refused' ? (
                    <Tag tone="late">{t`refused`}</Tag>
                  ) : appointed ? (
                    <Tag tone="good">{t`in the roster`}</Tag>
                  ) : (
                    <Tag tone="good">{t`confirmed`}</Tag>
                  )}
                </p>
                <Fingerprint kid={fingerprint} />
                {decidedAt !== null && (
                  <p className={classes.by}>
                    <Moment at={decidedAt} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

function Compare({ row }: { row: Row }) {
  const { t } = useLingui();
  const { id, name, role, device, fingerprint, finishedAt, mayDecide } = row;
  const queries = useQueryClient();
  const [compared, setCompared] = useState(false);
  const again = () => queries.invalidateQueries({ queryKey: ['enrolments'] });
  const confirm = useMutation({
    mutationFn: () => call('confirmEnrolment', { params: { id }, body: { fingerprint } }),
    onSettled: again,
  });
  const refuse = useMutation({ mutationFn: () => call('refuseEnrolment', { params: { id } }), onSettled: again });
  const failed = confirm.error ?? refuse.error;
  return (
    <Section
      title={name}
      aside={
        <>
          {role === 'administrator' ? t`administrator` : device ? t`officer, a further device` : t`officer`} ·{' '}
          <Moment at={finishedAt} />
        </>
      }
    >
      <div className={classes.stage}>
        <p>
          <Trans>
            Let {name} call you, or call on a number that you know already, and have them read out what stands on their
            screen. It must be this, group by group:
          </Trans>
        </p>
        <Fingerprint kid={fingerprint} large />
        {failed !== null && <Refusal error={failed} />}
        {mayDecide ? (
          <>
            <Checkbox
              checked={compared}
              onChange={(event) => setCompared(event.currentTarget.checked)}
              label={t`I have compared every group with ${name}, by voice or in person, and they are the same.`}
            />
            <div className={classes.actions}>
              <Button disabled={!compared} loading={confirm.isPending} onClick={() => confirm.mutate()}>
                <Trans>Confirm {name}</Trans>
              </Button>
              <Button variant="default" loading={refuse.isPending} onClick={() => refuse.mutate()}>
                <Trans>They differ: refuse</Trans>
              </Button>
            </div>
          </>
        ) : (
          <p className={classes.by}>
            {role === 'administrator' ? (
              <Trans>An administrator confirms an administrator.</Trans>
            ) : (
              <Trans>An officer who appoints others confirms an officer.</Trans>
            )}
          </p>
        )}
      </div>
    </Section>
  );
}
