import { useEffect, useState } from 'react';
import classes from './Loading.module.css';

/** What is read quickly shows no sign of it: a flicker says less than nothing. */
const QUIET_MS = 150;

/** Lines where the text will stand. `label` is said aloud and stands there for those who look. */
export function Loading({ label, lines = 3 }: { label: string; lines?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.loading} aria-busy="true" data-shown={shown || undefined}>
      <p>{label}</p>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={classes.line} />
      ))}
    </div>
  );
}
