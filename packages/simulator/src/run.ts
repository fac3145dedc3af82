// One run, all of it from one seed: parties, what befalls them, what they say; then the faults stop, everything comes to rest, and what
// must hold is checked once more. A run ends with a summary, or with the first invariant that did not hold.

import { join } from 'node:path';
import { encodeBase64url } from '@parley/record/base64';
import type { JsonObject } from '@parley/record/json';
import { rules } from '@parley/docket/rules';
import { BEGINS_AT, foundAccord, PARTY_IDS, type Founding } from './accord.ts';
import { Chance } from './chance.ts';
import { checkAgreement, checkFold, checkReading, checkRebuild, checkReceipts } from './check.ts';
import { Desk, type Composed, type View } from './desk.ts';
import { CrashError, makeFolder, removeFolder, type Mishap } from './disk.ts';
import { KeyRing } from './keys.ts';
import { LIES, Liar, type Lie } from './liar.ts';
import { Observer } from './observer.ts';
import { HonestParty, isPassing, type Calendar } from './party.ts';
import { settled, Timeline } from './timeline.ts';
import { BrokenError, insist, Trace } from './trace.ts';
import { FAIR, Wire } from './wire.ts';

export type Outcome = {
  seed: number;
  /** What did not hold; undefined if all did. */
  broken: Error | undefined;
  digest: string;
  tail: string[];
  /** Happenings on the timeline, simulated milliseconds, and acts acknowledged. */
  steps: number;
  simulatedMs: number;
  acts: number;
  story: string;
  /** Requests between two parties in their busiest minute. */
  busiest: number;
};

/** Simulated time within which everything must come to rest once the faults have stopped. */
const REST_WITHIN_MS = 20 * 60_000;

/** Simulated time within which nodes at rest must have told one another what a third party's holder said. */
const AGREE_WITHIN_MS = 5 * 60_000;

/** Requests in one minute that a node may make of another, even of one that makes no sense. */
const REQUESTS_A_MINUTE = 300;

export async function run(seed: number, options: { print?: (line: string) => void } = {}): Promise<Outcome> {
  const folder = makeFolder();
  const world = new World(seed, folder, options.print);
  // What a process that died left hanging is no fault; any other promise that nobody waits for is.
  const onUnhandled = (cause: unknown) => {
    if (!(cause instanceof CrashError)) world.fail(cause);
  };
  process.on('unhandledRejection', onUnhandled);
  try {
    await world.play();
  } catch (cause) {
    world.fail(cause);
  } finally {
    world.close();
    await settled();
    process.off('unhandledRejection', onUnhandled);
    removeFolder(folder);
  }
  return world.outcome();
}

/** How hard a seed is: each run has some of the faults, few have all. */
type Plan = {
  parties: number;
  acts: number;
  weather: typeof FAIR;
  crashes: number;
  disks: number;
  restores: number;
  cuts: number;
  skews: number;
  leaps: number;
  stops: number;
  slowness: number;
  /** several acts at the same moment */
  bursts: number;
  /** clocks that are hours wrong */
  wild: number;
  /** entries a day that the accord allows; 0: more than anybody says */
  quota: number;
  /** acts filed before anything goes wrong, so that a log has more than one bundle */
  long: number;
  lies: number;
  /** which party lies, if one does: the first or the second */
  liar: number;
};

