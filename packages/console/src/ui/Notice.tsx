import type { ReactNode } from 'react';
import classes from './Notice.module.css';

export type Tone = 'calm' | 'good' | 'wait' | 'late';

/** Something said about the page or a part of it. What is wrong is said aloud at once. */
export function Notice({
  tone = 'calm',
  title,
  children,
  actions,
}: {
  tone?: Tone;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'late' ? 'alert' : undefined}>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.body}>{children}</div>}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
