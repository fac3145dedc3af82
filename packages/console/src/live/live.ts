// The one line of this window: what changed is read again at once, and while changes go on to come, less and less often, so that ten at once are two
// readings, and a record that is being caught up with is not read a thousand times.

import type { Query } from '@tanstack/react-query';
import type { RouteName } from '#api/call';
import { queries, signedIn } from '#api/queries';
import { deskQueries } from '#live/desk';
import { LiveLine } from '#live/line';

const GATHER_MS_MIN = 30;
const GATHER_MS_MAX = 480;
/** What one officer does is told in a few changes: filed, held, receipted, folded. */
const READINGS_AT_ONCE = 5;
/** After so long without a reading, the next change is the first one. */
const CALM_MS = 1000;

/**
 * What an act seldom changes, and every page has: read again a little later, so that it is not in the way of what is looked at. A browser asks
 * six things at a time. Changes of the desk are told by themselves.
 */
const LATER: ReadonlySet<unknown> = new Set<RouteName>([
  ...deskQueries('all'),
  'signIn',
  'ownAccount',
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
let readings = 0;
let readAt = 0;
let everything = false;
/** Names of routes that tell of the desk. */
const stale = new Set<string>();

/** Of what a page keeps as it is, nothing. */
function readAgain(concerned: (query: Query) => boolean): void {
  const predicate = (query: Query) => query.meta?.['kept'] !== true && concerned(query);
  // A first reading that is under way is joined and not begun anew, though it may have been answered before the change.
  for (const first of queries.getQueryCache().findAll({ predicate, fetchStatus: 'fetching' })) {
    if (first.state.data !== undefined) continue;
    void first.promise?.then(
      () => queries.invalidateQueries({ queryKey: first.queryKey, exact: true }),
      () => undefined,
    );
  }
  void queries.invalidateQueries({ predicate });
}

function gather(): void {
  if (performance.now() - readAt > CALM_MS) readings = 0;
  const more = Math.max(0, readings - READINGS_AT_ONCE);
  gathering ??= setTimeout(
    () => {
      gathering = undefined;
      readAt = performance.now();
      readings++;
      const [all, names] = [everything, new Set(stale)];
      everything = false;
      stale.clear();
      readAgain(({ queryKey: [name] }) => (all && !LATER.has(name)) || names.has(name as string));
      if (!all) return;
      waiting ??= setTimeout(() => {
        waiting = undefined;
        readAgain(({ queryKey: [name] }) => LATER.has(name));
      }, LATER_MS);
    },
    readings === 0 ? 0 : Math.min(GATHER_MS_MIN * 2 ** more, GATHER_MS_MAX),
  );
}

liveLine.listen(() => {
  everything = true;
  gather();
});

liveLine.listenDesk((part) => {
  for (const name of deskQueries(part)) stale.add(name);
  gather();
});
