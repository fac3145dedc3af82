// Receipts for one log: a holder's cosigned checkpoints, taken from whoever brings them. For our own log they come from the holder; for a
// counterpart's, where there are more than two parties, what the third ones hold comes from that counterpart. Each is checked
// before it counts: the log's own signatures, the holder's, the size and root against the log, and the holder's clock, which
// binds only the holder and may neither run ahead of ours by much nor go back.

import { equalBytes } from '@parley/record/bytes';
import { encodeEvidence } from '@parley/record/evidence';
import { parseReceipts } from '@parley/record/receipts';
import { refuse, type Result } from '@parley/record/refusal';
import type { Keyring } from '../log/keyring.ts';
import type { Log } from '../log/log.ts';
import { seconds, type Clock } from '../platform/clock.ts';
import type { Database } from '../platform/sqlite.ts';
import type { EvidenceShelf } from './evidence.ts';

/** A holder's clock may be this far ahead of ours (2-record R3). */
export const AHEAD_MAX_S = 300;

export type ReceiptEvents = {
  /** Within the transaction that keeps it; what is returned is called once it is durable. */
  receipting(holder: string, size: number, time: number): () => void;
  /** A holder has more of the log than we have. Of our own: we were restored from an old copy. */
  behind(size: number): void;
  /** The log was signed twice over. */
  forked(): void;
  /** A holder cosigned less at a later time; `evidence` is the text that convicts it. */
  wentBack(holder: string, evidence: string): void;
};

export class Receipts {
  #database: Database;
  #log: Log;
  #keyring: Keyring;
  #clock: Clock;
  #evidence: EvidenceShelf;
  #events: ReceiptEvents;

  constructor(options: {
    database: Database;
    log: Log;
    keyring: Keyring;
    clock: Clock;
    evidence: EvidenceShelf;
    events: ReceiptEvents;
  }) {
    this.#database = options.database;
    this.#log = options.log;
    this.#keyring = options.keyring;
    this.#clock = options.clock;
    this.#evidence = options.evidence;
    this.#events = options.events;
  }

  /** Where to go on asking `holder`: the newest (size, time) of it that is kept. */
  newest(holder: string): { size: number; time: number } {
    const { size, time } = this.#log.store.newestCosigned(holder) ?? { size: 0, time: 0 };
    return { size, time };
  }

  /** Takes the text of receipts that `holder` served. Stops at the first that is not in order; those before it are kept. */
  async take(holder: string, text: string): Promise<Result<{ taken: number }>> {
    const parsed = parseReceipts(text);
    if (!parsed.ok) return parsed;
    let taken = 0;
    for (const note of parsed.notes) {
      const opened = await this.#keyring.openCosigned(this.#log.party, holder, note);
      if (!opened.ok) return opened;
      const { checkpoint, time } = opened;
      const root = this.#log.rootAt(checkpoint.size);
      if (root === undefined) {
        this.#events.behind(checkpoint.size);
        return refuse(
          'receipt.beyond',
          `taking a receipt: it is for ${checkpoint.size} entries, the log has ${this.#log.size} here`,
        );
      }
      if (!equalBytes(root, checkpoint.root)) {
        // Only another head of the same size convicts; without one it is kept for what it is.
        const published = this.#log.store.published();
        const twin =
          this.#log.store.cosignedOf(checkpoint.size) ??
          (published?.size === checkpoint.size ? published.note : undefined);
        const now = seconds(this.#clock.now());
        if (twin === undefined) this.#evidence.put(this.#log.store.number, 'unproven', note, now);
        else {
          const object = encodeEvidence({ kind: 'two-roots', a: twin, b: note });
          this.#evidence.put(this.#log.store.number, 'two-roots', object, now);
        }
        this.#events.forked();
        return refuse('receipt.root', `taking a receipt: the log had another root at ${checkpoint.size} entries`);
      }
      const now = seconds(this.#clock.now());
      if (time > now + AHEAD_MAX_S) {
        return refuse(
          'receipt.time_ahead',
          `taking a receipt: its time ${time} is more than ${AHEAD_MAX_S} s ahead of ${now}`,
        );
      }
      const before = this.#log.store.newestCosigned(holder);
      if (before !== undefined && (checkpoint.size - before.size) * (time - before.time) < 0) {
        const [a, b] = checkpoint.size < before.size ? [note, before.note] : [before.note, note];
        this.#events.wentBack(holder, encodeEvidence({ kind: 'going-back', a, b }));
        return refuse(
          'receipt.time_back',
          `taking a receipt: ${checkpoint.size} entries at ${time}, but ${before.size} at ${before.time}`,
        );
      }
      const old = checkpoint.size < (before?.size ?? 0) || (checkpoint.size === before?.size && time <= before.time);
      if (old) continue; // sent again
      const settle = this.#database.transaction(() => {
        this.#log.store.putCosigned({ holder, size: checkpoint.size, time, note });
        return this.#events.receipting(holder, checkpoint.size, time);
      });
      settle();
      taken++;
    }
    return { ok: true, taken };
  }
}
