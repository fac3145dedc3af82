import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer } from '#api/call';
import { useDeskNames } from '#people/desks';
import type { Made } from '#people/PeoplePage.tsx';
import { WaysIn } from '#people/WaysIn.tsx';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from './PeoplePage.module.css';

type Account = Answer<'accounts'>['items'][number];

/** Somebody of this node. Closing an account is for ever, so it is asked for twice. */
export function PersonRow({ account, onMade }: { account: Account; onMade: (made: Made) => void }) {
  const { t } = useLingui();
  const { account: own } = useViewer();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const deskNames = useDeskNames();
  const [closing, setClosing] = useState(false);
  const { id, name, role, desks, openedAt, closedAt } = account;
  const again = () => queries.invalidateQueries({ queryKey: ['accounts'] });
  const invite = useMutation({
    mutationFn: () => call('inviteAccount', { params: { id }, body: {} }),
    onSuccess: (invitation) => onMade({ ...invitation, name }),
    onSettled: again,
  });
  const close = useMutation({
    mutationFn: () => call('closeAccount', { params: { id } }),
    onSuccess: () => announce(t`The account is closed.`),
    onSettled: again,
  });
  const failed = invite.error ?? close.error;
  const about = [
    role === 'administrator' ? t`Administrator` : t`Officer`,
    ...desks.map((desk) => deskNames[desk]),
  ].join(' · ');
  return (
    <li className={classes.row}>
      <div>
        <p className={classes.name}>
          {name} <Standing account={account} />
        </p>
        <p className={classes.by}>
          {about} ·{' '}
          {closedAt === null ? (
            <Trans>
              since <Moment at={openedAt} />
            </Trans>
          ) : (
            <Trans>
              closed <Moment at={closedAt} />
            </Trans>
          )}
        </p>
      </div>
      {closedAt === null && id !== own && (
        <div className={classes.actions}>
          {closing ? (
            <>
              <Button size="compact-sm" color="red" loading={close.isPending} onClick={() => close.mutate()}>
                <Trans>Close for ever</Trans>
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setClosing(false)}>
                <Trans>Leave it open</Trans>
              </Button>
            </>
          ) : (
            <>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t`Invite again: ${name}`}
                loading={invite.isPending}
                onClick={() => invite.mutate()}
              >
                <Trans>Invite again</Trans>
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t`Close the account of ${name}`}
                onClick={() => setClosing(true)}
              >
                <Trans>Close</Trans>
              </Button>
            </>
          )}
        </div>
      )}
      {closedAt === null && id !== own && <WaysIn account={account} />}
      {failed !== null && <Refusal error={failed} />}
    </li>
  );
}

function Standing({ account: { role, closedAt, passkeys, keys, invitations } }: { account: Account }) {
  const { t } = useLingui();
  if (closedAt !== null) return null;
  if (passkeys.length === 0)
    return invitations.some(({ openedAt }) => openedAt === null) ? (
      <Tag tone="wait">{t`invited, not opened`}</Tag>
    ) : (
      <Tag tone="wait">{t`not enrolled`}</Tag>
    );
  if (passkeys.every(({ state }) => state === 'waiting')) return <Tag tone="wait">{t`waits for confirmation`}</Tag>;
  if (role === 'administrator') return <Tag tone="good">{t`enrolled`}</Tag>;
  return keys.some(({ office }) => office !== null) ? (
    <Tag tone="good">{t`in office`}</Tag>
  ) : (
    <Tag tone="wait">{t`waits for the appointment`}</Tag>
  );
}
