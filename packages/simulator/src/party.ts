// An honest party: the product's own node, on a clock that is wrong, a disk that fails, a network that is bad and crypto that takes its
// time; started, crashed, stopped and put back from an old copy by an operator. Beside it, what the node answered to its officers is
// written down, and held against its log for the rest of the run.

import { parseCheckpoint } from '@parley/record/checkpoint';
import { equalBytes, parseUtf8 } from '@parley/record/bytes';
import { parseAct } from '@parley/record/act';
import type { Result } from '@parley/record/refusal';
import { App } from '@parley/node/app';
import { MemoryContents } from '@parley/node/exhibits/contents';
import type { Filed } from '@parley/node/filing';
import type { Log } from '@parley/node/log/log';
import type { BootMarker } from '@parley/node/log/marker';
import type { Head } from '@parley/node/log/store';
import type { Database } from '@parley/node/platform/sqlite';
import { BEGINS_AT, type Founding } from './accord.ts';
import type { Chance } from './chance.ts';
import { CrashError, Disk, isDiskFault, type Mishap } from './disk.ts';
import type { KeyRing } from './keys.ts';
import type { Life, Timeline } from './timeline.ts';
import { BrokenError, insist, type Trace } from './trace.ts';
import type { Wire } from './wire.ts';

/** An act as it was sent, so that the very same bytes can be sent again. */
export type Sent = { id: string; type: string; act: string; words: string[] };

/** What was answered: this act is in our log, at this index. */
type Acknowledged = { sent: Sent; index: number };

/** Refusals that are about the node and the day, not about the act: the same act may be sent again. */
export function isPassing(code: string): boolean {
  return code.startsWith('node.') || code === 'log.quota';
}

/** How wrong the clock of a run is that all parties share: nights that pass at once. */
export type Calendar = { leapMs: number };

export class HonestParty {
  readonly id: string;
  readonly disk: Disk;
  app: App | undefined;
  database: Database | undefined;
  life: Life;
  /** How far its wall clock is from the simulated time, in milliseconds. */
  skewMs = 0;
  /** Acts that were acknowledged and not lost with a restore, by id. */
  readonly acknowledged = new Map<string, Acknowledged>();
  /** Since the last restore, whether its counterparts have been asked. */
  restored = false;
  /** How probably an operation of the crypto takes simulated time. */
  slowness = 0;
  #founding: Founding;
  #timeline: Timeline;
  #calendar: Calendar;
  #wire: Wire;
  #keys: KeyRing;
  #chance: Chance;
  #trace: Trace;
  #broken: (cause: unknown) => void;
  #marker = new MemoryMarker();
  #contents = new MemoryContents();
  #lives = 0;
  #checkedHeld = new Map<string, number>();
  /** How long its log must be at least, by what was acknowledged. */
  #longest = 0;
  /** Copies of its disk that the operator put aside, with the size of its log at that time. */
  copies: { name: string; size: number }[] = [];

