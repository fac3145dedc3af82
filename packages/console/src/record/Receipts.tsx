import { Trans, useLingui } from '@lingui/react/macro';
import type { Answer } from '#api/call';
import { useParties } from '#api/parties';
import { coveringOf } from '#record/receipts';
import { Empty } from '#ui/Empty.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './RecordPage.module.css';

const ROWS = 10;

/** The newest receipts of both logs in one table. */
export function Receipts({ logs }: { logs: Answer<'logs'>['items'] }) {
  const { t } = useLingui();
  const { nameOf } = useParties();
  const rows = logs
    .flatMap(({ party: log, receipts }) => coveringOf(receipts).map((one) => ({ ...one, log })))
    .toSorted((a, b) => b.at - a.at)
    .slice(0, ROWS);
  return (
    <Section title={t`Newest receipts`} aside={t`whoever gives one holds the acts, all before them, and their words`}>
      {rows.length === 0 ? (
        <Empty title={t`None yet`}>
          <Trans>The first comes as soon as the other side holds an act.</Trans>
        </Empty>
      ) : (
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t`Newest receipts`}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t`Received`}</th>
                <th scope="col">{t`By`}</th>
                <th scope="col">{t`Log of`}</th>
                <th scope="col">{t`Entries`}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ log, party, at, from, to }) => (
                <tr key={`${log} ${party} ${to}`}>
                  <td>
                    <Moment at={at} />
                  </td>
                  <td>{nameOf(party)}</td>
                  <td>{nameOf(log)}</td>
                  <td>{from === to ? from : `${from} – ${to}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
