// The one line of this window: what changed is read again, a little later, so that ten changes at once are one reading.

import { queries, signedIn } from '#api/queries';
import { LiveLine } from '#live/line';

const GATHER_MS = 120;

export const liveLine = new LiveLine(() => void queries.invalidateQueries(signedIn));

let gathering: ReturnType<typeof setTimeout> | undefined;

liveLine.listen(() => {
  gathering ??= setTimeout(() => {
    gathering = undefined;
    void queries.invalidateQueries({ predicate: ({ meta }) => meta?.['kept'] !== true });
  }, GATHER_MS);
});
