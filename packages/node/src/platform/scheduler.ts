// When things are tried again. Pauses run on a clock of their own, monotonic and never scripted: a node that tells 2014 still
// waits real seconds for an answer. The simulator puts its own time behind the same two functions.

/** `now` in milliseconds of a monotonic clock; `after` runs `work` once, later, and returns what calls it off. */
export type Scheduler = {
  now(): number;
  after(milliseconds: number, work: () => void): () => void;
};

export const systemScheduler: Scheduler = {
  now: () => performance.now(),
  after(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
