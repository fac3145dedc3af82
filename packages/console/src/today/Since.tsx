import { Trans, useLingui } from '@lingui/react/macro';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { useViewer } from '#shell/viewer';
import { lookedAt, parseLooked, type Looked } from '#today/looked';
import { newsOf, subjectOf, type News } from '#today/news';
import { SubjectLink } from '#today/SubjectLink.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { useNaming } from '#vocabulary/naming';
import { titleOf } from '#vocabulary/title';
import { Title } from '#vocabulary/Title.tsx';
import classes from './Since.module.css';

/** Acts read of each log. */
const READ = 25;
const LINES = 8;

/** Since when this person has not looked, by what this browser remembers: it is nobody else's business. */
function useLooked(now: number): number | undefined {
  const { account } = useViewer();
  const key = `parley.looked.${account}`;
  const [first, setFirst] = useState<Looked>();
  const known = now > 0;
  useEffect(() => {
    if (!known) return;
    const kept = parseLooked(localStorage.getItem(key));
    const looked = lookedAt(kept, now);
    localStorage.setItem(key, JSON.stringify(looked));
    setFirst((before) => before ?? (kept === undefined ? { since: 0, at: 0 } : looked));
  }, [key, known, now]);
  return first?.since;
}

/** What came on the record since one last looked; on the first visit, what came last. */
export function Since({ now }: { now: number }) {
  const { t } = useLingui();
  const { parties, own = '' } = useParties();
  const since = useLooked(now);
  const logs = useQueries({
    queries: parties.map(({ origin }) =>
      reading('acts', { query: { log: origin, sort: '-index' as const, limit: String(READ) } }),
    ),
  });
  const read = logs.every(({ data }) => data !== undefined) && since !== undefined;
  const news = read
    ? newsOf(
        logs.map(({ data }) => data!.items),
        own,
        since,
      )
    : [];
  return (
    <Section
      title={since === 0 ? t`Last on the record` : t`Since you last looked`}
      {...(since !== undefined && since > 0 && { aside: <Moment at={since} /> })}
    >
      {!read && <Loading label={t`Reading the record …`} />}
      {read && news.length === 0 && (
        <p className={classes.nothing}>
          <Trans>Nothing new: neither side has filed anything since.</Trans>
        </p>
      )}
      <ul className={classes.lines}>
        {news.slice(0, LINES).map((one) => (
          <Line key={one.id} act={one} ours={one.party === own} />
        ))}
      </ul>
      {since !== 0 && news.length > LINES && (
        <p className={classes.nothing}>
          <Trans>and {news.length - LINES} more</Trans>
        </p>
      )}
    </Section>
  );
}

function Line({ act, ours }: { act: News; ours: boolean }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf } = useParties();
  const id = subjectOf(act);
  const subject = useQuery({ ...reading('subject', { params: { id: id ?? '' } }), enabled: id !== undefined });
  const name = act.type === undefined ? t`an entry that cannot be read` : naming.of(labelOf(actNames, act.type));
  return (
    <li className={classes.line}>
      <span className={classes.when}>
        <Moment at={act.cameAt} />
      </span>
      <span className={classes.said} data-side={ours ? 'us' : 'them'}>
        <span className={classes.who}>{nameOf(act.party)}</span> <strong>{name}</strong>
        {subject.data !== undefined && titleOf(subject.data.words) !== undefined && (
          <>
            {' · '}
            <SubjectLink kind={subject.data.kind} id={subject.data.id} className={classes.title}>
              <Title words={subject.data.words} />
            </SubjectLink>
          </>
        )}{' '}
        {act.disregarded !== undefined && <Tag tone="late">{t`without effect`}</Tag>}
        {ours && act.delivery.received.length === 0 && <Tag tone="wait">{t`not received yet`}</Tag>}
      </span>
    </li>
  );
}
