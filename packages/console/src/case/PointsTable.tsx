import { Trans, useLingui } from '@lingui/react/macro';
import type { CaseState } from '@parley/docket/case/kind';
import { codeName } from '@parley/docket/vocabulary/codes';
import { useState } from 'react';
import type { Point } from '#case/parts';
import { useMomentUtc } from '#said/Signature.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Parts.module.css';

/** The bar's points, a line each, with the way to what is said of each. */
export function PointsTable({ points, state }: { points: readonly Point[]; state: CaseState }) {
  const { t } = useLingui();
  const naming = useNaming();
  const moment = useMomentUtc();
  const [open, setOpen] = useState(false);
  const signed = new Map(state.acts.map(({ id, signedAt }) => [id, signedAt]));
  const at = (id: string | null) => {
    const time = id === null ? undefined : signed.get(id);
    return time === undefined ? '—' : moment(time);
  };
  return (
    <details className={classes.under} data-closed onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Trans>All points as a table: {points.length}</Trans>
      </summary>
      {open && (
        <div className={classes.wide} tabIndex={0} role="region" aria-label={t`Points`}>
          <table className={classes.acts}>
            <thead>
              <tr>
                <th scope="col">{t`Point`}</th>
                <th scope="col">{t`Of what kind`}</th>
                <th scope="col">{t`Alleged`}</th>
                <th scope="col">{t`How it stands`}</th>
                <th scope="col">{t`Answered`}</th>
                <th scope="col">{t`Exhibits`}</th>
              </tr>
            </thead>
            <tbody>
              {points.map(({ no, kind, view, from, by, exhibits }) => (
                <tr key={no}>
                  <td>
                    <a href={`#point-${no}`}>{no}</a>
                  </td>
                  <td>{naming.of(codeName('kind', kind))}</td>
                  <td>{at(from)}</td>
                  <td>{naming.of(codeName('view', view))}</td>
                  <td>{at(by)}</td>
                  <td>{new Set([...exhibits.claimant, ...exhibits.respondent]).size}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
