import { Trans, useLingui } from '@lingui/react/macro';
import { Popover } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { cloneElement, useSyncExternalStore } from 'react';
import { useParties } from '#api/parties';
import { liveLine } from '#live/live';
import { pages } from '#pages';
import { useStanding } from '#shell/RecordSign.tsx';
import type { Standing } from '#shell/standing';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import type { Opened } from '#ui/Opener.tsx';
import classes from './RecordSign.module.css';

/** Behind the sign: what it is known by. */
export function RecordBehind({ opened, onChange, children }: Opened) {
  const { t } = useLingui();
  const known = useStanding();
  return (
    <Popover opened={opened} onChange={onChange} position="bottom-end" width={320} shadow="md" trapFocus returnFocus>
      <Popover.Target>{cloneElement(children, { onClick: () => onChange(!opened) })}</Popover.Target>
      <Popover.Dropdown>
        {known === undefined ? (
          <Loading label={t`Reading the logs …`} />
        ) : (
          <Behind {...known} onGo={() => onChange(false)} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** What the sign is known by, in words. */
function Behind({ standing, health, onGo }: NonNullable<ReturnType<typeof useStanding>> & { onGo: () => void }) {
  const { t } = useLingui();
  const { nameOf } = useParties();
  const line = useSyncExternalStore(liveLine.watch, liveLine.line);
  const meanings: Record<Standing['is'], string> = {
    agreed: t`Each side holds all of the other’s log and has signed that it does. This browser has checked the signatures.`,
    checking: t`This browser is checking the signatures on the heads of both logs.`,
    'on-its-way': t`Something was filed that the other side does not hold yet. That passes by itself.`,
    silent: t`What we hold is kept, and what we file waits here until they answer. Deadlines that need a receipt have not begun.`,
    'not-signing': t`Our log grows no further at present. The record page says why.`,
    'not-held': t`A head as our node shows it is not signed by the key that the accord names. The record page shows which.`,
    contradiction: t`A party has signed two histories. The evidence is kept on the record page, and convicts it before anybody.`,
  };
  return (
    <div className={classes.behind}>
      <p>{meanings[standing.is]}</p>
      <dl>
        {health.counterparts.map(({ party, receiptSize, heldSize, pendingSize, shownAt, reachable }) => {
          const name = nameOf(party);
          const known = Math.max(pendingSize, heldSize);
          return (
            <div key={party}>
              <dt>
                <Trans>{name} holds of our log</Trans>
              </dt>
              <dd>{held(receiptSize, health.size)}</dd>
              <dt>
                <Trans>We hold of the log of {name}</Trans>
              </dt>
              <dd>{held(heldSize, known)}</dd>
              <dt>
                <Trans>{name} showed its newest head</Trans>
              </dt>
              <dd>
                {shownAt === undefined ? <Trans>not since our node was started</Trans> : <Moment at={shownAt} />}
                {!reachable && (
                  <>
                    {' · '}
                    <Trans>does not answer now</Trans>
                  </>
                )}
              </dd>
            </div>
          );
        })}
        <div>
          <dt>
            <Trans>The line from this page to our node</Trans>
          </dt>
          <dd>
            {line.state === 'live' ? (
              <Trans>live: what changes appears by itself</Trans>
            ) : line.state === 'offline' ? (
              <Trans>this device has no network</Trans>
            ) : (
              <Trans>broken, being opened again</Trans>
            )}
          </dd>
        </div>
      </dl>
      <Link to={pages.record} onClick={onGo}>
        <Trans>Open the record</Trans>
      </Link>
    </div>
  );

  function held(part: number, of: number): string {
    return part >= of ? t`all ${of} entries` : t`${part} of ${of} entries`;
  }
}
