// A party that lies. It has its own keys, a log kept by hand, and nothing of the product's node. It speaks the exchange well enough to be
// believed, and then does what its lies are: shows two histories, withholds, tampers, replays, floods, talks nonsense, lets its holder's
// clock go back. After each lie that can be proven it looks at its victim: there must be evidence or an alarm.

import { encodeBase64 } from '@parley/record/base64';
import { encodeUtf8, equalBytes, parseUtf8 } from '@parley/record/bytes';
import { openCheckpoint, parseCheckpoint } from '@parley/record/checkpoint';
import { addCosignatures, cosign } from '@parley/record/cosignature';
import { openEvidence } from '@parley/record/evidence';
import { encodeHex } from '@parley/record/hex';
import { sha256 } from '@parley/record/hash';
import { holderVkeys, logVkeys, originOf } from '@parley/record/key';
import { parseNote } from '@parley/record/note';
import { encodeReceipts } from '@parley/record/receipts';
import type { Signer } from '@parley/record/signature';
import { encodeSubmission, parseSizeAnswer } from '@parley/record/submission';
import { digestOf } from '@parley/record/words';
import type { Vkey } from '@parley/record/vkey';
import type { ExchangeRequest, ExchangeResponse } from '@parley/node/counterparts/transport';
import type { Founding } from './accord.ts';
import type { Chance } from './chance.ts';
import type { Composed, Desk, Statement, View } from './desk.ts';
import { HandLog, tampered } from './handlog.ts';
import type { KeyRing } from './keys.ts';
import type { HonestParty } from './party.ts';
import type { Life, Timeline } from './timeline.ts';
import { insist, type Trace } from './trace.ts';
import type { Wire } from './wire.ts';

export const LIES = [
  'fork',
  'longer fork',
  'fork by poll',
  'withhold',
  'tamper',
  'stale',
  'flood',
  'forge',
  'go back',
  'ahead',
  'backdate',
  'replay',
  'garbage',
  'false seen',
  'seen ahead',
  'nonsense',
  'sizes',
  'impatient',
  'split',
] as const;

export type Lie = (typeof LIES)[number];

type Known = { twin: string | undefined; root: Uint8Array | undefined };

type Cosigned = { size: number; time: number; note: string };

/** One whom it speaks to: which history it shows it, and what it knows of its log. */
type Ear = {
  party: HonestParty;
  origin: string;
  hash: string;
  log: HandLog;
  offeredSize: number;
  pending: string | undefined;
  cosigned: Cosigned[];
  waiting: (() => void)[];
};

export class Liar {
  readonly id: string;
  readonly life: Life;
  readonly lies: ReadonlySet<Lie>;
  /** It behaves until it is told to lie. */
  lying = false;
  #ears: Ear[];
  /** A second history of a head that was offered, to be shown to whoever asks. */
  #other: HandLog | undefined;
  #desk: Desk;
  #founding: Founding;
  #keys: KeyRing;
  #timeline: Timeline;
  #chance: Chance;
  #trace: Trace;
  #wire: Wire;
  #now: () => number;
  #fair: boolean;
  #vkeys: Vkey[];
  #holder: Signer[];
  #hash: string;
  #signed: string[] = [];
  /** How often it lies where it could. */
  #stubbornness: number;

