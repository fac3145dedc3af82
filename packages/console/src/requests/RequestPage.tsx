import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { RequestState } from '@parley/docket/request/kind';
import { codeName } from '@parley/docket/vocabulary/codes';
import { standingName } from '@parley/docket/vocabulary/states';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { readAll } from '#api/all';
import { call } from '#api/call';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { Restricted } from '#need/Restricted.tsx';
import { pages } from '#pages';
import { useMarked } from '#print/marks';
import { Refusal } from '#refusal/Refusal.tsx';
import { Asked } from '#requests/Asked.tsx';
import { Deadlines } from '#requests/Deadlines.tsx';
import { deadlinesOf, sayable, WAITING, type Deadline, type RequestRow } from '#requests/parts';
import { FileNumbers } from '#said/FileNumbers.tsx';
import { Heading } from '#said/Heading.tsx';
import { useReference } from '#said/references';
import { useMomentUtc } from '#said/Signature.tsx';
import { SayLink } from '#say/SayLink.tsx';
import { useAcknowledge } from '#today/acknowledge.tsx';
import { useVerb } from '#today/verb';
import { Loading } from '#ui/Loading.tsx';
import { Opener } from '#ui/Opener.tsx';
import { Page } from '#ui/Page.tsx';
import { Tag } from '#ui/Tag.tsx';
import { lineOf, textIn } from '#ui/text';
import { visible } from '#ui/visible';
import { useDeadlineWords } from '#vocabulary/deadline';
import { useMarkingWords } from '#vocabulary/marking';
import { useNaming } from '#vocabulary/naming';
import { Title } from '#vocabulary/Title.tsx';
import { titleOf } from '#vocabulary/title';
import classes from '#ui/SubjectPage.module.css';

const route = getRouteApi('/inside/requests/$request');

/** Asked for with the page, and not waited for: what is asked is read first. */
const below = import('#requests/Below.tsx');
const notes = import('#case/Notes.tsx');
const Below = lazy(async () => ({ default: (await below).Below }));
const Notes = lazy(async () => ({ default: (await notes).Notes }));
const SayMenu = lazy(async () => ({ default: (await import('#requests/SayMenu.tsx')).SayMenu }));

/** One request with everything that was said in it, and what is owed. */
export function RequestPage() {
  const { t } = useLingui();
  const { request: id } = route.useParams();
  const row = useQuery(reading('request', { params: { id } }));
  const now = useNodeNow();
  if (row.data === undefined) {
    return (
      <Page title={t`Request`} crumb={<Link to={pages.requests}>{t`Requests`}</Link>}>
        {row.error === null ? <Loading label={t`Reading the request …`} lines={8} /> : <Refusal error={row.error} />}
      </Page>
    );
  }
  return <Request key={id} row={row.data} now={now} />;
}

function Request({ row, now }: { row: RequestRow; now: number }) {
  const { t, i18n } = useLingui();
  const { nameOf, own = '' } = useParties();
  const moment = useMomentUtc();
  const acts = useQuery({
    queryKey: ['acts', 'of', row.id],
    queryFn: () => readAll((paging) => call('acts', { query: { subject: row.id, ...paging } })),
  });
  const state = row.state as unknown as RequestState;
  const deadlines = deadlinesOf(row, now);
  const titles = titleOf(row.words) ?? {};
  const title = textIn(titles, i18n.locale);
  const requester = useReference([], row.words);
  const addressee = useReference([
    ...state.replies.slice(-1).map(({ id }) => id),
    ...(state.acknowledged === null ? [] : [state.acknowledged.id]),
  ]);
  const [ours, theirs] = row.openedBy === own ? [requester, addressee] : [addressee, requester];
  const markingWords = useMarkingWords();
  useMarked(markingWords(state.request['marking']).join(' · '));
  return (
    <Page
      title={title === undefined ? t`(words not held)` : visible(lineOf(title.text))}
      {...(title !== undefined && { heading: <Heading texts={titles} /> })}
      crumb={
        <>
          <Link to={pages.requests}>{t`Requests`}</Link> / {t`${nameOf(row.openedBy)} asks`}
          <FileNumbers ours={ours} theirs={theirs} />
        </>
      }
      actions={
        <>
          <Restricted subject={row.id} />
          <Say row={row} deadlines={deadlines} own={own} />
        </>
      }
    >
      <Meta row={row} state={state} deadlines={deadlines} now={now} />
      <div className={classes.columns}>
        <div>
          <Asked row={row} state={state} />
          <Deadlines row={row} state={state} deadlines={deadlines} now={now} />
          <Suspense fallback={<Loading label={t`Reading what was said …`} lines={4} />}>
            <Below row={row} state={state} acts={acts.data?.items} />
          </Suspense>
        </div>
        <aside aria-label={t`Private to our desk`} className={classes.aside}>
          <Suspense fallback={null}>
            <Notes subject={row.id} />
          </Suspense>
        </aside>
      </div>
      <p className={classes.foot}>
        <Trans>
          As of {moment(now)}, by the rules that both sides compute. Request {row.id}; digest {row.digest}.
        </Trans>
      </p>
    </Page>
  );
}

