import type { ReactNode } from 'react';
import classes from './Empty.module.css';

/** Nothing is here, and what would be: an empty page teaches. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      <div>{children}</div>
    </div>
  );
}
