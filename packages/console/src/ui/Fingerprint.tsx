import classes from './Fingerprint.module.css';
import { groupsOf } from '#ui/groups';

/** A key's fingerprint as it is read out: in groups of four, letters that sound alike told apart by their look. */
export function Fingerprint({ kid, large = false }: { kid: string; large?: boolean }) {
  return (
    <code className={classes.print} data-large={large || undefined} translate="no">
      {groupsOf(kid).map((group, no) => (
        // A key's groups never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={no} className={classes.group}>
          {Array.from(group).map((letter, at) => (
            <span key={at} data-kind={kindOf(letter)}>
              {letter}
            </span>
          ))}
        </span>
      ))}
    </code>
  );
}

function kindOf(letter: string): 'digit' | 'capital' | 'sign' | undefined {
  if (/\d/.test(letter)) return 'digit';
  if (/[A-Z]/.test(letter)) return 'capital';
  return /[a-z]/.test(letter) ? undefined : 'sign';
}
