import { useLingui } from '@lingui/react/macro';
import { useQueries } from '@tanstack/react-query';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import type { Answer } from '#api/call';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { ActLink } from '#said/ActLink.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './RecordPage.module.css';

const ROWS = '8';

/** What each side said last, each with the way to its proof. */
export function Newest({ logs }: { logs: Answer<'logs'>['items'] }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf } = useParties();
  const newest = useQueries({
    queries: logs.map(({ origin }) => reading('acts', { query: { log: origin, sort: '-index', limit: ROWS } })),
  });
  return (
    <Section plain title={t`Newest acts`} aside={t`each opens its text and its proof`}>
      <div className={classes.logs}>
        {logs.map(({ origin, party, own }, place) => (
          <article
            key={origin}
            className={classes.log}
            data-side={own ? 'us' : 'them'}
            aria-label={t`Newest acts of ${nameOf(party)}`}
          >
            <h3>{nameOf(party)}</h3>
            <ul className={classes.rows}>
              {newest[place]!.data?.items.map(({ id, index, type, signedAt, disregarded, delivery }) => (
                <li key={id}>
                  <span className={classes.index}>{index}</span>
                  <span>
                    <ActLink id={id}>
                      {type === undefined ? t`An entry that is no act` : naming.of(labelOf(actNames, type))}
                    </ActLink>{' '}
                    {disregarded !== undefined && <Tag tone="wait">{t`without effect`}</Tag>}{' '}
                    {delivery.received.length === 0 && <Tag tone="wait">{t`not received yet`}</Tag>}
                  </span>
                  <span className={classes.when}>{signedAt !== undefined && <Moment at={signedAt} />}</span>
                </li>
              ))}
            </ul>
          </article>
        ))}
      </div>
    </Section>
  );
}
