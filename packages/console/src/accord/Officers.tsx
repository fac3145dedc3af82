import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { codeName } from '@parley/docket/vocabulary/codes';
import { useState } from 'react';
import { Checkbox } from '@mantine/core';
import type { Answer } from '#api/call';
import { oursFirst } from '#accord/sides';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { Refusal } from '#refusal/Refusal.tsx';
import { ActLink } from '#said/ActLink.tsx';
import { Fingerprint } from '#ui/Fingerprint.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { lineIn, textsIn } from '#said/words';
import { textIn } from '#ui/text';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './AccordPage.module.css';

type Officer = Answer<'officers'>['items'][number];

function inOffice({ relieved, until, from }: Officer, now: number): boolean {
  return relieved === null && from <= now && (until === null || until > now);
}

/** Who speaks for each side, and with which key. */
export function Officers({ now }: { now: number }) {
  const { t } = useLingui();
  const { parties, nameOf } = useParties();
  const officers = useQuery(reading('officers', {}));
  const [former, setFormer] = useState(false);
  const items = officers.data?.items ?? [];
  const some = items.some((one) => !inOffice(one, now));
  return (
    <Section title={t`Officers`} aside={t`a key in an office, from one act to another`}>
      {officers.error !== null && <Refusal error={officers.error} />}
      {some && (
        <Checkbox
          className={classes.former}
          label={t`Also those not in office now`}
          checked={former}
          onChange={({ currentTarget }) => setFormer(currentTarget.checked)}
        />
      )}
      <div className={classes.sides}>
        {oursFirst(parties).map(({ id, own }) => (
          <div key={id} data-side={own ? 'us' : 'them'}>
            <h3>{nameOf(id)}</h3>
            <ul className={classes.people}>
              {items
                .filter((one) => one.party === id && (former || inOffice(one, now)))
                .map((one) => (
                  <Person key={one.id} officer={one} now={now} />
                ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  );
}

function Person({ officer, now }: { officer: Officer; now: number }) {
  const { t, i18n } = useLingui();
  const naming = useNaming();
  const { kid, id, office, from, until, relieved, compromisedSince, deputyOf, words } = officer;
  const title = textIn(textsIn(words, 'title') ?? {}, i18n.locale);
  const name = lineIn(words, 'name');
  return (
    <li>
      <p className={classes.name}>
        {name !== undefined ? <Untrusted text={name} /> : t`(name not held)`}{' '}
        {compromisedSince !== null ? (
          <Tag tone="late">{t`key compromised`}</Tag>
        ) : relieved !== null ? (
          <Tag>{t`relieved`}</Tag>
        ) : (
          !inOffice(officer, now) && <Tag tone="wait">{from > now ? t`not in office yet` : t`term ended`}</Tag>
        )}
      </p>
      <p className={classes.soft}>
        {naming.of(codeName('office', office))}
        {title !== undefined && (
          <>
            {' · '}
            <Untrusted text={title.text} lang={title.lang} />
          </>
        )}
      </p>
      <p className={classes.soft}>
        <ActLink id={id}>{t`appointed`}</ActLink>
        {from > 0 && (
          <>
            {' '}
            <Trans>
              from <Moment at={from} aged={false} />
            </Trans>
          </>
        )}{' '}
        {until === null ? (
          <Trans>without an end</Trans>
        ) : (
          <Trans>
            until <Moment at={until} aged={false} />
          </Trans>
        )}
        {deputyOf !== null && (
          <>
            , <Trans>in the place of {deputyOf.slice(0, 8)}…</Trans>
          </>
        )}
      </p>
      <Fingerprint kid={kid} />
    </li>
  );
}
