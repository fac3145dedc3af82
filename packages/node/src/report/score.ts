// The scorecard of a record at a date.

import { refuse, type Result } from '@parley/record/refusal';
import { foldDocket } from '@parley/docket/docket';
import { cutRecord, lastReceiptAt, type ListedRecord } from '@parley/docket/report/cut';
import { observeDocket } from '@parley/docket/scorecard/docket';
import { scorecardOf, type Scorecard } from '@parley/docket/scorecard/scorecard';
import { Category } from '@parley/docket/terms';

/** Seconds. Requests served from `from` to before `until`, everything until the review date if not given; that is the last receipt if not given. */
export type ScoreAsked = { from?: number | undefined; until?: number | undefined; reviewAt?: number | undefined };

export function makeScorecard(
  record: ListedRecord,
  { from = 0, until, reviewAt = lastReceiptAt(record) }: ScoreAsked,
): Result<{ scorecard: Scorecard }, 'score.nothing'> {
  if (reviewAt === undefined)
    return refuse('score.nothing', 'nothing has been received by anybody: there is nothing to count');
  const cut = cutRecord(record, reviewAt).record;
  const { docket } = foldDocket(cut);
  const states = [...docket.subjects.values()].flatMap(({ state }) => (state === undefined ? [] : [state]));
  const scorecard = scorecardOf({
    parties: docket.house.parties,
    categories: Category.options,
    ...observeDocket(states, { house: docket.house, receipts: cut.receipts, rootAt: cut.rootAt }, reviewAt),
    period: { from, until: until ?? reviewAt + 1 },
    reviewAt,
  });
  return { ok: true, scorecard };
}
