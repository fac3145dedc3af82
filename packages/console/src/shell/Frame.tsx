import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Brand } from '#shell/Brand.tsx';
import { LanguageSwitch, ThemeSwitch } from '#shell/Preferences.tsx';
import { SkipLink } from '#shell/SkipLink.tsx';
import classes from './Frame.module.css';

/** Around pages of somebody who is not signed in yet: one column, nothing that leads away. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <SkipLink />
      <header className={classes.top}>
        <Brand />
        <span className={classes.preferences}>
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <footer className={classes.foot}>
        <Trans>A record that neither side can rewrite.</Trans>
      </footer>
    </div>
  );
}
