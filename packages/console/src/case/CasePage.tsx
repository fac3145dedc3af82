import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { CaseState } from '@parley/docket/case/kind';
import { codeName } from '@parley/docket/vocabulary/codes';
import { standingName } from '@parley/docket/vocabulary/states';
import { codesOf } from '@parley/docket/vocabulary/told';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { CasePoints } from '#case/CasePoints.tsx';
import { useCase, useSubjects } from '#case/data';
import { deadlinesOf, exhibitsOf, pointsOf, WAITING, type CaseRow } from '#case/parts';
import { Points } from '#case/Points.tsx';
import { PointsTable } from '#case/PointsTable.tsx';
import { Restricted } from '#need/Restricted.tsx';
import { pages } from '#pages';
import { useMarked } from '#print/marks';
import { Refusal } from '#refusal/Refusal.tsx';
import { FileNumbers } from '#said/FileNumbers.tsx';
import { Heading } from '#said/Heading.tsx';
import { useReference } from '#said/references';
import { useMomentUtc } from '#said/Signature.tsx';
import { itemsIn, lineIn } from '#said/words';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { lineOf, textIn } from '#ui/text';
import { Untrusted } from '#ui/Untrusted.tsx';
import { visible } from '#ui/visible';
import { useDeadlineWords } from '#vocabulary/deadline';
import { useMarkingWords } from '#vocabulary/marking';
import { useNaming } from '#vocabulary/naming';
import { titleOf } from '#vocabulary/title';
import classes from '#ui/SubjectPage.module.css';

const route = getRouteApi('/inside/docket/$case');

/** Asked for with the page, and not waited for: what both sides say is read first. */
const below = import('#case/Below.tsx');
const Below = lazy(async () => ({ default: (await below).Below }));

/** A case, with both sides beside each other: ours on the left, whoever accuses. */
export function CasePage() {
  const { t } = useLingui();
  const { case: id } = route.useParams();
  const { row, map, acts, related } = useCase(id);
  const now = useNodeNow();
  if (row.data === undefined) {
    return (
      <Page title={t`Case`} crumb={<Link to={pages.docket}>{t`Docket`}</Link>}>
        {row.error === null ? <Loading label={t`Reading the case …`} lines={8} /> : <Refusal error={row.error} />}
      </Page>
    );
  }
  return <Case row={row.data} map={map.data} acts={acts.data?.items} related={related.data?.items} now={now} />;
}

function Case({
  row,
  map,
  acts,
  related,
  now,
}: {
  row: CaseRow;
  map: ReturnType<typeof useCase>['map']['data'];
  acts: NonNullable<ReturnType<typeof useCase>['acts']['data']>['items'] | undefined;
  related: NonNullable<ReturnType<typeof useCase>['related']['data']>['items'] | undefined;
  now: number;
}) {
  const { t, i18n } = useLingui();
  const markingWords = useMarkingWords();
  const { nameOf, sideOf } = useParties();
  const navigate = useNavigate();
  const { texts } = route.useSearch();
  const all = texts === 'all';
  const state = row.state as unknown as CaseState;
  const points = useMemo(() => pointsOf(state, map), [state, map]);
  const moment = useMomentUtc();
  const exhibits = useSubjects(exhibitsOf(state));
  const claimant = useReference(
    state.restatements.slice(-1).map(({ id }) => id),
    row.words,
  );
  const respondent = useReference([
    ...state.positions.slice(-1).map(({ id }) => id),
    ...(state.acknowledged === null ? [] : [state.acknowledged.id]),
  ]);
  const [ours, theirs] = sideOf(row.openedBy) === 'us' ? [claimant, respondent] : [respondent, claimant];
  const titles = titleOf(row.words) ?? {};
  const title = textIn(titles, i18n.locale);
  useMarked(markingWords(state.allegation['marking']).join(' · '));
  return (
    <Page
      title={title === undefined ? t`(words not held)` : visible(lineOf(title.text))}
      {...(title !== undefined && { heading: <Heading texts={titles} all={all} /> })}
      crumb={
        <>
          <Link to={pages.docket}>{t`Docket`}</Link> /{' '}
          <Link to={pages.docket} search={{ by: row.openedBy }}>{t`${nameOf(row.openedBy)} alleges`}</Link>
          <FileNumbers ours={ours} theirs={theirs} />
        </>
      }
      actions={
        <>
          <Restricted subject={row.id} />
          <Button
            variant="default"
            size="compact-md"
            aria-pressed={all}
            onClick={() =>
              void navigate({
                to: pages.case,
                params: { case: row.id },
                search: all ? {} : { texts: 'all' },
                replace: true,
                resetScroll: false,
              })
            }
          >
            {all ? <Trans>Show one language</Trans> : <Trans>Show all languages</Trans>}
          </Button>
          <Button variant="default" size="compact-md" onClick={() => print()}>
            <Trans>Print</Trans>
          </Button>
          <ButtonLink size="compact-md" to={pages.compose} search={{ subject: row.id }}>
            <Trans>Say something about this case</Trans>
          </ButtonLink>
        </>
      }
    >
      <Meta row={row} state={state} now={now} />
      <Section title={t`Point by point`} aside={<CasePoints points={points} beside />} plain>
        <Points row={row} state={state} points={points} whole={map?.whole} exhibits={exhibits} now={now} all={all} />
        <PointsTable points={points} state={state} />
      </Section>
      <div data-sheet="wide">
        <Suspense fallback={<Loading label={t`Reading the case …`} lines={6} />}>
          <Below row={row} state={state} related={related} acts={acts} now={now} all={all} />
        </Suspense>
      </div>
      <p className={classes.foot}>
        <Trans>
          As of {moment(now)}, by the rules that both sides compute. Case {row.id}; digest {row.digest}.
        </Trans>
      </p>
    </Page>
  );
}

