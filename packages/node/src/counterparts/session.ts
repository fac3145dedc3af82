// What there is to do with one counterpart, and when: a state machine without I/O. Facts go in (`published`, `nudged`, `settled`),
// errands come out (`due`). It holds no truth: lost with the process, it is rebuilt from the record, and every errand may be done
// twice without harm.
//
//   recover   ask for the newest checkpoint of our own log, and for our own holder's newest cosignature, before signing anything
//   offer     send the newest checkpoint of our log (add-checkpoint), with a consistency proof from what they hold pending
//   receipts  wait, by long poll, for their cosignatures on our log
//   poll      ask for the newest checkpoint of their log, in case their nudges cannot reach us
//   pull      fetch what is pending of their log, hold it, cosign it

export type Errand = 'recover' | 'offer' | 'receipts' | 'poll' | 'pull';

export type Outcome =
  /** done; whether there is more follows from the sizes */
  | 'done'
  /** they answered, and it is to be tried again at once with what their answer told */
  | 'again'
  /** nobody answered, or not in time */
  | 'unreachable'
  /** they answered no; `session.refusal` says why */
  | 'refused';

/** The first pause after a failure; each further one doubles it, up to the longest. */
export const PAUSE_FIRST_MS = 250;
export const PAUSE_LONGEST_MS = 60_000;
/**
 * How often their log is asked for, however much they talk to us: what a silent one-way failure may cost in delay, and how late we may
 * hear of what a third party's holder cosigned.
 */
export const POLL_EVERY_MS = 30_000;
/** Answers of "again" in a row after which the counterpart is treated as not making sense: each further one is paused on for longer. */
export const AGAIN_MAX = 8;

type Progress = { busy: boolean; notBefore: number; failures: number; agains: number };

const fresh = (): Progress => ({ busy: false, notBefore: 0, failures: 0, agains: 0 });

