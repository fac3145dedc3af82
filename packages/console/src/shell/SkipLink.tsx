import { Trans } from '@lingui/react/macro';
import classes from './SkipLink.module.css';

export function SkipLink() {
  return (
    <a
      href="#main"
      className={classes.skip}
      onClick={(event) => {
        // The address keeps what it says: an invitation's secret stands behind its #.
        event.preventDefault();
        document.getElementById('main')?.focus();
      }}
    >
      <Trans>Skip to the content</Trans>
    </a>
  );
}
