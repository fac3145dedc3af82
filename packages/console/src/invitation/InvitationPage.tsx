import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { takeSecret } from '#address';
import { call, Refused, type Answer } from '#api/call';
import { queries, reading } from '#api/queries';
import { enrol } from '#invitation/enrol';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Frame } from '#shell/Frame.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Fingerprint } from '#ui/Fingerprint.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import { Steps } from '#ui/Steps.tsx';
import classes from './InvitationPage.module.css';

type Enrolment = Answer<'enrolment'>;

/** Confirmation comes by telephone, from somebody else's page: this one looks every few seconds. */
const LOOK_MS = 2500;

const enrolmentKey = reading('enrolment', {}).queryKey;

/** From the secret in the address to a key in office: opened once, in this browser, and then each step by itself. */
export function InvitationPage() {
  const { t } = useLingui();
  const [secret, setSecret] = useState(takeSecret);
  useEffect(() => {
    // Another invitation opened in the same window changes only what stands behind the #.
    const look = () => setSecret((before) => takeSecret() ?? before);
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  const enrolment = useQuery({
    ...reading('enrolment', {}),
    enabled: secret === undefined,
    refetchInterval: ({ state }) =>
      state.data?.state === 'waiting' || (state.data?.state === 'confirmed' && !state.data.appointed) ? LOOK_MS : false,
  });
  const current =
    secret !== undefined || enrolment.data === undefined
      ? 0
      : ({ open: 1, waiting: 2, confirmed: 3 }[enrolment.data.state as string] ?? 0);
  return (
    <Frame>
      <Page
        title={t`Your invitation`}
        lead={t`Three steps, and you can speak for your party. The second makes keys that never leave this device.`}
      >
        <Steps label={t`Enrolment`} steps={[t`Open`, t`Make your keys`, t`Compare by telephone`]} current={current} />
        {secret !== undefined ? (
          <Open secret={secret} onOpened={() => setSecret(undefined)} />
        ) : enrolment.data !== undefined ? (
          <Stage enrolment={enrolment.data} />
        ) : enrolment.error === null ? (
          <Loading label={t`Looking how your enrolment stands …`} />
        ) : enrolment.error instanceof Refused && enrolment.error.problem.code === 'http.not_found' ? (
          <Notice tone="wait" title={t`This address has no secret in it`}>
            <Trans>
              An invitation is an address that ends in # and 43 letters and digits. Open it exactly as it was given to
              you, in the browser that you will work with.
            </Trans>
          </Notice>
        ) : (
          <Refusal error={enrolment.error} />
        )}
      </Page>
    </Frame>
  );
}

function Open({ secret, onOpened }: { secret: string; onOpened: () => void }) {
  const { t } = useLingui();
  const open = useMutation({
    mutationFn: () => call('openInvitation', { body: { secret } }),
    onSuccess: (enrolment) => {
      queries.setQueryData(enrolmentKey, enrolment);
      onOpened();
    },
  });
  return (
    <Section title={t`Open it on the device that you will sign with`}>
      <div className={classes.stage}>
        <p>
          <Trans>
            An invitation opens once, and belongs from then on to this browser on this device. Whoever else has the
            address finds it used, and you would learn of it.
          </Trans>
        </p>
        {open.error !== null && <Refusal error={open.error} />}
        <div>
          <Button size="md" loading={open.isPending} onClick={() => open.mutate()}>
            <Trans>Open the invitation</Trans>
          </Button>
        </div>
      </div>
    </Section>
  );
}

function Stage({ enrolment }: { enrolment: Enrolment }) {
  const { t } = useLingui();
  switch (enrolment.state) {
    case 'open':
      return <Make enrolment={enrolment} />;
    case 'waiting':
      return <Compare enrolment={enrolment} />;
    case 'confirmed':
      return <Confirmed enrolment={enrolment} />;
    case 'refused':
      return (
        <Notice tone="late" title={t`The enrolment was refused`}>
          <Trans>
            The fingerprints were not the same, or the person did not expect you. What was made here is worth nothing.
            Ask for another invitation, and tell them if you do not know why.
          </Trans>
        </Notice>
      );
    case 'expired':
      return (
        <Notice tone="wait" title={t`The time for this enrolment is over`}>
          <Trans>It was opened and not finished within half an hour. Ask for another invitation.</Trans>
        </Notice>
      );
  }
}

function Make({ enrolment }: { enrolment: Enrolment }) {
  const { t } = useLingui();
  const { name } = enrolment;
  const make = useMutation({
    mutationFn: enrol,
    onSuccess: (finished) => queries.setQueryData(enrolmentKey, finished),
  });
  return (
    <Section title={t`Welcome, ${name}`} aside={enrolment.device ? t`a further device of yours` : undefined}>
      <div className={classes.stage}>
        <dl className={classes.made}>
          <dt>
            <Trans>A passkey</Trans>
          </dt>
          <dd>
            <Trans>
              signs you in, and confirms each time that you are there. Your device keeps it, or a security key.
            </Trans>
          </dd>
          {enrolment.needsKey && (
            <>
              <dt>
                <Trans>An officer’s key</Trans>
              </dt>
              <dd>
                <Trans>
                  signs what you say. This browser makes it so that nobody can take it out, the node and you included.
                  If the device is lost, the key is relieved and you enrol another: an ordinary afternoon.
                </Trans>
              </dd>
            </>
          )}
        </dl>
        {make.error !== null && <Refusal error={make.error} />}
        <div>
          <Button size="md" loading={make.isPending} onClick={() => make.mutate()}>
            {enrolment.needsKey ? <Trans>Make both</Trans> : <Trans>Make the passkey</Trans>}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function Compare({ enrolment }: { enrolment: Enrolment }) {
  const { t } = useLingui();
  return (
    <Section title={t`Read these out`} aside={t`the fingerprint of what you have just made`}>
      <div className={classes.stage}>
        {enrolment.fingerprint !== null && <Fingerprint kid={enrolment.fingerprint} large />}
        <p>
          {enrolment.role === 'administrator' ? (
            <Trans>
              Call an administrator of this node on a number that you know already, and read these groups out, capitals
              and small letters told apart. They see the same groups if nobody stands between you.
            </Trans>
          ) : (
            <Trans>
              Call an officer who appoints others, on a number that you know already, and read these groups out,
              capitals and small letters told apart. They see the same groups if nobody stands between you.
            </Trans>
          )}
        </p>
        <p className={classes.quiet}>
          <Trans>
            Do not send them by this console, by e-mail or by chat: who could change the key could change those too.
          </Trans>
        </p>
        <Notice title={t`Waiting for their confirmation`}>
          <Trans>
            This page goes on by itself. You may also close it, and sign in once you are told that it is done.
          </Trans>
        </Notice>
      </div>
    </Section>
  );
}

function Confirmed({ enrolment }: { enrolment: Enrolment }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const client = useQueryClient();
  const told = useRef(false);
  const done = enrolment.role === 'administrator' || enrolment.appointed;
  useEffect(() => {
    if (told.current) return;
    told.current = true;
    announce(t`Your enrolment is confirmed.`);
  }, [announce, t]);
  return (
    <div className={classes.stage}>
      <Notice tone="good" title={done ? t`You are ready` : t`Confirmed; your appointment is next`}>
        {done ? (
          <Trans>Your passkey signs you in from here on.</Trans>
        ) : (
          <Trans>
            You can sign in. What you may say begins with your appointment, an act on the record that the officer is
            filing now; this page tells when it is there.
          </Trans>
        )}
      </Notice>
      <div>
        <ButtonLink
          size="md"
          to={pages.signIn}
          search={{ to: pages.today }}
          onClick={() => client.removeQueries({ queryKey: enrolmentKey })}
        >
          <Trans>Go to sign-in</Trans>
        </ButtonLink>
      </div>
    </div>
  );
}
