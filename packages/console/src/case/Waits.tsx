import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { CaseState } from '@parley/docket/case/kind';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { RIGHTS } from '@parley/docket/vocabulary/states';
import { Link } from '@tanstack/react-router';
import { useParties } from '#api/parties';
import { useThere } from '#calendar/there';
import { Overdue } from '#case/Overdue.tsx';
import { byUrgency, deadlinesOf, WAITING, type CaseRow, type Deadline, type Related } from '#case/parts';
import { pages } from '#pages';
import { ActLink, SubjectLink } from '#said/ActLink.tsx';
import { useMomentUtc } from '#said/Signature.tsx';
import { DeadlineBar } from '#ui/DeadlineBar.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Section } from '#ui/Section.tsx';
import { useDeadlineWords } from '#vocabulary/deadline';
import { useNaming } from '#vocabulary/naming';
import { Title } from '#vocabulary/Title.tsx';
import classes from './Parts.module.css';

/** What is owed in these is owed in the case; a session, say, has deadlines of its own. */
const OF_THE_CASE = new Set(['request', 'hotline', 'measure', 'remedy', 'exhibit', 'finding']);

/** Past its time, whether or not it is known yet that nothing came. */
const OVERDUE = new Set(['due', 'lapsed']);

type Owed = { deadline: Deadline; of: Related };

/** What the case and its requests wait for, each with its bar; what was done stands folded below. */
export function Waits({
  row,
  state,
  related,
  now,
}: {
  row: CaseRow;
  state: CaseState;
  related: readonly Related[];
  now: number;
}) {
  const { t } = useLingui();
  const { sideOf } = useParties();
  const owed: Owed[] = [row, ...related.filter(({ kind }) => OF_THE_CASE.has(kind))]
    .flatMap((of) => deadlinesOf(of, now).map((deadline) => ({ of, deadline })))
    .filter(({ deadline }) => deadline.startsAt !== null)
    .toSorted((a, b) => byUrgency(a.deadline, b.deadline));
  const waiting = owed.filter(({ deadline }) => WAITING.has(deadline.state) && !isForgone(deadline));
  const done = owed.filter((one) => !waiting.includes(one));
  const proposals = state.proposals.filter(
    ({ party, expires, inForceAt, withdrawn, declines }) =>
      inForceAt === null && withdrawn === null && expires > now && !declines.some((one) => one.party !== party),
  );
  const onUs = waiting.filter(({ deadline }) => sideOf(deadline.owedBy) === 'us').length;
  const onThem = waiting.length - onUs;
  return (
    <Section title={t`What waits`} aside={t`${onThem} on them · ${onUs} on us`}>
      {waiting.length + proposals.length === 0 && (
        <Empty title={t`Nothing waits in this case`}>
          {done.length > 0 ? (
            <Trans>Every deadline that ran was answered or has ended; they stand below.</Trans>
          ) : (
            <Trans>Deadlines begin when an act that calls for an answer is received.</Trans>
          )}
        </Empty>
      )}
      {waiting.map(({ deadline, of }) => (
        <Bar key={`${of.id} ${deadline.of} ${deadline.for}`} deadline={deadline} of={of} row={row} now={now} />
      ))}
      {proposals.map((proposal) => (
        <Proposal key={proposal.id} proposal={proposal} acts={state.acts} row={row} now={now} />
      ))}
      {done.length > 0 && (
        <details className={classes.more}>
          <summary>
            <Trans>Answered and ended: {done.length}</Trans>
          </summary>
          {done.map(({ deadline, of }) => (
            <Bar key={`${of.id} ${deadline.of} ${deadline.for}`} deadline={deadline} of={of} row={row} now={now} />
          ))}
        </details>
      )}
    </Section>
  );
}

/** A right that was not used: nobody owes anything. */
function isForgone(deadline: Deadline): boolean {
  return RIGHTS.has(deadline.for) && deadline.state !== 'running' && deadline.state !== 'paused';
}