/** Each line draws from a stream of its own: a line more does not change what the others say. */
function planOf(seed: Chance): Plan {
  const of = (name: string) => seed.stream(name);
  const some = (name: string, probability: number, weight: (chance: Chance) => number) => {
    const chance = of(name);
    return chance.happens(probability) ? weight(chance) : 0;
  };
  const lies = some('lies', 0.4, (chance) => chance.between(1, 4));
  const quota = lies === 0 ? some('quota', 0.08, (chance) => chance.between(8, 12)) : 0;
  const many = lies > 0 || quota > 0;
  return {
    parties: of('parties').happens(lies > 0 ? 0.25 : 0.15) ? 3 : 2,
    acts: many ? of('acts').between(15, 50) : of('acts').between(8, 36),
    weather: {
      delay: of('delay').pick([2, 15, 80]),
      lost: some('lost', 0.5, () => 0.08),
      answerLost: some('answer lost', 0.5, () => 0.08),
      twice: some('twice', 0.4, () => 0.15),
      straggles: some('straggles', 0.3, () => 0.04),
      straggler: 20_000,
    },
    crashes: some('crashes', 0.45, () => 3),
    disks: some('disks', 0.5, (chance) => chance.pick([6, 20])),
    // What a liar denies to hold cannot come back.
    restores: lies > 0 ? 0 : some('restores', 0.35, () => 2.5),
    cuts: quota > 0 ? 0 : some('cuts', 0.4, () => 3),
    skews: some('skews', 0.5, () => 3),
    leaps: quota > 0 ? 8 : some('leaps', 0.5, () => 3),
    stops: some('stops', 0.3, () => 2),
    slowness: some('slowness', 0.35, () => 0.1),
    bursts: some('bursts', 0.4, () => 0.2),
    wild: some('wild', 0.15, () => 2),
    quota,
    long: some('long', 0.02, () => 260),
    lies,
    liar: of('liar').below(2),
  };
}

class World {
  readonly seed: number;
  #chance: Chance;
  #plan: Plan;
  #timeline: Timeline;
  #trace: Trace;
  #founding: Founding;
  #keys: KeyRing;
  #wire: Wire;
  #observer: Observer;
  #calendar: Calendar = { leapMs: 0 };
  #parties: HonestParty[] = [];
  #liar: Liar | undefined;
  #desks = new Map<string, Desk>();
  #broken: Error | undefined;
  #steps = 0;
  /** A party was put back while what it had offered was held by nobody: its log has no way on. */
  #lost = false;
  #sent: { party: HonestParty; composed: Composed }[] = [];

