// What time it is. Deadlines are judged by the node, so its clock counts here, not the device's, which may be wrong; and in a demonstration the
// node's stands where its story ends.

import { useEffect, useState, useSyncExternalStore } from 'react';

const TICK_MS = 15_000;

let skewMs = 0;
const watchers = new Set<() => void>();

/** The node said, a moment ago, that it was `seconds`. */
export function setNow(seconds: number, heardAtMs: number): void {
  const skew = seconds * 1000 - heardAtMs;
  // What an answer takes on its way is no difference between clocks.
  if (Math.abs(skew - skewMs) < 2000) return;
  skewMs = skew;
  for (const watcher of watchers) watcher();
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** Unix milliseconds; goes on by itself while `ticking`. */
export function useNow(ticking = true): number {
  const skew = useSyncExternalStore(watch, () => skewMs);
  const [now, setTick] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => setTick(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [ticking]);
  return now + skew;
}
