import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { monthsOf, stretchesOf } from '#accord/days';
import type { Answer } from '#api/call';
import { oursFirst } from '#accord/sides';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { FORMATS, type Language } from '#language';
import { Refusal } from '#refusal/Refusal.tsx';
import { ActLink } from '#said/ActLink.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './Calendars.module.css';

type Calendar = Answer<'calendars'>['items'][number];

/** On which days each side works: deadlines in working days are counted by the calendar of whoever owes. */
export function Calendars({ now }: { now: number }) {
  const { t } = useLingui();
  const { parties, nameOf } = useParties();
  const calendars = useQuery(reading('calendars', {}));
  const items = calendars.data?.items ?? [];
  const years = [...new Set(items.map(({ year }) => year))].toSorted((a, b) => b - a);
  const today = new Date(now * 1000).getUTCFullYear();
  const [chosen, setChosen] = useState<number>();
  const year = chosen ?? (years.includes(today) ? today : years[0]);
  return (
    <Section title={t`Calendars`} aside={t`deadlines count the working days of whoever owes them`}>
      {calendars.error !== null && <Refusal error={calendars.error} />}
      {calendars.data !== undefined && year === undefined && (
        <Empty title={t`None published`}>
          <Trans>Without one, a party works Monday to Friday, and its days are those of UTC.</Trans>
        </Empty>
      )}
      {year !== undefined && (
        <>
          <NativeSelect
            className={classes.year}
            label={t`Year`}
            value={String(year)}
            data={years.map(String)}
            onChange={({ currentTarget }) => setChosen(Number(currentTarget.value))}
          />
          <div className={classes.sides}>
            {oursFirst(parties).map(({ id, own }) => {
              const calendar = items.find((one) => one.party === id && one.year === year);
              return (
                <div key={id} className={classes.side} data-side={own ? 'us' : 'them'}>
                  <h3>{nameOf(id)}</h3>
                  {calendar === undefined ? (
                    <p className={classes.soft}>
                      <Trans>none published for {String(year)}: Monday to Friday</Trans>
                    </p>
                  ) : (
                    <Year calendar={calendar} />
                  )}
                </div>
              );
            })}
          </div>
        </>
      )}
    </Section>
  );
}

function Year({ calendar: { id, year, body } }: { calendar: Calendar }) {
  const { t, i18n } = useLingui();
  const format = new Intl.DateTimeFormat(FORMATS[i18n.locale as Language], { timeZone: 'UTC', month: 'short' });
  const off = stretchesOf(body['nonWorking']);
  const makeUp = stretchesOf(body['makeUp']);
  const closing = body['closingMinute'];
  const offsets = (body['offsets'] as { fromUtc: number; offsetMinutes: number }[] | undefined) ?? [];
  const zones = [...new Set(offsets.map(({ offsetMinutes }) => zoneOf(offsetMinutes)))];
  return (
    <>
      <p className={classes.soft}>
        <ActLink id={id}>{t`published`}</ActLink> · {zones.join(', ')}
        {typeof closing === 'number' && (
          <>
            {' · '}
            <Trans>
              closes at {String(Math.floor(closing / 60)).padStart(2, '0')}:{String(closing % 60).padStart(2, '0')}
            </Trans>
          </>
        )}
      </p>
      <div className={classes.months} aria-hidden="true">
        {monthsOf(year, body).map((days, month) => (
          <div key={month}>
            <p>{format.format(new Date(Date.UTC(year, month, 1)))}</p>
            <div className={classes.days}>
              {days.map(({ kind, date, day }) => (
                <span key={date} data-kind={kind} title={kind === 'blank' ? undefined : date}>
                  {day === 0 ? '' : day}
                </span>
              ))}
            </div>
          </div>
        ))}
      </div>
      <p className={classes.legend} aria-hidden="true">
        <span data-kind="off" /> {t`day off`} <span data-kind="makeUp" /> {t`weekend day that is worked`}
      </p>
      <details className={classes.table}>
        <summary>
          <Trans>The days in words</Trans>
        </summary>
        <dl>
          <dt>{t`Days off`}</dt>
          <dd>{off.length === 0 ? t`none` : off.map(rangeOf).join(', ')}</dd>
          <dt>{t`Weekend days that are worked`}</dt>
          <dd>{makeUp.length === 0 ? t`none` : makeUp.map(rangeOf).join(', ')}</dd>
        </dl>
      </details>
    </>
  );
}

function rangeOf({ from, to }: { from: string; to: string }): string {
  return from === to ? from : `${from} – ${to}`;
}

function zoneOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
