import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call, type Answer } from '#api/call';
import { useSeats } from '#founding/party';
import { Refusal } from '#refusal/Refusal.tsx';
import { Copy } from '#ui/Copy.tsx';
import { Notice } from '#ui/Notice.tsx';
import { saveFile } from '#ui/save';
import { Untrusted } from '#ui/Untrusted.tsx';
import classes from './Founding.module.css';

const LINK_DAYS = 30;

/** What the counterpart is to have now, as a file or under a link of ours; or it has it already, by a link of theirs. */
export function HandOver({ view }: { view: Answer<'founding'> }) {
  const { t } = useLingui();
  const { other, otherName } = useSeats(view);
  const invite = useMutation({ mutationFn: () => call('foundingInvite', { body: { days: LINK_DAYS } }) });
  const { reached, unheard, envelope = '' } = view;
  return (
    <div className={classes.stack}>
      {reached &&
        (unheard === undefined ? (
          <Notice tone="good" title={t`The two nodes talk by themselves`}>
            <Trans>
              Their link is known here: what you propose or sign is with them at once, and theirs comes here.
            </Trans>
          </Notice>
        ) : (
          <Notice tone="wait" title={t`Their node does not take it`}>
            <p lang="en">
              <Untrusted text={unheard.detail} />
            </p>
            <p>
              <Trans>It is tried again every few seconds. A file goes any other way.</Trans>
            </p>
          </Notice>
        ))}
      <div className={classes.ways}>
        <div>
          <p className={classes.label}>
            <Trans>As a file, by mail or on a stick</Trans>
          </p>
          <Button
            variant={reached ? 'default' : 'filled'}
            onClick={() => saveFile(`to-${other?.id ?? 'counterpart'}.json`, envelope)}
          >
            <Trans>Save the file for {otherName}</Trans>
          </Button>
        </div>
        {!reached && (
          <div>
            <p className={classes.label}>
              <Trans>Or as a link, if their node reaches this one</Trans>
            </p>
            <Button variant="default" loading={invite.isPending} onClick={() => invite.mutate()}>
              {invite.data === undefined ? <Trans>Make a link</Trans> : <Trans>Make another in its place</Trans>}
            </Button>
          </div>
        )}
      </div>
      {invite.error !== null && <Refusal error={invite.error} />}
      {invite.data !== undefined && (
        <Notice
          title={t`Give this link to the counterpart`}
          actions={<Copy text={invite.data.url} what={t`the link`} />}
        >
          <p className={classes.address} translate="no">
            {invite.data.url}
          </p>
          <p>
            <Trans>
              They paste it into their own console. It is shown here and never again, and is good for {LINK_DAYS} days.
              Through it every step of theirs comes here by itself.
            </Trans>
          </p>
        </Notice>
      )}
      <p className={classes.soft}>
        <Trans>Nothing secret is in it, and whoever alters it on the way is found out.</Trans>
      </p>
    </div>
  );
}
