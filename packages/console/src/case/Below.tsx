import { useLingui } from '@lingui/react/macro';
import type { CaseState } from '@parley/docket/case/kind';
import type { Answer } from '#api/call';
import { Allegation } from '#case/Allegation.tsx';
import { History } from '#case/History.tsx';
import { Notes } from '#case/Notes.tsx';
import type { CaseRow, Related as Row } from '#case/parts';
import { Related } from '#case/Related.tsx';
import { Waits } from '#case/Waits.tsx';
import classes from '#ui/SubjectPage.module.css';

/** Below the points: what waits, what hangs off the case, when what was said, and beside it what our desk keeps to itself. */
export function Below({
  row,
  state,
  related = [],
  acts,
  now,
  all,
}: {
  row: CaseRow;
  state: CaseState;
  related: readonly Row[] | undefined;
  acts: Answer<'acts'>['items'] | undefined;
  now: number;
  all: boolean;
}) {
  const { t } = useLingui();
  return (
    <div className={classes.columns}>
      <div>
        <Waits row={row} state={state} related={related} now={now} />
        <Related row={row} state={state} related={related} all={all} />
        <History row={row} acts={acts} />
        <Allegation state={state} words={row.words} />
      </div>
      <aside aria-label={t`Private to our desk`} className={classes.aside}>
        <Notes subject={row.id} />
      </aside>
    </div>
  );
}
