// Simulated time: a queue of what is to happen, in order of time and then of asking. Between two happenings everything that a promise can
// still do is done, so the next one always finds the nodes at rest and a seed always gives the same run.

import type { Scheduler } from '@parley/node/platform/scheduler';

/** One run of one process, from its start to its crash or stop: what it left in the queue dies with it. */
export type Life = { readonly party: string; readonly number: number; dead: boolean };

type Happening = { at: number; order: number; life: Life | undefined; work: (() => void) | undefined };

export class Timeline {
  /** Milliseconds since the run began. */
  now = 0;
  #order = 0;
  #queue: Happening[] = [];
  #onThrow: (cause: unknown, life: Life | undefined) => void;

  /** `onThrow` hears of what work threw: in a real process nobody would have caught it. */
  constructor(onThrow: (cause: unknown, life: Life | undefined) => void) {
    this.#onThrow = onThrow;
  }

  /** Runs `work` once, later; what is returned calls it off. `life`: nothing happens if that is over by then. */
  after(milliseconds: number, work: () => void, life?: Life): () => void {
    const at = this.now + Math.max(0, Math.ceil(milliseconds));
    const happening: Happening = { at, order: this.#order++, life, work };
    this.#push(happening);
    return () => {
      happening.work = undefined;
    };
  }

  /** Time as one process has it. */
  schedulerOf(life: Life): Scheduler {
    return {
      now: () => this.now,
      after: (milliseconds, work) => (life.dead ? () => undefined : this.after(milliseconds, work, life)),
    };
  }

  /** A promise that is kept that much later, unless the life ends before: then never. */
  pause(milliseconds: number, life?: Life): Promise<void> {
    return new Promise((resolve) => this.after(milliseconds, resolve, life));
  }

  /** Lets the next thing happen, and everything that follows from it at once. False when nothing is left. */
  async step(): Promise<boolean> {
    for (;;) {
      const next = this.#pop();
      if (next === undefined) return false;
      const { work, life, at } = next;
      if (work === undefined || life?.dead === true) continue;
      this.now = at;
      try {
        work();
      } catch (cause) {
        this.#onThrow(cause, life);
      }
      await settled();
      return true;
    }
  }

  // A binary heap by (at, order).
  #push(happening: Happening): void {
    const queue = this.#queue;
    let at = queue.push(happening) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(queue[at]!, queue[above]!)) return;
      [queue[at], queue[above]] = [queue[above]!, queue[at]!];
      at = above;
    }
  }

  #pop(): Happening | undefined {
    const queue = this.#queue;
    const first = queue[0];
    const last = queue.pop();
    if (first === undefined || last === undefined || queue.length === 0) return first;
    queue[0] = last;
    for (let at = 0; ;) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2]) {
        if (below < queue.length && before(queue[below]!, queue[least]!)) least = below;
      }
      if (least === at) return first;
      [queue[at], queue[least]] = [queue[least]!, queue[at]!];
      at = least;
    }
  }
}

function before(a: Happening, b: Happening): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Until every promise that could be kept has been: nothing here waits for the outside world, so one turn of the loop is enough. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
