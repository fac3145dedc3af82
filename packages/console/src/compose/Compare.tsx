import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Differences } from '#compose/Differences.tsx';
import type { Keeper, Seen } from '#compose/keeping';
import { Notice } from '#ui/Notice.tsx';
import classes from './Compare.module.css';

/** Two texts of one draft, since a colleague saved while this one was written: what differs, word by word. Nothing is lost, whichever is taken. */
export function Compare({
  seen: { newer, content },
  keeper,
}: {
  seen: Seen & { newer: NonNullable<Seen['newer']> };
  keeper: Keeper;
}) {
  const { t } = useLingui();
  const by = (newer as { savedBy?: { name?: string } }).savedBy?.name ?? t`A colleague`;
  return (
    <div className={classes.compare}>
      <Notice
        tone="wait"
        title={t`${by} saved this draft while you wrote`}
        actions={
          <>
            <Button size="compact-md" onClick={() => keeper.settle('ours')}>
              <Trans>Keep mine</Trans>
            </Button>
            <Button size="compact-md" variant="default" onClick={() => keeper.settle('theirs')}>
              <Trans>Take the other</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>What is not taken stays a version of the draft.</Trans>
        </p>
        <Differences left={content} leftName={t`What I wrote`} right={newer.content} rightName={by} />
      </Notice>
    </div>
  );
}
