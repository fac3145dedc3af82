import { useLingui } from '@lingui/react/macro';
import type { ExhibitState } from '@parley/docket/exhibit/state';
import { standingName } from '@parley/docket/vocabulary/states';
import { useParties } from '#api/parties';
import type { Related } from '#case/parts';
import { ActLink } from '#said/ActLink.tsx';
import { useNaming } from '#vocabulary/naming';
import { Title } from '#vocabulary/Title.tsx';
import classes from './Points.module.css';

type Row = Pick<Related, 'words' | 'standing' | 'state'>;

export type ExhibitRows = ReadonlyMap<string, Row>;

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

function Exhibit({ id, party, row }: { id: string; party: string; row: Row | undefined }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf, sideOf } = useParties();
  return (
    <li data-side={sideOf(party)}>
      <ActLink id={id}>{row === undefined ? id.slice(0, 8) : <Title words={row.words} />}</ActLink>
      <span className={classes.by}>
        {nameOf(party)} · {row === undefined ? t`not held` : naming.of(standingName('exhibit', row.standing))}
        {row?.standing === 'sealed' && <OpensOn state={row.state as unknown as ExhibitState} />}
      </span>
    </li>
  );
}

/** Which act makes its depositor owe the disclosure, as the seal said beforehand. */
function OpensOn({ state }: { state: ExhibitState }) {
  const { t } = useLingui();
  const opensOn = state.exhibit['opensOn'] as
    | Record<'reply' | 'disclosure' | 'position', string | undefined>
    | undefined;
  if (opensOn === undefined) return null;
  const { reply, disclosure, position } = opensOn;
  return (
    <>
      {', '}
      {reply !== undefined ? (
        <ActLink id={reply}>{t`opens with the final reply`}</ActLink>
      ) : disclosure !== undefined ? (
        <ActLink id={disclosure}>{t`opens when another is disclosed`}</ActLink>
      ) : (
        position !== undefined && <ActLink id={position}>{t`opens with a position`}</ActLink>
      )}
    </>
  );
}
