// The one line of this window: what changed is read again at once, and while changes go on to come, less and less often, so that ten at once are two
// readings, and a record that is being caught up with is not read a thousand times.

import type { RouteName } from '#api/call';
import { queries, signedIn } from '#api/queries';
import { deskQueries } from '#live/desk';
import { LiveLine } from '#live/line';

const GATHER_MS_MIN = 30;
const GATHER_MS_MAX = 480;
/** After so long without a reading, the next change is the first one. */
const CALM_MS = 1000;

/**
 * What an act seldom changes, and every page has: read again a little later, so that it is not in the way of what is looked at. A browser asks
 * six things at a time.
 */
const LATER: ReadonlySet<unknown> = new Set<RouteName>([
  'signIn',
  'account',
  'accord',
  'parties',
  'officers',
  'calendars',
  'compose',
  'health',
  'logs',
  'previewDraft',
]);
const LATER_MS = 600;

export const liveLine = new LiveLine(() => void queries.invalidateQueries(signedIn));

let gathering: ReturnType<typeof setTimeout> | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;
let gatherMs = 0;
let readAt = 0;
let everything = false;
/** Names of routes that tell of the desk. */
const stale = new Set<string>();

function gather(): void {
  if (performance.now() - readAt > CALM_MS) gatherMs = 0;
  gathering ??= setTimeout(() => {
    gathering = undefined;
    readAt = performance.now();
    gatherMs = Math.min(Math.max(GATHER_MS_MIN, gatherMs * 2), GATHER_MS_MAX);
    const [all, names] = [everything, new Set(stale)];
    everything = false;
    stale.clear();
    void queries.invalidateQueries({
      predicate: ({ meta, queryKey: [name], state }) =>
        meta?.['kept'] !== true &&
        ((all && !LATER.has(name)) || (names.has(name as string) && state.data !== undefined)),
    });
    if (!all) return;
    waiting ??= setTimeout(() => {
      waiting = undefined;
      void queries.invalidateQueries({
        predicate: ({ meta, queryKey: [name] }) => meta?.['kept'] !== true && LATER.has(name),
      });
    }, LATER_MS);
  }, gatherMs);
}

liveLine.listen(() => {
  everything = true;
  gather();
});

liveLine.listenDesk((part) => {
  for (const name of deskQueries(part)) stale.add(name);
  gather();
});
