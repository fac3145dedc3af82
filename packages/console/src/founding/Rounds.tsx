import { Trans, useLingui } from '@lingui/react/macro';
import type { Answer } from '#api/call';
import { Differences } from '#founding/Differences.tsx';
import { useSeats } from '#founding/party';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import classes from './Founding.module.css';

/** Who proposed what, the newest first: each round beside what stood before it. */
export function Rounds({ view }: { view: Answer<'founding'> }) {
  const { t } = useLingui();
  const { nameOf } = useSeats(view);
  const { party, review } = view;
  if (review === undefined) return null;
  const rounds = review.rounds.map((round, at) => ({ ...round, no: at + 1 })).toReversed();
  return (
    <Section title={t`Rounds`} aside={t`each signed by the node that proposes it; the newest first`}>
      <ol className={classes.rounds} reversed>
        {rounds.map(({ no, by, at, note, differences }) => {
          const who = nameOf(by);
          return (
            <li key={no} data-side={by === party ? 'us' : 'them'}>
              <h3>
                <Trans>
                  Round {no}: {who}
                </Trans>{' '}
                {no === rounds.length && <Tag tone="wait">{t`stands now`}</Tag>}
              </h3>
              <p className={classes.soft}>
                <Trans>
                  by their clock <Moment at={at} />
                </Trans>
              </p>
              {note !== undefined && (
                <blockquote className={classes.note}>
                  <Untrusted text={note} />
                </blockquote>
              )}
              <Differences
                items={differences}
                label={t`What round ${no} changes`}
                empty={no === 1 ? t`It is the template as it stands.` : t`It takes a seat and changes nothing.`}
              />
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
