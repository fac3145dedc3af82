import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { NOTICES, want, wantedBy, type NoticeKind } from '#shell/notices';
import { useViewer } from '#shell/viewer';
import { Notice } from '#ui/Notice.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './SettingsPage.module.css';

/** Of what this device tells, while a page of the console is open somewhere on it. */
export function Notices() {
  const { t } = useLingui();
  const { account } = useViewer();
  const [wanted, setWanted] = useState(() => wantedBy(account));
  const [refused, setRefused] = useState(() => 'Notification' in globalThis && Notification.permission === 'denied');
  const names: Record<NoticeKind, string> = {
    hotline: t`The hotline is open`,
    waits: t`Something new waits on us`,
    due: t`A deadline of ours ends within a day`,
    releases: t`A draft waits for your release`,
  };
  const choose = async (kind: NoticeKind, on: boolean) => {
    if (on) {
      const answer = await Notification.requestPermission();
      setRefused(answer === 'denied');
      if (answer !== 'granted') return;
    }
    const chosen = NOTICES.filter((one) => (one === kind ? on : wanted.includes(one)));
    want(account, chosen);
    setWanted(chosen);
  };
  return (
    <Section title={t`Notices on this device`} aside={t`they say that something came, never what`}>
      {'Notification' in globalThis ? (
        <>
          <div className={classes.choices}>
            {NOTICES.map((kind) => (
              <Checkbox
                key={kind}
                label={names[kind]}
                checked={wanted.includes(kind)}
                onChange={({ currentTarget }) => void choose(kind, currentTarget.checked)}
              />
            ))}
          </div>
          {refused ? (
            <Notice tone="wait" title={t`This browser lets the console show no notices`}>
              <Trans>Allow them for this address in the browser’s settings, and choose again.</Trans>
            </Notice>
          ) : (
            <p className={classes.small}>
              <Trans>
                They are shown while the console is open in this browser, also behind other windows. Nothing is sent
                through anybody else.
              </Trans>
            </p>
          )}
        </>
      ) : (
        <p className={classes.small}>
          <Trans>This browser knows no notices.</Trans>
        </p>
      )}
    </Section>
  );
}
