import { Trans, useLingui } from '@lingui/react/macro';
import type { CaseState } from '@parley/docket/case/kind';
import { kindNames, kindPlurals } from '@parley/docket/vocabulary/acts';
import { codeName } from '@parley/docket/vocabulary/codes';
import { labelOf } from '@parley/docket/vocabulary/label';
import { standingName } from '@parley/docket/vocabulary/states';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { useSubjects } from '#case/data';
import { byKind, exhibitsOf, type CaseRow, type Related as Row } from '#case/parts';
import { pages } from '#pages';
import { SubjectLink } from '#said/ActLink.tsx';
import { Signature, useMomentUtc } from '#said/Signature.tsx';
import { authenticOf, itemsIn, textsIn } from '#said/words';
import { Said } from '#ui/Said.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { useNaming } from '#vocabulary/naming';
import { Title } from '#vocabulary/Title.tsx';
import classes from './Parts.module.css';

/** Each under a heading of its own, in the order in which a reader of a case asks for them; the others stand under one. */
const KINDS = ['request', 'hypotheses', 'finding', 'measure'];

/** What hangs off the case: requests, hypotheses, findings, measures … and the cases it is linked with. */
export function Related({
  row,
  state,
  related,
  all,
}: {
  row: CaseRow;
  state: CaseState;
  related: readonly Row[];
  all: boolean;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  const kinds = byKind(related);
  const at = new Map(related.filter(({ kind }) => kind !== 'case').map((one) => [one.id, one]));
  const named = exhibitsOf(state);
  const others = related.filter(
    ({ id, kind }) => kind !== 'case' && !KINDS.includes(kind) && !(kind === 'exhibit' && named.includes(id)),
  );
  return (
    <>
      {KINDS.flatMap((kind) => {
        const rows = kinds.get(kind);
        if (rows === undefined) return [];
        return (
          <Section key={kind} title={naming.of(labelOf(kindPlurals, kind))} aside={rows.length}>
            <ul className={classes.rows}>
              {rows.map((one) => (
                <li key={one.id}>
                  <Line row={one} others={at} />
                  {kind === 'finding' && <Finding row={one} all={all} />}
                  {kind === 'hypotheses' && <Ranking row={one} />}
                </li>
              ))}
            </ul>
          </Section>
        );
      })}
      {others.length > 0 && (
        <Section title={t`Also about this case`} aside={others.length}>
          <ul className={classes.rows}>
            {others.map((one) => (
              <li key={one.id}>
                <Line row={one} others={at} named />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Links row={row} state={state} naming={kinds.get('case') ?? []} />
    </>
  );
}

/** What was found, as it was signed. */
function Finding({ row, all }: { row: Row; all: boolean }) {
  const text = textsIn(row.words, 'text', 'reasons');
  const opening = (row.state as unknown as CaseState).acts.find(({ id }) => id === row.id);
  return (
    <div className={classes.said}>
      {text !== undefined && <Said texts={text} authentic={authenticOf(row.words)} all={all} />}
      <Signature act={row.id} signedAt={opening?.signedAt} receivedAt={opening?.receivedAt} />
    </div>
  );
}

/** `named`: with the name of its kind. `others`: what else is about this case, by id: if it refers to one of them, that is said. */
function Line({ row, others, named = false }: { row: Row; others: ReadonlyMap<string, Row>; named?: boolean }) {
  const { t } = useLingui();
  const refers = row.refers.flatMap((id) => (id === row.id ? [] : (others.get(id) ?? [])));
  const naming = useNaming();
  const { nameOf, sideOf } = useParties();
  const moment = useMomentUtc();
  return (
    <div className={classes.line} data-side={sideOf(row.openedBy)}>
      <div>
        <SubjectLink subject={row} className={classes.quiet}>
          <Title words={row.words} />
        </SubjectLink>
        <p className={classes.by}>
          {named && `${naming.of(labelOf(kindNames, row.kind))} · `}
          {nameOf(row.openedBy)} · {moment(row.openedAt)}
          {row.category !== undefined && ` · ${naming.of(codeName('category', row.category))}`}
        </p>
        {refers.map((other) => (
          <p key={other.id} className={classes.by}>
            {t`refers to`} {naming.of(labelOf(kindNames, other.kind)).toLowerCase()}{' '}
            <SubjectLink subject={other} className={classes.quiet}>
              <Title words={other.words} />
            </SubjectLink>
          </p>
        ))}
      </div>
      <Tag>{naming.of(standingName(row.kind, row.standing))}</Tag>
    </div>
  );
}

/** Rival explanations as each side’s own ratings rank them: the two are never made into one. */
function Ranking({ row }: { row: Row }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf, sideOf } = useParties();
  const { data } = useQuery(reading('competing', { params: { id: row.id } }));
  if (data === undefined) return null;
  const items = itemsIn(row.words, 'hypotheses');
  const textOf = (no: number) => textsIn(items.get(no) ?? {}, 'text');
  const sides = data.items
    .filter(({ hypotheses }) => hypotheses.some(({ rank }) => rank !== null))
    .toSorted((a, b) => Number(sideOf(a.party) === 'them') - Number(sideOf(b.party) === 'them'));
  if (sides.length === 0) return <p className={classes.by}>{t`Neither side has rated them yet.`}</p>;
  return (
    <div className={classes.rankings}>
      {sides.map(({ party, hypotheses }) => (
        <table key={party} data-side={sideOf(party)}>
          <caption>
            <Trans>As {nameOf(party)} rates them, the least against it first</Trans>
          </caption>
          <thead>
            <tr>
              <th scope="col">{t`Rank`}</th>
              <th scope="col">{t`Hypothesis`}</th>
              <th scope="col">{t`Against`}</th>
              <th scope="col">{t`For`}</th>
            </tr>
          </thead>
          <tbody>
            {hypotheses.map(({ no, kind, rank, inconsistent, consistent }) => (
              <tr key={no}>
                <td>{rank ?? '—'}</td>
                <td>
                  {textOf(no) === undefined ? (
                    naming.of(codeName('kind', kind))
                  ) : (
                    <Title words={{ text: textOf(no) }} />
                  )}
                </td>
                <td>{inconsistent}</td>
                <td>{consistent}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

/** Cases that this one names, and that name it. */
function Links({ row, state, naming: back }: { row: CaseRow; state: CaseState; naming: readonly Row[] }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf, sideOf } = useParties();
  const found = useSubjects([...new Set(state.links.map((link) => link.case))]);
  const named = new Set(state.links.map((link) => link.case));
  const lines = [
    ...state.links.map(({ id, party, relation, case: other }) => ({
      key: id + other,
      other,
      party,
      row: found.get(other),
      says: t`${nameOf(party)}, here: ${naming.of(codeName('relation', relation))}`,
    })),
    ...back
      .filter((one) => one.id !== row.id && !named.has(one.id))
      .flatMap((one) => {
        const links = (one.state as unknown as CaseState).links.filter((link) => link.case === row.id);
        const said = links.map(({ id, party, relation }) => ({
          key: id + one.id,
          party,
          says: t`${nameOf(party)}, there: ${naming.of(codeName('relation', relation))}`,
        }));
        const bare = { key: one.id, party: one.openedBy, says: t`${nameOf(one.openedBy)} names this case` };
        return (said.length === 0 ? [bare] : said).map((line) => ({ ...line, other: one.id, row: one }));
      }),
  ];
  if (lines.length === 0) return null;
  return (
    <Section title={t`Linked cases`} aside={lines.length}>
      <ul className={classes.rows}>
        {lines.map(({ key, other, party, row: one, says }) => (
          <li key={key}>
            <div className={classes.line} data-side={sideOf(party)}>
              <div>
                <Link to={pages.case} params={{ case: other }} className={classes.quiet}>
                  {one === undefined ? other.slice(0, 8) : <Title words={one.words} />}
                </Link>
                <p className={classes.by}>{says}</p>
              </div>
              {one !== undefined && <Tag>{naming.of(standingName('case', one.standing))}</Tag>}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
