import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { call } from '#api/call';
import { useParties } from '#api/parties';
import { citationOf } from '#said/citation';
import { useAnnounce } from '#ui/Announcer.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Signature.module.css';

const TOLD_MS = 2000;

/** Takes the act as others cite it into the clipboard, with the receipt that it has by now. */
export function Cite({ act, point }: { act: string; point?: number | undefined }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf } = useParties();
  const announce = useAnnounce();
  const [state, setState] = useState<'copied' | 'failed'>();
  const copy = async () => {
    const citation = call('act', { params: { id: act } }).then((read) => citationOf(read, nameOf, naming, point));
    try {
      // What is written while it is still being read counts as asked for by this very click.
      await navigator.clipboard.write([
        new ClipboardItem({ 'text/plain': citation.then((text) => new Blob([text], { type: 'text/plain' })) }),
      ]);
      setState('copied');
      announce(t`Citation copied`);
    } catch {
      setState('failed');
      announce(t`The citation could not be copied`);
    }
    setTimeout(() => setState(undefined), TOLD_MS);
  };
  return (
    <button
      type="button"
      className={classes.cite}
      data-told={state}
      aria-label={point === undefined ? t`Copy citation` : t`Copy citation: point ${point}`}
      onClick={() => void copy()}
    >
      {state === 'copied' ? (
        <Trans>copied</Trans>
      ) : state === 'failed' ? (
        <Trans>not copied</Trans>
      ) : (
        <Trans>copy citation</Trans>
      )}
    </button>
  );
}
