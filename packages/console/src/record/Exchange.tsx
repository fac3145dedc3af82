import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Answer } from '#api/call';
import { useParties } from '#api/parties';
import { Moment } from '#ui/Moment.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from './RecordPage.module.css';

type Health = Answer<'health'>;

/** Whether the other side can be reached, and how far each is behind the other. */
export function Exchange({ health }: { health: Health }) {
  const { t } = useLingui();
  const { nameOf } = useParties();
  const signing: Record<Exclude<Health['signing'], 'on'>, string> = {
    asking: t`The others are being asked for the newest head of our log before anything is signed.`,
    refilling: t`What this copy lacks of our own log is fetched back from a counterpart.`,
    stopped: t`Our log was signed twice over. Nothing more is signed; the operator has to act.`,
  };
  return (
    <Section title={t`Exchange`} aside={t`how far each side is behind the other`}>
      {health.signing !== 'on' && (
        <Notice tone="late" title={t`Our node does not sign at present`}>
          {signing[health.signing]}
        </Notice>
      )}
      {health.counterparts.map((one) => {
        const name = nameOf(one.party);
        const weLack = Math.max(0, one.pendingSize - one.heldSize);
        const theyLack = Math.max(0, health.size - one.receiptSize);
        return (
          <div key={one.party} className={classes.counterpart}>
            <p className={classes.name}>
              {name}{' '}
              {one.reachable ? <Tag tone="good">{t`reachable`}</Tag> : <Tag tone="late">{t`does not answer`}</Tag>}{' '}
              {!one.cosigning && <Tag tone="late">{t`its log is not cosigned any more`}</Tag>}
            </p>
            <dl className={classes.facts}>
              <div>
                <dt>
                  <Trans>Of our log they lack</Trans>
                </dt>
                <dd>
                  {theyLack === 0 ? (
                    <Trans>nothing: all of it is receipted</Trans>
                  ) : (
                    <Plural value={theyLack} one="# entry" other="# entries" />
                  )}
                </dd>
              </div>
              <div>
                <dt>
                  <Trans>Of their log we lack</Trans>
                </dt>
                <dd>
                  {weLack === 0 ? (
                    <Trans>nothing that they have offered</Trans>
                  ) : (
                    <Plural value={weLack} one="# entry" other="# entries" />
                  )}
                </dd>
              </div>
              <div>
                <dt>
                  <Trans>Their last receipt</Trans>
                </dt>
                <dd>{one.receiptTime === 0 ? <Trans>never</Trans> : <Moment at={one.receiptTime} />}</dd>
              </div>
            </dl>
            {one.refusal !== undefined && (
              <Notice tone="wait" title={t`The last refusal`}>
                <p lang="en">{one.refusal.detail}</p>
                <p>
                  <Trans>
                    Rule <code>{one.refusal.code}</code>
                  </Trans>
                </p>
              </Notice>
            )}
          </div>
        );
      })}
    </Section>
  );
}
