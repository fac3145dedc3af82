import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { Keeper, Seen } from '#compose/keeping';
import { Notice } from '#ui/Notice.tsx';
import { visible } from '#ui/visible';
import classes from './Aside.module.css';

/** Two texts of one draft: a colleague saved while this one was written. Nothing is lost, whichever is taken. */
export function Compare({ seen: { newer }, keeper }: { seen: Seen; keeper: Keeper }) {
  const { t } = useLingui();
  const by = (newer as { savedBy?: { name?: string } } | undefined)?.savedBy?.name ?? t`A colleague`;
  return (
    <Notice
      tone="wait"
      title={t`${by} saved meanwhile`}
      actions={
        <>
          <Button size="compact-sm" onClick={() => keeper.settle('ours')}>
            <Trans>Keep mine</Trans>
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => keeper.settle('theirs')}>
            <Trans>Take theirs</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>Your text is still in front of you. The other one stays a version of the draft.</Trans>
      </p>
      <details>
        <summary>
          <Trans>Read theirs</Trans>
        </summary>
        <pre className={classes.theirs} tabIndex={0}>
          {visible(JSON.stringify({ ...newer?.content.body, ...newer?.content.words }, null, 1))}
        </pre>
      </details>
    </Notice>
  );
}
