import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { offsetAt, wallAt } from '#calendar/zones';
import { FORMATS, type Language } from '#language';
import { dateFormat } from '#ui/formats';

/** A time as it is where a party is, with its name beside it; UTC where the party has not said how far its clocks are from it. */
export function useThere(): (party: string, at: number, nowSeconds: number) => string {
  const { i18n } = useLingui();
  const { nameOf } = useParties();
  const { data } = useQuery(reading('calendars', {}));
  const locale = FORMATS[i18n.locale as Language];
  return (party, at, now) => {
    const offset = data === undefined ? undefined : offsetAt(data.items, party, at);
    const wall = wallAt(at, offset ?? 0);
    const year =
      wall.getUTCFullYear() === wallAt(now, offset ?? 0).getUTCFullYear() ? {} : { year: 'numeric' as const };
    const text = dateFormat(locale, {
      timeZone: 'UTC',
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...year,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(wall);
    return `${text} ${offset === undefined ? 'UTC' : nameOf(party)}`;
  };
}
