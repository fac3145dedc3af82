import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { reading } from '#api/queries';
import { Refusal } from '#refusal/Refusal.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Fingerprint } from '#ui/Fingerprint.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { textIn } from '#ui/text';
import classes from './Delivery.module.css';

/** A filed act on its way: in our log, published, received by them. Each step comes by itself. */
export function Delivery({ act: id }: { act: string }) {
  const { t, i18n } = useLingui();
  const announce = useAnnounce();
  const act = useQuery(reading('act', { params: { id } }));
  const parties = useQuery(reading('parties', {}));
  const received = act.data?.delivery.received ?? [];
  const others = parties.data?.items.filter(({ own }) => !own) ?? [];
  const nameOf = (party: string) =>
    textIn(others.find((one) => one.id === party)?.names ?? {}, i18n.locale)?.text ?? party;
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
  const { index, signedAt, delivery } = act.data;
  return (
    <Section title={t`On the record`} aside={t`neither side can take it out again`}>
      <ol className={classes.way}>
        <li data-done>
          <strong>
            <Trans>Signed and filed</Trans>
          </strong>
          <span>
            <Trans>entry {index} of our log</Trans>
            {signedAt !== undefined && (
              <>
                , <Moment at={signedAt} />
              </>
            )}
          </span>
        </li>
        <li data-done={delivery.published || undefined}>
          <strong>{delivery.published ? <Trans>Published</Trans> : <Trans>Being published …</Trans>}</strong>
          <span>
            <Trans>a signed head of our log covers it</Trans>
          </span>
        </li>
        {others.map(({ id: party }) => {
          const receipt = received.find((one) => one.party === party);
          const name = nameOf(party);
          return (
            <li key={party} data-done={receipt !== undefined || undefined}>
              <strong>
                {receipt === undefined ? (
                  <Trans>Waiting for {name}’s receipt …</Trans>
                ) : (
                  <Trans>Received by {name}</Trans>
                )}
              </strong>
              <span>
                {receipt === undefined ? (
                  <Trans>deadlines begin with it</Trans>
                ) : (
                  <>
                    <Moment at={receipt.at} />
                  </>
                )}
              </span>
            </li>
          );
        })}
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
