import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { CaseState } from '@parley/docket/case/kind';
import { codeName } from '@parley/docket/vocabulary/codes';
import { standingName } from '@parley/docket/vocabulary/states';
import type { JsonObject } from '@parley/record/json';
import { memo, useMemo, type ReactNode } from 'react';
import { useParties, type Side } from '#api/parties';
import { TONES } from '#case/CasePoints.tsx';
import { pointText, type CaseRow, type Point } from '#case/parts';
import { Exhibits, type ExhibitRows } from '#case/Exhibits.tsx';
import { ActLink } from '#said/ActLink.tsx';
import { useOpened } from '#said/opened';
import { Signature } from '#said/Signature.tsx';
import { authenticOf, textsIn } from '#said/words';
import { Said } from '#ui/Said.tsx';
import { Tag } from '#ui/Tag.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Points.module.css';

/** From so many points on, those out of sight are laid out when they come into it. */
const LONG = 20;

const DAY_SECONDS = 86_400;

type Whole = { claimant: string[]; respondent: string[] } | undefined;

/** Claim and answer beside each other, with the exhibits that each side names: the case as a whole, then every point. */
export function Points({
  row,
  state,
  points,
  whole,
  exhibits,
  now,
  all,
}: {
  row: CaseRow;
  state: CaseState;
  points: readonly Point[];
  whole: Whole;
  exhibits: ExhibitRows;
  now: number;
  all: boolean;
}) {
  const { t } = useLingui();
  const { nameOf, sideOf } = useParties();
  const claimant = sideOf(row.openedBy);
  const sides: [Side, string][] = [
    ['us', claimant === 'us' ? t`${nameOf(row.openedBy)}, who alleges` : t`${nameOf(row.to)}, who answers`],
    ['them', claimant === 'us' ? t`${nameOf(row.to)}, who answers` : t`${nameOf(row.openedBy)}, who alleges`],
  ];
  const named = (side: Side) => sides.find(([one]) => one === side)![1];
  const cells = (claim: ReactNode, answer: ReactNode) => {
    const [left, right] = claimant === 'us' ? [claim, answer] : [answer, claim];
    return (
      <>
        <div className={classes.cell} data-side="us">
          <p className={classes.who}>{named('us')}</p>
          {left}
        </div>
        <div className={classes.cell} data-side="them">
          <p className={classes.who}>{named('them')}</p>
          {right}
        </div>
      </>
    );
  };
  const received = useMemo(() => new Map(state.acts.map(({ id, receivedAt }) => [id, receivedAt])), [state]);
  const opening = state.acts.find(({ id }) => id === row.id);
  const summary = textsIn(row.words, 'summary');
  // Where nobody names any, a column of «none» says less than its room is worth.
  const bare = [whole, ...points.map((point) => point.exhibits)].every(
    (ids) => (ids?.claimant.length ?? 0) + (ids?.respondent.length ?? 0) === 0,
  );
  return (
    <div className={classes.sides} data-bare={bare || undefined} data-long={points.length > LONG || undefined}>
      <div className={classes.heads} aria-hidden="true">
        <span />
        {sides.map(([side, name]) => (
          <span key={side} data-side={side}>
            {name}
          </span>
        ))}
        {!bare && <span>{t`Exhibits`}</span>}
      </div>
      <ol className={classes.points}>
        <li className={classes.point}>
          <h3 className={classes.no}>
            <span className={classes.hidden}>{t`The case as a whole`}</span>
            <span className={classes.sign} aria-hidden="true">
              §
            </span>
          </h3>
          {cells(
            <>
              {summary !== undefined && <Said texts={summary} authentic={authenticOf(row.words)} all={all} />}
              <Signature act={row.id} signedAt={opening?.signedAt} receivedAt={opening?.receivedAt} />
              <Beside act={row.id} state={state} />
            </>,
            <Position state={state} received={received} all={all} />,
          )}
          {!bare && (
            <div className={classes.exhibits}>
              <Exhibits ids={whole} claimant={row.openedBy} respondent={row.to} rows={exhibits} />
            </div>
          )}
        </li>
        {points.map((point) => (
          <li key={point.no} className={classes.point} id={`point-${point.no}`}>
            <h3 className={classes.no}>
              <span className={classes.hidden}>{t`Point`}</span> {point.no}
            </h3>
            {cells(
              <Claim point={point} row={row} received={received} all={all} />,
              <Answer
                point={point}
                state={state}
                received={received}
                silentDays={point.by === null ? daysSince(received.get(point.from), now) : 0}
                all={all}
              />,
            )}
            {!bare && (
              <div className={classes.exhibits}>
                <Exhibits ids={point.exhibits} claimant={row.openedBy} respondent={row.to} rows={exhibits} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

type Received = ReadonlyMap<string, number | null>;

const Claim = memo(function Claim({
  point,
  row,
  received,
  all,
}: {
  point: Point;
  row: CaseRow;
  received: Received;
  all: boolean;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  const restated = point.from === row.id ? undefined : point.from;
  const opened = useOpened(restated);
  const words = restated === undefined ? (row.words as JsonObject) : opened?.words;
  const text = words === undefined ? undefined : pointText(words, point.no);
  return (
    <>
      <p className={classes.kind}>
        {naming.of(codeName('kind', point.kind))}
        {restated !== undefined && (
          <>
            {' '}
            <Tag>{t`restated`}</Tag>
          </>
        )}
      </p>
      {text !== undefined && <Said texts={text} authentic={authenticOf(words!)} all={all} />}
      {text === undefined && words !== undefined && <p className={classes.unheld}>{t`(words not held)`}</p>}
      <Signature act={point.from} receivedAt={received.get(point.from)} point={point.no} />
    </>
  );
});

/** `silentDays`: how long ago it was received, where nothing was said of it. */
const Answer = memo(function Answer({
  point,
  state,
  received,
  silentDays,
  all,
}: {
  point: Point;
  state: CaseState;
  received: Received;
  silentDays: number;
  all: boolean;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  const opened = useOpened(point.by ?? undefined);
  if (point.by === null) {
    const since = received.get(point.from) ?? null;
    return (
      <>
        <p className={classes.view} data-tone="wait">
          {silentDays > 0 ? (
            <Plural value={silentDays} one="Unanswered for # day" other="Unanswered for # days" />
          ) : (
            <Trans>Unanswered</Trans>
          )}
        </p>
        <p className={classes.silent}>
          {since === null
            ? t`not received yet`
            : state.positions.length > 0
              ? t`No position speaks of this point.`
              : state.heard === null
                ? t`Received and held; nothing was said of it.`
                : t`Acknowledged as received; no position yet.`}
        </p>
      </>
    );
  }
  const text = opened === undefined ? undefined : pointText(opened.words, point.no);
  const said = viewIn(state.positions.find(({ id }) => id === point.by)?.body, point.no);
  const before = state.positions.flatMap(({ id, body }) => {
    const view = viewIn(body, point.no);
    return id === point.by || view === undefined || view === said ? [] : [naming.of(codeName('view', view))];
  });
  return (
    <>
      <p className={classes.view} data-tone={TONES[point.view]}>
        {point.view === 'agreed' ? t`Agrees` : point.view === 'contested' ? t`Contests` : t`Cannot say`}
        {before.length > 0 && (
          <span className={classes.before}>{t`before: ${before.join(naming.say(', ', '、'))}`}</span>
        )}
      </p>
      {text !== undefined && <Said texts={text} authentic={authenticOf(opened!.words)} all={all} />}
      <Signature act={point.by} receivedAt={received.get(point.by)} point={point.no} />
    </>
  );
});

function daysSince(at: number | null | undefined, now: number): number {
  return at == null ? 0 : Math.max(0, Math.floor((now - at) / DAY_SECONDS));
}

function viewIn(body: JsonObject | undefined, point: number): string | undefined {
  return ((body?.['points'] ?? []) as { no: number; view: string }[]).find(({ no }) => no === point)?.view;
}

/** What was put beside an act since: it stays as it was signed. */
function Beside({ act, state }: { act: string; state: CaseState }) {
  const { t } = useLingui();
  const { nameOf } = useParties();
  const beside = [
    ...state.corrections
      .filter(({ of }) => of === act)
      .map(({ id, party }) => ({ id, says: t`typing error corrected by ${nameOf(party)}` })),
    ...state.translations
      .filter(({ of }) => of === act)
      .map(({ id, party, language }) => ({ id, says: t`translated by ${nameOf(party)} (${language})` })),
    ...state.notes
      .filter(({ about }) => about === act)
      .map(({ id, party }) => ({ id, says: t`note by ${nameOf(party)}` })),
    ...state.erasures
      .filter(({ of }) => of === act)
      .map(({ id, party }) => ({ id, says: t`words erased by ${nameOf(party)}` })),
  ];
  if (beside.length === 0) return null;
  return (
    <ul className={classes.beside}>
      {beside.map(({ id, says }) => (
        <li key={id}>
          <ActLink id={id}>{says}</ActLink>
        </li>
      ))}
    </ul>
  );
}

/** What the respondent says of the whole, by the last position. */
function Position({ state, received, all }: { state: CaseState; received: Received; all: boolean }) {
  const { t } = useLingui();
  const naming = useNaming();
  const last = state.positions.at(-1);
  const opened = useOpened(last?.id);
  if (last === undefined) {
    return (
      <>
        <p className={classes.view} data-tone="wait">
          {naming.of(standingName('case', 'none'))}
        </p>
        {state.acknowledged === null ? (
          <p className={classes.silent}>
            {received.get(state.id) == null ? t`not received yet` : t`Received and held; nothing was said of it.`}
          </p>
        ) : (
          <>
            <p className={classes.silent}>{t`Acknowledged as received. That is no answer, and is not read as one.`}</p>
            <Signature act={state.acknowledged.id} receivedAt={received.get(state.acknowledged.id)} />
          </>
        )}
      </>
    );
  }
  const texts = (['statement', 'rival'] as const).flatMap((member) => {
    const text = opened === undefined ? undefined : textsIn(opened.words, member);
    return text === undefined ? [] : [{ member, text }];
  });
  const before = state.positions
    .slice(0, -1)
    .map(({ body }) => naming.of(standingName('case', body['stance'] as string)));
  return (
    <>
      <p className={classes.view} data-tone={stanceTone(state.stance)}>
        {naming.of(standingName('case', state.stance ?? 'none'))}
        {before.length > 0 && (
          <span className={classes.before}>{t`before: ${before.join(naming.say(', ', '、'))}`}</span>
        )}
      </p>
      {texts.map(({ member, text }) => (
        <div key={member}>
          {member === 'rival' && <p className={classes.kind}>{t`Rival explanation`}</p>}
          <Said texts={text} authentic={authenticOf(opened!.words)} all={all} />
        </div>
      ))}
      <Signature act={last.id} receivedAt={received.get(last.id)} />
      <Beside act={last.id} state={state} />
    </>
  );
}

function stanceTone(stance: string | null): 'good' | 'late' | 'calm' {
  if (stance === 'accept' || stance === 'accept-in-part') return 'good';
  return stance?.startsWith('deny') || stance === 'counter-allege' ? 'late' : 'calm';
}
