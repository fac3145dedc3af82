// How far an act has come, as graded delivery says it (2-record §5): filed, published, received by each holder, seen by an officer of each
// other party, acknowledged, answered. Each grade is read from what proves it: a checkpoint, a cosignature, a later act.

import type { z } from 'zod';
import type { ActRow } from '@parley/api/acts';
import type { Payload } from '@parley/record/act';
import type { SubjectState } from '@parley/docket/kind';
import type { Log } from '../../log/log.ts';
import type { Database } from '../../platform/sqlite.ts';
import type { Docket } from '../docket.ts';
import { findAct } from './find.ts';

export type Delivery = z.input<typeof ActRow>['delivery'];
type Answer = NonNullable<Delivery['answered']>;

/** Grades the acts of one answer, and remembers between them what the next one may use again. */
export class Grading {
  /** Bytes of states read. */
  read = 0;
  #database: Database;
  #docket: Docket;
  #logs: readonly Log[];
  #publishedSize: () => number;
  #folded = new Map<string, number>();
  #states = new Map<number, SubjectState | undefined>();
  /** By reading party and party read: the last index asked for, and the first act that had seen it. */
  #seeing = new Map<string, { index: number; by: number }>();

  constructor(options: { database: Database; docket: Docket; logs: readonly Log[]; publishedSize: () => number }) {
    this.#database = options.database;
    this.#docket = options.docket;
    this.#logs = options.logs;
    this.#publishedSize = options.publishedSize;
    const cut = this.#docket.cut();
    for (const log of this.#logs) this.#folded.set(log.party, cut[log.origin]!.size);
  }

  of(log: Log, index: number, id: string, payload: Payload | undefined): Delivery {
    const others = this.#logs.filter((other) => other !== log);
    return {
      published: !log.store.own || index < this.#publishedSize(),
      received: others.flatMap(({ party }) => {
        const at = this.#docket.times.first(log.party, index, party);
        return at === undefined ? [] : [{ party, at }];
      }),
      seen: others.flatMap((other) => {
        const by = this.#firstSeeing(other, log.party, index);
        return by === undefined ? [] : [{ party: other.party, ...by }];
      }),
      ...this.#answers(log.store.position(index), id, payload),
    };
  }

  /** The first act of `reader` that has seen entry `index` of `party`: `seen` only grows along a log, so it is searched by halves. */
  #firstSeeing(reader: Log, party: string, index: number): { act: string; at: number } | undefined {
    const size = this.#folded.get(reader.party)!;
    const name = `${reader.party} ${party}`;
    const before = this.#seeing.get(name);
    // Acts come in order more often than not: the search goes on from where the last one ended, in growing leaps.
    let low = before !== undefined && before.index <= index ? before.by : 0;
    let high = low;
    for (let leap = 1; high < size && this.#seenBy(reader, high, party) <= index; leap *= 2) {
      low = high + 1;
      high += leap;
    }
    high = Math.min(high, size);
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#seenBy(reader, middle, party) > index) high = middle;
      else low = middle + 1;
    }
    this.#seeing.set(name, { index, by: low });
    if (low === size) return undefined;
    const row = this.#database.get('select iat from act where position = ?', reader.store.position(low))!;
    return { act: reader.store.id(low)!, at: Number(row['iat']) };
  }

  #seenBy(reader: Log, index: number, party: string): number {
    const row = this.#database.get('select seen from act where position = ?', reader.store.position(index));
    const seen = JSON.parse(String(row!['seen'])) as Record<string, number>;
    return Object.hasOwn(seen, party) ? seen[party]! : 0;
  }

  /** What answered the act, as the rules have it: deadlines that it started, or, for a proposal, an endorsement or refusal of the others. */
  #answers(position: number, id: string, payload: Payload | undefined): Pick<Delivery, 'acknowledged' | 'answered'> {
    if (payload === undefined) return {};
    const state = this.#stateAt(
      payload.subject === undefined ? position : findAct(this.#database, this.#logs, payload.subject),
    );
    const answers: Pick<Delivery, 'acknowledged' | 'answered'> = {};
    for (const { of, for: owed, answer, stoppedAt } of state?.deadlines ?? []) {
      if (of !== id || answer === null) continue;
      answers[owed === 'acknowledge' ? 'acknowledged' : 'answered'] = answerOf(answer.id, stoppedAt);
    }
    const { proposals } = state ?? this.#docket.house.state;
    const proposal = proposals.find((one) => one.id === id);
    const [endorsement] = proposal?.endorsements ?? [];
    const [decline] = proposal?.declines ?? [];
    if (endorsement !== undefined) answers.answered = answerOf(endorsement.id, endorsement.coveredAt);
    else if (decline !== undefined) answers.answered = answerOf(decline.id, null);
    return answers;
  }

  #stateAt(position: number | undefined): SubjectState | undefined {
    if (position === undefined || this.#states.has(position)) return this.#states.get(position ?? -1);
    const text = this.#database.get('select state from subject where position = ?', position)?.['state'];
    const state = typeof text === 'string' ? (JSON.parse(text) as SubjectState) : undefined;
    this.read += typeof text === 'string' ? text.length : 0;
    this.#states.set(position, state);
    return state;
  }
}

function answerOf(act: string, provableAt: number | null): Answer {
  return provableAt === null ? { act } : { act, at: provableAt };
}
