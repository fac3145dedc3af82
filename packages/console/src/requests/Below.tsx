import type { RequestState } from '@parley/docket/request/kind';
import type { Answer } from '#api/call';
import { History } from '#case/History.tsx';
import { Exchange } from '#requests/Exchange.tsx';
import type { RequestRow } from '#requests/parts';
import { Ratings } from '#requests/Ratings.tsx';

/** Below what is asked and owed: what was said of it, how it was rated, and when. */
export function Below({
  row,
  state,
  acts,
}: {
  row: RequestRow;
  state: RequestState;
  acts: Answer<'acts'>['items'] | undefined;
}) {
  return (
    <>
      <Exchange row={row} state={state} acts={acts} />
      <Ratings row={row} state={state} />
      <History row={row} acts={acts} />
    </>
  );
}
