// Where *now* comes from. A node reads time through this and nothing else, so that the demo can tell history at its own dates and
// the simulator can make clocks lie.

/** `now` in milliseconds since 1970-01-01T00:00:00Z. `scripted`: it is moved by a script, and nothing happens by itself. */
export type Clock = { now(): number; readonly scripted?: boolean };

export const systemClock: Clock = { now: () => Date.now() };

/**
 * A clock that stands still until it is moved, as the scripted accord of the demo prescribes; after `release` it goes over into
 * `then` (real time). It never goes back: a move to an earlier time is ignored.
 */
export class ScriptedClock implements Clock {
  #now: number;
  #then: Clock | undefined;

  constructor(startsAt: number) {
    this.#now = startsAt;
  }

  now(): number {
    return this.#then === undefined ? this.#now : Math.max(this.#now, this.#then.now());
  }

  moveTo(time: number): void {
    this.#now = Math.max(this.#now, time);
  }

  release(then: Clock): void {
    this.#then = then;
  }

  get scripted(): boolean {
    return this.#then === undefined;
  }
}

/** Whole seconds, as acts and cosignatures carry them. */
export function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
