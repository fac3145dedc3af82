import { Trans, useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import { Loading } from '#ui/Loading.tsx';
import classes from './LoadFold.module.css';

const LoadCharts = lazy(() => import('#list/LoadCharts.tsx').then(({ LoadCharts: charts }) => ({ default: charts })));

/** Pictures of how much there was over time, for whoever opens them: what draws them is heavier than the list. */
export function LoadFold({ kind, by }: { kind: 'case' | 'request'; by?: string }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <details className={classes.fold} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Trans>Load and age</Trans>
      </summary>
      {open && (
        <Suspense fallback={<Loading label={t`Reading the figures …`} lines={4} />}>
          <LoadCharts kind={kind} {...(by !== undefined && { by })} />
        </Suspense>
      )}
    </details>
  );
}