  constructor(seed: number, folder: string, print?: (line: string) => void) {
    this.seed = seed;
    this.#chance = new Chance(seed);
    this.#plan = planOf(this.#chance.stream('plan'));
    this.#timeline = new Timeline((cause, life) => {
      const party = this.#parties.find(({ id }) => id === life?.party);
      if (party === undefined || life === undefined || cause instanceof BrokenError) this.fail(cause);
      else party.uncaught(life, cause);
    });
    this.#trace = new Trace(() => this.#timeline.now, print);
    this.#keys = new KeyRing(this.#chance.stream('keys'));
    const ids = PARTY_IDS.slice(0, this.#plan.parties);
    this.#founding = foundAccord(ids, this.#keys, this.#chance.stream('accord'), this.#plan.quota || 1_000_000);
    const honest = (id: string) => id !== this.#liarId;
    this.#observer = new Observer(this.#founding, honest);
    const broken = (cause: unknown) => this.fail(cause);
    this.#wire = new Wire({
      timeline: this.#timeline,
      chance: this.#chance.stream('wire'),
      trace: this.#trace,
      events: {
        delivered: (from, _to, request) => this.#observer.delivered(from, request),
        answered: (_from, to, request, response) => this.#observer.answered(to, request, response),
        broken,
      },
    });
    for (const id of ids) {
      const desk = new Desk(id, this.#founding, this.#keys, this.#chance.stream(`desk ${id}`));
      this.#desks.set(id, desk);
      if (!honest(id)) continue;
      const party = new HonestParty(id, join(folder, id), {
        founding: this.#founding,
        timeline: this.#timeline,
        calendar: this.#calendar,
        wire: this.#wire,
        keys: this.#keys,
        chance: this.#chance.stream(`party ${id}`),
        trace: this.#trace,
        broken,
      });
      party.slowness = this.#plan.slowness;
      this.#parties.push(party);
    }
    if (this.#liarId !== undefined) this.#liar = this.#raiseLiar(this.#liarId, broken);
  }

  /** Who lies, in a run that has a liar. */
  get #liarId(): string | undefined {
    return this.#plan.lies > 0 ? PARTY_IDS[this.#plan.liar] : undefined;
  }

  #raiseLiar(id: string, broken: (cause: unknown) => void): Liar {
    const chance = this.#chance.stream('liar');
    const lies = new Set<Lie>();
    // Between two who listen it can stand with two faces.
    if (this.#parties.length > 1 && chance.happens(0.5)) lies.add('split');
    while (lies.size < this.#plan.lies) lies.add(chance.pick(LIES));
    const { weather, cuts } = this.#plan;
    const liar = new Liar(id, this.#parties, lies, {
      desk: this.#desks.get(id)!,
      founding: this.#founding,
      keys: this.#keys,
      timeline: this.#timeline,
      chance,
      trace: this.#trace,
      wire: this.#wire,
      now: () => Math.floor(BEGINS_AT + (this.#timeline.now + this.#calendar.leapMs) / 1000),
      fair: weather.lost === 0 && weather.answerLost === 0 && weather.straggles === 0 && cuts === 0,
    });
    liar.onBroken = broken;
    return liar;
  }

  fail(cause: unknown): void {
    this.#broken ??= cause instanceof Error ? cause : new Error(String(cause));
  }

  close(): void {
    for (const party of this.#parties) {
      party.life.dead = true;
      party.disk.close();
    }
  }

  outcome(): Outcome {
    const acts = this.#parties.reduce((sum, party) => sum + party.acknowledged.size, 0);
    const faults = Object.entries(this.#plan).filter(([, value]) => typeof value === 'number' && value > 0);
    return {
      seed: this.seed,
      broken: this.#broken,
      digest: this.#trace.digest,
      tail: this.#trace.tail,
      steps: this.#steps,
      simulatedMs: this.#timeline.now,
      busiest: Math.max(
        0,
        ...[...this.#wire.busiest].filter(([way]) => !way.startsWith(`${this.#liarId}>`)).map(([, count]) => count),
      ),
      acts,
      story:
        [...(this.#liar?.lies ?? [])].join(', ') +
        faults.map(([name, value]) => `${name} ${value as number}`).join(', '),
    };
  }

  // ── time ──

  async #step(): Promise<boolean> {
    const moved = await this.#timeline.step();
    this.#steps++;
    if (this.#broken !== undefined) throw this.#broken;
    for (const party of this.#parties) party.checkLength();
    if (this.#steps % 16 === 0) this.#checkSome();
    return moved;
  }

  async #pass(milliseconds: number): Promise<void> {
    let over = false;
    this.#timeline.after(milliseconds, () => {
      over = true;
    });
    while (!over) await this.#step();
  }

  /** Until it holds, or too long. */
  async #until(holds: () => boolean, within: number, invariant: string): Promise<void> {
    const end = this.#timeline.now + within;
    await settled();
    while (!holds()) {
      if (!(await this.#step()) || this.#timeline.now > end) {
        throw new BrokenError(
          `${invariant}: not within ${within} ms: ${JSON.stringify(this.#parties.map((party) => party.app?.health() ?? `${party.id} is down`))}`,
        );
      }
    }
  }

  // ── the run ──

  async play(): Promise<void> {
    const chance = this.#chance.stream('story');
    for (const party of this.#parties) party.start();
    await this.#foundAll();
    if (this.#plan.long > 0) await this.#grow(this.#parties[0]!, this.#plan.long);
    this.#wire.weather = this.#plan.weather;
    if (this.#liar !== undefined) this.#liar.lying = true;
    // A partition of days: more waits behind it than a day's quota.
    if (this.#plan.quota > 0)
      for (const a of this.#desks.keys()) for (const b of this.#desks.keys()) this.#wire.cut.add(`${a}>${b}`);
    for (let left = this.#plan.acts; left > 0;) {
      if (chance.happens(0.7)) {
        left--;
        if (this.#liar !== undefined && chance.happens(0.5)) this.#lie(this.#liar, chance.pick(this.#parties));
        else if (chance.happens(this.#plan.bursts)) {
          const party = chance.pick(this.#parties);
          for (let more = chance.between(2, 6); more > 0; more--) this.#say(chance, party);
        } else this.#say(chance, chance.pick(this.#parties));
      } else this.#befall(chance);
      await this.#pass(chance.happens(0.2) ? chance.pause(6000) : chance.pause(150));
    }
    await this.#heal();
    await this.#rest('the system comes to rest when the faults stop');
    await this.#checkAll();
    for (const party of this.#parties) this.#say(chance, party);
    await this.#pass(500);
    await this.#rest('the system goes on');
    await this.#checkAll();
    // A request that hung when its counterpart died is given up after a minute, and the next one may be held open for half of one.
    await this.#pass(100_000);
    this.#checkCalm();
  }

  /** A quiet beginning: both logs founded, the first officers appointed, everything held. */
  async #foundAll(): Promise<void> {
    await this.#until(() => this.#parties.every((party) => party.recovered), REST_WITHIN_MS, 'nodes start');
    for (const party of this.#parties) {
      const desk = this.#desks.get(party.id)!;
      const statements = [
        desk.found(),
        desk.appoint('first', 'liaison'),
        desk.appoint('head', 'head'),
        desk.appoint('second', 'head'),
        desk.appoint('clerk', 'chancery'),
      ];
      for (const said of statements) {
        const composed = await desk.compose(said, this.#view(party));
        let filed = false;
        void this.#send(party, composed).then(() => {
          filed = true;
        });
        await this.#until(() => filed, 60_000, 'a first act is filed');
        insist(party.acknowledged.has(composed.id), 'a first act is filed', () => said.type);
      }
    }
    if (this.#liar !== undefined) {
      const desk = this.#desks.get(this.#liar.id)!;
      const statements = [
        desk.found(),
        desk.appoint('first', 'liaison'),
        desk.appoint('head', 'head'),
        desk.appoint('second', 'head'),
        desk.appoint('clerk', 'chancery'),
      ];
      let offered = false;
      this.#liar
        .begin(statements, this.#view(this.#parties[0]!))
        .then(() => (offered = true))
        .catch((cause: unknown) => this.fail(cause));
      await this.#until(() => offered, 60_000, 'a liar begins well');
    }
    await this.#rest('the first acts are received');
  }

  /** So many acts at once that they fill more than a bundle. */
  async #grow(party: HonestParty, acts: number): Promise<void> {
    const desk = this.#desks.get(party.id)!;
    let filed = 0;
    for (let left = acts; left > 0; left--) {
      const composed = await desk.compose(desk.request(), this.#view(party));
      this.#send(party, composed)
        .then(() => filed++)
        .catch((cause: unknown) => this.fail(cause));
    }
    await this.#until(() => filed === acts, 60_000, 'many acts at once are filed');
    await this.#rest('many acts are received');
  }

  async #rest(invariant: string): Promise<void> {
    let resting = true;
    const sleep = () => {
      if (!resting) return;
      this.#leap(24);
      this.#timeline.after(60_000, sleep);
    };
    // What a day did not allow, the next one does.
    if (this.#plan.quota > 0) this.#timeline.after(60_000, sleep);
    try {
      await this.#restNow(invariant);
    } finally {
      resting = false;
    }
  }

  async #restNow(invariant: string): Promise<void> {
    if (this.#lost) {
      await this.#pass(120_000);
      return;
    }
    if (this.#liar === undefined) {
      await this.#until(() => this.#parties.every((party) => party.up && party.app!.idle), REST_WITHIN_MS, invariant);
      return;
    }
    // With one who lies nobody comes to rest; those who do not still hold and receipt each other's acts.
    await this.#until(() => this.#parties.every((party) => party.up), REST_WITHIN_MS, invariant);
    await this.#pass(90_000);
    await this.#until(
      () =>
        this.#parties.every((party) => {
          const { size, publishedSize, signing, counterparts } = party.app!.health();
          if (party.app!.docket.behind) return false;
          if (signing !== 'on') return true;
          const honest = counterparts.filter((one) => one.party !== this.#liarId);
          return publishedSize === size && honest.every((one) => one.receiptSize === size);
        }),
      REST_WITHIN_MS,
      invariant,
    );
  }

  #lie(liar: Liar, victim: HonestParty): void {
    if (!victim.up || victim.disk.mishaps.includes('answer lost')) return;
    liar.turn(victim, this.#view(victim)).catch((cause: unknown) => this.fail(cause));
  }

  async #heal(): Promise<void> {
    this.#trace.note('the faults stop');
    this.#wire.weather = FAIR;
    this.#wire.cut.clear();
    for (const party of this.#parties) {
      party.disk.disarm();
      party.disk.full = false;
      // Time goes by until it is as late as the clock that ran ahead most had said.
      this.#calendar.leapMs = Math.max(this.#calendar.leapMs, this.#aheadMs);
      party.skewMs %= 140_000;
    }
    await this.#until(() => this.#parties.every((party) => party.up), REST_WITHIN_MS, 'nodes start again');
    for (const party of this.#parties) {
      if (!party.disk.mishaps.includes('answer lost')) continue;
      party.crash('its operator makes sure');
    }
    await this.#until(() => this.#parties.every((party) => party.up), REST_WITHIN_MS, 'nodes start again');
  }

  #leap(hours: number): void {
    this.#calendar.leapMs += hours * 3_600_000;
    for (const { skewMs } of this.#parties) this.#aheadMs = Math.max(this.#aheadMs, this.#calendar.leapMs + skewMs);
  }

  /** How far into what was the future any clock has been. */
  #aheadMs = 0;

  // ── what is said ──

  #view(party: HonestParty): View {
    const app = party.app!;
    const subjects = party.database!.all('select id, state from subject order by position').map((row) => ({
      id: String(row['id']),
      state: JSON.parse(String(row['state'])) as JsonObject,
    }));
    const cut = app.docket.cut();
    const held: View['held'] = {};
    for (const { party: other, store } of app.logs) {
      const newest = store.newestCosigned(party.id);
      if (other !== party.id && newest !== undefined) held[other] = { size: newest.size, time: newest.time };
    }
    return {
      now: Math.floor(party.now() / 1000),
      keysForNext: app.docket.keysForNext(party.id),
      heads: app.logs.map((log) => {
        // What is held and not folded yet cannot have been seen.
        const { size } = cut[log.origin]!;
        return { origin: log.origin, size, root: log.rootAt(size)!, own: log.store.own };
      }),
      subjects,
      house: app.docket.house.state,
      held,
    };
  }

  /** An officer looks, writes, signs and sends; what comes back may be lost, and then the same is sent again. */
  #say(chance: Chance, party: HonestParty): void {
    // A node that does not know what its disk did is about to be started again.
    if (!party.up || party.disk.mishaps.includes('answer lost')) return;
    const desk = this.#desks.get(party.id)!;
    const view = this.#view(party);
    const again = this.#sent.filter((one) => one.party === party);
    if (again.length > 0 && chance.happens(0.1)) {
      this.#post(chance, party, chance.pick(again).composed, 1);
      return;
    }
    const composing = chance.happens(0.15) ? desk.wrong(view) : desk.compose(desk.next(view), view);
    composing
      .then((composed) => {
        if (composed.expect === undefined) this.#sent.push({ party, composed });
        this.#post(chance, party, composed, 3);
      })
      .catch((cause: unknown) => this.fail(cause));
  }

  #post(chance: Chance, party: HonestParty, composed: Composed, tries: number): void {
    this.#timeline.after(chance.pause(30), () => {
      this.#send(party, composed)
        .then((code) => {
          const unanswered = code === undefined || isPassing(code) || chance.happens(0.05);
          if (unanswered && tries > 1 && composed.expect === undefined)
            this.#timeline.after(chance.pause(3000), () => this.#post(chance, party, composed, tries - 1));
        })
        .catch((cause: unknown) => this.fail(cause));
    });
  }

  /** The code it was answered with: `filed`, a refusal's, or nothing. */
  async #send(party: HonestParty, composed: Composed): Promise<string | undefined> {
    const size = party.app?.own.size;
    const outcome = await party.file(composed);
    if (outcome === undefined) return undefined;
    const { expect } = composed;
    if (outcome.ok) {
      insist(
        expect === undefined,
        'what is out of order is refused',
        () => `${composed.type} was filed, expected ${expect!.join(' or ')}`,
      );
      return 'filed';
    }
    const { code, detail } = outcome.refusal;
    if (isPassing(code)) return code;
    insist(Object.hasOwn(rules, code) || code.startsWith('words.'), 'every refusal has its rule', () => code);
    insist(
      expect === undefined || expect.includes(code),
      'what is out of order is refused',
      () => `${composed.type} was refused with ${code} (${detail}), expected ${expect!.join(' or ')}`,
    );
    insist((party.app?.own.size ?? Infinity) >= (size ?? 0), 'a refusal changes nothing', () => composed.type);
    return code;
  }

  // ── what befalls them ──

  #befall(chance: Chance): void {
    const plan = this.#plan;
    const party = chance.pick(this.#parties);
    const way = [...this.#desks.keys()];
    const what = chance.weigh({
      nothing: 1,
      crash: plan.crashes,
      disk: plan.disks,
      full: plan.disks / 4,
      copy: plan.restores * 2,
      restore: plan.restores,
      cut: plan.cuts,
      mend: plan.cuts,
      skew: plan.skews,
      leap: plan.leaps,
      wild: plan.wild,
      stop: plan.stops,
    });
    switch (what) {
      case 'nothing':
        return;
      case 'crash':
        if (party.up) party.crash('power failure');
        return;
      case 'disk': {
        const mishap = chance.pick<Mishap>(['fails', 'fails', 'answer lost', 'crash before', 'crash after']);
        party.disk.arm(chance.between(1, 12), mishap, chance.pick([1, 1, 2, 5]));
        return;
      }
      case 'full':
        this.#trace.note(`${party.id} disk is full`);
        party.disk.full = true;
        this.#timeline.after(chance.pause(5000), () => {
          party.disk.full = false;
        });
        return;
      case 'copy':
        party.copy();
        return;
      case 'restore':
        this.#restore(chance, party);
        return;
      case 'cut': {
        const [from, to] = [chance.pick(way), chance.pick(way)];
        this.#trace.note(`nothing goes from ${from} to ${to}`);
        this.#wire.cut.add(`${from}>${to}`);
        if (chance.happens(0.6)) this.#wire.cut.add(`${to}>${from}`);
        this.#timeline.after(chance.pause(15_000), () => this.#wire.cut.clear());
        return;
      }
      case 'mend':
        this.#wire.cut.clear();
        return;
      case 'skew':
        party.skewMs = chance.between(-140_000, 140_000);
        this.#trace.note(`${party.id} clock is off by ${party.skewMs} ms`);
        return;
      case 'wild':
        party.skewMs = chance.pick([-1, 1]) * chance.between(1, 30) * 3_600_000;
        this.#aheadMs = Math.max(this.#aheadMs, this.#calendar.leapMs + party.skewMs);
        this.#trace.note(`${party.id} clock is off by ${party.skewMs} ms`);
        return;
      case 'leap':
        this.#leap(chance.between(1, 48));
        this.#trace.note(`a night passes: ${this.#calendar.leapMs} ms so far`);
        return;
      case 'stop':
        party.stop();
        return;
    }
  }

  /** Only what a counterpart holds can come back; what it was merely offered is gone, and then the log must stand still. */
  #restore(chance: Chance, party: HonestParty): void {
    const others = this.#parties.filter((other) => other !== party);
    if (party.copies.length === 0 || !others.every((other) => other.recovered && !other.restored)) return;
    const copy = chance.pick(party.copies);
    const held = Math.max(...others.map((other) => other.app!.logs.find((log) => log.party === party.id)!.size));
    const shown = this.#observer.largestShown(party.id);
    const lost = shown > Math.max(held, copy.size);
    if (lost && !(others.length === 1 && chance.happens(0.3) && others[0]!.pendingOf(party.id) === shown)) return;
    for (const other of others) {
      const { store, origin } = other.app!.own;
      const known = store.newestCosigned(party.id) ?? { size: 0, time: 0 };
      const newest = this.#observer.newestCosigned(party.id, origin);
      if (newest.size > known.size || newest.time > known.time) return;
    }
    this.#lost ||= lost;
    party.restore(copy, held);
    if (!chance.happens(0.3)) return;
    this.#leap(chance.between(10, 100));
    this.#trace.note(`it took the operator days: ${this.#calendar.leapMs} ms so far`);
  }

  // ── what must hold ──

  #checkSome(): void {
    for (const party of this.#parties) party.checkAcknowledged();
    for (const [way, count] of this.#wire.busiest) {
      if (way.startsWith(`${this.#liarId}>`)) continue;
      insist(count <= REQUESTS_A_MINUTE, 'nobody is flooded', () => `${way} had ${count} requests in a minute`);
    }
    if (this.#steps % 64 !== 0 || this.#liar !== undefined) return;
    const [first, ...others] = this.#parties;
    for (const other of others) if (first!.recovered && other.recovered) checkAgreement(first!, other);
  }

  /** With no faults left, nobody thinks ill of an honest counterpart. */
  #checkCalm(): void {
    if (this.#lost) return;
    for (const party of this.#parties) {
      for (const { party: other, reachable, refusal } of party.app!.health().counterparts) {
        if (other === this.#liarId) continue;
        insist(
          reachable && refusal === undefined,
          'the honest are not blamed',
          () => `${party.id} of ${other}: reachable ${reachable}, ${JSON.stringify(refusal)}`,
        );
      }
    }
  }

  async #checkAll(): Promise<void> {
    for (const party of this.#parties) {
      const app = party.app!;
      party.slowness = 0;
      party.checkAcknowledged();
      this.#observer.check(party.id, (size) => app.own.rootAt(size), this.#lost);
      checkReceipts(app, party.database!);
      await checkFold(app, party.database!, this.#keys.suite);
      const { alarms } = app.health();
      const wrong = alarms.filter(({ log }) => log !== this.#liar?.origin);
      insist(wrong.length === 0, 'no evidence against the honest', () => `${party.id} has ${JSON.stringify(wrong)}`);
      if (this.#liar !== undefined || this.#lost) {
        await checkRebuild(app);
        await checkFold(app, party.database!, this.#keys.suite);
        continue;
      }
      await checkReading(app, [...party.acknowledged.keys()], this.#keys.suite);
      for (const other of this.#parties) {
        const copy = other.app!.logs.find((log) => log.party === party.id)!;
        insist(
          encodeBase64url(copy.head.root) === encodeBase64url(app.own.head.root),
          'what is filed is held',
          () => `${other.id} holds ${copy.size} of ${app.own.size} entries of ${party.id}`,
        );
      }
      await checkRebuild(app);
      await checkFold(app, party.database!, this.#keys.suite);
    }
    if (this.#lost) return;
    if (this.#liar !== undefined) {
      this.#liar.expectCaughtAtLast();
      return;
    }
    // What a third party's holder receipted comes with the next poll.
    const [first, ...others] = this.#parties;
    await this.#until(
      () => others.every((other) => checkAgreement(first!, other)),
      AGREE_WITHIN_MS,
      'dockets agree at rest',
    );
  }
}
