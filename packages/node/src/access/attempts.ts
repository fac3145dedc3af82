// Slows down whoever fails. Failures are counted by what was tried *and* the address it came from: a stranger elsewhere cannot make anybody wait
// by failing in their name. What was tried counts alike whether it exists or not.

/** So many failures cost nothing: a finger that slips. */
const FREE = 5;
const WAIT_S_MAX = 900;
/** A failure is forgotten after so long without another. */
const FORGOTTEN_S = 3600;
/** Of one address, whatever it tries: beyond so many a minute it is not even looked at. */
const ADDRESS_A_MINUTE = 100;
/** Kept in memory; the oldest is dropped first. */
const KEPT_MAX = 20_000;

type Failures = { count: number; last: number };

export class Attempts {
  #failures = new Map<string, Failures>();

  /** Seconds to wait before this may be tried from there; 0: at once. `now`: Unix seconds. */
  wait(what: string, address: string, now: number): number {
    return Math.max(
      this.#waitOf(this.#failures.get(keyOf(what, address)), now, FREE),
      this.#waitOf(this.#failures.get(keyOf('', address)), now, ADDRESS_A_MINUTE),
    );
  }

  failed(what: string, address: string, now: number): void {
    this.#count(keyOf(what, address), now, FORGOTTEN_S);
    this.#count(keyOf('', address), now, 60);
  }

  /** Who succeeded had only slipped. */
  succeeded(what: string, address: string): void {
    this.#failures.delete(keyOf(what, address));
  }

  #waitOf(failures: Failures | undefined, now: number, free: number): number {
    if (failures === undefined || failures.count < free) return 0;
    const wait = Math.min(WAIT_S_MAX, 2 ** Math.min(failures.count - free, 20));
    return Math.max(0, failures.last + wait - now);
  }

  #count(key: string, now: number, forgottenAfter: number): void {
    const before = this.#failures.get(key);
    const count = before === undefined || now - before.last > forgottenAfter ? 1 : before.count + 1;
    this.#failures.delete(key);
    this.#failures.set(key, { count, last: now });
    if (this.#failures.size > KEPT_MAX) this.#failures.delete(this.#failures.keys().next().value!);
  }
}

function keyOf(what: string, address: string): string {
  return `${address} ${what}`;
}
