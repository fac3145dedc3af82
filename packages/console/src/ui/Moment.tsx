import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { FORMATS, type Language } from '#language';
import { ageOf } from '#ui/age';
import classes from './Moment.module.css';

const TICK_MS = 15_000;

/** A time with its zone, and how long ago it was or how soon it is. `at`: Unix seconds. */
export function Moment({ at, aged = true }: { at: number; aged?: boolean }) {
  const { i18n } = useLingui();
  const now = useNow(aged);
  const locale = FORMATS[i18n.locale as Language];
  const date = new Date(at * 1000);
  const full = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() !== new Date(now).getFullYear() && { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(date);
  const { value, unit } = ageOf(at - now / 1000);
  return (
    <time dateTime={date.toISOString()} className={classes.moment}>
      {full}
      {aged && (
        <span className={classes.age}>
          {new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }).format(value, unit)}
        </span>
      )}
    </time>
  );
}

function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
