import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { Words } from '#list/Words.tsx';
import classes from './Fields.module.css';

/** What a list is narrowed by. On a telephone the search alone stands above it, and the rest comes when it is asked for. */
export function Fields({
  label,
  words,
  onWords,
  onClear,
  children,
}: {
  label: string;
  words: string;
  onWords: (words: string) => void;
  /** undefined: there is nothing to take away. */
  onClear: (() => void) | undefined;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const rest = useId();
  return (
    <form role="search" aria-label={label} className={classes.fields} onSubmit={(event) => event.preventDefault()}>
      <Words value={words} onChange={onWords} />
      <Button
        variant="default"
        className={classes.opener}
        aria-expanded={open}
        aria-controls={rest}
        onClick={() => setOpen(!open)}
      >
        <Trans>Filters</Trans>
      </Button>
      <div id={rest} className={classes.rest} data-open={open || undefined}>
        {children}
        {onClear !== undefined && (
          <Button variant="subtle" onClick={onClear}>
            <Trans>Clear</Trans>
          </Button>
        )}
      </div>
    </form>
  );
}
