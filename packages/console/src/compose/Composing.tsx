import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { call } from '#api/call';
import { reading } from '#api/queries';
import { About } from '#compose/About.tsx';
import { begin, type Subject } from '#compose/begin';
import { layInDrawer } from '#compose/keeper';
import { subjectOf, useGround, type Ground } from '#compose/known';
import { candidates, inOrder } from '#compose/order';
import { wordingsOf } from '#compose/sample';
import { useWhat } from '#compose/what';
import type { Search } from '#compose/search';
import { deskId } from '#desk/id';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import { textIn } from '#ui/text';
import { titleOf } from '#vocabulary/title';
import classes from './Composing.module.css';

const route = getRouteApi('/inside/compose');
const TITLE_CHARS_MAX = 300;

/** What do you want to say? Whatever is chosen becomes a draft at its own address. */
export function Composing() {
  const { t, i18n } = useLingui();
  const search = route.useSearch();
  const { account } = useViewer();
  const navigate = useNavigate();
  const { ground, error } = useGround(i18n.locale);
  const { subject: about } = search;
  const row = useQuery({ ...reading('subject', { params: { id: about ?? '' } }), enabled: about !== undefined });
  const subject = subjectOf(row.data);
  const ready = ground !== undefined && (about === undefined || subject !== undefined);
  const start = useMutation({
    mutationFn: async ({ type, ground: { known } }: { type: string; ground: Ground }) => {
      const inSubject = subject === undefined ? undefined : await begunBefore(type, subject.id, account);
      if (inSubject !== undefined) return inSubject;
      const id = deskId();
      const content = begin(type, known, { subject, act: search.act, about: search.about, kind: search.kind });
      const language = i18n.locale === 'en' ? 'en' : 'zh';
      const of = textIn(titleOf(subject?.words ?? {}) ?? {}, i18n.locale)?.text.split('\n', 1)[0];
      const name = labelOf(actNames, type)[language];
      const title = Array.from(of === undefined ? name : `${name}: ${of}`)
        .slice(0, TITLE_CHARS_MAX)
        .join('');
      layInDrawer(id, account, content, title);
      return id;
    },
    onSuccess: (draft) => navigate({ to: pages.draft, params: { draft }, replace: search.type !== undefined }),
  });
  const { mutate, isIdle } = start;
  const wanted = search.type;
  useEffect(() => {
    if (wanted !== undefined && ready && isIdle) mutate({ type: wanted, ground });
  }, [wanted, ready, isIdle, mutate, ground]);
  const order = useInOrder(ground, search, subject, ready && search.type === undefined);
  const failed = error ?? row.error ?? start.error ?? order.error;
  const titles = {
    own: t`In answer`,
    any: t`What may be said of anything`,
    open: t`Begin something`,
    house: t`Our own house`,
  };
  const { groups } = order;
  const what = useWhat();
  return (
    <Page
      title={t`What do you want to say?`}
      crumb={
        <Link to={pages.desk}>
          <Trans>Desk</Trans>
        </Link>
      }
      lead={t`What is listed is in order now, and your office may sign it. Nothing leaves our desk before that.`}
    >
      {failed !== null && <Refusal error={failed} />}
      {failed === null && groups === undefined && <Loading label={t`Reading what is in order …`} lines={5} />}
      {groups !== undefined && subject !== undefined && ground !== undefined && (
        <About subject={subject} own={ground.known.own} />
      )}
      {groups?.map(({ key, types }) => (
        <Section key={key} title={titles[key]} aside={types.length}>
          <ul className={classes.acts}>
            {types.map((type) => (
              <li key={type}>
                <button
                  type="button"
                  disabled={start.isPending}
                  onClick={() => start.mutate({ type, ground: ground! })}
                >
                  {labelOf(actNames, type)[i18n.locale === 'en' ? 'en' : 'zh']}
                </button>
                {what[type] !== undefined && <p>{what[type]}</p>}
              </li>
            ))}
          </ul>
        </Section>
      ))}
      {groups?.length === 0 && (
        <Empty title={t`Nothing is in order now`}>
          <Trans>Your office may sign none of the acts that this takes as it stands. A colleague’s may.</Trans>
        </Empty>
      )}
    </Page>
  );
}

/** What is in order now: the node is asked about wordings of all that the officer may sign. */
function useInOrder(ground: Ground | undefined, search: Search, subject: Subject | undefined, wanted: boolean) {
  const { known, powers } = ground ?? {};
  const groups = known === undefined || powers === undefined ? [] : candidates(subject, known, powers);
  const contents =
    known === undefined || !wanted
      ? []
      : groups.flatMap(({ types }) =>
          types.flatMap((type) =>
            wordingsOf(begin(type, known, { subject, act: search.act, about: search.about, kind: search.kind }), known),
          ),
        );
  const asked = contents.map(({ type }) => type ?? '');
  const answer = useQuery({
    // Whatever else is known of a subject, what is in order hangs on the acts that were filed in it.
    queryKey: ['consider', subject?.id, subject?.state['acts'], asked],
    queryFn: ({ signal }) => call('consider', { body: { contents: contents } }, { signal }),
    enabled: wanted && contents.length > 0,
  });
  if (!wanted || ground === undefined) return { groups: undefined, error: null };
  if (contents.length === 0) return { groups, error: null };
  const refusals = answer.data?.items.map(({ refusal }) => refusal?.code);
  return { groups: refusals && inOrder(groups, asked, refusals), error: answer.error };
}

/** A draft of the same that is under way: gone on with, so that there are never two by accident. */
async function begunBefore(type: string, subject: string, account: string): Promise<string | undefined> {
  const { items } = await call('drafts', { query: { subject, type, by: account } });
  return items.find(({ state }) => state === 'drafting')?.id;
}
