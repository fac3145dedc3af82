import { useLingui } from '@lingui/react/macro';
import { FORMATS, type Language } from '#language';
import { ageOf } from '#ui/age';
import { useNow } from '#ui/now';
import classes from './Moment.module.css';

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
