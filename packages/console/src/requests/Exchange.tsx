import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { JsonObject } from '@parley/record/json';
import type { RequestState } from '@parley/docket/request/kind';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { toldOf } from '@parley/docket/vocabulary/told';
import { orderOf, wordName } from '@parley/docket/vocabulary/words';
import type { Answer } from '#api/call';
import { useParties } from '#api/parties';
import type { RequestRow } from '#requests/parts';
import { useOpened } from '#said/opened';
import { Signature } from '#said/Signature.tsx';
import { authenticOf, textsIn } from '#said/words';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Said } from '#ui/Said.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Exchange.module.css';

type Act = Answer<'acts'>['items'][number];

/** Rated beside each other, not one after the other. */
const ELSEWHERE: ReadonlySet<string> = new Set(['request.rate', 'request.self-rate']);

/** Everything that was said after the request, in its order: our side on the left, theirs on the right. */
export function Exchange({
  row,
  state,
  acts,
}: {
  row: RequestRow;
  state: RequestState;
  acts: readonly Act[] | undefined;
}) {
  const { t } = useLingui();
  const { nameOf, own, sideOf, parties } = useParties();
  const said = acts?.filter(({ id, type }) => id !== row.id && !ELSEWHERE.has(type ?? ''));
  const other = parties.find((party) => !party.own)?.id ?? '';
  return (
    <Section
      plain
      title={t`The exchange`}
      aside={said === undefined ? undefined : plural(said.length, { one: '# act', other: '# acts' })}
    >
      {said === undefined && <Loading label={t`Reading what was said …`} />}
      {said?.length === 0 && (
        <Empty title={t`Nothing has been said yet`}>
          {state.sides[1] === own ? (
            <Trans>
              Your answer will stand here beside what was asked, with the time at which the other side received it.
            </Trans>
          ) : (
            <Trans>What {nameOf(row.to)} says stands here from the moment that we receive it.</Trans>
          )}
        </Empty>
      )}
      {said !== undefined && said.length > 0 && (
        <>
          <div className={classes.sides} aria-hidden="true">
            <span data-side="us">{own === undefined ? '' : nameOf(own)}</span>
            <span data-side="them">{nameOf(other)}</span>
          </div>
          <ol className={classes.acts}>
            {said.map((act) => (
              <li key={act.id} className={classes.act} data-side={sideOf(act.party)}>
                <One act={act} state={state} />
              </li>
            ))}
          </ol>
        </>
      )}
    </Section>
  );
}

function One({ act, state }: { act: Act; state: RequestState }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf } = useParties();
  const opened = useOpened(act.id);
  const name = act.type === undefined ? t`an entry that cannot be read` : naming.of(labelOf(actNames, act.type));
  const received = act.delivery.received.find(({ party }) => party !== act.party)?.at ?? null;
  const returned = state.returns.find(({ id }) => id === act.id);
  return (
    <article className={classes.one} data-side={act.party}>
      <h3>
        <span className={classes.soft}>{nameOf(act.party)}</span> {name}{' '}
        {returned?.pauses === true && (
          <Tag tone="wait">
            {returned.completed === null ? t`the time for the reply is paused` : t`paused the time for the reply`}
          </Tag>
        )}
        {act.disregarded !== undefined && <Tag tone="late">{t`without effect: ${act.disregarded}`}</Tag>}
      </h3>
      {opened === undefined ? (
        <Loading label={t`Checking the act …`} lines={1} />
      ) : (
        <Content body={opened.payload?.body} words={opened.words} />
      )}
      {opened !== undefined && opened.missing.length > 0 && (
        <p className={classes.soft}>
          <Trans>Some of its words are not held: withheld, or erased.</Trans>
        </p>
      )}
      <Signature act={act.id} signedAt={act.signedAt} receivedAt={received} />
    </article>
  );
}

/** The texts as they were said; then codes, and whatever else stands in it. */
function Content({ body, words }: { body: JsonObject | undefined; words: JsonObject }) {
  const naming = useNaming();
  const authentic = authenticOf(words);
  const members = Object.keys(words).toSorted((a, b) => orderOf(a) - orderOf(b));
  // A single line, as a name, is in no language.
  const texts = members.filter((member) => typeof words[member] === 'object' && textsIn(words, member) !== undefined);
  const rest = Object.fromEntries(Object.entries(words).filter(([member]) => !texts.includes(member)));
  const told = toldOf({ body: body ?? {}, words: rest }, naming, { all: false });
  return (
    <>
      {texts.map((member) => (
        <div key={member}>
          {texts.length > 1 && <p className={classes.label}>{naming.of(wordName(member))}</p>}
          <Said texts={textsIn(words, member)!} authentic={authentic} />
        </div>
      ))}
      {told.facts.length + told.texts.length > 0 && (
        <dl className={classes.codes}>
          {[...told.facts, ...told.texts].map(([label, value], no) => (
            // Facts have no other name than their place.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={no}>
              <dt>{label}</dt>
              <dd>
                <Untrusted text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
