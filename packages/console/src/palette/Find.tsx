import { Trans } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import classes from './Find.module.css';

const Palette = lazy(async () => ({ default: (await import('#palette/Palette.tsx')).Palette }));

/** The way to everything, from every page: Ctrl K, also while one writes. */
export function Find() {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  const open = () => {
    setWanted(true);
    setOpened(true);
  };
  useHotkeys([['mod+K', open]], []);
  return (
    <>
      <UnstyledButton className={classes.find} onClick={open} aria-keyshortcuts="Control+K Meta+K">
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <circle cx="6.7" cy="6.7" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M10.5 10.5 15 15" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
        </svg>
        <span className={classes.words}>
          <Trans>Find or do</Trans>
        </span>
        <kbd className={classes.key} aria-hidden="true">
          Ctrl K
        </kbd>
      </UnstyledButton>
      {wanted && (
        <Suspense>
          <Palette opened={opened} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
