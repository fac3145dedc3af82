// What a node shows of itself: the accord and who speaks under it, the subjects, the acts, and what a client needs to compose one. Reading
// alone: nothing here writes, and each answer costs what is on it, not what is held.

import type { Accord } from '@parley/record/accord';
import { encodeBase64 } from '@parley/record/base64';
import { RECEIPTS_TOLD_MAX } from '@parley/api/record';
import type { JsonObject } from '@parley/record/json';
import type { CaseState } from '@parley/docket/case/kind';
import { mapCase } from '@parley/docket/case/map';
import { rankHypotheses } from '@parley/docket/finding/competing';
import type { HypothesesState } from '@parley/docket/finding/hypotheses';
import { everything, type Sight } from '../access/sight.ts';
import type { Reader } from '../api/app.ts';
import type { Log } from '../log/log.ts';
import { seconds, type Clock } from '../platform/clock.ts';
import type { Database } from '../platform/sqlite.ts';
import type { Docket } from './docket.ts';
import { ActReader } from './reader/acts.ts';
import { Figures } from './reader/figures.ts';
import { SubjectReader } from './reader/subjects.ts';

/** A digest that took longer to work out is dear: it is given again for a while, always with the cut that it is of. */
const DEAR_DIGEST_MS = 250;
/** For this many times as long as it took: a twentieth of a processor is the most that asking for it can cost. */
const DEAR_DIGEST_TIMES = 20;

type Options = {
  database: Database;
  docket: Docket;
  logs: readonly Log[];
  party: string;
  parties: readonly { id: string; origin: string; originHash: string; own: boolean }[];
  accord: Accord;
  accordId: string;
  clock: Clock;
  /** How much of our log a signed checkpoint covers. */
  publishedSize: () => number;
  /** Goes up with every change of the docket. */
  seq: () => number;
  /** Milliseconds of a monotonic clock. */
  elapsed: () => number;
};

/** Shows everything: it is the node’s own. What others are shown is by `as`. */
export class DocketReader implements Reader {
  #options: Options;
  #docket: Docket;
  #logs: readonly Log[];
  #party: string;
  #parties: readonly { id: string; origin: string; originHash: string; own: boolean }[];
  #accord: Accord;
  #accordId: string;
  #now: () => number;
  #seq: () => number;
  #acts: ActReader;
  #subjects: SubjectReader;
  #figures: Figures;
  #elapsed: () => number;
  #digest: { seq: number; answer: ReturnType<Docket['digest']>; freshUntil: number } | undefined;
  #turns = { count: 0, seq: -1, nextAt: -Infinity };

  constructor(options: Options) {
    this.#options = options;
    const { database, docket, logs, clock, publishedSize } = options;
    this.#docket = docket;
    this.#logs = logs;
    this.#party = options.party;
    this.#parties = options.parties;
    this.#accord = options.accord;
    this.#accordId = options.accordId;
    this.#now = () => seconds(clock.now());
    this.#seq = options.seq;
    this.#elapsed = options.elapsed;
    this.#acts = new ActReader({ database, docket, logs, publishedSize, sight: everything });
    this.#subjects = new SubjectReader({ database, docket, acts: this.#acts, now: this.#now, sight: everything });
    this.#figures = this.#figuresOf(everything);
  }

