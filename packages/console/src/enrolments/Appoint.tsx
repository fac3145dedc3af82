import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call, type Answer } from '#api/call';
import { reading } from '#api/queries';
import { deskId } from '#desk/id';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Fingerprint } from '#ui/Fingerprint.tsx';
import { Section } from '#ui/Section.tsx';
import { useOffices } from '#vocabulary/offices';
import classes from './EnrolmentsPage.module.css';

type Row = Answer<'enrolments'>['items'][number];

/** A confirmed key gets an office: a draft of the act, which is then read, signed and filed like any other. */
export function Appoint({ row: { name, publicKey, fingerprint } }: { row: Row }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const accord = useQuery(reading('accord', {}));
  const offices = Object.keys(accord.data?.offices ?? {});
  const officeNames = useOffices();
  const [office, setOffice] = useState('');
  const [until, setUntil] = useState('');
  // One id for one intention: sent twice, it is one draft.
  const [id] = useState(deskId);
  const draft = useMutation({
    mutationFn: async () => {
      const { now } = await call('compose', {});
      return call('makeDraft', {
        body: {
          id,
          title: t`Appointment of ${name}`,
          content: {
            type: 'officer.appoint',
            body: {
              key: publicKey,
              office,
              from: now,
              ...(until !== '' && { until: Math.floor(new Date(`${until}T23:59:59`).getTime() / 1000) }),
            },
            words: { name },
          },
        },
      });
    },
    onSuccess: (made) => navigate({ to: pages.sign, params: { draft: made.id } }),
  });
  return (
    <Section title={t`Appoint ${name}`} aside={t`confirmed; the office comes from an act on the record`}>
      <form
        className={classes.stage}
        onSubmit={(event) => {
          event.preventDefault();
          if (office !== '') draft.mutate();
        }}
      >
        <Fingerprint kid={fingerprint} />
        <div className={classes.fields}>
          <NativeSelect
            label={t`Office`}
            description={t`What the office may sign, the accord says.`}
            required
            value={office}
            onChange={(event) => setOffice(event.currentTarget.value)}
            data={[
              { value: '', label: t`Choose an office` },
              ...offices.map((one) => ({ value: one, label: officeNames(one) })),
            ]}
          />
          <TextInput
            type="date"
            label={t`Until the end of`}
            description={t`Leave it empty if no end is set.`}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </div>
        {(draft.error ?? accord.error) !== null && <Refusal error={draft.error ?? accord.error} />}
        <div>
          <Button type="submit" disabled={office === ''} loading={draft.isPending}>
            <Trans>Write the appointment</Trans>
          </Button>
        </div>
      </form>
    </Section>
  );
}
