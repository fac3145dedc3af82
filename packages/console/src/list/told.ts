import { useParties } from '#api/parties';
import { useDeadlineWords } from '#vocabulary/deadline';
import { useNaming } from '#vocabulary/naming';

/** How the lines of a list are said. `now`: Unix seconds of a whole minute: ages and times left are read in minutes at least. */
export function useTold(now: number) {
  const naming = useNaming();
  const { nameOf, sideOf } = useParties();
  const deadlines = useDeadlineWords(now);
  return { naming, nameOf, sideOf, deadlines, now };
}

export type Told = ReturnType<typeof useTold>;