  /** The same, of what somebody may see. The digest, and when answers turn, are of the whole. */
  as(sight: Sight): Reader {
    if (sight.all) return this;
    const seen = new DocketReader(this.#options);
    const { database, docket, logs, publishedSize } = this.#options;
    seen.#acts = new ActReader({ database, docket, logs, publishedSize, sight });
    seen.#subjects = new SubjectReader({ database, docket, acts: seen.#acts, now: this.#now, sight });
    seen.#figures = this.#figuresOf(sight);
    seen.digest = () => this.digest();
    seen.turns = () => this.turns();
    return seen;
  }

  #figuresOf(sight: Sight): Figures {
    const { census, classes } = this.#docket;
    return new Figures({ census, classes, party: this.#party, now: this.#now, sight });
  }

  // ── the accord ──

  /** Terms and offices are those that an act signed now is under. */
  accord(): ReturnType<Reader['accord']> {
    const now = this.#now();
    const { state, versions } = this.#docket.house;
    const { terms, offices } = versions.findLast(({ from }) => from <= now) ?? versions[0]!;
    const document = this.#accord as unknown as JsonObject;
    return {
      id: this.#accordId,
      party: this.#party,
      document,
      inForceAt: state.inForceAt,
      terms,
      offices,
      versions: state.versions,
    };
  }

  /** With the addresses and contacts that each published last. */
  parties(): ReturnType<Reader['parties']> {
    return this.#accord.parties.map(({ id, names, languages, hue, addresses }) => {
      const { own, origin, originHash } = this.#parties.find((party) => party.id === id)!;
      const published = this.#docket.house.state.parties.find((party) => party.id === id)!;
      const { contacts } = published;
      return {
        id,
        own,
        origin,
        originHash,
        names,
        languages,
        hue,
        addresses: (published.addresses?.body['addresses'] as string[] | undefined) ?? addresses,
        ...(contacts !== null && { contacts: { ...contacts, words: this.#acts.wordsOf(contacts.id) } }),
      };
    });
  }

  officers(): ReturnType<Reader['officers']> {
    const { parties, logs } = this.#docket.house;
    return parties.flatMap((party) =>
      logs.get(party)!.officers.map((officer) => ({ ...officer, party, words: this.#acts.wordsOf(officer.id) })),
    );
  }

  calendars(): ReturnType<Reader['calendars']> {
    return this.#docket.house.state.parties.flatMap(({ id: party, calendars }) =>
      calendars.map((calendar) => ({ ...calendar, party })),
    );
  }

  // ── the logs ──

  /** Ours first. */
  logs(): ReturnType<Reader['logs']> {
    const parties = this.#accord.parties.map(({ id }) => id);
    return this.#logs
      .toSorted((a, b) => Number(b.store.own) - Number(a.store.own))
      .map(({ origin, party, size, head: { root }, store }) => {
        const newest = parties.flatMap((holder) => store.newestCosigned(holder) ?? []);
        const head = store.own ? store.published() : newest.toSorted((a, b) => b.size - a.size)[0];
        const receipts = parties.flatMap((holder) =>
          store
            .newestReceipts(holder, RECEIPTS_TOLD_MAX)
            .map((one) => ({ party: holder, size: one.size, at: one.time })),
        );
        return {
          origin,
          party,
          own: store.own,
          size,
          root: encodeBase64(root),
          ...(head !== undefined && { head: { size: head.size, note: head.note } }),
          holders: newest.map(({ holder, time, ...one }) => ({
            party: holder,
            size: one.size,
            at: time,
            note: one.note,
          })),
          receipts: receipts.toSorted((a, b) => b.at - a.at || b.size - a.size).slice(0, RECEIPTS_TOLD_MAX),
        };
      });
  }

  // ── subjects and acts ──

  subjects(asked: Parameters<Reader['subjects']>[0]): ReturnType<Reader['subjects']> {
    return this.#subjects.subjects(asked);
  }

  subject(id: string, kind?: string): ReturnType<Reader['subject']> {
    return this.#subjects.subject(id, kind);
  }

  caseMap(id: string): ReturnType<Reader['caseMap']> {
    const state = this.#subjects.stateOf(id);
    return state?.kind === 'case' ? mapCase(state as CaseState) : undefined;
  }

  competing(id: string): ReturnType<Reader['competing']> {
    const state = this.#subjects.stateOf(id);
    if (state?.kind !== 'hypotheses') return undefined;
    return state.sides.map((party) => rankHypotheses(state as HypothesesState, party));
  }

  waits({ on, party, ...query }: Parameters<Reader['waits']>[0]): ReturnType<Reader['waits']> {
    const parties = this.#docket.house.parties
      .filter((one) => party === undefined || one === party)
      .filter((one) => on === undefined || (one === this.#party) === (on === 'us'));
    return this.#subjects.waits(parties, query);
  }

  deadlines(query: Parameters<Reader['deadlines']>[0]): ReturnType<Reader['deadlines']> {
    return this.#subjects.deadlines(query);
  }

  // ── in figures ──

  outline(asked: Parameters<Reader['outline']>[0]): ReturnType<Reader['outline']> {
    return this.#figures.outline(asked);
  }

  waitCounts(): ReturnType<Reader['waitCounts']> {
    return this.#figures.waitCounts();
  }

  load(asked: Parameters<Reader['load']>[0]): ReturnType<Reader['load']> {
    return this.#figures.load(asked);
  }

  // ──

  acts(query: Parameters<Reader['acts']>[0]): ReturnType<Reader['acts']> {
    return this.#acts.acts(query);
  }

  act(id: string): ReturnType<Reader['act']> {
    return this.#acts.act(id);
  }

  receiptProof(id: string): string | undefined {
    return this.#acts.receiptProof(id);
  }

  disregarded(query: Parameters<Reader['disregarded']>[0]): ReturnType<Reader['disregarded']> {
    return this.#acts.disregarded(query);
  }

  // ── the whole, and now ──

  /** The one answer that takes every subject: it is worked out once for every change, and not at every change where it is dear. */
  digest(): ReturnType<Reader['digest']> {
    const seq = this.#seq();
    const from = this.#elapsed();
    if (this.#digest === undefined || (this.#digest.seq !== seq && from >= this.#digest.freshUntil)) {
      const answer = this.#docket.digest();
      const to = this.#elapsed();
      const dear = to - from > DEAR_DIGEST_MS;
      this.#digest = { seq, answer, freshUntil: dear ? to + DEAR_DIGEST_TIMES * (to - from) : to };
    }
    return this.#digest.answer;
  }

  composing(): ReturnType<Reader['composing']> {
    const keys = this.#docket.keysForNext(this.#party);
    const cut = this.#docket.cut();
    const seen: ReturnType<Reader['composing']>['seen'] = {};
    const held: ReturnType<Reader['composing']>['held'] = {};
    for (const log of this.#logs) {
      if (log.store.own) continue;
      const size = this.#docket.times.covered(log.party, this.#party);
      if (size > 0) held[log.origin] = { size, time: this.#docket.times.newest(log.party, this.#party) };
      // An act that has seen more than has its place in the order would have to wait.
      const n = Math.min(size, cut[log.origin]!.size);
      if (n > 0) seen[log.origin] = { n, root: encodeBase64(log.rootAt(n)!) };
    }
    const log = this.#logs.find(({ store }) => store.own)!.origin;
    return { accord: this.#accordId, log, ...(keys !== undefined && { keys }), seen, held, now: this.#now() };
  }

  turns(): number {
    const seq = this.#seq();
    const now = this.#now();
    const { count, nextAt } = this.#turns;
    if (this.#turns.seq !== seq || now >= nextAt) {
      this.#turns = { count: now < nextAt ? count : count + 1, seq, nextAt: this.#subjects.nextDueAfter(now) };
    }
    return this.#turns.count;
  }
}
