import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { kindNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { deadlineName } from '@parley/docket/vocabulary/states';
import { actNames } from '@parley/docket/vocabulary/acts';
import { useState, type KeyboardEvent } from 'react';
import { useParties } from '#api/parties';
import { SayLink } from '#say/SayLink.tsx';
import { useAcknowledge } from '#today/acknowledge.tsx';
import { useDue } from '#today/due';
import { ranges, type Owing, type Wait } from '#today/owed';
import { SubjectLink } from '#today/SubjectLink.tsx';
import { useVerb } from '#today/verb';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { useNaming } from '#vocabulary/naming';
import { Title } from '#vocabulary/Title.tsx';
import classes from './Waiting.module.css';

/** So many lines are read; the rest is asked for. */
const LINES = 7;

type Props = {
  side: 'us' | 'them';
  title: string;
  owing: readonly Owing[];
  /** Of these, more wait than were read. */
  more: boolean;
  now: number;
  /** Said where nothing waits. */
  nothing: string;
};

/** What waits on one side, due first at the head. */
export function Waiting({ side, title, owing, more, now, nothing }: Props) {
  const [all, setAll] = useState(false);
  const shown = all ? owing : owing.slice(0, LINES);
  const acknowledge = useAcknowledge();
  return (
    <div className={classes.side} data-side={side}>
      <Section title={title} aside={more ? `${owing.length}+` : owing.length}>
        {owing.length === 0 && <p className={classes.nothing}>{nothing}</p>}
        <ul className={classes.lines}>
          {shown.map((one, place) => (
            <Line
              key={one.subject}
              owing={one}
              ours={side === 'us'}
              first={place === 0}
              now={now}
              busy={acknowledge.busy}
              onAcknowledge={(act) => acknowledge.ask({ subject: one.subject, act })}
            />
          ))}
        </ul>
        {owing.length > LINES && (
          <Button mt="xs" size="compact-sm" variant="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? (
              <Trans>Show fewer</Trans>
            ) : (
              <Plural value={owing.length - LINES} one="Show # more" other="Show # more" />
            )}
          </Button>
        )}
      </Section>
      {acknowledge.dialog}
    </div>
  );
}

function Line({
  owing,
  ours,
  first,
  now,
  busy,
  onAcknowledge,
}: {
  owing: Owing;
  ours: boolean;
  first: boolean;
  now: number;
  busy: boolean;
  onAcknowledge: (act: string) => void;
}) {
  const { t } = useLingui();
  const verb = useVerb();
  const naming = useNaming();
  const { nameOf } = useParties();
  const due = useDue(now)(owing.party, owing);
  const kind = naming.of(labelOf(kindNames, owing.kind));
  const { act, acknowledge, subject } = owing;
  const alone = acknowledge === act;
  // Only where the focus is: a letter typed anywhere else means nothing.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'a' || event.ctrlKey || event.metaKey || event.altKey || busy) return;
    if (ours && acknowledge !== undefined) onAcknowledge(acknowledge);
  };
  return (
    <li className={classes.line} onKeyDown={onKeyDown}>
      <p className={classes.what}>
        {ours && <strong>{verb(act)}</strong>}
        {ours && naming.say(': ', '：')}
        <SubjectLink kind={owing.kind} id={subject} className={classes.title}>
          <Title words={owing.words} />
        </SubjectLink>
      </p>
      <Tag tone={due.tone}>{due.brief}</Tag>
      <p className={`${classes.small} ${classes.of}`}>
        {t`${kind} of ${nameOf(owing.openedBy)}`} ·{' '}
        {owing.waits.map((one) => itemOf(one, naming)).join(naming.say(', ', '、'))}
      </p>
      {due.full !== '' && <p className={classes.small}>{due.full}</p>}
      <span className={classes.buttons}>
        {ours && acknowledge !== undefined && (
          <Button
            size="compact-sm"
            variant={alone ? (first ? 'filled' : 'default') : 'subtle'}
            disabled={busy}
            aria-keyshortcuts="a"
            title={t`Key A while the focus is on this line`}
            onClick={() => onAcknowledge(acknowledge)}
          >
            {verb(acknowledge)}
          </Button>
        )}
        {ours && act !== undefined && !alone && (
          <SayLink type={act} subject={subject} size="compact-sm" variant={first ? 'filled' : 'default'}>
            {verb(act)}
          </SayLink>
        )}
        {!ours && owing.kind === 'request' && owing.overdue && (
          <SayLink type="request.note-silence" subject={subject} size="compact-sm" variant="default">
            {verb('request.note-silence')}
          </SayLink>
        )}
      </span>
    </li>
  );
}

function itemOf({ what, for: owed, points = [] }: Wait, naming: ReturnType<typeof useNaming>): string {
  if (what === 'proposal') return naming.of(labelOf(actNames, owed));
  if (what !== 'points') return naming.of(deadlineName(owed));
  const numbers = ranges(points).join(naming.say(', ', '、'));
  return points.length === 1
    ? naming.say(`point ${numbers} unanswered`, `要点 ${numbers} 未答复`)
    : naming.say(`points ${numbers} unanswered`, `要点 ${numbers} 未答复`);
}