/** What it is about, who is said to have done it, how it is marked, and what is pressing. */
function Meta({ row, state, now }: { row: CaseRow; state: CaseState; now: number }) {
  const { t } = useLingui();
  const naming = useNaming();
  const markingWords = useMarkingWords();
  const { nameOf } = useParties();
  const moment = useMomentUtc();
  const deadlines = useDeadlineWords(now);
  const { activity, marking, attribution } = state.allegation;
  const opening = state.acts.find(({ id }) => id === row.id);
  const pressing = deadlinesOf(row, now).filter((one) => WAITING.has(one.state) && one.state !== 'paused');
  const names = new Map(
    [...itemsIn(row.words, 'attribution')].flatMap(([no, item]) => {
      const name = lineIn(item, 'name');
      return name === undefined ? [] : [[no, name] as const];
    }),
  );
  // A layer of which nothing is said but that it is there says nothing here.
  const layers = (Array.isArray(attribution) ? (attribution as Layer[]) : []).filter(
    ({ no, likelihood, confidence, ladder }) => names.has(no) || (likelihood ?? confidence ?? ladder) !== undefined,
  );
  return (
    <div className={classes.meta}>
      <p>
        {activity !== undefined && (
          <span>
            <Trans>
              Activity <b>{codesOf('activity', activity, naming)}</b>
            </Trans>
          </span>
        )}
        {layers.map(({ no, layer, likelihood, confidence, ladder = [] }) => (
          <span key={no}>
            {naming.of(codeName('layer', layer))}{' '}
            <b>
              {names.get(no) !== undefined && (
                <>
                  “<Untrusted text={names.get(no)!} />”
                  {(ladder.length > 0 || likelihood !== undefined || confidence !== undefined) &&
                    naming.say(', ', '，')}
                </>
              )}
              {[
                ...ladder.map((rung) => naming.of(codeName('ladder', rung))),
                ...(likelihood === undefined ? [] : [naming.of(codeName('likelihood', likelihood))]),
                ...(confidence === undefined ? [] : [t`confidence ${naming.of(codeName('confidence', confidence))}`]),
              ].join(naming.say(', ', '，'))}
            </b>
          </span>
        ))}
        <span>
          {opening?.receivedAt == null ? (
            <Trans>Not yet received by {nameOf(row.to)}</Trans>
          ) : (
            <Trans>
              Received by {nameOf(row.to)} <b>{moment(opening.receivedAt)}</b>
            </Trans>
          )}
        </span>
      </p>
      <p className={classes.tags}>
        <Tag>
          {row.open ? t`open` : t`closed`} · {naming.of(standingName('case', row.standing))}
        </Tag>
        {markingWords(marking).map((word) => (
          <Tag key={word}>{word}</Tag>
        ))}
        {pressing.map((one) => {
          const { text, tone } = deadlines.stands(one, true);
          return (
            <Tag key={`${one.of} ${one.for}`} tone={tone}>
              {t`${deadlines.what(one.for)} by ${nameOf(one.owedBy)}`}: {text}
            </Tag>
          );
        })}
      </p>
    </div>
  );
}

type Layer = { no: number; layer: string; likelihood?: string; confidence?: string; ladder?: string[] };
