import { Trans } from '@lingui/react/macro';
import { Untrusted } from '#ui/Untrusted.tsx';

/** Ours, and theirs, at the end of where a page belongs: whoever telephones names either. */
export function FileNumbers({ ours, theirs }: { ours: string | undefined; theirs: string | undefined }) {
  return (
    <>
      {ours !== undefined && (
        <>
          {' '}
          / <Untrusted text={ours} />
        </>
      )}
      {theirs !== undefined && (
        <>
          {ours === undefined ? ' / ' : ' · '}
          <Trans>
            theirs <Untrusted text={theirs} />
          </Trans>
        </>
      )}
    </>
  );
}
