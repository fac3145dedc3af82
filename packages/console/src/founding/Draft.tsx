import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Radio } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, type ComponentProps } from 'react';
import type { JsonObject } from '@parley/record/json';
import { call, type Answer } from '#api/call';
import { reading } from '#api/queries';
import { keep } from '#founding/founding';
import { useKept, type Kept } from '#founding/kept';
import { useSeats } from '#founding/party';
import { standingOf } from '#founding/standing';
import { Take } from '#founding/Take.tsx';
import { wished } from '#founding/wishes';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Section } from '#ui/Section.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Founding.module.css';

// The terms in words come with the docket's whole schema.
const Terms = lazy(async () => ({ default: (await import('#founding/Editor.tsx')).Editor }));

type View = Answer<'founding'>;
type Template = Answer<'foundingTemplates'>['items'][number];

/** The accord as we would have it: begun from a template, or changed from what stands. */
export function Draft({ view }: { view: View }) {
  const { t } = useLingui();
  const standing = standingOf(view);
  const kept = useKept(view.party);
  if (standing === 'nothing') return <Begin view={view} kept={kept} />;
  if (standing === 'ours' || standing === 'complete') {
    return (
      <Notice
        title={t`We have signed this text`}
        actions={
          <ButtonLink to={pages.founding} search={{ step: 'read' }} variant="default">
            <Trans>Read it all</Trans>
          </ButtonLink>
        }
      >
        <Trans>Nothing can be proposed any more: the other side may complete it at any time.</Trans>
      </Notice>
    );
  }
  return <Counter view={view} kept={kept} />;
}

function Editing(editor: ComponentProps<typeof Terms>) {
  const { t } = useLingui();
  return (
    <Suspense fallback={<Loading label={t`Reading the terms …`} lines={8} />}>
      <Terms {...editor} />
    </Suspense>
  );
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

function Begin({ view, kept: [kept, change, clear] }: { view: View; kept: ReturnType<typeof useKept> }) {
  const { t } = useLingui();
  const templates = useQuery({ ...reading('foundingTemplates', {}), staleTime: Infinity });
  const chosen = templates.data?.items.find(({ name }) => name === kept.template);
  return (
    <>
      <Section title={t`Have they drafted one?`} aside={t`one side begins; it does not matter which`}>
        <Take view={view} />
      </Section>
      <Section
        title={t`Or draft it here`}
        aside={t`from a template, in English and Chinese; everything in it can be changed`}
      >
        {templates.error !== null && <Refusal error={templates.error} />}
        {templates.isPending && <Loading label={t`Reading the templates …`} />}
        <Templates
          templates={templates.data?.items ?? []}
          chosen={kept.template}
          onChoose={(template) => change({ template, wishes: {} })}
        />
      </Section>
      {chosen !== undefined && (
        <Drafting key={chosen.name} template={chosen} kept={kept} change={change} clear={clear} anew={false} />
      )}
    </>
  );
}

function Templates({
  templates,
  chosen,
  onChoose,
}: {
  templates: readonly Template[];
  chosen: string | undefined;
  onChoose: (name: string) => void;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  return (
    <Radio.Group aria-label={t`Template`} value={chosen ?? null} onChange={onChoose}>
      <div className={classes.templates}>
        {templates.map(({ name, purpose, accord }) => (
          <Radio.Card key={name} value={name} className={classes.template}>
            <span className={classes.name}>{naming.of((accord as { title: { en: string; zh: string } }).title)}</span>
            <span className={classes.soft}>{naming.of(purpose)}</span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

function Drafting({
  template,
  kept,
  change,
  clear,
  anew,
}: {
  template: Template;
  kept: Kept;
  change: (change: Partial<Kept>) => void;
  clear: () => void;
  anew: boolean;
}) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const base: JsonObject = { dated: today(), witnesses: [], quorum: 0, ...(template.accord as JsonObject) };
  const draft = useMutation({
    mutationFn: () =>
      call('foundingDraft', {
        body: {
          template: template.name,
          accord: wished(base, kept.wishes),
          ...(kept.note.trim() !== '' && { note: kept.note.trim() }),
          ...(anew && { anew }),
        },
      }),
    onSuccess: (view) => {
      keep(view);
      clear();
      return navigate({ to: pages.founding, search: { step: 'counterpart' } });
    },
  });
  return (
    <Editing
      base={base}
      kept={kept}
      change={change}
      changesTitle={t`Different from the template`}
      unchanged={t`Nothing yet: it is the template as it stands.`}
      error={draft.error}
    >
      <Button size="md" loading={draft.isPending} onClick={() => draft.mutate()}>
        {anew ? <Trans>Begin anew with this draft</Trans> : <Trans>Make the draft</Trans>}
      </Button>
    </Editing>
  );
}

function Counter({ view, kept: [kept, change, clear] }: { view: View; kept: ReturnType<typeof useKept> }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { other, otherName } = useSeats(view);
  const base = view.accord as JsonObject;
  const standing = standingOf(view);
  const many = Object.keys(kept.wishes).length;
  const counter = useMutation({
    mutationFn: () =>
      call('foundingCounter', {
        body: {
          ...(many > 0 && { accord: wished(base, kept.wishes) }),
          ...(kept.note.trim() !== '' && { note: kept.note.trim() }),
        },
      }),
    onSuccess: (after) => {
      keep(after);
      clear();
      return navigate({ to: pages.founding, search: { step: 'counterpart' } });
    },
  });
  return (
    <>
      {standing === 'theirs' && (
        <div className={classes.lead}>
          <Notice tone="wait" title={t`${otherName} has signed what stands`}>
            <Trans>Whatever you propose here lets their signature fall away.</Trans>
          </Notice>
        </div>
      )}
      <Editing
        base={base}
        kept={kept}
        change={change}
        changesTitle={t`What you propose otherwise`}
        unchanged={t`Nothing yet. Open a part above and change what does not suit you.`}
        error={counter.error}
      >
        <Button
          size="md"
          loading={counter.isPending}
          disabled={many === 0 && standing !== 'offered'}
          onClick={() => counter.mutate()}
        >
          {many === 0 && standing === 'offered' ? (
            <Trans>Take our seat, as it stands</Trans>
          ) : other === undefined ? (
            <Trans>Change the draft</Trans>
          ) : (
            <Trans>Propose it to {otherName}</Trans>
          )}
        </Button>
      </Editing>
      {standing === 'drafted' && <Anew view={view} />}
    </>
  );
}

/** As long as nobody has signed, ours may begin from another template. */
function Anew({ view }: { view: View }) {
  const { t } = useLingui();
  const templates = useQuery({ ...reading('foundingTemplates', {}), staleTime: Infinity });
  const [kept, change, clear] = useKept(`${view.party}.anew`);
  const chosen = templates.data?.items.find(({ name }) => name === kept.template);
  return (
    <details className={classes.fold}>
      <summary>
        <Trans>Begin anew from another template</Trans>
      </summary>
      <p className={classes.soft}>
        <Trans>What was drafted is dropped, and a link that was given is good no longer.</Trans>
      </p>
      {templates.error !== null && <Refusal error={templates.error} />}
      {templates.isPending && <Loading label={t`Reading the templates …`} />}
      <Templates
        templates={templates.data?.items ?? []}
        chosen={kept.template}
        onChoose={(template) => change({ template, wishes: {} })}
      />
      {chosen !== undefined && (
        <Drafting key={chosen.name} template={chosen} kept={kept} change={change} clear={clear} anew />
      )}
    </details>
  );
}
