import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { deadlineName } from '@parley/docket/vocabulary/states';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Answer } from '#api/call';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { subjectPath } from '#said/paths';
import { SayLink } from '#say/SayLink.tsx';
import { useDue } from '#today/due';
import { actFor } from '#today/owed';
import { useVerb } from '#today/verb';
import { useAnnounce } from '#ui/Announcer.tsx';
import { useNaming } from '#vocabulary/naming';
import { Title } from '#vocabulary/Title.tsx';
import classes from './HotlineBanner.module.css';

/** More than these at once are counted. */
const SHOWN = 2;

/** What is open on the hotline; one reading for whatever shows it. */
export const hotlineOpen = reading('hotlineItems', { query: { open: 'true', sort: 'opened', limit: '20' } });

type Item = Answer<'hotlineItems'>['items'][number];

/** On every page while an item of the hotline is open: what, by whom, what is owed and until when. */
export function HotlineBanner() {
  const { t } = useLingui();
  const announce = useAnnounce();
  const items = useQuery(hotlineOpen).data?.items;
  const known = useRef<number>(undefined);
  useEffect(() => {
    if (items === undefined) return;
    if (known.current !== undefined && items.length > known.current) announce(t`The hotline is open`);
    known.current = items.length;
  }, [items, announce, t]);
  if (items === undefined || items.length === 0) return null;
  const more = items.length - SHOWN;
  return (
    <section className={classes.banner} aria-label={t`Hotline`}>
      {items.slice(0, SHOWN).map((item) => (
        <Line key={item.id} item={item} />
      ))}
      {more > 0 && (
        <p className={classes.more}>
          <Plural value={more} one="# more item is open on the hotline" other="# more items are open on the hotline" />
        </p>
      )}
    </section>
  );
}

function Line({ item }: { item: Item }) {
  const { t } = useLingui();
  const naming = useNaming();
  const verb = useVerb();
  const now = useNodeNow();
  const due = useDue(now);
  const { own, nameOf } = useParties();
  const { id, openedBy, words, nextDeadline: next } = item;
  const by = nameOf(openedBy);
  const ours = next !== undefined && next.owedBy === own;
  const act = ours ? actFor({ kind: 'hotline', what: 'deadline', for: next.for }) : undefined;
  const owed = next && naming.of(deadlineName(next.for));
  const when = next && due(next.owedBy, { dueAt: next.dueAt, overdue: next.state === 'lapsed' });
  return (
    <div className={classes.line}>
      <div className={classes.what}>
        <p>
          <strong>{item.state['drill'] === true ? t`Hotline, a drill` : t`Hotline open`}</strong> ·{' '}
          <Trans>
            raised by {by}:{' '}
            <Link to={subjectPath({ id, kind: 'hotline' })}>
              <Title words={words} />
            </Link>
          </Trans>
        </p>
        {next !== undefined && (
          <p className={classes.owed}>
            {ours ? t`We owe: ${owed}` : t`They owe: ${owed}`} · {when?.brief}
          </p>
        )}
      </div>
      {act !== undefined && (
        <SayLink type={act} subject={id} size="compact-sm">
          {verb(act)}
        </SayLink>
      )}
    </div>
  );
}
