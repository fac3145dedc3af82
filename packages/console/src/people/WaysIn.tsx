import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call, type Answer } from '#api/call';
import { Refusal } from '#refusal/Refusal.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from './PeoplePage.module.css';

type Account = Answer<'accounts'>['items'][number];

/** By what a person comes in, each of which an administrator takes away: for a device that is lost, or a letter that went astray. */
export function WaysIn({ account: { id, name, passkeys, invitations, provider } }: { account: Account }) {
  const { t } = useLingui();
  const unopened = invitations.filter(({ openedAt }) => openedAt === null);
  if (passkeys.length + unopened.length === 0 && !provider) return null;
  return (
    <details className={classes.ways}>
      <summary>
        <Trans>How they come in</Trans>
      </summary>
      <ul className={classes.rows}>
        {passkeys.map(({ id: passkey, addedAt, usedAt, backedUp }, no) => (
          <Way
            key={passkey}
            take={t`Remove`}
            label={t`Remove passkey ${no + 1} of ${name}`}
            taken={t`The passkey is removed.`}
            onTake={() => call('removePasskey', { params: { id: passkey } })}
          >
            <Trans>Passkey {no + 1}</Trans>{' '}
            {backedUp ? <Tag>{t`shared among their devices`}</Tag> : <Tag>{t`on one device`}</Tag>}{' '}
            <span className={classes.by}>
              {usedAt === null ? (
                <Trans>
                  added <Moment at={addedAt} />
                </Trans>
              ) : (
                <Trans>
                  used last <Moment at={usedAt} />
                </Trans>
              )}
            </span>
          </Way>
        ))}
        {unopened.map(({ id: invitation, expiresAt }) => (
          <Way
            key={invitation}
            take={t`Withdraw`}
            label={t`Withdraw the invitation of ${name}`}
            taken={t`The invitation is withdrawn.`}
            onTake={() => call('withdrawInvitation', { params: { id: invitation } })}
          >
            <Trans>Invitation</Trans> <Tag tone="wait">{t`not opened`}</Tag>{' '}
            <span className={classes.by}>
              <Trans>
                good until <Moment at={expiresAt} aged={false} />
              </Trans>
            </span>
          </Way>
        ))}
        {provider && (
          <Way
            take={t`Unlink`}
            label={t`Unlink ${name} from the identity provider`}
            taken={t`The account is unlinked.`}
            onTake={() => call('unlinkProvider', { params: { id } })}
          >
            <Trans>The identity provider</Trans>
          </Way>
        )}
      </ul>
    </details>
  );
}

function Way({
  children,
  take,
  label,
  taken,
  onTake,
}: {
  children: ReactNode;
  take: string;
  label: string;
  taken: string;
  onTake: () => Promise<unknown>;
}) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const taking = useMutation({
    mutationFn: onTake,
    onSuccess: () => announce(taken),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <li className={classes.row}>
      <p>{children}</p>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={label}
        loading={taking.isPending}
        onClick={() => taking.mutate()}
      >
        {take}
      </Button>
      {taking.error !== null && <Refusal error={taking.error} />}
    </li>
  );
}
