import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { Refusal } from '#refusal/Refusal.tsx';
import { ActLink } from '#said/ActLink.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Fingerprint } from '#ui/Fingerprint.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './Delivery.module.css';

/** A filed act on its way: in its log, published, received, seen, acknowledged, answered. Each grade comes by itself, and each is proven. */
export function Delivery({ act: id }: { act: string }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const act = useQuery(reading('act', { params: { id } }));
  const { parties, own, nameOf } = useParties();
  const received = act.data?.delivery.received ?? [];
  const known = useRef<number>(undefined);
  useEffect(() => {
    const by = received[received.length - 1];
    if (known.current !== undefined && by !== undefined && received.length > known.current) {
      const name = nameOf(by.party);
      announce(t`Received by ${name}`);
    }
    if (act.data !== undefined) known.current = received.length;
  });
  if (act.error !== null) return <Refusal error={act.error} />;
  if (act.data === undefined) return <Loading label={t`Reading how far it is …`} />;
  const { index, signedAt, delivery, party } = act.data;
  const author = nameOf(party);
  const others = parties.filter((one) => one.id !== party);
  const { acknowledged, answered, seen } = delivery;
  return (
    <Section title={t`On the record`} aside={t`neither side can take it out again`}>
      <ol className={classes.way}>
        <Grade done title={t`Signed and filed`}>
          {party === own ? (
            <Trans>entry {index} of our log</Trans>
          ) : (
            <Trans>
              entry {index} of the log of {author}
            </Trans>
          )}
          {signedAt !== undefined && (
            <>
              , <Moment at={signedAt} />
            </>
          )}
        </Grade>
        <Grade done={delivery.published} title={delivery.published ? t`Published` : t`Being published …`}>
          {party === own ? (
            <Trans>a signed head of our log covers it</Trans>
          ) : (
            <Trans>a signed head of its log covers it</Trans>
          )}
        </Grade>
        {others.map(({ id: other }) => {
          const at = received.find((one) => one.party === other)?.at;
          const name = nameOf(other);
          return (
            <Grade
              key={`received ${other}`}
              done={at !== undefined}
              title={at === undefined ? t`Waiting for ${name}’s receipt …` : t`Received by ${name}`}
            >
              {at === undefined ? <Trans>deadlines begin with it</Trans> : <Moment at={at} />}
            </Grade>
          );
        })}
        {others.map(({ id: other }) => {
          const sight = seen.find((one) => one.party === other);
          const name = nameOf(other);
          return (
            <Grade
              key={`seen ${other}`}
              done={sight !== undefined}
              title={
                sight === undefined
                  ? t`No officer of ${name} is shown to have seen it`
                  : t`Seen by an officer of ${name}`
              }
            >
              {sight === undefined ? (
                <Trans>their next act will show whether one has</Trans>
              ) : (
                <>
                  <Moment at={sight.at} /> · <ActLink id={sight.act}>{t`the act that shows it`}</ActLink>
                </>
              )}
            </Grade>
          );
        })}
        {acknowledged !== undefined && (
          <Grade done title={t`Acknowledged`}>
            {acknowledged.at !== undefined && <Moment at={acknowledged.at} />} ·{' '}
            <ActLink id={acknowledged.act}>{t`the acknowledgement`}</ActLink>
          </Grade>
        )}
        {answered !== undefined && (
          <Grade done title={t`Answered`}>
            {answered.at !== undefined && <Moment at={answered.at} />} ·{' '}
            <ActLink id={answered.act}>{t`the answer`}</ActLink>
          </Grade>
        )}
      </ol>
      <div className={classes.id}>
        <span>
          <Trans>Act</Trans>
        </span>
        <Fingerprint kid={id} />
      </div>
    </Section>
  );
}

function Grade({ done, title, children }: { done: boolean; title: string; children: ReactNode }) {
  return (
    <li data-done={done || undefined}>
      <strong>{title}</strong>
      <span>{children}</span>
    </li>
  );
}
