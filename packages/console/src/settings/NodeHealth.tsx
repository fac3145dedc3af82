import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Answer } from '#api/call';
import { reading } from '#api/queries';
import { FORMATS, type Language } from '#language';
import { Refusal } from '#refusal/Refusal.tsx';
import { numberFormat } from '#ui/formats';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { textIn } from '#ui/text';
import classes from './SettingsPage.module.css';

/** Nothing of it changes with the record, so no change is told of it. */
const LOOK_MS = 30_000;
const DAY_SECONDS = 86_400;
/** A certificate is renewed in weeks, a disk is enlarged in days: so long before, it is said. */
const CERTIFICATE_DAYS = 21;
const DISK_PART = 0.1;
/** A clock that is further off than this makes signatures that others will not take. */
const CLOCK_SECONDS = 60;

type Running = Answer<'running'>;

/** How our own node runs: what an operator wants to see before it is too late. */
export function NodeHealth() {
  const { t } = useLingui();
  const running = useQuery({ ...reading('running', {}), refetchInterval: LOOK_MS });
  return (
    <Section title={t`Our node`} aside={t`nothing here tells what the record says`}>
      {running.error !== null && <Refusal error={running.error} />}
      {running.data === undefined && running.error === null && <Loading label={t`Asking the node …`} />}
      {running.data !== undefined && <Facts running={running.data} readAt={running.dataUpdatedAt} />}
    </Section>
  );
}

function Facts({ running, readAt }: { running: Running; readAt: number }) {
  const { t, i18n } = useLingui();
  const locale = FORMATS[i18n.locale as Language];
  const bytes = (count: number) => {
    const [value, unit] =
      count >= 1e9 ? [count / 1e9, 'gigabyte'] : count >= 1e6 ? [count / 1e6, 'megabyte'] : [count / 1e3, 'kilobyte'];
    return numberFormat(locale, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  };
  const { disk, certificateUntil: until, now } = running;
  const skew = Math.abs(readAt / 1000 - now);
  return (
    <>
      {running.reasons.length > 0 && (
        <Notice tone="late" title={t`The node cannot do its work`}>
          {running.reasons.map((reason) => (
            <p key={reason} lang="en">
              {reason}
            </p>
          ))}
        </Notice>
      )}
      <dl className={classes.facts}>
        <Fact name={t`State`}>
          {running.reasons.length === 0 ? <Tag tone="good">{t`ready`}</Tag> : <Tag tone="late">{t`not ready`}</Tag>}{' '}
          <Trans>
            Parley {running.version}, started <Moment at={running.startedAt} />
          </Trans>
        </Fact>
        {running.counterparts.map(({ party, names, reachable, shownAt, theyLack, weLack }) => (
          <Fact key={party} name={t`Exchange with ${textIn(names, i18n.locale)?.text ?? party}`}>
            {reachable ? <Tag tone="good">{t`answers`}</Tag> : <Tag tone="late">{t`does not answer`}</Tag>}{' '}
            {shownAt !== undefined && (
              <>
                <Trans>
                  heard <Moment at={shownAt} />
                </Trans>
                {' · '}
              </>
            )}
            {theyLack + weLack === 0 ? (
              <Trans>nothing on its way</Trans>
            ) : (
              <Plural value={theyLack + weLack} one="# entry on its way" other="# entries on their way" />
            )}
          </Fact>
        ))}
        {disk !== undefined && (
          <Fact name={t`Disk`}>
            {disk.free < disk.total * DISK_PART && (
              <>
                <Tag tone="late">{t`fills up`}</Tag>{' '}
              </>
            )}
            {t`${bytes(disk.free)} free of ${bytes(disk.total)}`}
          </Fact>
        )}
        <Fact
          name={t`Kept`}
        >{t`database ${bytes(running.databaseBytes)}, content of exhibits ${bytes(running.contentBytes)}`}</Fact>
        {until !== undefined && (
          <Fact name={t`Certificate`}>
            {until - now < CERTIFICATE_DAYS * DAY_SECONDS && (
              <>
                <Tag tone={until < now ? 'late' : 'wait'}>{until < now ? t`has ended` : t`ends soon`}</Tag>{' '}
              </>
            )}
            <Trans>
              good until <Moment at={until} />
            </Trans>
          </Fact>
        )}
        <Fact name={t`Clock`}>
          {skew > CLOCK_SECONDS ? (
            <>
              <Tag tone="wait">{t`differs`}</Tag>{' '}
              <Trans>
                The clocks of the node and of this device differ by {Math.round(skew / 60)} minutes. One of them is
                wrong; deadlines go by the node’s.
              </Trans>
            </>
          ) : (
            <Trans>as this device’s</Trans>
          )}
        </Fact>
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
