import { Trans, useLingui } from '@lingui/react/macro';
import type { CaseState } from '@parley/docket/case/kind';
import type { FindingState } from '@parley/docket/finding/kind';
import { kindNames, kindPlurals } from '@parley/docket/vocabulary/acts';
import { codeName } from '@parley/docket/vocabulary/codes';
import { labelOf } from '@parley/docket/vocabulary/label';
import { standingName } from '@parley/docket/vocabulary/states';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
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

/** In the order in which a reader of a case asks for them; the others stand after them. */
const KINDS = ['request', 'hypotheses', 'finding', 'measure'];

/** What hangs off the case, kind by kind: requests, hypotheses, findings, measures … and the cases it is linked with. */
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
  const named = exhibitsOf(state);
  // An exhibit that is named stands beside its point.
  const shown = related.filter(({ id, kind }) => kind !== 'case' && !(kind === 'exhibit' && named.includes(id)));
  const others = shown.filter(({ kind }) => !KINDS.includes(kind));
  const at = new Map(related.filter(({ kind }) => kind !== 'case').map((one) => [one.id, one]));
  const links = useLinks(row, state, kinds.get('case') ?? []);
  if (shown.length + links.length === 0) return null;
  return (
    <Section title={t`In this case`} aside={shown.length + links.length}>
      <div className={classes.groups}>
        {KINDS.flatMap((kind) => {
          const rows = kinds.get(kind);
          if (rows === undefined) return [];
          return (
            <Group key={kind} name={naming.of(labelOf(kindPlurals, kind))}>
              {rows.map((one) => (
                <li key={one.id}>
                  <Line row={one} others={at} />
                  {kind === 'finding' && <Finding row={one} all={all} />}
                  {kind === 'hypotheses' && <Ranking row={one} />}
                </li>
              ))}
            </Group>
          );
        })}
        {others.length > 0 && (
          <Group name={t`Beside it`}>
            {others.map((one) => (
              <li key={one.id}>
                <Line row={one} others={at} named />
              </li>
            ))}
          </Group>
        )}
        {links.length > 0 && (
          <Group name={t`Linked cases`}>
            {links.map((link) => (
              <li key={link.id}>
                <LinkedCase {...link} />
              </li>
            ))}
          </Group>
        )}
      </div>
    </Section>
  );
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.group}>
      <h3>{name}</h3>
      <ul className={classes.rows}>{children}</ul>
    </div>
  );
}

/** `named`: with the name of its kind. `others`: what else is about this case, by id: if it refers to one of them, that is said. */
function Line({ row, others, named = false }: { row: Row; others: ReadonlyMap<string, Row>; named?: boolean }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf, sideOf } = useParties();
  const moment = useMomentUtc();
  const refers = row.refers.flatMap((id) => (id === row.id ? [] : (others.get(id) ?? [])));
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
        {refers.length > 0 && (
          <p className={classes.by}>
            {t`refers to`}{' '}
            {refers.map((other, no) => (
              <span key={other.id}>
                {no > 0 && naming.say(', ', '、')}
                <SubjectLink subject={other} className={classes.quiet}>
                  <Title words={other.words} />
                </SubjectLink>
              </span>
            ))}
          </p>
        )}
      </div>
      <Tag>{naming.of(standingName(row.kind, row.standing))}</Tag>
    </div>
  );
}

/** What was found, as it was signed: in one text, and point by point. */
function Finding({ row, all }: { row: Row; all: boolean }) {
  const naming = useNaming();
  const { points, acts } = row.state as unknown as FindingState;
  const authentic = authenticOf(row.words);
  const text = textsIn(row.words, 'text');
  const [told, reasons] = [itemsIn(row.words, 'points'), itemsIn(row.words, 'reasons')];
  const opening = acts.find(({ id }) => id === row.id);
  return (
    <div className={classes.said}>
      {text !== undefined && <Said texts={text} authentic={authentic} all={all} />}
      <ol className={classes.concluded}>
        {points.map(({ no, conclusion }) => {
          const why = textsIn(told.get(no) ?? {}, 'text') ?? textsIn(reasons.get(no) ?? {}, 'text');
          return (
            <li key={no}>
              <p className={classes.conclusion}>
                <a href={`#point-${no}`}>
                  <Trans>Point {no}</Trans>
                </a>{' '}
                {naming.of(codeName('conclusion', conclusion))}
              </p>
              {why !== undefined && <Said texts={why} authentic={authentic} all={all} />}
            </li>
          );
        })}
      </ol>
      <Signature act={row.id} signedAt={opening?.signedAt} receivedAt={opening?.receivedAt} />
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

/** `says`: by whom, in which of the two cases, and what the one is to the other. */
type Linked = { id: string; party: string; row: Pick<Row, 'words' | 'standing'> | undefined; says: string[] };

/** Cases that this one names, and that name it, each once. */
function useLinks(row: CaseRow, state: CaseState, back: readonly Row[]): Linked[] {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf } = useParties();
  const found = useSubjects([...new Set(state.links.map((link) => link.case))]);
  const linked = new Map<string, Linked>();
  const add = (id: string, party: string, other: Linked['row'], says: string) => {
    const one = linked.get(id) ?? { id, party, row: other, says: [] };
    linked.set(id, { ...one, says: [...new Set([...one.says, says])] });
  };
  for (const { party, relation, case: other } of state.links)
    add(other, party, found.get(other), t`${nameOf(party)}, here: ${naming.of(codeName('relation', relation))}`);
  for (const one of back) {
    if (one.id === row.id) continue;
    const links = (one.state as unknown as CaseState).links.filter((link) => link.case === row.id);
    for (const { party, relation } of links)
      add(one.id, party, one, t`${nameOf(party)}, there: ${naming.of(codeName('relation', relation))}`);
    if (!linked.has(one.id)) add(one.id, one.openedBy, one, t`${nameOf(one.openedBy)} names this case`);
  }
  return [...linked.values()];
}

function LinkedCase({ id, party, row, says }: Linked) {
  const naming = useNaming();
  const { sideOf } = useParties();
  return (
    <div className={classes.line} data-side={sideOf(party)}>
      <div>
        <Link to={pages.case} params={{ case: id }} className={classes.quiet}>
          {row === undefined ? id.slice(0, 8) : <Title words={row.words} />}
        </Link>
        <p className={classes.by}>{says.join(' · ')}</p>
      </div>
      {row !== undefined && <Tag>{naming.of(standingName('case', row.standing))}</Tag>}
    </div>
  );
}
