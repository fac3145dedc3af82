import { useLingui } from '@lingui/react/macro';
import type { RequestState } from '@parley/docket/request/kind';
import { codeName } from '@parley/docket/vocabulary/codes';
import { standingName } from '@parley/docket/vocabulary/states';
import { codesOf } from '@parley/docket/vocabulary/told';
import { Link } from '@tanstack/react-router';
import { pages } from '#pages';
import classes from '#list/List.module.css';
import type { RequestRow as Row } from '#requests/parts';
import { Moment } from '#ui/Moment.tsx';
import { Tag } from '#ui/Tag.tsx';
import type { Told } from '#list/told';
import { Title } from '#vocabulary/Title.tsx';

/** One line of the list. `place`: in it, from 1. `told`: how it is said, worked out once for all lines. */
export function RequestRow({ row, place, told }: { row: Row; place: number; told: Told }) {
  const { t } = useLingui();
  const { naming, nameOf, sideOf, deadlines } = told;
  const { id, openedBy, openedAt, standing, category = '', marking, words, nextDeadline } = row;
  const { outcome, request } = row.state as unknown as RequestState;
  const due = nextDeadline === undefined ? undefined : deadlines.stands(nextDeadline, true);
  const urgency = request['urgency'] as string;
  return (
    <tr aria-rowindex={place + 1}>
      <th scope="row" data-side={sideOf(openedBy)}>
        <Link to={pages.request} params={{ request: id }} className={classes.title}>
          <Title words={words} />
        </Link>
        <span className={classes.by}>
          {t`${nameOf(openedBy)} asks`} · {naming.of(codeName('category', category))}{' '}
          <Tag>{codesOf('marking', { tlp: marking }, naming)}</Tag>{' '}
          {urgency !== 'routine' && <Tag tone="wait">{naming.of(codeName('urgency', urgency))}</Tag>}
        </span>
      </th>
      <td data-label={t`How it stands`}>
        {naming.of(standingName('request', standing))}
        {outcome !== null && <span className={classes.by}>{naming.of(codeName('outcome', outcome))}</span>}
      </td>
      <td data-label={t`Next deadline`}>
        {nextDeadline === undefined || due === undefined ? (
          <span className={classes.by}>—</span>
        ) : (
          <>
            {t`${deadlines.what(nextDeadline.for)} by ${deadlines.by(nextDeadline.owedBy)}`}
            <span className={classes.due}>
              <Tag tone={due.tone}>{due.text}</Tag>
            </span>
          </>
        )}
      </td>
      <td data-label={t`Asked`} className={classes.by}>
        <Moment at={openedAt} aged={false} />
      </td>
    </tr>
  );
}