export class Session {
  readonly party: string;
  #progress: Record<Errand, Progress> = {
    recover: fresh(),
    offer: fresh(),
    receipts: fresh(),
    poll: fresh(),
    pull: fresh(),
  };
  /** Our log: the size of our newest published checkpoint, and the size they said they hold pending. */
  #publishedSize = 0;
  #offeredSize = 0;
  #publishedTimes = 0;
  #offeredTimes = 0;
  /** Their log: the size of the newest checkpoint they offered, and the size we hold. */
  #pendingSize = 0;
  #heldSize: number;
  #resigned = false;
  #recovered = false;
  #stopped = false;
  /** When they last showed us the newest head of their log. */
  #shownAt: number | undefined;
  refusal: { code: string; detail: string } | undefined;

  constructor(party: string, heldSize: number) {
    this.party = party;
    this.#heldSize = heldSize;
  }

  /** A checkpoint of our log was published. `refreshed` ones of the same size are offered again too. */
  published(size: number): void {
    this.#publishedSize = size;
    this.#publishedTimes++;
    this.#progress.offer.notBefore = Math.min(this.#progress.offer.notBefore, this.#lastFailureFree('offer'));
  }

  /**
   * A verified checkpoint of their log, of this size, is pending. A nudge proves that they are there: pauses end. One of the size that
   * we hold is their daily signature: it is cosigned again.
   */
  nudged(size: number, now: number): void {
    if (size === this.#heldSize) this.#resigned = true;
    this.#pendingSize = Math.max(this.#pendingSize, size);
    this.#shownAt = now;
    this.heard(now);
  }

  /** They spoke to us: whatever was paused because they were silent is tried now. */
  heard(now: number): void {
    for (const progress of Object.values(this.#progress)) {
      if (progress.failures > 0) progress.notBefore = Math.min(progress.notBefore, now);
    }
  }

  /** They have something to show that they could not bring: they are asked soon. */
  askSoon(now: number): void {
    const { poll } = this.#progress;
    poll.notBefore = Math.min(poll.notBefore, now + PAUSE_FIRST_MS);
  }

  /** What is pending is cosigned once more: our holder has other keys. */
  cosignAgain(): void {
    this.#resigned ||= this.#heldSize > 0;
  }

  held(size: number): void {
    this.#heldSize = Math.max(this.#heldSize, size);
  }

  /** They told us which size of our log they hold pending. */
  offered(size: number): void {
    this.#offeredSize = size;
  }

  /** Nothing more of their log is taken: they contradicted themselves, and evidence of it is kept. */
  stopTaking(): void {
    this.#stopped = true;
  }

  recovered(): void {
    this.#recovered = true;
  }

  get hasRecovered(): boolean {
    return this.#recovered;
  }

  /** They hold more of our log than we have: it is to be asked for again. */
  forgetRecovery(): void {
    this.#recovered = false;
    this.#progress.recover.notBefore = 0;
  }

  /** Their log is inconsistent: what is pending is forgotten until they offer again. */
  dropPending(): void {
    this.#pendingSize = this.#heldSize;
  }

  #lastFailureFree(errand: Errand): number {
    return this.#progress[errand].failures === 0 ? 0 : this.#progress[errand].notBefore;
  }

  #wanted(errand: Errand): boolean {
    switch (errand) {
      case 'recover':
        return !this.#recovered;
      case 'offer':
        return (
          this.#publishedSize > 0 &&
          (this.#offeredSize !== this.#publishedSize || this.#offeredTimes !== this.#publishedTimes)
        );
      case 'receipts':
        return this.#publishedSize > 0;
      case 'poll':
        return this.#recovered && !this.#stopped;
      case 'pull':
        return this.#recovered && !this.#stopped && (this.#pendingSize > this.#heldSize || this.#resigned);
    }
  }

  /** The errands to start now; each is busy until `settled`. */
  due(now: number): Errand[] {
    const starting: Errand[] = [];
    for (const errand of ['recover', 'offer', 'receipts', 'poll', 'pull'] as const) {
      const progress = this.#progress[errand];
      if (progress.busy || progress.notBefore > now || !this.#wanted(errand)) continue;
      progress.busy = true;
      if (errand === 'offer') this.#offeredTimes = this.#publishedTimes;
      if (errand === 'pull') this.#resigned = false;
      starting.push(errand);
    }
    return starting;
  }

  /** When `due` may next have something to say, if nothing is told before; Infinity when never. */
  wakeAt(): number {
    let earliest = Infinity;
    for (const errand of ['recover', 'offer', 'receipts', 'poll', 'pull'] as const) {
      const progress = this.#progress[errand];
      if (!progress.busy && this.#wanted(errand)) earliest = Math.min(earliest, progress.notBefore);
    }
    return earliest;
  }

  settled(errand: Errand, outcome: Outcome, now: number): void {
    const progress = this.#progress[errand];
    progress.busy = false;
    if (outcome === 'done' || outcome === 'again') {
      if (errand === 'poll' && outcome === 'done') this.#shownAt = now;
      progress.agains = outcome === 'again' ? progress.agains + 1 : 0;
      progress.notBefore = errand === 'poll' ? now + POLL_EVERY_MS : now;
      if (outcome === 'again' && errand === 'offer') this.#offeredTimes = -1;
      if (progress.agains <= AGAIN_MAX) {
        progress.failures = 0;
        return;
      }
    }
    progress.failures++;
    progress.notBefore = now + Math.min(PAUSE_LONGEST_MS, PAUSE_FIRST_MS * 2 ** (progress.failures - 1));
    if (errand === 'offer') this.#offeredTimes = -1;
  }

  /** Nothing waits to leave or to be taken in: what was published was offered, what is pending is held. */
  get settledDown(): boolean {
    return (
      this.#recovered &&
      this.#offeredSize === this.#publishedSize &&
      !this.#progress.offer.busy &&
      (this.#stopped || (this.#pendingSize <= this.#heldSize && !this.#resigned)) &&
      !this.#progress.pull.busy
    );
  }

  get state(): {
    offeredSize: number;
    pendingSize: number;
    heldSize: number;
    shownAt: number | undefined;
    reachable: boolean;
  } {
    return {
      offeredSize: this.#offeredSize,
      pendingSize: this.#pendingSize,
      heldSize: this.#heldSize,
      shownAt: this.#shownAt,
      reachable: this.#progress.offer.failures === 0 && this.#progress.receipts.failures === 0,
    };
  }
}