  constructor(
    id: string,
    folder: string,
    world: {
      founding: Founding;
      timeline: Timeline;
      calendar: Calendar;
      wire: Wire;
      keys: KeyRing;
      chance: Chance;
      trace: Trace;
      broken: (cause: unknown) => void;
    },
  ) {
    this.id = id;
    this.#founding = world.founding;
    this.#timeline = world.timeline;
    this.#calendar = world.calendar;
    this.#wire = world.wire;
    this.#keys = world.keys;
    this.#chance = world.chance;
    this.#trace = world.trace;
    this.#broken = world.broken;
    this.life = { party: id, number: 0, dead: true };
    this.disk = new Disk(folder, (mishap) => this.#mishap(mishap));
  }

  get up(): boolean {
    return this.app !== undefined && !this.life.dead;
  }

  /** Its wall clock, Unix milliseconds. */
  now(): number {
    return BEGINS_AT * 1000 + this.#timeline.now + this.#calendar.leapMs + this.skewMs;
  }

  // ── the operator ──

  start(): void {
    if (!this.life.dead) return;
    this.disk.close();
    const life: Life = { party: this.id, number: ++this.#lives, dead: false };
    this.life = life;
    this.#trace.note(`${this.id} starts`);
    this.#open(life)
      .then(
        (app) => {
          if (life.dead) return;
          this.app = app;
          this.#wire.listen(this.id, {
            life,
            answer: (request, from, signal) => app.exchange(request, { party: from }, signal),
          });
          app.start();
          this.#trace.note(`${this.id} is up with ${app.own.size} entries, signing ${app.health().signing}`);
        },
        (cause: unknown) => {
          this.#fault(life, cause);
          this.crash('it could not start');
        },
      )
      .catch(this.#broken);
  }

  async #open(life: Life): Promise<App> {
    const database = this.disk.open(life);
    this.database = database;
    const secrets = this.#founding.secrets.get(this.id)!;
    const { suite } = this.#keys;
    return App.open({
      database,
      accordText: this.#founding.accordText,
      party: this.id,
      signers: async (role) => ({
        ed25519: (message) =>
          this.#slowly(life, () => {
            if (role === 'holder') this.#requireHeld(life, message);
            return secrets[role].ed25519.sign(message);
          }),
        mldsa44: (message) => this.#slowly(life, () => secrets[role].mldsa44.sign(message)),
      }),
      exhibits: { contents: this.#contents, registrars: () => [], random: (bytes) => this.#chance.bytes(bytes) },
      clock: { now: () => this.now() },
      scheduler: this.#timeline.schedulerOf(life),
      transport: { send: (to, request, signal) => this.#wire.send(life, to, request, signal) },
      suite: {
        ed25519: (key, message, signature) => this.#slowly(life, () => suite.ed25519(key, message, signature)),
        mlDsa44: (key, message, signature) => this.#slowly(life, () => suite.mlDsa44(key, message, signature)),
      },
      marker: this.#marker,
      onFault: (cause) => this.#fault(life, cause),
    });
  }

  #slowly<T>(life: Life, work: () => T): T | Promise<T> {
    if (this.slowness === 0 || !this.#chance.happens(this.slowness)) return work();
    return this.#timeline.pause(this.#chance.between(1, 8), life).then(work);
  }

  /** Power off, and on again after a while. */
  crash(why: string): void {
    this.#trace.note(`${this.id} is off: ${why}`);
    this.life.dead = true;
    this.app = undefined;
    this.disk.disarm();
    this.disk.close();
    this.#timeline.after(this.#chance.between(50, 8000), () => this.start());
  }

