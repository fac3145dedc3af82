import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { takeSecret } from '#address';
import { call } from '#api/call';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Frame } from '#shell/Frame.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './SetupPage.module.css';

/** The first administrator of a new node: whoever made its folder has the secret, and it does its work once. */
export function SetupPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [secret] = useState(takeSecret);
  const [name, setName] = useState('');
  const open = useMutation({
    mutationFn: () => call('firstAdministrator', { body: { name: name.trim() } }, { bearer: secret! }),
    onSuccess: (made) => navigate({ to: pages.invitation, hash: made.secret }),
  });
  return (
    <Frame>
      <Page
        title={t`A new node`}
        lead={t`It has keys and no people yet. The first is an administrator: they run the node and see nothing of what is said on it.`}
      >
        {secret === undefined ? (
          <Notice tone="wait" title={t`This address has no secret in it`}>
            <Trans>
              Open the address that “parley init” printed, exactly as it stands there. If it was used before, sign in
              instead.
            </Trans>
          </Notice>
        ) : (
          <Section title={t`The first administrator`}>
            <form
              className={classes.form}
              onSubmit={(event) => {
                event.preventDefault();
                open.mutate();
              }}
            >
              <TextInput
                label={t`Your name`}
                description={t`As it is shown on this node; the other side never sees it.`}
                required
                maxLength={100}
                autoComplete="name"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              {open.error !== null && <Refusal error={open.error} />}
              <div>
                <Button type="submit" size="md" loading={open.isPending} disabled={name.trim() === ''}>
                  <Trans>Go on to make your passkey</Trans>
                </Button>
              </div>
            </form>
          </Section>
        )}
      </Page>
    </Frame>
  );
}
