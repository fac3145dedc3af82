import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { FORMATS, type Language } from '#language';
import { liveLine } from '#live/live';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Notice } from '#ui/Notice.tsx';
import classes from './LineBanner.module.css';

/** What is shorter than this is no news. */
const QUIET_MS = 3000;

/** On every page while what stands there may be behind. */
export function LineBanner() {
  const { t, i18n } = useLingui();
  const line = useSyncExternalStore(liveLine.watch, liveLine.line);
  const broken = line.state === 'broken' || line.state === 'offline';
  const [late, setLate] = useState(false);
  const announce = useAnnounce();
  useEffect(() => {
    if (!broken) {
      // Whoever heard that it broke hears that it holds again.
      setLate((before) => {
        if (before) announce(t`The line is back, and what stands here is up to date.`);
        return false;
      });
      return undefined;
    }
    const timer = setTimeout(() => {
      setLate(true);
      announce(t`The line to the node is broken.`);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [broken, announce, t]);
  if (!late) return null;
  const since =
    line.since === undefined
      ? undefined
      : new Intl.DateTimeFormat(FORMATS[i18n.locale as Language], {
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        }).format(line.since);
  return (
    <div className={classes.banner}>
      <Notice
        tone="wait"
        title={line.state === 'offline' ? t`This device has no network` : t`The line to the node is broken`}
      >
        {since === undefined ? (
          <Trans>What stands here may be behind. It is brought up to date by itself once the line is back.</Trans>
        ) : (
          <Trans>
            What stands here is as of {since}. It is brought up to date by itself once the line is back; nothing that
            you write is lost.
          </Trans>
        )}
      </Notice>
    </div>
  );
}
