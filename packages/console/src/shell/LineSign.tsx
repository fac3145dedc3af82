import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { liveLine } from '#live/live';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Notice } from '#ui/Notice.tsx';
import classes from './LineSign.module.css';

/** What is shorter than this is no news. */
const QUIET_MS = 3000;

function useLine() {
  const line = useSyncExternalStore(liveLine.watch, liveLine.line);
  const [late, setLate] = useState(false);
  const broken = line.state === 'broken' || line.state === 'offline';
  useEffect(() => {
    if (!broken) {
      setLate(false);
      return undefined;
    }
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [broken]);
  return { line, broken, late };
}

/** How the line stands, in a word. */
export function LineSign() {
  const { line, broken } = useLine();
  return (
    <span className={classes.sign} data-state={line.state}>
      <span className={classes.dot} aria-hidden="true" />
      {line.state === 'live' ? (
        <Trans>Live</Trans>
      ) : line.state === 'offline' ? (
        <Trans>Offline</Trans>
      ) : broken ? (
        <Trans>Reconnecting …</Trans>
      ) : (
        <Trans>Connecting …</Trans>
      )}
    </span>
  );
}

/** On every page while what stands there may be behind. */
export function LineBanner() {
  const { t, i18n } = useLingui();
  const { line, late } = useLine();
  const announce = useAnnounce();
  useEffect(() => {
    if (late) announce(t`The line to the node is broken.`);
  }, [late, announce, t]);
  if (!late) return null;
  const since =
    line.since === undefined ? undefined : i18n.date(new Date(line.since), { hour: '2-digit', minute: '2-digit' });
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
