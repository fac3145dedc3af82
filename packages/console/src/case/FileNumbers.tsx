import { Trans } from '@lingui/react/macro';
import type { CaseState } from '@parley/docket/case/kind';
import { useParties } from '#api/parties';
import type { CaseRow } from '#case/parts';
import { useReference } from '#case/references';
import { Untrusted } from '#ui/Untrusted.tsx';

/** Ours, and theirs: whoever telephones names either. */
export function FileNumbers({ row, state }: { row: CaseRow; state: CaseState }) {
  const { sideOf } = useParties();
  const claimant = useReference(
    state.restatements.slice(-1).map(({ id }) => id),
    row.words,
  );
  const respondent = useReference([
    ...state.positions.slice(-1).map(({ id }) => id),
    ...(state.acknowledged === null ? [] : [state.acknowledged.id]),
  ]);
  const [ours, theirs] = sideOf(row.openedBy) === 'us' ? [claimant, respondent] : [respondent, claimant];
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