/** What can be said next: what one does as a button, the rest behind another. */
function Say({ row, deadlines, own }: { row: RequestRow; deadlines: readonly Deadline[]; own: string }) {
  const verb = useVerb();
  const acknowledge = useAcknowledge();
  const { first, others } = sayable(row.state as unknown as RequestState, deadlines, own);
  const quick = others.includes('request.acknowledge');
  const rest = others.filter((act) => act !== 'request.acknowledge');
  return (
    <>
      {first !== undefined && (
        <SayLink type={first} subject={row.id}>
          {verb(first)}
        </SayLink>
      )}
      {quick && (
        <Button
          variant="default"
          loading={acknowledge.busy}
          onClick={() => acknowledge.ask({ subject: row.id, act: 'request.acknowledge' })}
        >
          {verb('request.acknowledge')}
        </Button>
      )}
      {rest.length > 0 && (
        <Opener popup="menu" what={(around) => <SayMenu {...around} acts={rest} subject={row.id} />}>
          <Button variant={first === undefined && !quick ? 'filled' : 'subtle'}>
            <Trans>Say something else</Trans>
          </Button>
        </Opener>
      )}
      {acknowledge.dialog}
    </>
  );
}

type Made = { category: string; urgency: string; marking?: unknown; case?: string };

/** Of what kind it is, how urgent, to which case it belongs, how it stands and what is pressing. */
function Meta({
  row,
  state,
  deadlines,
  now,
}: {
  row: RequestRow;
  state: RequestState;
  deadlines: readonly Deadline[];
  now: number;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf } = useParties();
  const moment = useMomentUtc();
  const words = useDeadlineWords(now);
  const markingWords = useMarkingWords();
  const { category, urgency, marking, case: about } = state.request as Made;
  const received = state.acts.find(({ id }) => id === row.id)?.receivedAt;
  const pressing = deadlines.filter((one) => WAITING.has(one.state) && one.state !== 'paused');
  return (
    <div className={classes.meta}>
      <p>
        <span>
          <b>{naming.of(codeName('category', category))}</b>, {naming.of(codeName('urgency', urgency))}
        </span>
        <span>
          {received == null ? (
            <Trans>Not yet received by {nameOf(row.to)}</Trans>
          ) : (
            <Trans>
              Received by {nameOf(row.to)} <b>{moment(received)}</b>
            </Trans>
          )}
        </span>
        {about !== undefined && <Case id={about} />}
      </p>
      <p className={classes.tags}>
        <Tag tone={row.standing === 'answered' ? 'good' : 'calm'}>
          {naming.of(standingName('request', row.standing))}
          {state.outcome !== null && `: ${naming.of(codeName('outcome', state.outcome))}`}
        </Tag>
        {markingWords(marking).map((word) => (
          <Tag key={word}>{word}</Tag>
        ))}
        {pressing.map((one) => {
          const { text, tone } = words.stands(one, true);
          return (
            <Tag key={`${one.of} ${one.for}`} tone={tone}>
              {t`${words.what(one.for)} by ${nameOf(one.owedBy)}`}: {text}
            </Tag>
          );
        })}
      </p>
    </div>
  );
}

function Case({ id }: { id: string }) {
  const { data } = useQuery({ ...reading('case', { params: { id } }), retry: false });
  if (data === undefined) return null;
  return (
    <span>
      <Trans>
        Case{' '}
        <Link to={pages.case} params={{ case: id }}>
          <Title words={data.words} />
        </Link>
      </Trans>
    </span>
  );
}
