import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '#api/call';
import { reading } from '#api/queries';
import { useColleagues } from '#desk/parts';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from './Dealing.module.css';

/** Beside a subject: our own number of it, and who of us deals with it. */
export function Dealing({ subject }: { subject: string }) {
  return (
    <dl className={classes.dealing}>
      <OurNumber subject={subject} />
      <Dealers subject={subject} />
    </dl>
  );
}

function OurNumber({ subject }: { subject: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const announce = useAnnounce();
  const found = useQuery(reading('fileNumbers', { query: { subject } }));
  const number = found.data?.items[0]?.number;
  const [typed, setTyped] = useState<string>();
  const give = useMutation({
    mutationFn: () => call('setFileNumber', { params: { subject }, body: { number: typed!.trim() } }),
    onSuccess: () => {
      announce(t`The number was given`);
      setTyped(undefined);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['fileNumbers'] }),
  });
  return (
    <div>
      <dt>
        <Trans>Our file number</Trans>
      </dt>
      <dd>
        {typed === undefined ? (
          <>
            {number ?? (
              <span className={classes.none}>
                <Trans>none</Trans>
              </span>
            )}{' '}
            {found.data !== undefined && (
              <button type="button" className={classes.plain} onClick={() => setTyped(number ?? '')}>
                {number === undefined ? <Trans>Give a number</Trans> : <Trans>Change the number</Trans>}
              </button>
            )}
          </>
        ) : (
          <form
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault();
              give.mutate();
            }}
          >
            <TextInput
              size="xs"
              aria-label={t`Our number of it`}
              value={typed}
              maxLength={100}
              data-autofocus
              autoFocus
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
            <Button key="keep" type="submit" size="compact-sm" loading={give.isPending} disabled={typed.trim() === ''}>
              <Trans>Keep the number</Trans>
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => setTyped(undefined)}>
              <Trans>Cancel</Trans>
            </Button>
          </form>
        )}
        {give.error !== null && <Refusal error={give.error} />}
      </dd>
    </div>
  );
}

function Dealers({ subject }: { subject: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { account: own } = useViewer();
  const { inOffice, nameOf } = useColleagues();
  const [chosen, setChosen] = useState('');
  const found = useQuery(reading('assignments', { query: { subject, limit: '50' } }));
  const given = found.data?.items ?? [];
  const others = inOffice.filter(({ account }) => given.every((one) => one.account !== account));
  const assign = useMutation({
    mutationFn: (account: string) => call('assign', { params: { subject, account } }),
    onSuccess: () => {
      announce(t`Assigned`);
      setChosen('');
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['assignments'] }),
  });
  return (
    <div>
      <dt>
        <Trans>Dealt with by</Trans>
      </dt>
      <dd>
        {found.data !== undefined && given.length === 0 && (
          <span className={classes.none}>
            <Trans>nobody yet</Trans>
          </span>
        )}
        {given.map(({ account, notedAt }) => (
          <span key={account} className={classes.who}>
            {nameOf(account) ?? t`somebody who has left`}
            {notedAt === null && <Tag tone="wait">{t`not noted yet`}</Tag>}
          </span>
        ))}
        {others.length > 0 && (
          <form
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault();
              assign.mutate(chosen);
            }}
          >
            <NativeSelect
              size="xs"
              aria-label={t`Assign it to`}
              value={chosen}
              onChange={({ currentTarget: { value } }) => setChosen(value)}
              data={[
                { value: '', label: t`Assign it to …` },
                ...others.map(({ account, name }) => ({
                  value: account,
                  label: account === own ? t`${name} (you)` : name,
                })),
              ]}
            />
            {chosen !== '' && (
              <Button type="submit" size="compact-sm" loading={assign.isPending}>
                <Trans>Assign</Trans>
              </Button>
            )}
          </form>
        )}
        {assign.error !== null && <Refusal error={assign.error} />}
      </dd>
    </div>
  );
}
