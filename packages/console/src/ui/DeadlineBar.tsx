import type { ReactNode } from 'react';
import { barOf, type Stretch } from '#ui/bar';
import { Tag } from '#ui/Tag.tsx';
import type { Tone } from '#ui/Notice.tsx';
import classes from './DeadlineBar.module.css';

/** A running time: what is owed and until when in words, and how much of it is used for the eye. Times in Unix seconds. */
export function DeadlineBar({
  title,
  due,
  tone,
  side,
  startsAt,
  dueAt,
  stoppedAt,
  now,
  pauses = [],
  children,
}: {
  title: ReactNode;
  due: string;
  tone: Tone;
  side: 'us' | 'them';
  startsAt: number | null;
  dueAt: number | null;
  stoppedAt: number | null;
  now: number;
  pauses?: readonly Stretch[];
  /** What belongs to it, smaller. */
  children?: ReactNode;
}) {
  const bar = startsAt === null || dueAt === null ? undefined : barOf(startsAt, dueAt, stoppedAt, now, pauses);
  return (
    <div className={classes.deadline}>
      <div className={classes.head}>
        <span>{title}</span>
        <Tag tone={tone}>{due}</Tag>
      </div>
      <div className={classes.bar} aria-hidden="true" data-side={side} data-tone={tone}>
        {bar !== undefined && (
          <>
            <span className={classes.used} style={{ width: `${bar.used}%` }} />
            {bar.pauses.map(({ from, width }) => (
              <span key={from} className={classes.pause} style={{ left: `${from}%`, width: `${width}%` }} />
            ))}
            {bar.due !== undefined && <span className={classes.due} style={{ left: `${bar.due}%` }} />}
            {bar.now !== undefined && <span className={classes.now} style={{ left: `${bar.now}%` }} />}
          </>
        )}
      </div>
      {children !== undefined && <div className={classes.more}>{children}</div>}
    </div>
  );
}
