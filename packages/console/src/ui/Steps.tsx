import classes from './Steps.module.css';

/** Where one is in something that is done in order. `current` counts from 0; all done: the number of steps. */
export function Steps({ label, steps, current }: { label: string; steps: readonly string[]; current: number }) {
  return (
    <ol className={classes.steps} aria-label={label}>
      {steps.map((step, no) => (
        <li
          key={step}
          data-state={no < current ? 'done' : no === current ? 'now' : undefined}
          aria-current={no === current ? 'step' : undefined}
        >
          <span className={classes.no} aria-hidden="true">
            {no < current ? '✓' : no + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  );
}
