import type { ReactNode } from 'react';
import type { Tone } from '#ui/Notice.tsx';
import classes from './Tag.module.css';

export function Tag({ tone = 'calm', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}
