import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useParties } from '#api/parties';
import type { Alarm } from '#record/read';
import { Copy } from '#ui/Copy.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Notice } from '#ui/Notice.tsx';
import classes from './RecordPage.module.css';

/** What a party signed that cannot both be true. It is said first, and in words. */
export function Alarms({ alarms }: { alarms: readonly Alarm[] }) {
  const { t } = useLingui();
  const { parties, nameOf } = useParties();
  const checked = useQuery({
    queryKey: ['alarmsChecked', alarms.map(({ log, kind, foundAt }) => [log, kind, foundAt])],
    queryFn: async ({ signal }) => (await import('#record/read')).checkAlarms(alarms, signal),
    enabled: alarms.length > 0,
    staleTime: Infinity,
    meta: { kept: true },
  });
  if (alarms.length === 0) {
    return (
      <div className={classes.alarms}>
        <Notice tone="good" title={t`No contradiction has been found`}>
          <Trans>Every head that this node was shown of any log extends the one before it.</Trans>
        </Notice>
      </div>
    );
  }
  const groups = Map.groupBy(
    alarms.map((alarm, place) => ({ alarm, place })),
    ({ alarm }) => `${alarm.kind} ${alarm.log}`,
  );
  const titles: Record<string, string> = {
    'two-roots': t`A log has signed two histories`,
    'two-leaves': t`A log shows two different acts in one place`,
    'going-back': t`A holder took back what it had receipted`,
    unproven: t`A head was offered that nothing shows to extend the one held`,
  };
  return (
    <div className={classes.alarms}>
      {[...groups].map(([key, group]) => {
        const { kind, log, object, foundAt } = group[0]!.alarm;
        const name = nameOf(parties.find(({ origin }) => origin === log)?.id ?? log);
        const found = checked.data?.[group[0]!.place];
        return (
          <Notice
            key={key}
            tone={kind === 'unproven' ? 'wait' : 'late'}
            title={`${titles[kind] ?? kind}: ${name}`}
            actions={<Copy text={object} what={t`the evidence`} label={t`Copy the evidence`} />}
          >
            <p>
              {kind === 'two-roots' && (
                <Trans>
                  Two signed heads of the same size have different roots. Both cannot be true: whoever holds the log’s
                  keys has shown one history to one and another to another. Nothing more of this log is cosigned.
                </Trans>
              )}
              {kind === 'two-leaves' && (
                <Trans>
                  Two signed proofs give different acts at the same index of the log. Nothing more of this log is
                  cosigned.
                </Trans>
              )}
              {kind === 'going-back' && <Trans>It cosigned a smaller size at a later time than a larger one.</Trans>}
              {kind === 'unproven' && (
                <Trans>
                  It convicts nobody: the proof may only have been lost on the way. The head was refused and is kept.
                </Trans>
              )}
            </p>
            <p>
              <Trans>
                Found <Moment at={foundAt} />.
              </Trans>{' '}
              {group.length > 1 && (
                <Plural
                  value={group.length}
                  one="It is kept once."
                  other="There are # pieces of evidence of this kind."
                />
              )}
            </p>
            {kind !== 'unproven' && found !== undefined && (
              <p>
                {'convicts' in found ? (
                  <Trans>
                    Checked in this browser: both are signed by the keys of {nameOf(found.convicts)} in the accord.
                    Anybody can check it from these bytes alone.
                  </Trans>
                ) : (
                  <Trans>
                    This browser could not confirm it: <span lang="en">{found.why}</span>
                  </Trans>
                )}
              </p>
            )}
          </Notice>
        );
      })}
    </div>
  );
}
