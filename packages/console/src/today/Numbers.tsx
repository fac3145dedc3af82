import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import classes from './Numbers.module.css';

export type Figure = {
  name: string;
  value: ReactNode;
  tone?: 'late' | 'good' | undefined;
  /** What it counts, in words. */
  of: ReactNode;
  /** Where what it counts stands. */
  to?: string;
};

/** Five figures at most: what one wants to know before anything else. */
export function Numbers({ label, figures }: { label: string; figures: readonly Figure[] }) {
  return (
    <ul className={classes.figures} aria-label={label}>
      {figures.map(({ name, value, tone, of, to }) => (
        <li key={name}>
          {to === undefined ? (
            <div className={classes.card}>
              <span className={classes.value} data-tone={tone}>
                {value}
              </span>{' '}
              {of}
            </div>
          ) : (
            <Link to={to} className={classes.card}>
              <span className={classes.value} data-tone={tone}>
                {value}
              </span>{' '}
              {of}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
