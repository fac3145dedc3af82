import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Popover, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { FORMATS, type Language } from '#language';
import { liveLine } from '#live/live';
import { pages } from '#pages';
import { notesOf, standingOf, type Standing } from '#shell/standing';
import { ageOf } from '#ui/age';
import { ageFormat } from '#ui/formats';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import classes from './RecordSign.module.css';

/** When a counterpart was heard last is no change of the docket, so no change is told of it. */
const LOOK_MS = 20_000;
/** The first page comes first. */
const CHECK_MS = 1200;

function useStanding() {
  const health = useQuery({ ...reading('health', {}), refetchInterval: LOOK_MS });
  const logs = useQuery(reading('logs', {}));
  const now = useNodeNow();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), CHECK_MS);
    return () => clearTimeout(timer);
  }, []);
  const items = logs.data?.items;
  const checked = useQuery({
    queryKey: ['headsChecked', notesOf(items ?? [])],
    queryFn: async ({ signal }) => (await import('#record/read')).checkHeads(items ?? [], signal),
    enabled: late && items !== undefined,
    staleTime: Infinity,
    meta: { kept: true },
  });
  if (health.data === undefined || items === undefined) return undefined;
  return { standing: standingOf(health.data, items, checked.data, now), health: health.data, logs: items, now };
}

/** How the record stands between the two sides, and how the line to our node does; behind it, what that is known by. */
export function RecordSign() {
  const { t } = useLingui();
  const line = useSyncExternalStore(liveLine.watch, liveLine.line);
  const known = useStanding();
  const [opened, setOpened] = useState(false);
  const cut = line.state === 'broken' || line.state === 'offline';
  const tone = cut ? 'wait' : known === undefined ? 'calm' : TONES[known.standing.is];
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.sign}
          data-tone={tone}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {cut ? (
            line.state === 'offline' ? (
              <Trans>Offline</Trans>
            ) : (
              <Trans>Reconnecting …</Trans>
            )
          ) : known === undefined ? (
            <Trans>Connecting …</Trans>
          ) : (
            <Said standing={known.standing} now={known.now} />
          )}
          {line.state === 'live' && <span className={classes.hidden}>{t`Live`}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        {known === undefined ? (
          <Loading label={t`Reading the logs …`} />
        ) : (
          <Behind {...known} onGo={() => setOpened(false)} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

const TONES: Readonly<Record<Standing['is'], 'good' | 'calm' | 'wait' | 'late'>> = {
  contradiction: 'late',
  'not-held': 'late',
  'not-signing': 'late',
  silent: 'wait',
  'on-its-way': 'calm',
  checking: 'calm',
  agreed: 'good',
};

function Said({ standing, now }: { standing: Standing; now: number }): ReactNode {
  const { t, i18n } = useLingui();
  const { nameOf } = useParties();
  switch (standing.is) {
    case 'contradiction':
      return t`✗ Contradiction in the record`;
    case 'not-held':
      return t`✗ A signature does not hold`;
    case 'not-signing':
      return t`Our node does not sign`;
    case 'silent':
      return t`${nameOf(standing.party)} does not answer`;
    case 'on-its-way': {
      const count = standing.out + standing.in;
      return <Plural value={count} one="# act on its way" other="# acts on their way" />;
    }
    case 'checking':
      return t`Checking the record …`;
    case 'agreed': {
      const { value, unit } = ageOf(Math.min(0, standing.at - now));
      const age = ageFormat(FORMATS[i18n.locale as Language], { numeric: 'auto', style: 'narrow' }).format(value, unit);
      return (
        <>
          ✓ <Trans>Record agreed</Trans>
          <span className={classes.age}>{t`, ${age}`}</span>
        </>
      );
    }
  }
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
    'not-signing': t`Our log grows no further for now. The record page says why.`,
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
