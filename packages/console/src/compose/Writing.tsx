import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { DraftContent } from '@parley/api/desk';
import type { Json, JsonObject } from '@parley/record/json';
import type { Content } from '@parley/signing/content';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import type { Answer } from '#api/call';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { About } from '#compose/About.tsx';
import { Aside } from '#compose/Aside.tsx';
import { filled } from '#compose/change';
import { Compare } from '#compose/Compare.tsx';
import { fieldsOf } from '@parley/docket/fields';
import { AllegationForm } from '#compose/AllegationForm.tsx';
import { ExhibitForm } from '#compose/ExhibitForm.tsx';
import { findingsFor } from '#compose/findings';
import { FormContext, type Form, type Taken } from '#compose/form';
import { keeperOf } from '#compose/keeper';
import type { Written } from '#compose/keeping';
import { subjectOf, useGround } from '#compose/known';
import { ActForm, type FormProps } from '#compose/Parts.tsx';
import { PositionForm } from '#compose/PositionForm.tsx';
import { Preview } from '#compose/Preview.tsx';
import { ReplyForm } from '#compose/ReplyForm.tsx';
import { RequestForm } from '#compose/RequestForm.tsx';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { Notice } from '#ui/Notice.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './DraftPage.module.css';

/** Forms that were made by hand, where people work most; every other act has the one that its schema gives. */
const FORMS: Readonly<Record<string, (props: FormProps) => React.ReactNode>> = {
  'case.allege': AllegationForm,
  'case.position': PositionForm,
  'request.make': RequestForm,
  'request.reply': ReplyForm,
  'exhibit.deposit': ExhibitForm,
  'exhibit.seal': ExhibitForm,
  'exhibit.disclose': ExhibitForm,
};

/** What an act has from its beginning, which hardly ever could be anything else. */
const SETTLED = ['to', 'respondent', 'of', 'reply', 'nonce', 'held', 'accepts', 'expires', 'marking'];

