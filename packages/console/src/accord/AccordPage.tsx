import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Calendars } from '#accord/Calendars.tsx';
import { Contacts } from '#accord/Contacts.tsx';
import { Officers } from '#accord/Officers.tsx';
import { useNodeNow } from '#api/clock';
import { reading } from '#api/queries';
import { Refusal } from '#refusal/Refusal.tsx';
import { Copy } from '#ui/Copy.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Page } from '#ui/Page.tsx';
import { Said } from '#ui/Said.tsx';
import { Section } from '#ui/Section.tsx';
import { textIn, type Texts } from '#ui/text';
import classes from './AccordPage.module.css';

// The terms in words come with the docket's whole schema.
const Terms = lazy(() => import('#accord/Terms.tsx').then((module) => ({ default: module.Terms })));
const Amendments = lazy(() => import('#accord/Amendments.tsx').then((module) => ({ default: module.Amendments })));

/** What both sides agreed, as it is in force; and who speaks under it. */
export function AccordPage() {
  const { t, i18n } = useLingui();
  const accord = useQuery(reading('accord', {}));
  const now = useNodeNow();
  const document = accord.data?.document as { title: Texts; text: Texts; dated: string } | undefined;
  return (
    <Page
      title={document === undefined ? t`Accord` : (textIn(document.title, i18n.locale)?.text ?? t`Accord`)}
      crumb={t`Accord`}
      lead={
        accord.data !== undefined && (
          <>
            <Trans>dated {document!.dated}</Trans>
            {', '}
            {accord.data.inForceAt === null ? (
              <Trans>not in force yet</Trans>
            ) : (
              <Trans>
                in force since <Moment at={accord.data.inForceAt} aged={false} />
              </Trans>
            )}
          </>
        )
      }
    >
      {accord.error !== null && <Refusal error={accord.error} />}
      {accord.data === undefined ? (
        accord.error === null && <Loading label={t`Reading the accord …`} lines={8} />
      ) : (
        <>
          <Section
            title={t`The id`}
            aside={t`the SHA-256 of the founding document: every key and proof follows from it`}
          >
            <div className={classes.id}>
              <code translate="no">{accord.data.id}</code>
              <Copy text={accord.data.id} what={t`the accord id`} />
            </div>
          </Section>
          <Section title={t`Text`}>
            <Said texts={document!.text} authentic={Object.keys(document!.text)} all />
          </Section>
          <Suspense fallback={<Loading label={t`Reading the terms …`} lines={8} />}>
            <Terms accord={accord.data} />
          </Suspense>
          <Officers now={now} />
          <Contacts terms={accord.data.terms} now={now} />
          <Calendars now={now} />
          <Suspense fallback={<Loading label={t`Reading the amendments …`} />}>
            <Amendments accord={accord.data} now={now} />
          </Suspense>
        </>
      )}
    </Page>
  );
}
