// The one line of this window: what changed is read again, a little later, so that ten changes at once are one reading.

import { queries, signedIn } from '#api/queries';
import { deskQueries } from '#live/desk';
import { LiveLine } from '#live/line';

const GATHER_MS = 120;

export const liveLine = new LiveLine(() => void queries.invalidateQueries(signedIn));

let gathering: ReturnType<typeof setTimeout> | undefined;
let everything = false;
/** Names of routes that tell of the desk. */
const stale = new Set<string>();

function gather(): void {
  gathering ??= setTimeout(() => {
    gathering = undefined;
    const [all, names] = [everything, new Set(stale)];
    everything = false;
    stale.clear();
    void queries.invalidateQueries({
      predicate: ({ meta, queryKey: [name], state }) =>
        meta?.['kept'] !== true && (all || (names.has(name as string) && state.data !== undefined)),
    });
  }, GATHER_MS);
}

liveLine.listen(() => {
  everything = true;
  gather();
});

liveLine.listenDesk((part) => {
  for (const name of deskQueries(part)) stale.add(name);
  gather();
});
