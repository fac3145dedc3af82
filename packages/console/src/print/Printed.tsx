import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { setMark } from '#print/marks';
import { useMomentUtc } from '#said/Signature.tsx';
import { usePrinting } from '#ui/printing';
import classes from './Printed.module.css';

/** On paper alone: from which heads of which logs the page was computed, so that whoever holds it can compute it again. */
export function Printed() {
  const { t } = useLingui();
  const { nameOf } = useParties();
  const { data } = useQuery(reading('logs', {}));
  const accord = useQuery(reading('accord', {}));
  const moment = useMomentUtc();
  const now = useNodeNow();
  const printing = usePrinting();
  const logs = data?.items ?? [];
  const sizes = logs.map(({ party, size }) => `${nameOf(party)} ${size}`).join(' · ');
  const source = t`As of ${moment(now)} · record: ${sizes}`;
  useEffect(() => setMark('source', source), [source]);
  useEffect(() => {
    if (printing) setMark('title', document.title);
  }, [printing]);
  if (!printing) return null;
  return (
    <section className={classes.printed}>
      <p>
        <Trans>Computed {moment(now)} by the rules of the accord from these logs, each whole up to its head:</Trans>
      </p>
      <dl>
        {logs.map(({ origin, size, root, holders }) => (
          <div key={origin}>
            <dt>{origin}</dt>
            <dd>
              <Plural value={size} one="# act" other="# acts" />, {t`root`} <code>{root}</code>
              {holders.map(({ party, size: held, at }) => (
                <span key={party}>, {t`${held} of them cosigned by ${nameOf(party)} ${moment(at)}`}</span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {accord.data !== undefined && (
        <p>
          <Trans>Accord {accord.data.id}</Trans>
        </p>
      )}
    </section>
  );
}
