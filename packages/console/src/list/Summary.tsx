import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useId, useState } from 'react';
import { pathOf } from '#api/call';
import { KINDS, type List, type ListName } from '#list/useList';
import { Loading } from '#ui/Loading.tsx';
import classes from './Summary.module.css';

const LoadCharts = lazy(() => import('#list/LoadCharts.tsx').then(({ LoadCharts: charts }) => ({ default: charts })));

/** How many there are of it, all of them as a file, and pictures of how much there was over time: these for whoever opens them. */
export function Summary<Name extends ListName>({ list, by }: { list: List<Name>; by?: string | undefined }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const { name, query, total, found, stretches } = list;
  const soFar = stretches.at(-1)?.from ?? 0;
  const file = (format: 'csv' | 'json') => pathOf('exportList', { query: { ...query, kind: KINDS[name], format } });
  return (
    <>
      <div className={classes.summary}>
        <span role="status">
          {total === undefined ? (
            found !== undefined && <Trans>{soFar} found so far; scroll on for more</Trans>
          ) : name === 'cases' ? (
            <Plural value={total} one="# case" other="# cases" />
          ) : (
            <Plural value={total} one="# request" other="# requests" />
          )}
        </span>
        <span className={classes.more}>
          <button type="button" aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
            <Trans>Load and age</Trans>
          </button>
          <a href={file('csv')} download>
            <Trans>Save all as CSV</Trans>
          </a>
          <a href={file('json')} download>
            <Trans>as JSON</Trans>
          </a>
        </span>
      </div>
      <div id={panel} hidden={!open} className={classes.load}>
        {open && (
          <Suspense fallback={<Loading label={t`Reading the figures …`} lines={4} />}>
            <LoadCharts kind={KINDS[name]} {...(by !== undefined && { by })} />
          </Suspense>
        )}
      </div>
    </>
  );
}
