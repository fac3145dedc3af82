import { useLingui } from '@lingui/react/macro';
import type { RequestState } from '@parley/docket/request/kind';
import { codeName } from '@parley/docket/vocabulary/codes';
import { standingName } from '@parley/docket/vocabulary/states';
import { Link } from '@tanstack/react-router';
import { useParties } from '#api/parties';
import { pages } from '#pages';
import type { RequestRow } from '#requests/parts';
import { Moment } from '#ui/Moment.tsx';
import { Tag } from '#ui/Tag.tsx';
import { useDeadlineWords } from '#vocabulary/deadline';
import { useNaming } from '#vocabulary/naming';
import { Title } from '#vocabulary/Title.tsx';
import classes from './RequestsPage.module.css';

/** Requests as a table; on a telephone each is a block of its own. */
export function Rows({ rows, now, stale }: { rows: readonly RequestRow[]; now: number; stale: boolean }) {
  const { t } = useLingui();
  return (
    <table className={classes.rows} aria-busy={stale || undefined}>
      <caption className={classes.hidden}>{t`Requests`}</caption>
      <thead>
        <tr>
          <th scope="col">{t`Request`}</th>
          <th scope="col">{t`How it stands`}</th>
          <th scope="col">{t`Next deadline`}</th>
          <th scope="col">{t`Asked`}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, now }: { row: RequestRow; now: number }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf, sideOf } = useParties();
  const deadlines = useDeadlineWords(now);
  const { id, openedBy, openedAt, standing, category = '', words, nextDeadline } = row;
  const { outcome, request } = row.state as unknown as RequestState;
  const due = nextDeadline === undefined ? undefined : deadlines.stands(nextDeadline, true);
  const urgency = request['urgency'] as string;
  return (
    <tr>
      <th scope="row" data-side={sideOf(openedBy)}>
        <Link to={pages.request} params={{ request: id }} className={classes.title}>
          <Title words={words} />
        </Link>
        <span className={classes.by}>
          {t`${nameOf(openedBy)} asks`} · {naming.of(codeName('category', category))}{' '}
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
            {deadlines.what(nextDeadline.for)}, {deadlines.by(nextDeadline.owedBy)}
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
