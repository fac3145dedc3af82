import { Trans, useLingui } from '@lingui/react/macro';
import type { RequestState } from '@parley/docket/request/kind';
import { memberName } from '@parley/docket/vocabulary/members';
import { useParties } from '#api/parties';
import { CRITERIA, ratingsOf, type RequestRow } from '#requests/parts';
import { ActLink } from '#said/ActLink.tsx';
import { Section } from '#ui/Section.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Exchange.module.css';

/** How giver and receiver rated each reply, by the one rubric, beside each other and never made into one figure. */
export function Ratings({ row, state }: { row: RequestRow; state: RequestState }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf, own } = useParties();
  const rated = ratingsOf(state);
  if (rated.length === 0) return null;
  // Ours on the left, whoever asks.
  const parties = [row.openedBy, row.to].toSorted((a, b) => Number(b === own) - Number(a === own));
  return (
    <Section title={t`Ratings`} aside={t`1 to 5, 5 is best`}>
      {rated.map(({ reply, by }) => (
        <div key={reply} className={classes.rated}>
          <table className={classes.ratings}>
            <caption>
              <ActLink id={reply}>
                <Trans>Of the reply {reply.slice(0, 8)}</Trans>
              </ActLink>
            </caption>
            <thead>
              <tr>
                <td />
                {parties.map((party) => (
                  <th key={party} scope="col" data-side={party === own ? 'us' : 'them'}>
                    {nameOf(party)}
                    <span className={classes.soft}>{party === row.openedBy ? t`received it` : t`gave it`}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {CRITERIA.map((criterion) => (
                <tr key={criterion}>
                  <th scope="row">{naming.of(memberName(criterion))}</th>
                  {parties.map((party) => (
                    <td key={party}>{by.get(party)?.[criterion] ?? '—'}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {by.get(row.openedBy)?.['satisfied'] === true && (
            <p className={classes.soft}>
              <Trans>{nameOf(row.openedBy)} asks for nothing more.</Trans>
            </p>
          )}
        </div>
      ))}
    </Section>
  );
}
