import { Plural, Trans } from '@lingui/react/macro';
import { pathOf } from '#api/call';
import { KINDS, type List, type ListName } from '#list/useList';
import classes from './List.module.css';

/** How many there are of it, and all of them as a file. */
export function Summary<Name extends ListName>({ list }: { list: List<Name> }) {
  const { name, query, total, found, stretches } = list;
  const soFar = stretches.at(-1)?.from ?? 0;
  const file = (format: 'csv' | 'json') => pathOf('exportList', { query: { ...query, kind: KINDS[name], format } });
  return (
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
      <span className={classes.files}>
        <a href={file('csv')} download>
          <Trans>Save all as CSV</Trans>
        </a>
        <a href={file('json')} download>
          <Trans>as JSON</Trans>
        </a>
      </span>
    </div>
  );
}
