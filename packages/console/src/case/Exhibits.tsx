import { useLingui } from '@lingui/react/macro';
import { standingName } from '@parley/docket/vocabulary/states';
import { useParties } from '#api/parties';
import type { Related } from '#case/parts';
import { ActLink } from '#said/ActLink.tsx';
import { useNaming } from '#vocabulary/naming';
import { Title } from '#vocabulary/Title.tsx';
import classes from './Points.module.css';

export type ExhibitRows = ReadonlyMap<string, Pick<Related, 'words' | 'standing'>>;

/** Exhibits by whoever names them: ours first. */
export function Exhibits({
  ids,
  claimant,
  respondent,
  rows,
}: {
  ids: { claimant: readonly string[]; respondent: readonly string[] } | undefined;
  claimant: string;
  respondent: string;
  rows: ExhibitRows;
}) {
  const { t } = useLingui();
  const { sideOf } = useParties();
  const all = (
    ids === undefined ? [] : [...named(ids.claimant, claimant), ...named(ids.respondent, respondent)]
  ).toSorted((a, b) => Number(sideOf(a.party) === 'them') - Number(sideOf(b.party) === 'them'));
  return (
    <>
      <p className={classes.who}>{t`Exhibits`}</p>
      {all.length === 0 ? (
        <span className={classes.none}>{t`none named`}</span>
      ) : (
        <ul>
          {all.map(({ id, party }) => (
            <Exhibit key={`${party} ${id}`} id={id} party={party} row={rows.get(id)} />
          ))}
        </ul>
      )}
    </>
  );
}

const named = (ids: readonly string[], party: string) => ids.map((id) => ({ id, party }));

function Exhibit({
  id,
  party,
  row,
}: {
  id: string;
  party: string;
  row: Pick<Related, 'words' | 'standing'> | undefined;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf, sideOf } = useParties();
  return (
    <li data-side={sideOf(party)}>
      <ActLink id={id}>{row === undefined ? id.slice(0, 8) : <Title words={row.words} />}</ActLink>
      <span className={classes.by}>
        {nameOf(party)} · {row === undefined ? t`not held` : naming.of(standingName('exhibit', row.standing))}
      </span>
    </li>
  );
}
