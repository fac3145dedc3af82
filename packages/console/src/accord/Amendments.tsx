import { Trans, useLingui } from '@lingui/react/macro';
import { useQueries, useQuery } from '@tanstack/react-query';
import { differencesBetween } from '@parley/docket/accord/review/compare';
import type { Answer } from '#api/call';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { Refusal } from '#refusal/Refusal.tsx';
import { ActLink } from '#said/ActLink.tsx';
import { opening } from '#said/opened';
import { authenticOf, textsIn } from '#said/words';
import { Empty } from '#ui/Empty.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Said } from '#ui/Said.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './AccordPage.module.css';

type Accord = Answer<'accord'>;
type Parts = { terms: Record<string, unknown>; offices: Record<string, unknown> };

/** What was proposed in place of the terms, line by line, and whether it came in force. */
export function Amendments({ accord, now }: { accord: Accord; now: number }) {
  const { t } = useLingui();
  const { nameOf } = useParties();
  const amendments = useQuery(reading('acts', { query: { type: 'accord.amend', limit: '50' } }));
  const items = (amendments.data?.items ?? []).filter(({ disregarded }) => disregarded === undefined);
  const opened = useQueries({ queries: items.map(({ id }) => opening(id)) });
  return (
    <Section title={t`Amendments`} aside={t`proposed by one side, in force once all have endorsed`}>
      {amendments.error !== null && <Refusal error={amendments.error} />}
      {amendments.data !== undefined && items.length === 0 && (
        <Empty title={t`None`}>
          <Trans>The terms are those that were founded.</Trans>
        </Empty>
      )}
      {items.map(({ id, party, signedAt }, place) => {
        const payload = opened[place]!.data?.payload;
        if (payload === undefined) return null;
        const body = payload.body as Partial<Parts> & { from: number; expires: number };
        const at = accord.versions.findIndex((version) => version.id === id);
        const version = accord.versions[at];
        // Of what is not in force: against what is.
        const before: Parts = at > 0 ? accord.versions[at - 1]! : accord;
        const { words } = opened[place]!.data!;
        const reason = textsIn(words, 'reason');
        return (
          <article key={id} className={classes.amendment} aria-label={t`Amendment proposed by ${nameOf(party)}`}>
            <p className={classes.name}>
              <ActLink id={id}>
                <Trans>Proposed by {nameOf(party)}</Trans>
              </ActLink>{' '}
              {version !== undefined ? (
                <Tag tone="good">{t`in force`}</Tag>
              ) : body.expires < now ? (
                <Tag>{t`never came in force`}</Tag>
              ) : (
                <Tag tone="wait">{t`open until endorsed or declined`}</Tag>
              )}
            </p>
            <p className={classes.soft}>
              {signedAt !== undefined && (
                <Trans>
                  signed <Moment at={signedAt} />
                </Trans>
              )}
              {version !== undefined && (
                <>
                  {' · '}
                  <Trans>
                    in force since <Moment at={version.inForceAt} aged={false} />
                  </Trans>
                </>
              )}
              {' · '}
              <Trans>
                governs acts signed from <Moment at={body.from} aged={false} />
              </Trans>
            </p>
            {reason !== undefined && <Said texts={reason} authentic={authenticOf(words)} />}
            <Differences before={before} after={{ ...partsOf(before), ...partsOf(body) }} />
          </article>
        );
      })}
    </Section>
  );
}

function partsOf({ terms, offices }: Partial<Parts>): Partial<Parts> {
  return { ...(terms !== undefined && { terms }), ...(offices !== undefined && { offices }) };
}

function Differences({ before, after }: { before: Parts; after: Partial<Parts> }) {
  const { t } = useLingui();
  const naming = useNaming();
  const lines = differencesBetween({ accord: partsOf(before) }, { accord: after });
  if (lines.length === 0) {
    return (
      <p className={classes.soft}>
        <Trans>It changes nothing of what is in force.</Trans>
      </p>
    );
  }
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t`What it changes`}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t`Term`}</th>
            <th scope="col">{t`Before`}</th>
            <th scope="col">{t`After`}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ at, name, before: was, after: is }) => (
            <tr key={at}>
              <th scope="row">{naming.of(name)}</th>
              <td>
                {was === undefined ? (
                  '—'
                ) : (
                  <del>
                    <Untrusted text={naming.of(was)} />
                  </del>
                )}
              </td>
              <td>
                {is === undefined ? (
                  '—'
                ) : (
                  <ins>
                    <Untrusted text={naming.of(is)} />
                  </ins>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
