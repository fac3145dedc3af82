import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { RequestState } from '@parley/docket/request/kind';
import { useParties } from '#api/parties';
import { useThere } from '#calendar/there';
import { Overdue } from '#case/Overdue.tsx';
import { WAITING, type Deadline, type RequestRow } from '#requests/parts';
import { ActLink } from '#said/ActLink.tsx';
import { useMomentUtc } from '#said/Signature.tsx';
import { DeadlineBar } from '#ui/DeadlineBar.tsx';
import { Section } from '#ui/Section.tsx';
import { useDeadlineWords } from '#vocabulary/deadline';
import classes from './Exchange.module.css';

/** What is owed and by whom, each with its bar: pauses hatched, extensions and silences said. */
export function Deadlines({
  row,
  state,
  deadlines,
  now,
}: {
  row: RequestRow;
  state: RequestState;
  deadlines: readonly Deadline[];
  now: number;
}) {
  const { t } = useLingui();
  const { nameOf } = useParties();
  const waiting = deadlines.filter((one) => WAITING.has(one.state)).length;
  const started = deadlines.filter(({ startsAt }) => startsAt !== null);
  return (
    <Section title={t`Deadlines`} aside={waiting === 0 ? t`nothing is owed any more` : t`${waiting} open`}>
      {started.length === 0 && (
        <p className={classes.soft}>
          <Trans>They begin when {nameOf(row.to)} has received the request.</Trans>
        </p>
      )}
      {started.map((one) => (
        <Bar key={`${one.of} ${one.for}`} row={row} deadline={one} state={state} now={now} />
      ))}
    </Section>
  );
}

function Bar({ row, deadline, state, now }: { row: RequestRow; deadline: Deadline; state: RequestState; now: number }) {
  const { t } = useLingui();
  const { nameOf, sideOf } = useParties();
  const words = useDeadlineWords(now);
  const moment = useMomentUtc();
  const there = useThere();
  const { allowance, owedBy, startsAt, grossDueAt, dueAt, provisional } = deadline;
  const whose = nameOf(owedBy);
  const side = sideOf(owedBy);
  const { text, tone } = words.stands(deadline);
  const waits = WAITING.has(deadline.state);
  const remarks = [
    ...(startsAt === null ? [] : [t`since ${moment(startsAt)}`]),
    ...('hours' in allowance ? [plural(allowance.hours, { one: '# hour', other: '# hours' })] : []),
    ...('workingDays' in allowance
      ? [plural(allowance.workingDays, { one: `# working day of ${whose}`, other: `# working days of ${whose}` })]
      : []),
    ...deadline.pauses.map(({ from, to }) =>
      to === null ? t`paused since ${moment(from)}` : t`paused ${moment(from)} to ${moment(to)}`,
    ),
    ...(grossDueAt !== null && grossDueAt !== dueAt ? [t`without the pause due ${moment(grossDueAt)}`] : []),
    ...deadline.extensions.map(({ at }) => t`extended ${moment(at)}`),
    ...(provisional.length > 0 ? [t`provisional: no calendar published for ${provisional.join(', ')}`] : []),
    ...(waits && side === 'them' ? [t`it is ${there(owedBy, now, now)}`] : []),
  ];
  const silences = state.silences.filter((one) => one.deadline === deadline.for && one.of === deadline.of);
  return (
    <DeadlineBar
      title={
        <>
          <b>{side === 'us' ? (waits ? t`We owe:` : t`We owed:`) : waits ? t`They owe:` : t`They owed:`}</b>{' '}
          {words.what(deadline.for)}
        </>
      }
      due={text}
      tone={tone}
      side={side}
      startsAt={startsAt}
      dueAt={dueAt}
      stoppedAt={deadline.stoppedAt ?? (deadline.state === 'void' ? deadline.voidAt : null)}
      now={now}
      pauses={deadline.pauses}
    >
      {remarks.join(' · ')}
      {silences.map(({ id, time, answeredBefore }) => (
        <span key={id}>
          {' · '}
          <ActLink id={id}>{t`silence noted as of ${moment(time)}`}</ActLink>
          {answeredBefore && ` ${t`(it turned out to be answered by then)`}`}
        </span>
      ))}
      {deadline.answer !== null && (
        <>
          {' · '}
          <ActLink id={deadline.answer.id}>{t`the answer`}</ActLink>
        </>
      )}
      {(deadline.state === 'due' || deadline.state === 'lapsed') && side === 'them' && <Overdue of={row} />}
    </DeadlineBar>
  );
}
