import { Trans, useLingui } from '@lingui/react/macro';
import { paragraphsOf } from '#founding/paragraphs';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Founding.module.css';

type Label = { en: string; zh: string };

export type Difference = { at: string; name: Label; before?: Label | undefined; after?: Label | undefined };

/** Longer than this it is prose: the paragraphs that differ are shown, not the whole twice. */
const PROSE_CHARS = 160;

/** What a party brings in when it takes its seat. */
const OF_A_SEAT = /^parties\./;

/** What differs: what stood there, and what stands there now. `empty`: said where nothing differs. */
export function Differences({ items, label, empty }: { items: readonly Difference[]; label: string; empty: string }) {
  const { t } = useLingui();
  if (items.length === 0) return <p className={classes.soft}>{empty}</p>;
  const isSeat = ({ at, before }: Difference) => before === undefined && OF_A_SEAT.test(at);
  const seat = items.filter(isSeat);
  const others = items.filter((item) => !isSeat(item));
  return (
    <>
      {others.length > 0 && <Rows items={others} label={label} />}
      {seat.length > 0 && (
        <details className={classes.seat}>
          <summary>
            <Trans>It takes its seat: name, addresses and keys</Trans>
          </summary>
          <Rows items={seat} label={t`What it brings in`} />
        </details>
      )}
    </>
  );
}

function Rows({ items, label }: { items: readonly Difference[]; label: string }) {
  const { t } = useLingui();
  const naming = useNaming();
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t`Member`}</th>
            <th scope="col">{t`Before`}</th>
            <th scope="col">{t`After`}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ at, name, before, after }) => {
            const [was, is] = [before && naming.of(before), after && naming.of(after)];
            const prose = was !== undefined && is !== undefined && Math.max(was.length, is.length) > PROSE_CHARS;
            return (
              <tr key={at}>
                <th scope="row">{naming.of(name)}</th>
                {prose ? (
                  <td colSpan={2}>
                    <Prose before={was} after={is} />
                  </td>
                ) : (
                  <>
                    <td>
                      {was === undefined ? (
                        <Trans>nothing</Trans>
                      ) : (
                        <del>
                          <Untrusted text={was} />
                        </del>
                      )}
                    </td>
                    <td>
                      {is === undefined ? (
                        <Trans>taken away</Trans>
                      ) : (
                        <ins>
                          <Untrusted text={is} />
                        </ins>
                      )}
                    </td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Prose({ before, after }: { before: string; after: string }) {
  return (
    <>
      {paragraphsOf(before, after).map(({ kind, text }, no) => {
        // Paragraphs have no other name than their place.
        const key = no;
        if (kind === 'gone')
          return (
            <p key={key}>
              <del>
                <Untrusted text={text} />
              </del>
            </p>
          );
        if (kind === 'new')
          return (
            <p key={key}>
              <ins>
                <Untrusted text={text} />
              </ins>
            </p>
          );
        return (
          <p key={key} className={classes.soft}>
            …
          </p>
        );
      })}
    </>
  );
}
