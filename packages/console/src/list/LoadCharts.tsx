import '@mantine/charts/styles.css';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { BarChart } from '@mantine/charts';
import { SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { reading } from '#api/queries';
import { useParties } from '#api/parties';
import { FORMATS, type Language } from '#language';
import { Refusal } from '#refusal/Refusal.tsx';
import { dateFormat, numberFormat } from '#ui/formats';
import { Loading } from '#ui/Loading.tsx';
import classes from './LoadCharts.module.css';

const STEPS = { month: '12', week: '26' } as const;
const SIDES = ['us', 'them'] as const;
const HEIGHT_PIXELS = 230;

/** Ours stands first. */
const placeOf = ({ dataKey }: { dataKey?: unknown }) => (dataKey === 'us' ? 0 : 1);

/** How many were open over time, and how old those are that are open now: each in a picture, and as a table behind it. */
export function LoadCharts({ kind, by }: { kind: 'case' | 'request'; by?: string }) {
  const { t, i18n } = useLingui();
  const { parties, own, nameOf } = useParties();
  const [step, setStep] = useState<keyof typeof STEPS>('month');
  const load = useQuery({
    ...reading('load', { query: { kind, step, steps: STEPS[step], ...(by !== undefined && { by }) } }),
    placeholderData: keepPreviousData,
  });
  if (load.error !== null) return <Refusal error={load.error} />;
  if (load.data === undefined) return <Loading label={t`Reading the figures …`} lines={4} />;
  const locale = FORMATS[i18n.locale as Language];
  const number = (value: number) => numberFormat(locale, {}).format(value);
  const day = dateFormat(locale, {
    timeZone: 'UTC',
    ...(step === 'month' ? { month: 'short', year: '2-digit' } : { day: 'numeric', month: 'short' }),
  });
  const other = parties.find((party) => party.id !== own)?.id ?? '';
  const names = { us: t`${nameOf(own ?? '')} to answer`, them: t`${nameOf(other)} to answer` };
  const series = SIDES.map((side) => ({ name: side, label: names[side], color: `var(--${side})` }));
  const steps = load.data.steps.map((one) => ({ ...one, at: day.format(one.from * 1000) }));
  const ages = load.data.ages.map(({ days, open }) => ({
    at: days === null ? t`older` : t`under ${days} days`,
    ...open,
  }));
  const chart = {
    h: HEIGHT_PIXELS,
    series,
    withLegend: true,
    valueFormatter: number,
    legendProps: { itemSorter: placeOf },
  } as const;
  const frame = (picture: ReactNode) => <div aria-hidden="true">{picture}</div>;
  return (
    <div>
      <div className={classes.step}>
        <SegmentedControl
          size="xs"
          aria-label={t`Length of a step`}
          value={step}
          onChange={(value) => setStep(value)}
          data={[
            { value: 'month', label: t`by month` },
            { value: 'week', label: t`by week` },
          ]}
        />
      </div>
      <div className={classes.charts}>
        <figure>
          <figcaption>
            <Trans>Open when each step ended</Trans>
          </figcaption>
          {frame(
            <BarChart
              {...chart}
              type="stacked"
              data={steps.map(({ at, open }) => ({ at, ...open }))}
              dataKey="at"
              barProps={{ isAnimationActive: false }}
              barChartProps={{ accessibilityLayer: false }}
            />,
          )}
          <Behind>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>From</Trans>
                </th>
                <th scope="col">
                  <Trans>opened</Trans>
                </th>
                <th scope="col">
                  <Trans>ended</Trans>
                </th>
                {SIDES.map((side) => (
                  <th key={side} scope="col">
                    {names[side]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {steps.map(({ from, at, opened, ended, open }) => (
                <tr key={from}>
                  <th scope="row">{at}</th>
                  <td>{number(opened.us + opened.them)}</td>
                  <td>{number(ended.us + ended.them)}</td>
                  {SIDES.map((side) => (
                    <td key={side}>{number(open[side])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Behind>
        </figure>
        <figure>
          <figcaption>
            <Trans>Age of what is open now</Trans>
          </figcaption>
          {frame(
            <BarChart
              {...chart}
              type="stacked"
              orientation="vertical"
              yAxisProps={{ width: 104 }}
              data={ages}
              dataKey="at"
              barProps={{ isAnimationActive: false }}
              barChartProps={{ accessibilityLayer: false }}
            />,
          )}
          <Behind>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Age</Trans>
                </th>
                {SIDES.map((side) => (
                  <th key={side} scope="col">
                    {names[side]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {load.data.ages.map(({ days, open }) => (
                <tr key={String(days)}>
                  <th scope="row">
                    {days === null ? (
                      <Trans>older</Trans>
                    ) : (
                      <Plural value={days} one="under # day" other="under # days" />
                    )}
                  </th>
                  {SIDES.map((side) => (
                    <td key={side}>{number(open[side])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Behind>
        </figure>
      </div>
    </div>
  );
}

function Behind({ children }: { children: ReactNode }) {
  return (
    <details className={classes.behind}>
      <summary>
        <Trans>As a table</Trans>
      </summary>
      <div>
        <table>{children}</table>
      </div>
    </details>
  );
}
