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

/** What one wants to know before anything else. `of`: so many there will be; until all are known their place is kept, so that nothing moves then. */
export function Numbers({ label, figures, of: all }: { label: string; figures: readonly Figure[]; of: number }) {
  if (figures.length < all) {
    return (
      <div className={classes.figures} aria-hidden="true">
        {Array.from({ length: all }, (_, place) => (
          <div key={place} className={classes.card} />
        ))}
      </div>
    );
  }
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
