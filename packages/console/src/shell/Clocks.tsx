import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { hoursAt } from '#calendar/hours';
import { offsetAt, wallAt } from '#calendar/zones';
import { FORMATS, type Language } from '#language';
import classes from './Clocks.module.css';

/** What time it is where each party is, and whether anybody is there: ours first. */
export function Clocks() {
  const { t, i18n } = useLingui();
  const now = useNodeNow();
  const { parties } = useParties();
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
    new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...how,
    }).format(wallAt(at, offset));
  return (
    <ul className={classes.clocks} aria-label={t`Local times`}>
      {known.map(({ id, own, offset }) => {
        const hours = hoursAt(data.items, id, now);
        const clock = (at: number) => written(at, offset, {});
        return (
          <li key={id} data-side={own ? 'us' : 'them'}>
            <Name party={id} />{' '}
            <time>{written(now, offset, { weekday: 'short', day: 'numeric', month: 'short' })}</time>
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

function Name({ party }: { party: string }) {
  const { nameOf } = useParties();
  return <span className={classes.name}>{nameOf(party)}</span>;
}
