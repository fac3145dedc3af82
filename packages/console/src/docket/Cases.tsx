import { useLingui } from '@lingui/react/macro';
import type { CaseState } from '@parley/docket/case/kind';
import { codesOf } from '@parley/docket/vocabulary/told';
import { standingName } from '@parley/docket/vocabulary/states';
import type { JsonObject } from '@parley/record/json';
import { Link } from '@tanstack/react-router';
import { memo, useEffect, useRef, useState } from 'react';
import type { Answer } from '#api/call';
import { useParties } from '#api/parties';
import { CasePoints } from '#case/CasePoints.tsx';
import { FORMATS, type Language } from '#language';
import { pages } from '#pages';
import { ageOf } from '#ui/age';
import { numberFormat } from '#ui/formats';
import { Tag } from '#ui/Tag.tsx';
import { useDeadlineWords } from '#vocabulary/deadline';
import { useNaming } from '#vocabulary/naming';
import { Title } from '#vocabulary/Title.tsx';
import classes from './Cases.module.css';

type Row = Answer<'cases'>['items'][number];

/** Beyond this far from what is seen, a page of rows is only its height. */
const NEAR = '1500px';

/** Cases as they were read, page by page. Pages out of sight leave the document, so that a hundred thousand rows weigh no more than a few hundred. */
export function Cases({
  pages: read,
  now,
  stale,
}: {
  pages: readonly (readonly Row[])[];
  now: number;
  stale: boolean;
}) {
  const { t } = useLingui();
  // Ages and times left are read in minutes at least.
  const minute = Math.floor(now / 60) * 60;
  return (
    <table className={classes.cases} aria-busy={stale || undefined} aria-rowcount={-1}>
      <caption className={classes.hidden}>{t`Cases`}</caption>
      <thead>
        <tr>
          <th scope="col">{t`Case`}</th>
          <th scope="col">{t`Position`}</th>
          <th scope="col">{t`Points`}</th>
          <th scope="col">{t`Next deadline`}</th>
          <th scope="col">{t`Age`}</th>
        </tr>
      </thead>
      {read.map((rows, no) => (
        // Pages have no other name than their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Block key={no} rows={rows} first={no === 0} now={minute} />
      ))}
    </table>
  );
}

const Block = memo(function Block({ rows, first, now }: { rows: readonly Row[]; first: boolean; now: number }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [height, setHeight] = useState<number>();
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (seen) => {
        const { isIntersecting, boundingClientRect } = seen.at(-1)!;
        setHeight(isIntersecting || boundingClientRect.height === 0 ? undefined : boundingClientRect.height);
      },
      { rootMargin: NEAR },
    );
    watcher.observe(body.current!);
    return () => watcher.disconnect();
  }, []);
  return (
    <tbody ref={body} data-first={first || undefined}>
      {height === undefined ? (
        rows.map((row) => <Case key={row.id} row={row} now={now} />)
      ) : (
        <tr aria-hidden="true" className={classes.gone}>
          <td colSpan={5} style={{ height }} />
        </tr>
      )}
    </tbody>
  );
});

function Case({ row, now }: { row: Row; now: number }) {
  const { t, i18n } = useLingui();
  const naming = useNaming();
  const { nameOf, sideOf } = useParties();
  const deadlines = useDeadlineWords(now);
  const { id, openedBy, openedAt, standing, open, words, nextDeadline } = row;
  const state = row.state as unknown as CaseState;
  const marking = state.allegation['marking'] as JsonObject | undefined;
  const { value, unit } = ageOf(openedAt - now);
  const age = numberFormat(FORMATS[i18n.locale as Language], {
    style: 'unit',
    unit,
    unitDisplay: 'short',
  }).format(Math.abs(value));
  const own = words['reference'];
  return (
    <tr>
      <th scope="row" data-side={sideOf(openedBy)}>
        <Link to={pages.case} params={{ case: id }} className={classes.title}>
          <Title words={words} />
        </Link>
        <span className={classes.by}>
          {t`${nameOf(openedBy)} alleges`}
          {typeof own === 'string' && ` · ${own}`}
          {marking !== undefined && typeof marking['tlp'] === 'string' && (
            <>
              {' '}
              <Tag>{codesOf('marking', { tlp: marking['tlp'] }, naming)}</Tag>
            </>
          )}
        </span>
      </th>
      <td data-label={t`Position`}>
        <span>{naming.of(standingName('case', standing))}</span>
        {!open && <span className={classes.by}>{t`closed`}</span>}
      </td>
      <td data-label={t`Points`}>
        <CasePoints points={state.points} brief />
      </td>
      <td data-label={t`Next deadline`}>
        {nextDeadline === undefined ? (
          <span className={classes.by}>—</span>
        ) : (
          <>
            <span>{t`${deadlines.what(nextDeadline.for)} by ${deadlines.by(nextDeadline.owedBy)}`}</span>
            <span className={classes.due} title={deadlines.stands(nextDeadline).text}>
              <Tag tone={deadlines.stands(nextDeadline, true).tone}>{deadlines.stands(nextDeadline, true).text}</Tag>
            </span>
          </>
        )}
      </td>
      <td data-label={t`Age`} className={classes.age}>
        {age}
      </td>
    </tr>
  );
}
