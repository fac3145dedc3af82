import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '#api/call';
import { PartyForm, Swatch } from '#founding/PartyForm.tsx';
import { pages } from '#pages';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Fingerprint } from '#ui/Fingerprint.tsx';
import { Section } from '#ui/Section.tsx';
import { useLanguageNames } from '#vocabulary/languages';
import classes from './Founding.module.css';

/** What the node has of its own: the keys that were made with its folder, and what our party puts into an accord. */
export function ThisNode({ view }: { view: Answer<'founding'> }) {
  const { t } = useLingui();
  const [changing, setChanging] = useState(false);
  const { party, fingerprint, review } = view;
  const seated = review?.parties.some(({ id }) => id === party) ?? false;
  return (
    <>
      <Section title={t`Our root key`} aside={t`the party itself: it founds the accord and appoints the first officer`}>
        <Fingerprint kid={fingerprint} large />
        <p className={classes.gap}>
          <Trans>
            Write it on paper. The counterpart asks you to read it out by telephone before they sign. The key itself is
            not on this node: it lies, encrypted, where “parley init” put it, and belongs into a drawer.
          </Trans>
        </p>
      </Section>
      <Section title={t`Our party`} aside={t`what stands of us in the accord`}>
        {changing ? <PartyForm view={view} onDone={() => setChanging(false)} /> : <Facts view={view} />}
        {!changing && (
          <div className={classes.bar}>
            <p className={classes.soft}>
              {seated ? (
                <Trans>It stands in the accord that is negotiated.</Trans>
              ) : (
                <Trans>
                  Keys, domain and address come from “parley init”; the rest can be said otherwise until we take our
                  seat.
                </Trans>
              )}
            </p>
            {!seated && (
              <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>
                <Trans>Say it otherwise</Trans>
              </Button>
            )}
          </div>
        )}
      </Section>
      {review === undefined && (
        <div className={classes.actions}>
          <ButtonLink to={pages.founding} search={{ step: 'accord' }} size="md">
            <Trans>Go on to the accord</Trans>
          </ButtonLink>
          <ButtonLink to={pages.people} size="md" variant="default">
            <Trans>Invite our people meanwhile</Trans>
          </ButtonLink>
        </div>
      )}
    </>
  );
}

function Facts({ view }: { view: Answer<'founding'> }) {
  const { t, i18n } = useLingui();
  const languageNames = useLanguageNames();
  const { party, names, own } = view;
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t`Short name`}</dt>
        <dd translate="no">{party}</dd>
      </div>
      {Object.entries(names).map(([tag, name]) => (
        <div key={tag}>
          <dt>{t`Name in ${languageNames(tag)}`}</dt>
          <dd lang={tag}>{name}</dd>
        </div>
      ))}
      <div>
        <dt>{t`Languages`}</dt>
        <dd>{own.languages.map((tag) => languageNames(tag)).join(i18n.locale === 'en' ? ', ' : '、')}</dd>
      </div>
      <div>
        <dt>{t`Where the other side reaches this node`}</dt>
        <dd translate="no">{own.addresses.join(', ')}</dd>
      </div>
      <div>
        <dt>{t`Domain that names its log`}</dt>
        <dd translate="no">{own.domain}</dd>
      </div>
      <div>
        <dt>{t`Colour`}</dt>
        <dd>
          <Swatch hue={own.hue} />
          <Trans>hue {own.hue}</Trans>
        </dd>
      </div>
      <div>
        <dt>{t`Key of the node’s own officer`}</dt>
        <dd>
          <Fingerprint kid={own.registrar} />
        </dd>
      </div>
    </dl>
  );
}
