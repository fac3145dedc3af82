import type { Tone } from '#ui/Notice.tsx';
import classes from './PointsBar.module.css';

export type Part = { name: string; count: number; tone: Tone };

/** How many of a whole are what: a bar for the eye, and the same in words. `brief`: the words are only heard; `beside`: both in one line. */
export function PointsBar({
  parts,
  words,
  brief = false,
  beside = false,
}: {
  parts: readonly Part[];
  words: string;
  brief?: boolean;
  beside?: boolean;
}) {
  return (
    <span className={classes.points} data-brief={brief || undefined} data-beside={beside || undefined}>
      <span className={classes.bar} aria-hidden="true" title={words}>
        {parts
          .filter(({ count }) => count > 0)
          .map(({ name, count, tone }) => (
            <span key={name} data-tone={tone} style={{ flexGrow: count }} />
          ))}
      </span>
      <span className={classes.words}>{words}</span>
    </span>
  );
}
