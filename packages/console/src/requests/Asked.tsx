import { Trans, useLingui } from '@lingui/react/macro';
import type { RequestState } from '@parley/docket/request/kind';
import { codeName } from '@parley/docket/vocabulary/codes';
import { memberName } from '@parley/docket/vocabulary/members';
import { wordName } from '@parley/docket/vocabulary/words';
import { useQuery } from '@tanstack/react-query';
import { reading } from '#api/queries';
import { completenessOf, type Member, type RequestRow } from '#requests/parts';
import { Signature } from '#said/Signature.tsx';
import { authenticOf, itemsIn, lineIn, textsIn } from '#said/words';
import { Said } from '#ui/Said.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Exchange.module.css';

type Identifier = { no: number; kind?: string };

const TEXTS = ['asked', 'necessity', 'basis', 'conditions'] as const;

/** What is asked, word for word, why, and about what; and whether it says what the accord wants said. */
export function Asked({ row, state }: { row: RequestRow; state: RequestState }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { words } = row;
  const authentic = authenticOf(words);
  const values = [...itemsIn(words, 'identifiers').values()];
  const kinds = new Map(
    ((state.request['identifiers'] as Identifier[] | undefined) ?? []).map(({ no, kind }) => [no, kind]),
  );
  const conditions = (state.request['conditions'] as string[] | undefined) ?? [];
  const opening = state.acts.find(({ id }) => id === row.id);
  return (
    <Section title={t`The request`}>
      <dl className={classes.facts}>
        {TEXTS.map((member) => {
          const text = textsIn(words, member);
          if (text === undefined) return null;
          return (
            <div key={member}>
              <dt>{naming.of(wordName(member))}</dt>
              <dd>
                <Said texts={text} authentic={authentic} />
              </dd>
            </div>
          );
        })}
        {conditions.length > 0 && (
          <div>
            <dt>{naming.of(memberName('conditions'))}</dt>
            <dd>{conditions.map((one) => naming.of(codeName('conditions', one))).join(naming.say(', ', '、'))}</dd>
          </div>
        )}
        {values.length > 0 && (
          <div>
            <dt>{naming.of(memberName('identifiers'))}</dt>
            <dd>
              <ul className={classes.identifiers}>
                {values.map((one) => (
                  <li key={one.no}>
                    <code>
                      <Untrusted text={lineIn(one, 'value') ?? ''} />
                    </code>{' '}
                    <span className={classes.soft}>{naming.of(codeName('kind', kinds.get(one.no) ?? 'other'))}</span>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>
      <Signature act={row.id} signedAt={opening?.signedAt} receivedAt={opening?.receivedAt ?? null} />
      <Completeness row={row} state={state} />
    </Section>
  );
}

function Completeness({ row, state }: { row: RequestRow; state: RequestState }) {
  const { t } = useLingui();
  const naming = useNaming();
  const accord = useQuery(reading('accord', {}));
  if (accord.data === undefined) return null;
  const required = (accord.data.terms['required'] as Record<string, string[]>)[row.category ?? ''] ?? [];
  const members = completenessOf(state, row.words, required);
  if (members.length === 0) return null;
  const wanting = members.filter(({ standing }) => standing !== 'given').length;
  const name = { given: t`given`, absent: t`not given`, missing: t`said to be missing` };
  const tone = ({ standing }: Member) => (standing === 'given' ? 'good' : standing === 'missing' ? 'late' : 'wait');
  return (
    <div className={classes.completeness}>
      <h3>
        {wanting === 0 ? (
          <Trans>Complete by the accord</Trans>
        ) : (
          <Trans>What the accord wants such a request to say</Trans>
        )}
      </h3>
      <ul>
        {members.map((member) => (
          <li key={member.name}>
            {naming.of(wordName(member.name))} <Tag tone={tone(member)}>{name[member.standing]}</Tag>
          </li>
        ))}
      </ul>
    </div>
  );
}
