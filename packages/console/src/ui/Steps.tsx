import type { ReactNode } from 'react';
import classes from './Steps.module.css';

/**
 * Where one is in something that is done in order. `current` counts from 0; all done: the number of steps. `shown`: the step that is looked at,
 * where one may look at others; `link` makes a way to it.
 */
export function Steps({
  label,
  steps,
  current,
  shown = current,
  link = (step) => step,
}: {
  label: string;
  steps: readonly string[];
  current: number;
  shown?: number;
  link?: (step: string, no: number) => ReactNode;
}) {
  return (
    <ol className={classes.steps} aria-label={label}>
      {steps.map((step, no) => (
        <li
          key={step}
          data-state={no === shown ? 'now' : no < current ? 'done' : undefined}
          aria-current={no === shown ? 'step' : undefined}
        >
          <span className={classes.no} aria-hidden="true">
            {no < current ? '✓' : no + 1}
          </span>
          {link(step, no)}
        </li>
      ))}
    </ol>
  );
}
