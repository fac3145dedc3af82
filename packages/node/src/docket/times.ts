// Every cosignature's size and time, in memory: what the docket asks of receipts, answered by binary search. A checkpoint covers
// many acts, so a million acts leave some ten thousand pairs.

import type { Receipts } from '@parley/docket/receipts';
import type { LogStore } from '../log/store.ts';

type Times = { sizes: number[]; times: number[] };

export class CosignTimes implements Receipts {
  #byLog = new Map<string, Map<string, Times>>();

  /** Reads what is stored of a log, for each cosigner named. */
  load(store: LogStore, cosigners: readonly string[]): void {
    for (const by of cosigners) {
      for (const { size, time } of store.cosignedTimes(by)) this.add(store.party, by, size, time);
    }
  }

  clear(): void {
    this.#byLog.clear();
  }

  /** In growing (size, time); a later time of the newest size takes the place of an earlier refresh, never of the first. */
  add(party: string, by: string, size: number, time: number): void {
    const { sizes, times } = this.#of(party, by);
    const last = sizes.length - 1;
    if (last >= 1 && sizes[last] === size && sizes[last - 1] === size) {
      times[last] = Math.max(times[last]!, time);
      return;
    }
    sizes.push(size);
    times.push(time);
  }

  #of(party: string, by: string): Times {
    let cosigners = this.#byLog.get(party);
    if (cosigners === undefined) this.#byLog.set(party, (cosigners = new Map()));
    let found = cosigners.get(by);
    if (found === undefined) cosigners.set(by, (found = { sizes: [], times: [] }));
    return found;
  }

  first(party: string, index: number, by: string): number | undefined {
    const found = this.#byLog.get(party)?.get(by);
    return found?.times[firstAbove(found.sizes, index)];
  }

  last(party: string, size: number, by: string, until: number): number | undefined {
    const found = this.#byLog.get(party)?.get(by);
    if (found === undefined) return undefined;
    let at = firstAbove(found.sizes, size) - 1;
    while (at >= 0 && found.times[at]! > until) at--;
    return found.times[at];
  }

  /** The newest time at which `by` cosigned a party's log. */
  newest(party: string, by: string): number {
    return this.#byLog.get(party)?.get(by)?.times.at(-1) ?? 0;
  }

  /** The size that `by` has cosigned of a party's log. */
  covered(party: string, by: string): number {
    return this.#byLog.get(party)?.get(by)?.sizes.at(-1) ?? 0;
  }
}

function firstAbove(sizes: readonly number[], size: number): number {
  let low = 0;
  let high = sizes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sizes[middle]! > size) high = middle;
    else low = middle + 1;
  }
  return low;
}