export function Writing({
  id,
  desk,
  kept,
}: {
  id: string;
  desk: Answer<'draft'> | undefined;
  kept: Written | undefined;
}) {
  const { t, i18n } = useLingui();
  const { account } = useViewer();
  const { nameOf } = useParties();
  const [keeper] = useState(() => keeperOf(id, account, desk, kept));
  const seen = useSyncExternalStore(keeper.listen, keeper.look);
  const [loud, setLoud] = useState(false);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (desk !== undefined) keeper.heard(desk);
  }, [desk, keeper]);
  useEffect(() => {
    const back = () => keeper.again();
    window.addEventListener('online', back);
    return () => {
      window.removeEventListener('online', back);
      keeper.close();
    };
  }, [keeper]);
  const { ground, error } = useGround(i18n.locale);
  const { content } = seen;
  const row = useQuery({
    ...reading('subject', { params: { id: content.subject ?? '' } }),
    enabled: content.subject !== undefined,
  });
  const subject = subjectOf(row.data);
  const type = content.type ?? '';
  const label = labelOf(actNames, type)[i18n.locale === 'en' ? 'en' : 'zh'];
  const body = (content.body ?? {}) as JsonObject;
  const words = (content.words ?? {}) as JsonObject;
  const whole = { ...content, type, body, words } as Content;
  const findings = ground === undefined ? [] : findingsFor(whole, ground.known.terms, ground.known.now);
  const to = ground === undefined ? undefined : toOf(body, subject?.state, ground.known);
  const settled = [...SETTLED, ...(type === 'note' ? ['about'] : [])].filter((name) =>
    isSettled(body[name], name, ground?.known.others),
  );
  const authentic = Array.isArray(words['authentic']) ? words['authentic'].map(String) : [];
  const change = (next: DraftContent) => keeper.change(next);
  const { exhibits, seals } = content;
  // A file takes its time: what was written meanwhile is there by now.
  const take = ({ attachments, salt, ...carried }: Taken) => {
    const now = keeper.look().content;
    const said = salt === undefined ? {} : { words: { ...now.words, salt } };
    keeper.change({ ...now, ...carried, ...said }, attachments);
  };
  const form: Form = {
    type,
    languages: ground?.languages ?? ['en', 'zh'],
    authentic,
    subject,
    rungs: ground?.known.terms.hotlineRungs ?? [],
    findings,
    loud,
    opened,
    onOpen: (name, open) =>
      setOpened((before) => new Set(open ? [...before, name] : [...before].filter((one) => one !== name))),
    files: {
      ...(exhibits !== undefined && { exhibits }),
      ...(seals !== undefined && { seals }),
      attachments: seen.attachments,
      to: to === undefined ? undefined : nameOf(to),
      onTake: take,
    },
  };
  const fields = fieldsOf(type);
  const Hand = FORMS[type] ?? ActForm;
  const closed = desk !== undefined && (desk.state === 'filed' || desk.state === 'discarded');
  const props: FormProps = {
    content: { body, words },
    terms: ground?.known.terms,
    settled,
    onChange: (halves) =>
      change({
        ...content,
        body: (fields === undefined ? halves.body : (filled(fields.body, halves.body) as JsonObject | undefined)) ?? {},
        words:
          (fields === undefined ? halves.words : (filled(fields.words, halves.words) as JsonObject | undefined)) ?? {},
      }),
  };
  return (
    <Page
      title={label === '' ? t`A draft` : label}
      crumb={
        <>
          <Link to={pages.desk}>
            <Trans>Desk</Trans>
          </Link>{' '}
          / <Trans>Draft</Trans>
        </>
      }
      lead={to === undefined ? undefined : t`From us to ${nameOf(to)}. It is a draft until an officer signs it.`}
    >
      {(error ?? row.error) !== null && <Refusal error={error ?? row.error} />}
      {closed && (
        <Notice
          title={desk.state === 'filed' ? t`This draft was filed` : t`This draft was set aside`}
          actions={
            <Link to={pages.sign} params={{ draft: id }}>
              <Trans>See what became of it</Trans>
            </Link>
          }
        />
      )}
      {!closed && (
        <FormContext value={form}>
          <div className={classes.page}>
            <div className={classes.form}>
              {seen.newer !== undefined && <Compare seen={{ ...seen, newer: seen.newer }} keeper={keeper} />}
              {subject !== undefined && ground !== undefined && <About subject={subject} own={ground.known.own} />}
              <Section plain title={t`What we say`}>
                <div className={classes.sheet} data-type={type}>
                  {fields === undefined ? (
                    <Notice tone="wait" title={t`This version knows no such act.`} />
                  ) : (
                    <Hand {...props} />
                  )}
                </div>
              </Section>
            </div>
            <Aside
              id={id}
              desk={desk}
              seen={seen}
              keeper={keeper}
              findings={findings}
              languages={form.languages}
              authentic={authentic}
              onAuthentic={(tags) => {
                const { authentic: _, ...rest } = words;
                change({ ...content, words: tags.length === 0 ? rest : { authentic: tags, ...rest } });
              }}
              onLoud={() => setLoud(true)}
            />
            {fields !== undefined && ground !== undefined && (
              <div className={classes.preview}>
                <Preview content={whole} to={to === undefined ? undefined : nameOf(to)} />
              </div>
            )}
          </div>
        </FormContext>
      )}
    </Page>
  );
}

/** Whom it goes to. */
function toOf(
  body: JsonObject,
  state: JsonObject | undefined,
  { own, others }: { own: string; others: readonly string[] },
): string | undefined {
  const named = body['to'] ?? body['respondent'];
  if (typeof named === 'string') return named;
  const sides = (state?.['sides'] ?? []) as string[];
  return sides.find((side) => side !== own) ?? (others.length === 1 ? others[0] : undefined);
}

/** What the record told already, and could hardly be anything else. */
function isSettled(value: Json | undefined, name: string, others: readonly string[] | undefined): boolean {
  if (value === undefined) return false;
  return name === 'to' || name === 'respondent' ? others?.length === 1 : true;
}
