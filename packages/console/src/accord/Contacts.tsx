import { Trans, useLingui } from '@lingui/react/macro';
import { codeName } from '@parley/docket/vocabulary/codes';
import { desksOf, staleSince, type DeskContact } from '#accord/contacts';
import { oursFirst } from '#accord/sides';
import { useParties } from '#api/parties';
import { ActLink } from '#said/ActLink.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { textIn } from '#ui/text';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './AccordPage.module.css';

type Published = {
  id: string;
  receivedAt: number | null;
  body: Record<string, unknown>;
  words: Record<string, unknown>;
};

/** Whom one reaches on the other side, and by what; stale where it was not said again in time. */
export function Contacts({ terms, now }: { terms: Record<string, unknown>; now: number }) {
  const { t } = useLingui();
  const { parties, nameOf } = useParties();
  return (
    <Section title={t`Contacts`} aside={t`as each side published them last`}>
      <div className={classes.sides}>
        {oursFirst(parties).map((party) => {
          const contacts = party['contacts'] as Published | undefined;
          const stale = contacts === undefined ? undefined : staleSince(contacts.receivedAt, terms);
          return (
            <div key={party.id} data-side={party.own ? 'us' : 'them'}>
              <h3>{nameOf(party.id)}</h3>
              {contacts === undefined ? (
                <Empty title={t`None published`}>
                  <Trans>A party says by an act whom one reaches, at which hours and in which languages.</Trans>
                </Empty>
              ) : (
                <>
                  <p className={classes.soft}>
                    <ActLink id={contacts.id}>{t`published`}</ActLink>
                    {contacts.receivedAt !== null && (
                      <>
                        , <Moment at={contacts.receivedAt} />
                      </>
                    )}{' '}
                    {stale !== undefined &&
                      (stale < now ? (
                        <Tag tone="late">{t`stale: not reviewed in time`}</Tag>
                      ) : (
                        <Trans>
                          to be reviewed by <Moment at={stale} aged={false} />
                        </Trans>
                      ))}
                  </p>
                  {desksOf(contacts).map((desk) => (
                    <Desk key={desk.no} desk={desk} />
                  ))}
                </>
              )}
            </div>
          );
        })}
      </div>
    </Section>
  );
}

function Desk({ desk }: { desk: DeskContact }) {
  const { t, i18n } = useLingui();
  const naming = useNaming();
  const name = textIn(desk.name ?? {}, i18n.locale);
  return (
    <div className={classes.desk}>
      <p className={classes.name}>
        {name === undefined ? (
          naming.of(codeName('desk', desk.desk))
        ) : (
          <>
            <Untrusted text={name.text} lang={name.lang} /> ({naming.of(codeName('desk', desk.desk))})
          </>
        )}
      </p>
      <p className={classes.soft}>
        {desk.hours.length === 0 ? t`round the clock` : desk.hours.join(', ')} · {desk.zone}
        {desk.workingDaysOnly && (
          <>
            {' · '}
            <Trans>working days only</Trans>
          </>
        )}{' '}
        · {desk.languages.join(', ')}
      </p>
      <ul className={classes.list}>
        {desk.channels.map(({ no, by, address }) => (
          <li key={no}>
            {naming.of(codeName('by', by))}: {address === undefined ? t`(not held)` : <Untrusted text={address} />}
          </li>
        ))}
        {desk.persons.map((person) => (
          <li key={person}>
            <Untrusted text={person} />
          </li>
        ))}
      </ul>
    </div>
  );
}
