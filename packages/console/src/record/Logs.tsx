import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Answer } from '#api/call';
import { useParties } from '#api/parties';
import { Refusal } from '#refusal/Refusal.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from './RecordPage.module.css';

type LogView = Answer<'logs'>['items'][number];

/** Ours left, theirs right: how long each is, its signed head, and who holds it. The signatures are checked here. */
export function Logs({ logs }: { logs: readonly LogView[] }) {
  const { t } = useLingui();
  const { nameOf } = useParties();
  const notes = logs.flatMap(({ head, holders }) => [head?.note ?? '', ...holders.map(({ note }) => note)]);
  const checked = useQuery({
    queryKey: ['headsChecked', notes],
    queryFn: async ({ signal }) => (await import('#record/read')).checkHeads(logs, signal),
    staleTime: Infinity,
    meta: { kept: true },
  });
  return (
    <Section plain title={t`The logs`} aside={t`signatures checked in this browser`}>
      {checked.error !== null && <Refusal error={checked.error} />}
      <div className={classes.logs}>
        {logs.map(({ origin, party, own, size, root, head, holders }) => (
          <article key={origin} className={classes.log} data-side={own ? 'us' : 'them'} aria-label={nameOf(party)}>
            <h3>{nameOf(party)}</h3>
            <p className={classes.size}>
              <Plural value={size} one="# entry" other="# entries" />
            </p>
            <dl className={classes.facts}>
              <div>
                <dt>{own ? <Trans>Published head</Trans> : <Trans>Newest head held</Trans>}</dt>
                <dd>
                  {head === undefined ? (
                    <Trans>none yet</Trans>
                  ) : (
                    <>
                      <Plural value={head.size} one="# entry" other="# entries" />{' '}
                      <Mark checked={checked.data} note={head.note} />
                    </>
                  )}
                </dd>
              </div>
              {holders.map(({ party: holder, size: held, at, note }) => {
                const other = nameOf(holder);
                return (
                  <div key={holder}>
                    <dt>
                      <Trans>Held by {other}</Trans>
                    </dt>
                    <dd>
                      {held === size ? (
                        <Trans>all of it</Trans>
                      ) : (
                        <Trans>
                          {held} of {size}
                        </Trans>
                      )}
                      , <Moment at={at} /> <Mark checked={checked.data} note={note} />
                    </dd>
                  </div>
                );
              })}
              <div>
                <dt>
                  <Trans>Root</Trans>
                </dt>
                <dd>
                  <code>{root}</code>
                </dd>
              </div>
              <div>
                <dt>
                  <Trans>Origin</Trans>
                </dt>
                <dd>
                  <code>{origin}</code>
                </dd>
              </div>
            </dl>
            {head !== undefined && (
              <details className={classes.more}>
                <summary>
                  <Trans>The signed head itself</Trans>
                </summary>
                <pre tabIndex={0} aria-label={t`Signed head of ${nameOf(party)}`}>
                  {head.note}
                </pre>
              </details>
            )}
          </article>
        ))}
      </div>
    </Section>
  );
}

function Mark({ checked, note }: { checked: Map<string, string | undefined> | undefined; note: string }) {
  const { t } = useLingui();
  if (checked?.has(note) !== true) return <Tag>{t`checking …`}</Tag>;
  const why = checked.get(note);
  if (why === undefined) return <Tag tone="good">{t`✓ signatures hold`}</Tag>;
  return (
    <>
      <Tag tone="late">{t`✗ does not hold`}</Tag> <span lang="en">{why}</span>
    </>
  );
}