function Bar({ deadline, of, row, now }: Owed & { row: CaseRow; now: number }) {
  const { t } = useLingui();
  const { sideOf } = useParties();
  const deadlines = useDeadlineWords(now);
  const moment = useMomentUtc();
  const there = useThere();
  const side = sideOf(deadline.owedBy);
  const { text, tone } = deadlines.stands(deadline);
  const remarks = [
    deadline.startsAt !== null && t`since ${moment(deadline.startsAt)}`,
    useAllowance()(deadline),
    ...deadline.pauses.map(({ from, to }) =>
      to === null ? t`paused since ${moment(from)}` : t`paused ${moment(from)} to ${moment(to)}`,
    ),
    ...deadline.extensions.map(({ at }) => t`extended ${moment(at)}`),
    deadline.provisional.length > 0 && t`provisional: no calendar published for ${deadline.provisional.join(', ')}`,
    WAITING.has(deadline.state) && side === 'them' && t`it is ${there(deadline.owedBy, now, now)}`,
  ].filter((one) => typeof one === 'string');
  const done = !WAITING.has(deadline.state);
  return (
    <DeadlineBar
      title={
        <>
          <b>{side === 'us' ? (done ? t`We owed:` : t`We owe:`) : done ? t`They owed:` : t`They owe:`}</b>{' '}
          {deadlines.what(deadline.for)}
          {of.id !== row.id && (
            <>
              {' '}
              —{' '}
              <SubjectLink subject={of} className={classes.quiet}>
                <Title words={of.words} />
              </SubjectLink>
            </>
          )}
        </>
      }
      due={text}
      tone={tone}
      side={side}
      startsAt={deadline.startsAt}
      dueAt={deadline.dueAt}
      stoppedAt={deadline.stoppedAt ?? (deadline.state === 'void' ? deadline.voidAt : null)}
      now={now}
      pauses={deadline.pauses}
    >
      {remarks.join(' · ')}
      {deadline.answer !== null && (
        <>
          {' · '}
          <ActLink id={deadline.answer.id}>{t`the answer`}</ActLink>
        </>
      )}
      {!done && side === 'us' && (
        <>
          {' · '}
          <Link to={pages.compose} search={{ subject: of.id }}>{t`answer it`}</Link>
        </>
      )}
      {OVERDUE.has(deadline.state) && side === 'them' && <Overdue of={of} />}
    </DeadlineBar>
  );
}

function useAllowance(): (deadline: Deadline) => string | undefined {
  const { nameOf } = useParties();
  return ({ allowance, owedBy }) => {
    if ('hours' in allowance) return plural(allowance.hours, { one: '# hour', other: '# hours' });
    if ('workingDays' in allowance) {
      const whose = nameOf(owedBy);
      return plural(allowance.workingDays, { one: `# working day of ${whose}`, other: `# working days of ${whose}` });
    }
    return undefined;
  };
}

function Proposal({
  proposal,
  acts,
  row,
  now,
}: {
  proposal: CaseState['proposals'][number];
  acts: CaseState['acts'];
  row: CaseRow;
  now: number;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  const { sideOf } = useParties();
  const deadlines = useDeadlineWords(now);
  const other = proposal.party === row.openedBy ? row.to : row.openedBy;
  const { text, tone } = deadlines.stands({
    for: proposal.type,
    owedBy: other,
    startsAt: null,
    dueAt: proposal.expires,
    stoppedAt: null,
    state: 'running',
  });
  return (
    <DeadlineBar
      title={
        <>
          <b>{sideOf(other) === 'us' ? t`We may endorse or decline:` : t`They may endorse or decline:`}</b>{' '}
          <ActLink id={proposal.id}>{naming.of(labelOf(actNames, proposal.type))}</ActLink>
        </>
      }
      due={text}
      tone={tone}
      side={sideOf(other)}
      startsAt={acts.find(({ id }) => id === proposal.id)?.signedAt ?? null}
      dueAt={proposal.expires}
      stoppedAt={null}
      now={now}
    />
  );
}
