import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { FORMATS, type Language } from '#language';
import { liveLine } from '#live/live';
import { notesOf, standingOf, type Standing } from '#shell/standing';
import { ageOf } from '#ui/age';
import { ageFormat } from '#ui/formats';
import { Opener } from '#ui/Opener.tsx';
import classes from './RecordSign.module.css';

/** When a counterpart was heard last is no change of the docket, so no change is told of it. */
const LOOK_MS = 20_000;
/** The first page comes first. */
const CHECK_MS = 1200;

export function useStanding() {
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

const RecordBehind = lazy(async () => ({ default: (await import('#shell/RecordBehind.tsx')).RecordBehind }));

/** How the record stands between the two sides, and how the line to our node does; behind it, what that is known by. */
export function RecordSign() {
  const { t } = useLingui();
  const line = useSyncExternalStore(liveLine.watch, liveLine.line);
  const known = useStanding();
  const cut = line.state === 'broken' || line.state === 'offline';
  const tone = cut ? 'wait' : known === undefined ? 'calm' : TONES[known.standing.is];
  return (
    <Opener what={(around) => <RecordBehind {...around} />} popup="dialog">
      <UnstyledButton className={classes.sign} data-tone={tone}>
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
    </Opener>
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
