// What happened in a run, a line each, and a digest over all lines: two runs of one seed have the same digest, or the simulator itself
// is at fault.

import { createHash } from 'node:crypto';

/** An invariant that did not hold. */
export class BrokenError extends Error {}

/** Lines kept for the report of a failure. */
const LINES_KEPT = 400;

export class Trace {
  #hash = createHash('sha256');
  #lines: string[] = [];
  #count = 0;
  #now: () => number;
  #print: ((line: string) => void) | undefined;

  constructor(now: () => number, print?: (line: string) => void) {
    this.#now = now;
    this.#print = print;
  }

  note(line: string): void {
    const timed = `${String(this.#now()).padStart(9)} ${line}`;
    this.#hash.update(timed);
    this.#count++;
    this.#lines.push(timed);
    if (this.#lines.length > 2 * LINES_KEPT) this.#lines.splice(0, LINES_KEPT);
    this.#print?.(timed);
  }

  get digest(): string {
    return this.#hash.copy().digest('hex').slice(0, 16);
  }

  get count(): number {
    return this.#count;
  }

  /** The last lines, oldest first. */
  get tail(): string[] {
    return this.#lines.slice(-LINES_KEPT);
  }
}

/** Throws unless `holds`: the run ends here. */
export function insist(holds: boolean, invariant: string, fact: () => string): asserts holds {
  if (!holds) throw new BrokenError(`${invariant}: ${fact()}`);
}
