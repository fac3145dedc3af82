import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { actNames, kindNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { pathOf, type Answer } from '#api/call';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { pages } from '#pages';
import { useMarked } from '#print/marks';
import { citationOf } from '#said/citation';
import { useOpened } from '#said/opened';
import { ProofSection } from '#record/ProofSection.tsx';
import type { Checked } from '#record/read';
import { Signers } from '#record/Signers.tsx';
import { Refusal } from '#refusal/Refusal.tsx';
import { ActLink, SubjectLink } from '#said/ActLink.tsx';
import { Delivery } from '#sign/Delivery.tsx';
import { Document } from '#sign/Document.tsx';
import { Copy } from '#ui/Copy.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useMarkingWords } from '#vocabulary/marking';
import { useNaming } from '#vocabulary/naming';
import { Title } from '#vocabulary/Title.tsx';
import classes from './ActPage.module.css';

/** More would be a page of their own. */
const REFERS_MAX = 3;

const route = getRouteApi('/inside/acts/$act');

/** One act: what it says, who signed it, how far it came, what it brought about, and its proof, taken step by step here. */
export function ActPage() {
  const { act: id } = route.useParams();
  // Of another act nothing is left: neither its text nor its proof.
  return <Act key={id} id={id} />;
}

function Act({ id }: { id: string }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf, sideOf } = useParties();
  const shown = useQuery(reading('act', { params: { id } }));
  const received = shown.data?.delivery.received.length ?? 0;
  const markingWords = useMarkingWords();
  useMarked(markingWords(useOpened(id)?.payload?.body['marking']).join(' · '));
  // What an act says and its proof never change, but that a receipt comes to it: neither is read with every change.
  const checked = useQuery({
    queryKey: ['checked', id, received],
    queryFn: async ({ signal }) => (await import('#record/read')).readChecked(id, signal),
    enabled: shown.data !== undefined,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    meta: { kept: true },
  });
  const act = shown.data;
  const name = act?.type === undefined ? t`An entry that is no act` : naming.of(labelOf(actNames, act.type));
  return (
    <Page
      title={act === undefined ? t`An act` : name}
      crumb={
        <>
          <Link to={pages.record}>
            <Trans>Record</Trans>
          </Link>{' '}
          {act !== undefined && (
            <>
              / {act.party} {act.index}
            </>
          )}
        </>
      }
      lead={act !== undefined && <Lead act={act} name={nameOf(act.party)} />}
      actions={
        act !== undefined && (
          <>
            <Copy text={citationOf(act, nameOf, naming)} what={t`the citation`} label={t`Copy citation`} />
            {received > 0 && (
              <Button
                component="a"
                size="compact-sm"
                variant="default"
                href={pathOf('actReceipt', { params: { id } })}
                download={`${act.party}-${act.index}.tlog-proof`}
              >
                <Trans>Save the receipt</Trans>
              </Button>
            )}
          </>
        )
      }
    >
      {shown.error !== null && <Refusal error={shown.error} />}
      {shown.isPending && <Loading label={t`Reading the act …`} lines={8} />}
      {act !== undefined && (
        <>
          <Effect act={act} />
          <div className={classes.page}>
            <div>
              <Section plain title={t`What it says`} aside={t`from its very bytes, in both languages`}>
                <Said checked={checked.data} side={sideOf(act.party)} error={checked.error} />
              </Section>
            </div>
            <aside aria-label={t`Who signed it, and how far it came`}>
              <Section title={t`Signed by`}>
                <Signers party={act.party} kids={act.kids} />
              </Section>
              <Delivery act={id} />
            </aside>
          </div>
          <ProofSection checked={checked.data} />
        </>
      )}
    </Page>
  );
}

function Lead({ act, name }: { act: Answer<'act'>; name: string }) {
  return (
    <>
      <Trans>
        Said by <Untrusted text={name} />, entry {act.index} of its log.
      </Trans>{' '}
      {act.subject !== undefined ? (
        <Subject id={act.subject} />
      ) : (
        kindNames.has(act.type?.split('.', 1)[0] ?? '') && <About id={act.id} />
      )}
    </>
  );
}

/** What it is said of, in the words that opened it. */
function Subject({ id }: { id: string }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { data } = useQuery({ ...reading('subject', { params: { id } }), retry: false });
  if (data === undefined) return <ActLink id={id}>{t`The act that opened its subject`}</ActLink>;
  return (
    <>
      {naming.of(labelOf(kindNames, data.kind))}:{' '}
      <SubjectLink subject={data}>
        <Title words={data.words} />
      </SubjectLink>
    </>
  );
}

/** Of an act that opened a subject: the other subjects that it refers to. */
function About({ id }: { id: string }) {
  const { data } = useQuery({ ...reading('subject', { params: { id } }), retry: false });
  return (data?.refers ?? []).slice(0, REFERS_MAX).map((other) => (
    <span key={other}>
      <Subject id={other} />{' '}
    </span>
  ));
}

function Effect({ act: { disregarded, disregardedWhy } }: { act: Answer<'act'> }) {
  const { t } = useLingui();
  // All rules are many letters, and few acts are without effect.
  const { data: rules } = useQuery({
    queryKey: ['rules'],
    queryFn: async () => (await import('@parley/docket/rules')).rules,
    enabled: disregarded !== undefined,
    staleTime: Infinity,
  });
  if (disregarded === undefined) return null;
  const rule = rules?.[disregarded];
  return (
    <div className={classes.effect}>
      <Notice tone="wait" title={t`Without effect`}>
        <p>
          <Trans>It stands in the record for ever, and by the rules of the accord nothing follows from it.</Trans>
        </p>
        {rule !== undefined && <p lang="en">{rule.rule}</p>}
        {disregardedWhy !== undefined && (
          <p lang="en">
            <Untrusted text={disregardedWhy} />
          </p>
        )}
        <p>
          <Trans>
            Rule <code>{disregarded}</code>
          </Trans>
        </p>
      </Notice>
    </div>
  );
}

/** The text is shown only of bytes that are this act: of others nothing is. */
function Said({ checked, side, error }: { checked: Checked | undefined; side: 'us' | 'them'; error: Error | null }) {
  const { t } = useLingui();
  const isAct = checked?.proof.steps.some(({ name, state }) => name === 'entry' && state === 'holds') === true;
  const wordsHold = checked?.proof.steps.some(({ name, state }) => name === 'words' && state === 'holds') === true;
  const shown = useQuery({
    queryKey: ['actText', checked?.act.id, checked?.act.words.length],
    queryFn: async ({ signal }) => (await import('#record/text')).readText(checked!.act, signal),
    enabled: isAct && wordsHold,
    staleTime: Infinity,
    meta: { kept: true },
  });
  const failed = error ?? shown.error;
  if (failed !== null) return <Refusal error={failed} />;
  if (checked !== undefined && !(isAct && wordsHold)) {
    return (
      <Notice tone="late" title={t`What was served is not this act`}>
        <Trans>Its text is not shown, since nobody has signed it so. The proof below says which step failed.</Trans>
      </Notice>
    );
  }
  if (shown.data === undefined) return <Loading label={t`Reading what it says …`} lines={6} />;
  const missing = checked!.act.wordsMissing.length;
  return (
    <>
      {missing > 0 && (
        <Notice tone="wait" title={t`Not all of its words are held`}>
          <Trans>
            They were withheld or erased. Their digests stay under the signatures, so nothing else can be put in their
            place.
          </Trans>
        </Notice>
      )}
      <Document meaning={shown.data} side={side} />
    </>
  );
}
