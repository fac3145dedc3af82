import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call, type Answer } from '#api/call';
import { confirmByPasskey } from '#api/passkey';
import { reading, seesContent } from '#api/queries';
import { keysHere } from '#keys/keys';
import { Refusal } from '#refusal/Refusal.tsx';
import { NodeHealth } from '#settings/NodeHealth.tsx';
import { Notices } from '#settings/Notices.tsx';
import { useViewer } from '#shell/viewer';
import { SignIns } from '#sign-ins/SignIns.tsx';
import { Copy } from '#ui/Copy.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Fingerprint } from '#ui/Fingerprint.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { useOffices } from '#vocabulary/offices';
import mine from '#ui/Rows.module.css';
import classes from './SettingsPage.module.css';

type Account = Answer<'ownAccount'>;

/** What shows who one is: keys, passkeys, and where one is signed in. */
export function SettingsPage() {
  const { t } = useLingui();
  const viewer = useViewer();
  const account = useQuery(reading('ownAccount', {}));
  return (
    <Page title={t`Settings`} crumb={viewer.name}>
      {account.data !== undefined ? (
        <>
          {viewer.role === 'officer' && <Keys account={account.data} />}
          <Passkeys account={account.data} />
          <AnotherDevice />
        </>
      ) : account.error === null ? (
        <Loading label={t`Reading your account …`} />
      ) : (
        <Refusal error={account.error} />
      )}
      {seesContent(viewer) && <Notices />}
      <SignIns title={t`Where I am signed in`} />
      <NodeHealth />
    </Page>
  );
}

function Row({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <li className={mine.row}>
      <div>{children}</div>
      {action}
    </li>
  );
}

function Keys({ account }: { account: Account }) {
  const { t } = useLingui();
  const offices = useOffices();
  const here = useQuery(keysHere);
  const kids = new Set(here.data?.map(({ key }) => key.kid));
  return (
    <Section title={t`Keys I sign with`} aside={t`each lies on one device, and nobody can take it out`}>
      {account.keys.length === 0 ? (
        <Empty title={t`No key yet`}>
          <Trans>An invitation makes one, on the device that it is opened on.</Trans>
        </Empty>
      ) : (
        <ul className={mine.rows}>
          {account.keys.map(({ kid, enrolledAt, state, office, relieved }) => (
            <Row key={kid}>
              <p className={mine.name}>
                {office === null ? <Trans>No office</Trans> : offices(office)}{' '}
                {relieved ? (
                  <Tag tone="late">{t`relieved`}</Tag>
                ) : office !== null ? (
                  <Tag tone="good">{t`in office`}</Tag>
                ) : state === 'waiting' ? (
                  <Tag tone="wait">{t`waits for confirmation`}</Tag>
                ) : state === 'refused' ? (
                  <Tag tone="late">{t`refused`}</Tag>
                ) : (
                  <Tag tone="wait">{t`waits for the appointment`}</Tag>
                )}{' '}
                {here.data !== undefined &&
                  (kids.has(kid) ? <Tag>{t`on this device`}</Tag> : <Tag>{t`on another device`}</Tag>)}
              </p>
              <Fingerprint kid={kid} />
              <p className={mine.by}>
                <Trans>
                  enrolled <Moment at={enrolledAt} />
                </Trans>
              </p>
            </Row>
          ))}
        </ul>
      )}
      <p className={mine.by}>
        <Trans>
          A device is lost or may be in other hands? Tell an officer who appoints others at once: the key is relieved by
          an act, and you enrol another.
        </Trans>
      </p>
    </Section>
  );
}

function Passkeys({ account }: { account: Account }) {
  const { t } = useLingui();
  const { session } = useViewer();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: async (id: string) => {
      const { accountConfirmation } = await import('@parley/api/access');
      await confirmByPasskey(accountConfirmation('remove-passkey', session));
      return call('removePasskey', { params: { id } });
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <Section title={t`Passkeys`} aside={t`they sign you in, and confirm that you are there`}>
      {remove.error !== null && <Refusal error={remove.error} />}
      {account.passkeys.length === 0 ? (
        <Empty title={t`No passkey yet`}>
          <Trans>You are signed in another way. An invitation to a further device makes one.</Trans>
        </Empty>
      ) : (
        <ul className={mine.rows}>
          {account.passkeys.map(({ id, addedAt, usedAt, state, backedUp }, no) => (
            <Row
              key={id}
              action={
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t`Remove passkey ${no + 1}`}
                  loading={remove.isPending && remove.variables === id}
                  onClick={() => remove.mutate(id)}
                >
                  <Trans>Remove</Trans>
                </Button>
              }
            >
              <p className={mine.name}>
                <Trans>Passkey {no + 1}</Trans>{' '}
                {backedUp ? <Tag>{t`shared among your devices`}</Tag> : <Tag>{t`on one device`}</Tag>}{' '}
                {state === 'waiting' && <Tag tone="wait">{t`waits for confirmation`}</Tag>}
                {state === 'refused' && <Tag tone="late">{t`refused`}</Tag>}
              </p>
              <p className={mine.by}>
                <Trans>
                  added <Moment at={addedAt} />
                </Trans>
                {usedAt !== null && (
                  <>
                    {' · '}
                    <Trans>
                      used last <Moment at={usedAt} />
                    </Trans>
                  </>
                )}
              </p>
            </Row>
          ))}
        </ul>
      )}
    </Section>
  );
}

function AnotherDevice() {
  const { t } = useLingui();
  const { session } = useViewer();
  const invite = useMutation({
    mutationFn: async () => {
      const { accountConfirmation } = await import('@parley/api/access');
      await confirmByPasskey(accountConfirmation('invite-device', session));
      return call('inviteDevice', {});
    },
  });
  return (
    <Section title={t`A further device`} aside={t`a second key, so that losing one is an ordinary afternoon`}>
      {invite.error !== null && <Refusal error={invite.error} />}
      {invite.data === undefined ? (
        <div className={classes.line}>
          <p>
            <Trans>
              You get an address to open there, once. The new key is compared and appointed as the first one was.
            </Trans>
          </p>
          <Button variant="default" loading={invite.isPending} onClick={() => invite.mutate()}>
            <Trans>Invite a device</Trans>
          </Button>
        </div>
      ) : (
        <Notice
          title={t`Open this address on the other device`}
          actions={<Copy text={invite.data.address} what={t`the address`} />}
        >
          <p className={classes.address} translate="no">
            {invite.data.address}
          </p>
          <p>
            <Trans>
              It is shown here and never again, and is good until <Moment at={invite.data.expiresAt} aged={false} />.
            </Trans>
          </p>
        </Notice>
      )}
    </Section>
  );
}
