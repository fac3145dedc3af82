import { useLingui } from '@lingui/react/macro';
import type { CaseState } from '@parley/docket/case/kind';
import { codesOf } from '@parley/docket/vocabulary/told';
import { standingName } from '@parley/docket/vocabulary/states';
import { Link } from '@tanstack/react-router';
import type { Answer } from '#api/call';
import { CasePoints } from '#case/CasePoints.tsx';
import { FORMATS, type Language } from '#language';
import { pages } from '#pages';
import { ageOf } from '#ui/age';
import { numberFormat } from '#ui/formats';
import { lineIn } from '#said/words';
import { Tag } from '#ui/Tag.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import type { Told } from '#list/told';
import { Title } from '#vocabulary/Title.tsx';
import classes from '#list/List.module.css';

type Row = Answer<'cases'>['items'][number];

/** One line of the docket. `place`: in the list, from 1. `told`: how it is said, worked out once for all lines. */
export function CaseRow({ row, place, told }: { row: Row; place: number; told: Told }) {
  const { t, i18n } = useLingui();
  const { naming, nameOf, sideOf, deadlines, now } = told;
  const { id, openedBy, openedAt, standing, open, marking, words, nextDeadline } = row;
  const state = row.state as unknown as CaseState;
  const { value, unit } = ageOf(openedAt - now);
  const age = numberFormat(FORMATS[i18n.locale as Language], {
    style: 'unit',
    unit,
    unitDisplay: 'short',
  }).format(Math.abs(value));
  const own = lineIn(words, 'reference');
  return (
    <tr aria-rowindex={place + 1}>
      <th scope="row" data-side={sideOf(openedBy)}>
        <Link to={pages.case} params={{ case: id }} className={classes.title}>
          <Title words={words} />
        </Link>
        <span className={classes.by}>
          {t`${nameOf(openedBy)} alleges`}
          {own !== undefined && (
            <>
              {' · '}
              <Untrusted text={own} />
            </>
          )}{' '}
          <Tag>{codesOf('marking', { tlp: marking }, naming)}</Tag>
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