  constructor(
    id: string,
    honest: readonly HonestParty[],
    lies: ReadonlySet<Lie>,
    world: {
      desk: Desk;
      founding: Founding;
      keys: KeyRing;
      timeline: Timeline;
      chance: Chance;
      trace: Trace;
      wire: Wire;
      now: () => number;
      /** the network loses nothing: what was answered arrives */
      fair: boolean;
    },
  ) {
    this.id = id;
    this.lies = lies;
    this.life = { party: id, number: 1, dead: false };
    this.#desk = world.desk;
    this.#founding = world.founding;
    this.#keys = world.keys;
    this.#timeline = world.timeline;
    this.#chance = world.chance;
    this.#trace = world.trace;
    this.#wire = world.wire;
    this.#now = world.now;
    this.#fair = world.fair;
    this.#stubbornness = this.#chance.pick([0.3, 0.6, 1]);
    const { accord, accordId } = world.founding;
    const secrets = world.founding.secrets.get(id)!;
    const origin = originOf(accord, accordId, id);
    const keys = accord.parties.find((party) => party.id === id)!.keys;
    this.#vkeys = logVkeys(origin, keys.log);
    const [holderEd, holderPq] = holderVkeys(origin, keys.holder);
    const log = new HandLog(origin, [
      { vkey: this.#vkeys[0]!, sign: secrets.log.ed25519.sign },
      { vkey: this.#vkeys[1]!, sign: secrets.log.mldsa44.sign },
    ]);
    this.#holder = [
      { vkey: holderEd, sign: secrets.holder.ed25519.sign },
      { vkey: holderPq, sign: secrets.holder.mldsa44.sign },
    ];
    const hashOf = (of: string) => encodeHex(sha256(encodeUtf8(of)));
    this.#hash = hashOf(origin);
    this.#ears = honest.map((party) => {
      const theirs = originOf(accord, accordId, party.id);
      return {
        party,
        origin: theirs,
        hash: hashOf(theirs),
        log,
        offeredSize: 0,
        pending: undefined,
        cosigned: [],
        waiting: [],
      };
    });
    this.#wire.listen(id, {
      life: this.life,
      answer: (request, from) =>
        this.#answer(
          request,
          this.#ears.find(({ party }) => party.id === from)!,
        ),
    });
  }

  get origin(): string {
    return this.#ears[0]!.log.origin;
  }

  #tells(lie: Lie): boolean {
    return this.lying && this.lies.has(lie) && this.#chance.happens(this.#stubbornness);
  }

  // ── what it says ──

  /** What it begins with, as everybody does: the same for all. */
  async begin(statements: readonly Statement[], ofVictim: View): Promise<void> {
    const [ear] = this.#ears;
    for (const said of statements) await this.#append(ear!, said, this.#view(ear!, ofVictim));
    for (const each of this.#ears) await this.#offer(each);
  }

  async #append(ear: Ear, said: Statement, view: View): Promise<void> {
    this.#put(ear.log, await this.#desk.compose(said, view));
  }

  #put(log: HandLog, { act, words }: Composed): void {
    log.append(
      encodeUtf8(act),
      words.map((text) => ({ digest: digestOf(text), text })),
    );
  }

  /** What its officers see: the docket as its victim has it, and their own log. */
  #view(ear: Ear, ofVictim: View): View {
    const heads = ofVictim.heads.map((head) =>
      head.origin === this.origin ? { ...head, size: ear.log.size, own: true } : { ...head, own: false },
    );
    const { size, time } = ear.cosigned.at(-1) ?? { size: 0, time: 0 };
    return {
      ...ofVictim,
      now: this.#now(),
      heads,
      keysForNext: ear.log.keysForNext,
      held: { [ear.party.id]: { size, time } },
    };
  }

  /** One turn: something said, or a lie told. */
  async turn(victim: HonestParty, ofVictim: View): Promise<void> {
    const ear = this.#ears.find(({ party }) => party === victim)!;
    const view = this.#view(ear, ofVictim);
    const chance = this.#chance;
    if (!this.lying || chance.happens(0.5)) {
      await this.#append(ear, this.#desk.next(view), view);
      await this.#offerAll();
      return;
    }
    const lie = chance.pick([...this.lies]);
    this.#trace.note(`${this.id} lies to ${victim.id}: ${lie}`);
    await this.#tell(lie, ear, view);
  }

  async #tell(lie: Lie, ear: Ear, view: View): Promise<void> {
    const chance = this.#chance;
    const { log } = ear;
    switch (lie) {
      case 'fork':
      case 'fork by poll': {
        if (log.size < 6) return;
        const size = lie === 'fork' ? log.size : ear.offeredSize;
        if (size < 6 || size > log.size) return;
        this.#other = log.branch(size - 1);
        this.#put(this.#other, await this.#desk.compose(this.#desk.next(view), view));
        if (lie === 'fork') await this.#submit(ear, this.#other, size, ear.offeredSize);
        return;
      }
      case 'longer fork': {
        const from = chance.between(1, log.size - 1);
        const other = log.branch(from);
        while (other.size <= log.size) this.#put(other, await this.#desk.compose(this.#desk.next(view), view));
        await this.#submit(ear, other, other.size, ear.offeredSize);
        return;
      }
      case 'stale': {
        const size = chance.between(1, log.size);
        await this.#submit(ear, log, size, chance.between(0, size));
        if (this.#signed.length > 0)
          await this.#post(ear, encodeSubmission({ oldSize: 0, proof: [], note: chance.pick(this.#signed) }));
        return;
      }
      case 'flood': {
        const note = await log.sign(log.size, this.#now());
        for (let left = 40; left > 0; left--) {
          const body = encodeUtf8(encodeSubmission({ oldSize: log.size, proof: [], note }));
          void this.#post(ear, parseUtf8(chance.happens(0.5) ? body : tampered(body, chance.uint32())) ?? 'x');
        }
        return;
      }
      case 'forge': {
        // Another's keys it does not have: with its own it signs what is not its own to sign.
        const note = (await log.sign(log.size, this.#now())).replaceAll(this.origin, ear.origin);
        const status = await this.#post(ear, encodeSubmission({ oldSize: 0, proof: [], note }));
        insist(
          status !== 200,
          'nobody signs for another',
          () => `${ear.party.id} took a head of its own log from ${this.id}`,
        );
        return;
      }
      case 'split': {
        // From here on this one sees a history of its own.
        const alone = this.#ears.every((other) => other === ear || other.log !== log);
        if (log.size < 6 || this.#ears.length < 2 || alone) return;
        ear.log = log.branch(chance.between(5, log.size - 1));
        while (ear.log.size <= log.size) await this.#append(ear, this.#desk.next(view), this.#view(ear, view));
        await this.#offerAll();
        return;
      }
      case 'go back':
      case 'ahead':
      case 'withhold':
      case 'tamper':
      case 'nonsense':
      case 'sizes':
      case 'impatient':
        // Told where it is asked.
        await this.#append(ear, this.#desk.next(view), view);
        await this.#offerAll();
        return;
      case 'backdate':
        await this.#append(ear, { ...this.#desk.next(view), iat: this.#now() - chance.between(1, 40) * 86_400 }, view);
        await this.#offerAll();
        return;
      case 'replay': {
        const theirs = ear.party.app?.own;
        if (theirs !== undefined && theirs.size > 0 && chance.happens(0.6)) {
          const index = chance.below(theirs.size);
          const [line] = theirs.store.words(index, index + 1);
          const words = (JSON.parse(line ?? '[]') as string[]).map((text) => ({ digest: digestOf(text), text }));
          log.append(theirs.store.entry(index)!, words);
        } else {
          const index = chance.below(log.size);
          const copy = log.entry(index);
          log.append(copy, this.#wordsOf(log, index));
        }
        await this.#offerAll();
        return;
      }
      case 'garbage': {
        const kind = chance.weigh({ bytes: 3, empty: 1, huge: 1, many: 1, unsigned: 2 });
        if (kind === 'bytes') log.append(chance.bytes(chance.between(1, 600)));
        else if (kind === 'empty') log.append(new Uint8Array(0));
        else if (kind === 'huge') log.append(new Uint8Array(60_000).fill(0x65));
        else if (kind === 'many') for (let left = 300; left > 0; left--) log.append(chance.bytes(8));
        else this.#put(log, await this.#desk.wrong(view));
        await this.#offerAll();
        return;
      }
      case 'false seen':
      case 'seen ahead': {
        const them = view.heads.find(({ own }) => !own)!;
        const n = lie === 'false seen' ? chance.between(1, Math.max(1, them.size)) : them.size + chance.between(1, 6);
        await this.#append(
          ear,
          { ...this.#desk.next(view), seen: { [them.origin]: { n, root: encodeBase64(chance.bytes(32)) } } },
          view,
        );
        await this.#offerAll();
        return;
      }
    }
  }

  #wordsOf(log: HandLog, index: number): { digest: string; text: string }[] {
    const path = `words/000.p/${index + 1}`;
    const bytes = index < 255 ? log.resource(path, index + 1) : undefined;
    const line = bytes === undefined ? '[]' : parseUtf8(bytes)!.split('\n')[index]!;
    return (JSON.parse(line) as string[]).map((text) => ({ digest: digestOf(text), text }));
  }

  // ── how it speaks ──

  /** Offers its newest head as an honest party would. */
  async #offer(ear: Ear): Promise<void> {
    const { log, offeredSize } = ear;
    if (log.size > 0) await this.#submit(ear, log, log.size, Math.min(offeredSize, log.size));
  }

  async #offerAll(): Promise<void> {
    await Promise.all(this.#ears.map((ear) => this.#offer(ear)));
  }

  async #submit(ear: Ear, log: HandLog, size: number, oldSize: number): Promise<void> {
    const note = await log.sign(size, this.#now());
    if (log === ear.log) this.#signed.push(note);
    const proof = oldSize > size ? [] : log.proof(oldSize, size);
    const known = this.#knownTo(ear, size);
    const status = await this.#post(ear, encodeSubmission({ oldSize: Math.min(oldSize, size), proof, note }));
    if (status === 200 && log === ear.log) ear.offeredSize = size;
    if (status === 200 || status === 422 || status === 409) await this.#expectCaught(ear, note, known);
  }

  async #post(ear: Ear, body: string): Promise<number | undefined> {
    try {
      const response = await this.#wire.send(
        this.life,
        ear.party.id,
        { method: 'POST', path: 'add-checkpoint', body: encodeUtf8(body) },
        new AbortController().signal,
      );
      const size = response.status === 409 ? parseSizeAnswer(parseUtf8(response.body) ?? '') : undefined;
      if (size?.ok === true) ear.offeredSize = size.size;
      return response.status;
    } catch {
      return undefined;
    }
  }

  /** What its victim has of a size: a checkpoint that it cosigned, and the root that it holds. */
  #knownTo(ear: Ear, size: number): Known {
    const held = ear.party.app?.logs.find(({ origin }) => origin === this.origin);
    return { twin: held?.store.cosignedOf(size), root: held?.rootAt(size) };
  }

  /** A head was shown; if it contradicts what its victim knew before, and the victim has answered, then it has understood. */
  async #expectCaught({ party: victim }: Ear, note: string, known: Known): Promise<void> {
    const parsed = parseNote(note);
    const read = parsed.ok ? parseCheckpoint(parsed.note.text) : undefined;
    if (!victim.up || read?.ok !== true) return;
    const { size, root } = read.checkpoint;
    if (known.root === undefined || equalBytes(known.root, root)) return;
    const alarms = victim.app!.health().alarms.filter(({ log }) => log === this.origin);
    insist(
      alarms.length > 0,
      'every lie leaves evidence or an alarm',
      () => `${victim.id} held ${size} entries of ${this.id} and was shown another root`,
    );
    if (known.twin === undefined) return;
    const proof = alarms.find(({ kind }) => kind !== 'unproven');
    insist(
      proof !== undefined,
      'every lie leaves evidence',
      () => `${victim.id} had cosigned ${size} entries of ${this.id}, was shown another root, and keeps no evidence`,
    );
    if (proof.kind === 'two-roots') {
      const evidence = await openEvidence(proof.object, this.#vkeys, this.#keys.suite);
      insist(
        evidence.ok && evidence.evidence.convicts === this.origin,
        'evidence convinces anybody',
        () => proof.object,
      );
    }
    insist(!victim.app!.health().ready, 'evidence is an alarm', () => `${victim.id} is ready`);
  }

  /** At the end, with minutes of fair weather to notice: what contradicts itself over time or between two is found out. */
  expectCaughtAtLast(): void {
    for (const ear of this.#ears) this.#expectGoingBackCaught(ear);
    this.#expectSplitCaught();
  }

  /** The next cosignature that a victim was served, after the newest that it took, goes back. */
  #expectGoingBackCaught({ party, cosigned }: Ear): void {
    if (!party.up || this.lies.has('nonsense') || this.lies.has('stale')) return;
    const { size, time } = party.app!.own.store.newestCosigned(this.id) ?? { size: 0, time: 0 };
    const next = cosigned.find((one) => one.size > size || (one.size === size && one.time > time));
    if (next === undefined || next.size === size || next.time >= time) return;
    const alarms = party.app!.health().alarms.filter(({ kind }) => kind === 'going-back');
    insist(
      alarms.length > 0,
      'every lie leaves evidence',
      () =>
        `${this.id} cosigned ${next.size} entries at ${next.time}, after ${size} at ${time}, and nobody keeps evidence`,
    );
  }

  /** Two cosigned heads that cannot both be true: one of those who cosigned them knows. */
  #expectSplitCaught(): void {
    const heads = this.#ears
      .filter(({ party }) => party.recovered)
      .map(({ party }) => {
        const log = party.app!.logs.find(({ origin }) => origin === this.origin)!;
        const size = log.store.newestCosigned(party.id)?.size ?? 0;
        const alarmed = party.app!.health().alarms.some((alarm) => alarm.log === this.origin);
        return { party, log, size, alarmed };
      });
    const [a, b] = heads;
    if (a === undefined || b === undefined || a.alarmed || b.alarmed) return;
    const size = Math.min(a.size, b.size);
    insist(
      equalBytes(a.log.rootAt(size)!, b.log.rootAt(size)!),
      'every lie leaves evidence or an alarm',
      () => `${a.party.id} and ${b.party.id} were shown two histories of ${this.id} up to ${size}, and neither knows`,
    );
  }

  // ── what it answers ──

  async #answer(request: ExchangeRequest, ear: Ear): Promise<ExchangeResponse> {
    const chance = this.#chance;
    if (this.#tells('nonsense')) {
      const status = chance.pick([200, 200, 201, 204, 302, 400, 404, 409, 418, 500]);
      return { status, body: chance.bytes(chance.below(80)) };
    }
    const [path, query] = request.path.split('?') as [string, string?];
    if (request.method === 'POST') return this.#take(ear, request.body ?? new Uint8Array(0));
    const slash = path.indexOf('/');
    const [hash, below] = [path.slice(0, slash), path.slice(slash + 1)];
    if (below === 'receipts') return this.#receipts(ear, hash, new URLSearchParams(query ?? ''));
    if (hash === this.#hash) return this.#serveOwn(ear, below);
    if (hash !== ear.hash) return text(404, 'nothing');
    if (below === 'checkpoint') {
      const newest = ear.cosigned.at(-1);
      return newest === undefined ? text(404, 'nothing') : text(200, newest.note);
    }
    if (below === 'pending') return ear.pending === undefined ? text(404, 'nothing') : text(200, ear.pending);
    return text(404, 'nothing');
  }

  async #serveOwn(ear: Ear, below: string): Promise<ExchangeResponse> {
    if (below === 'checkpoint') {
      if (this.#tells('fork by poll') && this.#other !== undefined) {
        const note = await this.#other.sign(this.#other.size, this.#now());
        const { life } = ear.party;
        const known = this.#knownTo(ear, this.#other.size);
        if (this.#fair) {
          this.#timeline.after(2000, () => {
            if (ear.party.life === life && ear.party.up) {
              this.#expectCaught(ear, note, known).catch((cause: unknown) => this.#onBroken(cause));
            }
          });
        }
        return text(200, note);
      }
      if (ear.log.size === 0) return text(404, 'nothing');
      return text(200, await ear.log.sign(ear.log.size, this.#now()));
    }
    const bytes = ear.log.resource(below, ear.log.size);
    if (this.#tells('withhold')) {
      const withheld = this.#chance.pick([404, 500, 200]);
      if (withheld !== 200) return text(withheld, 'no');
      // The entries are there, their words are not.
      if (bytes !== undefined && below.startsWith('words/')) {
        return text(200, parseUtf8(bytes)!.replaceAll(/"[A-Za-z0-9_-]+"/g, 'null'));
      }
    }
    if (bytes === undefined) return text(404, 'no such file');
    return { status: 200, body: this.#tells('tamper') ? tampered(bytes, this.#chance.uint32()) : bytes };
  }

  /** Where a check that ran later says that it failed. */
  onBroken: ((cause: unknown) => void) | undefined;
  #onBroken(cause: unknown): void {
    this.onBroken?.(cause);
  }

  /** A head of the victim's log: it cosigns what it has not fetched, since nobody can see that. */
  #take(ear: Ear, body: Uint8Array): ExchangeResponse {
    if (this.#tells('sizes')) return text(409, String(this.#chance.pick([0, 3, 1_000_000, Number.MAX_SAFE_INTEGER])));
    const submission = parseUtf8(body) ?? '';
    const note = submission.slice(submission.indexOf('\n\n') + 2);
    ear.pending = note;
    this.#timeline.after(this.#chance.pause(100), () => {
      this.#cosign(ear, note).catch((cause: unknown) => this.#onBroken(cause));
    });
    return { status: 200, body: new Uint8Array(0) };
  }

  async #cosign(ear: Ear, note: string): Promise<void> {
    const { accord } = this.#founding;
    const keys = accord.parties.find(({ id }) => id === ear.party.id)!.keys;
    const opened = await openCheckpoint(note, logVkeys(ear.origin, keys.log), this.#keys.suite);
    if (!opened.ok) return;
    const { size } = opened.checkpoint;
    const last = ear.cosigned.at(-1) ?? { size: 0, time: 0 };
    let time = Math.max(this.#now(), last.time);
    if (this.#tells('go back')) time = Math.max(1, last.time - this.#chance.between(1, 5000));
    else if (this.#tells('ahead')) time = this.#now() + this.#chance.between(200, 4000);
    else if (size <= last.size) return;
    let lines = '';
    for (const signer of this.#holder) lines += await cosign(opened.checkpoint, signer, time);
    const cosigned = addCosignatures(note, lines);
    if (!cosigned.ok) return;
    ear.cosigned.push({ size, time, note: cosigned.noteText });
    for (const wake of ear.waiting.splice(0)) wake();
  }

  async #receipts(ear: Ear, hash: string, query: URLSearchParams): Promise<ExchangeResponse> {
    if (hash === this.#hash) {
      // What the victim's holder cosigned: as the victim itself knows it, or older.
      const log = ear.party.app?.logs.find(({ origin }) => origin === this.origin);
      const newest = log?.store.newestCosigned(ear.party.id);
      return text(200, encodeReceipts(newest === undefined || this.#tells('stale') ? [] : [newest.note]));
    }
    const after = Number(query.get('after') ?? 0);
    const time = Number(query.get('time') ?? 0);
    const found = () =>
      ear.cosigned.filter((one) => one.size > after || (one.size === after && one.time > time)).slice(0, 8);
    if (this.#tells('stale')) return text(200, encodeReceipts(ear.cosigned.slice(0, 3).map(({ note }) => note)));
    if (found().length === 0 && query.get('wait') !== '0' && !this.#tells('impatient')) {
      await new Promise<void>((resolve) => {
        ear.waiting.push(resolve);
        this.#timeline.after(25_000, resolve);
      });
    }
    return text(200, encodeReceipts(found().map(({ note }) => note)));
  }
}

function text(status: number, body: string): ExchangeResponse {
  return { status, body: encodeUtf8(status === 200 ? body : `${body}\n`) };
}
