import { useId, type ReactNode } from 'react';
import classes from './Section.module.css';

/** A part of a page under its heading; `aside`: what is said beside it, smaller. `plain`: without a sheet around it; `screen`: not on paper. */
export function Section({
  title,
  aside,
  plain = false,
  screen = false,
  children,
}: {
  title: string;
  aside?: ReactNode;
  plain?: boolean;
  screen?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id} data-screen={screen || undefined}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {aside !== undefined && <span className={classes.aside}>{aside}</span>}
      </div>
      {plain ? children : <div className={classes.sheet}>{children}</div>}
    </section>
  );
}