  /** A clean stop, and on again. */
  stop(): void {
    const { app, life } = this;
    if (app === undefined || life.dead) return;
    this.#trace.note(`${this.id} stops`);
    this.app = undefined;
    this.#wire.listen(this.id, {
      life: { ...life, dead: true },
      answer: () => Promise.reject(new CrashError('stopped')),
    });
    app
      .stop()
      .catch((cause: unknown) => this.#fault(life, cause))
      .then(() => {
        if (!life.dead) this.crash('stopped');
      })
      .catch(this.#broken);
  }

  /** Puts the disk aside as it is now. */
  copy(): void {
    if (this.app === undefined) return;
    const name = `copy-${this.copies.length % 3}`;
    this.disk.copy(name);
    this.copies = [...this.copies.filter((other) => other.name !== name), { name, size: this.app.own.size }];
    this.#trace.note(`${this.id} puts a copy of ${this.app.own.size} entries aside`);
  }

  /** Puts an old copy in the place of the disk. `heldElsewhere`: entries of its log that counterparts hold, which must come back. */
  restore(copy: { name: string; size: number }, heldElsewhere: number): void {
    // That takes longer than any request of the old process is on its way.
    this.#wire.forget(this.life);
    this.life.dead = true;
    this.app = undefined;
    this.disk.disarm();
    this.disk.close();
    this.disk.restore(copy.name);
    this.restored = true;
    for (const [id, { index }] of this.acknowledged) {
      if (index >= Math.max(copy.size, heldElsewhere)) this.acknowledged.delete(id);
    }
    this.#checkedHeld.clear();
    this.#longest = Math.max(0, ...[...this.acknowledged.values()].map(({ index }) => index + 1));
    this.#trace.note(`${this.id} is put back to ${copy.size} entries; ${heldElsewhere} are held elsewhere`);
    this.#timeline.after(this.#chance.between(50, 8000), () => this.start());
  }

  #mishap(mishap: Mishap): void {
    this.#trace.note(`${this.id} disk: ${mishap}`);
    // The process is over within this call, or does not know what its disk did: its operator starts it again.
    const { life } = this;
    if (mishap === 'crash before' || mishap === 'crash after') {
      this.#timeline.after(0, () => {
        if (this.life === life) this.crash('its disk took it down');
      });
    } else if (mishap === 'answer lost') {
      this.#timeline.after(this.#chance.below(2000), () => {
        if (this.life === life && !life.dead) this.crash('its operator saw a fault');
      });
    }
  }

  #fault(life: Life, cause: unknown): void {
    if (life.dead) return;
    this.#trace.note(`${this.id} fault: ${cause instanceof Error ? cause.message : String(cause)}`);
    if (isDiskFault(cause) || this.disk.mishaps.includes('answer lost')) return;
    if (cause instanceof BrokenError) {
      this.#broken(cause);
      return;
    }
    this.#broken(new BrokenError(`only the disk gives faults: ${String((cause as Error).stack ?? cause)}`, { cause }));
  }

  /** What nobody caught: the process is over, and starts again. */
  uncaught(life: Life, cause: unknown): void {
    if (life.dead) return;
    this.#fault(life, cause);
    this.crash('nobody caught a fault');
  }

  /** The size of the newest head of another's log that it was offered. */
  pendingOf(party: string): number {
    const log = this.app!.logs.find((one) => one.party === party)!;
    return Number(this.database!.get('select size from pending where log = ?', log.store.number)?.['size'] ?? 0);
  }

  // ── its officers' desk ──

  /** Sends an act to the node; undefined where no answer came. */
  async file(sent: Sent): Promise<Result<Filed> | undefined> {
    const { app, life } = this;
    if (app === undefined) return undefined;
    let outcome: Result<Filed>;
    try {
      outcome = await app.file({ act: sent.act, words: sent.words });
    } catch (cause) {
      if (!life.dead && !isDiskFault(cause) && !this.disk.mishaps.includes('answer lost')) {
        throw new BrokenError(`filing threw: ${String((cause as Error).stack ?? cause)}`, { cause });
      }
      return undefined;
    }
    if (life.dead) return undefined;
    const before = this.acknowledged.get(sent.id);
    if (!outcome.ok) {
      const { code, detail } = outcome.refusal;
      this.#trace.note(`${this.id} refuses ${sent.type}: ${code}`);
      insist(
        before === undefined || isPassing(code),
        'nothing acknowledged is lost',
        () =>
          `${this.id} acknowledged ${sent.type} at ${before!.index} and now refuses the same bytes: ${code} ${detail}`,
      );
      return outcome;
    }
    this.#trace.note(`${this.id} files ${sent.type} at ${outcome.index}${outcome.again ? ' again' : ''}`);
    insist(
      outcome.id === sent.id && outcome.log === app.own.origin,
      'an answer is about what was asked',
      () => `${sent.type} was answered for ${outcome.id} in ${outcome.log}`,
    );
    insist(
      before === undefined || (before.index === outcome.index && outcome.again),
      'the same act is the same act',
      () => `${sent.type} was at ${before!.index} and is now at ${outcome.index}`,
    );
    this.acknowledged.set(sent.id, { sent, index: outcome.index });
    this.#longest = Math.max(this.#longest, outcome.index + 1);
    insist(
      app.own.store.id(outcome.index) === sent.id,
      'nothing acknowledged is lost',
      () => `${sent.type} was acknowledged at ${outcome.index}, where it is not`,
    );
    return outcome;
  }

  // ── invariants of one node ──

  /** Whether its log is complete as far as it can be: after a restore, not before the counterparts were asked. */
  get recovered(): boolean {
    return this.up && this.app!.health().signing === 'on';
  }

  /** The log is as long as what was acknowledged says: cheap enough for every step. */
  checkLength(): void {
    // After a commit whose answer was lost the file has more than the process knows, until it starts again.
    if (this.#longest === 0 || !this.recovered || this.disk.mishaps.includes('answer lost')) return;
    const { size } = this.app!.own;
    insist(
      size >= this.#longest,
      'nothing acknowledged is lost',
      () => `${this.id} acknowledged ${this.#longest} acts and has ${size}`,
    );
  }

  /** Nothing acknowledged is lost. */
  checkAcknowledged(): void {
    if (!this.recovered) return;
    this.restored = false;
    const { own } = this.app!;
    for (const [id, { index, sent }] of this.acknowledged) {
      insist(
        own.store.id(index) === id,
        'nothing acknowledged is lost',
        () => `${this.id} acknowledged ${sent.type} at ${index} of ${own.size}, where it is not`,
      );
      const [line] = own.store.words(index, index + 1);
      const kept = line === undefined ? 0 : (JSON.parse(line) as unknown[]).length;
      insist(
        kept === sent.words.length,
        'nothing acknowledged is lost',
        () => `${sent.type} at ${index} has ${kept} of its ${sent.words.length} words`,
      );
    }
  }

  /** What the holder is about to sign: that it holds all of it, durably. Only then may it. */
  #requireHeld(life: Life, message: Uint8Array): void {
    if (life.dead) return;
    const note = parseUtf8(message) ?? '';
    const parsed = parseCheckpoint(note.slice(note.indexOf('\n', note.indexOf('\n') + 1) + 1));
    if (!parsed.ok || this.database === undefined)
      throw new BrokenError(`the holder of ${this.id} signs what is no checkpoint`);
    const { origin, size, root } = parsed.checkpoint;
    const invariant = 'a holder cosigns only what it holds';
    const log = this.app?.logs.find((one) => one.origin === origin);
    if (log === undefined) return;
    const convicting = this.app!.health().alarms.some((alarm) => alarm.log === origin && alarm.kind !== 'unproven');
    insist(
      !convicting,
      'the log of a liar is cosigned no more',
      () => `${this.id} cosigns ${size} entries of ${origin}`,
    );
    const entries = this.#entriesHeld(log, size);
    insist(entries === size, invariant, () => `${this.id} cosigns ${size} entries of ${origin} and has ${entries}`);
    const held = log.rootAt(size);
    insist(
      held !== undefined && equalBytes(held, root),
      invariant,
      () => `${this.id} cosigns another root at ${size} than it holds`,
    );
    for (let index = this.#checkedHeld.get(origin) ?? 0; index < size; index++) {
      const act = parseAct(log.store.entry(index)!);
      if (!act.ok) continue;
      const digests = act.act.payload._sd ?? [];
      const [line] = log.store.words(index, index + 1);
      const words = line === undefined ? [] : (JSON.parse(line) as (string | null)[]);
      insist(
        words.length === digests.length && !words.includes(null),
        invariant,
        () => `${this.id} cosigns entry ${index} of ${origin} without its words`,
      );
    }
    this.#checkedHeld.set(origin, Math.max(this.#checkedHeld.get(origin) ?? 0, size));
  }

  #entriesHeld(log: Log, size: number): number {
    const { store } = log;
    const row = this.database!.get(
      'select count(*) as n from entry where position >= ? and position < ?',
      store.position(0),
      store.position(size),
    );
    return Number(row!['n']);
  }
}

/** A boot marker outside the data folder: no crash and no restore touches it. */
class MemoryMarker implements BootMarker {
  #head: Head | undefined;

  matches({ size, root, time }: Head): boolean {
    return (
      this.#head !== undefined &&
      this.#head.size === size &&
      this.#head.time === time &&
      equalBytes(this.#head.root, root)
    );
  }

  clear(): void {
    this.#head = undefined;
  }

  write(head: Head): void {
    this.#head = head;
  }
}
