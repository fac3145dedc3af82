import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { hoursAt } from '#calendar/hours';
import { offsetAt, wallAt } from '#calendar/zones';
import { FORMATS, type Language } from '#language';
import { dateFormat } from '#ui/formats';
import classes from './Clocks.module.css';

/** What time it is where each party is, and whether anybody is there: ours first. */
export function Clocks() {
  const { t, i18n } = useLingui();
  const now = useNodeNow();
  const { parties, nameOf } = useParties();
  const { data } = useQuery(reading('calendars', {}));
  if (data === undefined) return null;
  const locale = FORMATS[i18n.locale as Language];
  const known = parties
    .toSorted((a, b) => Number(b.own) - Number(a.own))
    .flatMap((party) => {
      const offset = offsetAt(data.items, party.id, now);
      return offset === undefined ? [] : [{ ...party, offset }];
    });
  const written = (at: number, offset: number, how: Intl.DateTimeFormatOptions) =>
    dateFormat(locale, { timeZone: 'UTC', ...how }).format(wallAt(at, offset));
  return (
    <ul className={classes.clocks} aria-label={t`Local times`}>
      {known.map(({ id, own, offset }) => {
        const hours = hoursAt(data.items, id, now);
        const clock = (at: number) => written(at, offset, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
        return (
          <li key={id} data-side={own ? 'us' : 'them'}>
            <span className={classes.name}>{nameOf(id)}</span>{' '}
            <time dateTime={wallAt(now, offset).toISOString().slice(0, 16)}>
              {/* Where there is little room, the day of the week says enough. */}
              <span className={classes.date}>
                {written(now, offset, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '')}
              </span>
              <span className={classes.day}>{written(now, offset, { weekday: 'short' })}</span> {clock(now)}
            </time>
            {hours !== undefined && (
              <span className={classes.hours}>
                {' · '}
                {hours === 'none'
                  ? t`no working day`
                  : 'closesAt' in hours
                    ? t`working day ends ${clock(hours.closesAt)}`
                    : t`closed since ${clock(hours.closedAt)}`}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
