import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { codeName } from '@parley/docket/vocabulary/codes';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { call, type Answer } from '#api/call';
import { DeskFrame } from '#desk/DeskFrame.tsx';
import { deskId } from '#desk/id';
import { useSubjectNames, type SubjectNames } from '#desk/parts';
import { Subject } from '#desk/Subject.tsx';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { useNaming } from '#vocabulary/naming';
import above from '#ui/Filters.module.css';
import desk from './Desk.module.css';
import classes from './OptionsPage.module.css';

export type Option = Answer<'options'>['items'][number];

const route = getRouteApi('/inside/desk/options');

/** It brings the schemas of measures with it. */
const OptionForm = lazy(async () => ({ default: (await import('#desk/OptionForm.tsx')).OptionForm }));

/** Measures that might be taken: what speaks for each, and what the other side may do in turn. */
export function OptionsPage() {
  const { t } = useLingui();
  const { state = 'considered' } = route.useSearch();
  const [adding, setAdding] = useState(false);
  const options = useInfiniteQuery({
    queryKey: ['options', 'paged', state],
    queryFn: ({ pageParam, signal }) =>
      call('options', { query: { state, limit: '50', ...(pageParam !== '' && { after: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const all = options.data?.pages.flatMap(({ items }) => items) ?? [];
  const names = useSubjectNames(all.flatMap(({ subjects = [] }) => subjects));
  const views = [
    { name: t`Under consideration`, search: {}, own: 'considered' },
    { name: t`Turned into a draft`, search: { state: 'drafted' as const }, own: 'drafted' },
    { name: t`Set aside`, search: { state: 'set-aside' as const }, own: 'set-aside' },
  ];
  return (
    <DeskFrame
      title={t`Options`}
      lead={t`Measures that might be taken. Nobody outside learns of them.`}
      actions={
        !adding && (
          <Button size="compact-md" onClick={() => setAdding(true)}>
            <Trans>Put an option down</Trans>
          </Button>
        )
      }
    >
      {adding && (
        <Section title={t`A new option`}>
          <Suspense fallback={<Loading label={t`Opening the form …`} />}>
            <OptionForm names={names} onDone={() => setAdding(false)} />
          </Suspense>
        </Section>
      )}
      <nav className={above.views} aria-label={t`Views`}>
        {views.map(({ name, search, own }) => (
          <Link
            key={own}
            to={pages.options}
            search={search}
            activeProps={{}}
            aria-current={own === state ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      {options.error !== null && <Refusal error={options.error} />}
      {(options.isPending || !names.read) && <Loading label={t`Reading the options …`} lines={5} />}
      {options.data !== undefined && all.length === 0 && (
        <Section title={views.find(({ own }) => own === state)!.name} aside="0">
          <Empty title={t`No option is here`}>
            <Trans>
              Put down what might be done, with its legal basis and what would be proportionate, and weigh it before
              anybody drafts a word.
            </Trans>
          </Empty>
        </Section>
      )}
      <ul className={classes.options}>
        {(names.read ? all : []).map((option) => (
          <OneOption key={option.id} option={option} names={names} />
        ))}
      </ul>
      {options.hasNextPage && (
        <Button variant="default" loading={options.isFetchingNextPage} onClick={() => void options.fetchNextPage()}>
          <Trans>Show older options</Trans>
        </Button>
      )}
    </DeskFrame>
  );
}

function OneOption({ option, names }: { option: Option; names: SubjectNames }) {
  const { t } = useLingui();
  const naming = useNaming();
  const client = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [changing, setChanging] = useState(false);
  const [draftId] = useState(deskId);
  const { id, version, title, kind, orientation, subjects = [], reciprocity, state } = option;
  const move = useMutation({
    mutationFn: (next: 'considered' | 'set-aside') =>
      call('saveOption', { params: { option: id }, body: { ...contentOf(option), version, state: next } }),
    onSuccess: (_, next) => announce(next === 'set-aside' ? t`Set aside` : t`Under consideration again`),
    onSettled: () => client.invalidateQueries({ queryKey: ['options'] }),
  });
  const draft = useMutation({
    mutationFn: () => call('draftOption', { params: { option: id }, body: { id: draftId } }),
    onSuccess: (made) => navigate({ to: pages.draft, params: { draft: made.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['options'] }),
  });
  const failed = move.error ?? draft.error;
  const parts = [
    { name: t`Legal basis`, text: option.basis },
    { name: t`Why it would be proportionate`, text: option.proportionality },
    { name: t`What they may do in turn`, text: reciprocity?.text },
    { name: t`More`, text: option.text },
  ].filter(({ text }) => text !== undefined && text !== '');
  if (changing) {
    return (
      <li className={classes.option}>
        <Suspense fallback={<Loading label={t`Opening the form …`} />}>
          <OptionForm option={option} names={names} onDone={() => setChanging(false)} />
        </Suspense>
      </li>
    );
  }
  return (
    <li className={classes.option}>
      <article>
        <div className={desk.line}>
          <h2>{title}</h2>
          <div className={desk.end}>
            <Tag>{naming.of(codeName('kind', kind))}</Tag>
            {orientation !== undefined && <Tag>{naming.of(codeName('orientation', orientation))}</Tag>}
            {reciprocity?.risk !== undefined && <Risk risk={reciprocity.risk} />}
          </div>
        </div>
        {subjects.length > 0 && (
          <ul className={classes.subjects} aria-label={t`What it would answer`}>
            {subjects.map((subject) => (
              <li key={subject}>
                <Subject id={subject} name={names.get(subject)} />
              </li>
            ))}
          </ul>
        )}
        <dl className={classes.parts}>
          {parts.map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={desk.text}>{text}</dd>
            </div>
          ))}
        </dl>
        <p className={desk.by}>
          <Trans>
            Put down by {option.madeBy.name}, <Moment at={option.madeAt} />
          </Trans>
          {version > 1 && (
            <>
              {' · '}
              <Trans>
                changed by {option.savedBy.name}, <Moment at={option.savedAt} />
              </Trans>
            </>
          )}
        </p>
        {failed !== null && <Refusal error={failed} />}
        <div className={`${desk.actions} ${classes.actions}`}>
          {state === 'drafted' && option.draft !== undefined && (
            <Link to={pages.draft} params={{ draft: option.draft }}>
              <Trans>Open its draft</Trans>
            </Link>
          )}
          {state === 'considered' && (
            <>
              <Button size="compact-sm" loading={draft.isPending} onClick={() => draft.mutate()}>
                <Trans>Turn it into a draft</Trans>
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>
                <Trans>Change</Trans>
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                loading={move.isPending}
                onClick={() => move.mutate('set-aside')}
              >
                <Trans>Set aside</Trans>
              </Button>
            </>
          )}
          {state === 'set-aside' && (
            <Button
              size="compact-sm"
              variant="default"
              loading={move.isPending}
              onClick={() => move.mutate('considered')}
            >
              <Trans>Consider it again</Trans>
            </Button>
          )}
        </div>
      </article>
    </li>
  );
}

function Risk({ risk }: { risk: 'low' | 'moderate' | 'high' }) {
  const { t } = useLingui();
  const words = {
    low: t`low risk of an answer in kind`,
    moderate: t`moderate risk of an answer in kind`,
    high: t`high risk of an answer in kind`,
  };
  return <Tag tone={risk === 'high' ? 'late' : risk === 'moderate' ? 'wait' : 'calm'}>{words[risk]}</Tag>;
}

/** What was put down of it, without what the node adds. */
export function contentOf({ title, kind, orientation, subjects, basis, proportionality, reciprocity, text }: Option) {
  return {
    title,
    kind,
    ...(orientation !== undefined && { orientation }),
    ...(subjects !== undefined && { subjects }),
    ...(basis !== undefined && { basis }),
    ...(proportionality !== undefined && { proportionality }),
    ...(reciprocity !== undefined && { reciprocity }),
    ...(text !== undefined && { text }),
  };
}
