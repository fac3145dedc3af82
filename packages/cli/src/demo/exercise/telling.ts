// The exercise told: the accord is founded, officers are appointed, and every step of the story is taken at its own time, through the nodes'
// HTTP interface as any client goes. Both clocks move to the next step or due time only when nothing is on its way between the
// nodes; while one of them is down, the other goes on alone.

import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import type { Ed25519Signer } from '@parley/record/ed25519';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import { sealContent, SEAL_SALT_BYTES } from '@parley/record/seal';
import { paths, pathTo } from '@parley/api/paths';
import { fillIn, type Exercise, type ExerciseAct, type ExerciseStep, type Lookups } from '@parley/demo/exercise/story';
import { folderFiles, type KeyName } from '@parley/node/folder';
import { DEMO_OFFICERS } from '@parley/node/access/demo-keys';
import type { Founding } from '#demo/founding';
import { NodeProcess } from '#demo/process';
import type { Composed, Saying, Side } from '#demo/side';
import { writeUnruled } from '#demo/exercise/unruled';

/** How far it is: `step` of `of`. `at` in seconds. */
export type Progress = { at: number; step: number; of: number };

/** How long two nodes may take to have exchanged what there is. */
const EXCHANGE_MS = 60_000;
const LOOK_MS = 10;
/** Sizes of seals are powers of two from here. */
const CLASS_BYTES_MIN = 4096;

type Options = {
  exercise: Exercise;
  founding: Founding;
  /** by party; one that is started again takes its place here */
  nodes: Map<string, NodeProcess>;
  sides: Map<string, Side>;
  stateDir: string | undefined;
  onProgress: (progress: Progress) => void;
};

export class Telling {
  #exercise: Exercise;
  #founding: Founding;
  #nodes: Map<string, NodeProcess>;
  #sides: Map<string, Side>;
  #stateDir: string | undefined;
  #onProgress: Options['onProgress'];
  #down = new Set<string>();
  #ids = new Map<string, string>();
  #told = new Map<string, Record<string, string>>();
  #signed = new Map<ExerciseAct, Composed>();
  #salts = new Map<string, Uint8Array>();
  /** spare http keys, by party, once a `party.rekey` named one */
  #httpKeys = new Map<string, string>();
  #put = new Set<string>();
  /** acts that commit to a content, with what is still to be said to be held, and by whom */
  #committed: { id: string; subject: string; content: string; by: string }[] = [];
  /** something was done since both were idle */
  #stirred = true;
  #now: number;

  constructor(options: Options) {
    this.#exercise = options.exercise;
    this.#founding = options.founding;
    this.#nodes = options.nodes;
    this.#sides = options.sides;
    this.#stateDir = options.stateDir;
    this.#onProgress = options.onProgress;
    this.#now = options.exercise.foundedAt;
  }

  /** Tells it to its end; gives the time at which the clocks stand then, in seconds. */
  async tell(): Promise<number> {
    await this.#found();
    const { steps } = this.#exercise;
    for (let next = 0; next < steps.length;) {
      const step = steps[next]!;
      await this.#moveTo(step.at);
      this.#stirred = true;
      this.#onProgress({ at: this.#now, step: next, of: steps.length });
      const unruled = unruledFrom(steps, next);
      if (unruled.length > 0) {
        await this.#writeUnruled(unruled);
        next += unruled.length;
      } else {
        await this.#take(step);
        next++;
      }
    }
    await this.#idle();
    return this.#now;
  }

  async #found(): Promise<void> {
    await this.#idle();
    for (const { id } of this.#founding.parties) {
      await this.#side(id).file('root', { type: 'accord.found', body: { accepts: this.#founding.accordId } });
    }
    this.#stirred = true;
    await this.#idle();
    for (const { id, party, office, appointedBy, name, title } of this.#exercise.officers) {
      if (appointedBy === 'story') continue;
      await this.#side(party).file(appointedBy === 'root' ? 'root' : `${party}-chancery`, {
        type: 'officer.appoint',
        body: { office, key: encodeBase64url(this.#key(id).publicKey), from: this.#exercise.foundedAt },
        words: { name, title },
      });
    }
  }

  async #take(step: ExerciseStep): Promise<void> {
    switch (step.does) {
      case 'sign':
        this.#signed.set(step.act, await this.#compose(step.act));
        if (step.act.filedAt === step.at) await this.#file(step.act);
        return;
      case 'file':
        return this.#file(step.act);
      case 'put':
        for (const content of step.contents) {
          await this.#side(step.party).put(this.#digest(content), this.#content(content).bytes);
          this.#put.add(content);
        }
        return this.#awaitHeld();
      case 'node':
        if (step.is === 'up') return this.#startNode(step.party);
        if (step.is === 'down') return this.#stopNode(step.party);
        await this.#awaitReceived(step.party);
        await this.#stopNode(step.party);
        this.#writeKey(step.party, 'http', this.#httpKeys.get(step.party)!);
        return this.#startNode(step.party);
    }
  }

  // ── acts ──

  async #compose(act: ExerciseAct): Promise<Composed> {
    const side = this.#side(act.party);
    const composing = await side.composing();
    const lookups: Lookups = {
      ref: (name) => this.#id(name),
      key: (name) => encodeBase64url(this.#key(name).publicKey),
      kid: (name) => thumbprint(this.#key(name).publicKey),
      salt: (content) => encodeBase64url(this.#salt(content)),
      digest: (content) => this.#digest(content),
      nonce: (name) => encodeBase64url(sha256(name).subarray(0, 16)),
      sent: (text) => encodeBase64url(sha256(text)),
      held: (party) => composing.held[Object.keys(composing.held).find((origin) => origin.endsWith(`/${party}`))!]!,
      told: (name, members) => members.map((member) => this.#told.get(name)![member]!),
    };
    const saying: Saying = {
      type: act.type,
      body: fillIn(act.body, lookups) as JsonObject,
      words: fillIn(act.words, lookups) as JsonObject,
      ...(act.subject === undefined ? {} : { subject: this.#id(act.subject) }),
      ...(act.content === undefined ? {} : { exhibits: [this.#commitment(act.content)] }),
      ...(act.seals === undefined ? {} : { seals: [this.#seal(act.seals)] }),
    };
    const keys = act.keys ?? composing.keys;
    return side.compose(act.signers, saying, { ...composing, ...(keys === undefined ? {} : { keys }) });
  }

  async #file(act: ExerciseAct): Promise<void> {
    const composed = this.#signed.get(act)!;
    const id = await this.#side(act.party).post(composed);
    this.#filed(act, id, composed);
    if (act.type === 'party.rekey') this.#rekeyed(act);
    if (act.content !== undefined) {
      const subject = act.subject === undefined ? id : this.#id(act.subject);
      this.#committed.push({ id, subject, content: act.content, by: act.party });
      await this.#awaitHeld();
    }
  }

  #filed({ ref }: ExerciseAct, id: string, { told }: Composed): void {
    if (ref === undefined) return;
    if (this.#ids.has(ref)) throw new Error(`the exercise names two acts ${ref}`);
    this.#ids.set(ref, id);
    this.#told.set(ref, told);
  }

  #rekeyed({ party, body }: ExerciseAct): void {
    const name = (body['key'] as { key: string } | undefined)?.key;
    if (name === undefined) return;
    if (body['role'] === 'root') this.#writeKey(party, 'root', name);
    if (body['role'] === 'http') this.#httpKeys.set(party, name);
  }

  async #writeUnruled(acts: readonly ExerciseAct[]): Promise<void> {
    const { party } = acts[0]!;
    await this.#idle();
    const composed: Composed[] = [];
    for (const act of acts) composed.push(await this.#compose(act));
    await this.#stopNode(party);
    const entries = composed.map(({ act, words }) => ({ entry: encodeUtf8(act), words }));
    const ids = writeUnruled(this.#founding, party, entries, this.#now);
    for (const [place, act] of acts.entries()) this.#filed(act, ids[place]!, composed[place]!);
    await this.#startNode(party);
  }

  // ── contents ──

  #content(name: string) {
    const content = this.#exercise.contents.get(name);
    if (content === undefined) throw new Error(`the exercise has no content ${name}`);
    return content;
  }

  #digest(name: string): string {
    return encodeBase64url(sha256(this.#content(name).bytes));
  }

  #salt(name: string): Uint8Array {
    let salt = this.#salts.get(name);
    if (salt === undefined) {
      salt = new Uint8Array(randomBytes(SEAL_SALT_BYTES));
      this.#salts.set(name, salt);
    }
    return salt;
  }

  #commitment(name: string) {
    const { bytes, mediaType } = this.#content(name);
    return { h: this.#digest(name), n: bytes.length, ct: mediaType };
  }

  #seal(name: string) {
    const { bytes, mediaType } = this.#content(name);
    let size = CLASS_BYTES_MIN;
    while (size < bytes.length) size *= 2;
    return { c: sealContent(this.#salt(name), bytes), n: size, ct: mediaType };
  }

  /** Until the other side's registrar has said of every content that was put and is committed to that it is held. */
  async #awaitHeld(): Promise<void> {
    if (this.#down.size > 0) return;
    for (const { id, subject, by } of this.#committed.filter((one) => this.#put.has(one.content))) {
      await this.#until(`the content of ${id} is held`, async () => {
        const row = await this.#side(by).get<{ state: { contents: { id: string; held: unknown }[] } }>(
          pathTo(paths.exhibit, { id: subject }),
        );
        return row.state.contents.find((one) => one.id === id)?.held != null;
      });
    }
    this.#committed = this.#committed.filter((one) => !this.#put.has(one.content));
    await this.#idle();
  }

  // ── nodes ──

  async #stopNode(party: string): Promise<void> {
    if (this.#down.size === 0) await this.#idle();
    this.#down.add(party);
    await this.#nodes.get(party)!.stop();
  }

  async #startNode(party: string): Promise<void> {
    const { dir } = this.#founding.parties.find(({ id }) => id === party)!;
    const node = new NodeProcess(party, dir, this.#stateDir);
    this.#nodes.set(party, node);
    const started = await node.start(this.#now * 1000);
    if (!started.ok) throw new Error(started.refusal.detail);
    this.#down.delete(party);
    this.#stirred = true;
    await this.#idle();
    await this.#awaitHeld();
  }

  #writeKey(party: string, name: KeyName, spare: string): void {
    const { dir } = this.#founding.parties.find(({ id }) => id === party)!;
    copyFileSync(join(dir, DEMO_OFFICERS, `${spare}.key`), join(dir, folderFiles.keys, `${name}.key`));
  }

  async #awaitReceived(party: string): Promise<void> {
    const other = [...this.#sides.keys()].find((one) => one !== party)!;
    const { size } = await this.#side(party).get<{ size: number }>(paths.health);
    await this.#until(`${other} holds all of ${party}`, async () => {
      const { counterparts } = await this.#side(other).get<{ counterparts: { heldSize: number }[] }>(paths.health);
      return counterparts[0]!.heldSize >= size;
    });
  }

  async #until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const from = performance.now();
    while (!(await holds())) {
      if (performance.now() - from > EXCHANGE_MS) throw new Error(`waiting until ${what}: it took too long`);
      await new Promise((later) => setTimeout(later, LOOK_MS));
    }
  }

  /** Until nothing is on its way. One node's rest may be another's work, so both are asked twice. */
  async #idle(): Promise<void> {
    if (this.#down.size > 0 || !this.#stirred) return;
    for (let round = 0; round < 2; round++) for (const node of this.#nodes.values()) await node.idle();
    this.#stirred = false;
  }

  // ── time ──

  /** To the time of the next step, stopping at each due time before it. */
  async #moveTo(at: number): Promise<void> {
    await this.#idle();
    if (at <= this.#now) return;
    for (;;) {
      const due = await this.#nextDue(at);
      if (due === undefined) break;
      await this.#setClocks(due);
    }
    await this.#setClocks(at);
  }

  async #setClocks(at: number): Promise<void> {
    this.#now = Math.max(this.#now, at);
    const up = [...this.#nodes].filter(([party]) => !this.#down.has(party));
    this.#stirred = true;
    // Together: a node whose clock is behind takes no receipt from its future.
    await Promise.all(up.map(([, node]) => node.moveClock(this.#now * 1000)));
    await this.#idle();
  }

  /** The first due time of anything that runs, after now and before `before`. */
  async #nextDue(before: number): Promise<number | undefined> {
    let next: number | undefined;
    for (const [party, side] of this.#sides) {
      if (this.#down.has(party)) continue;
      const page = await side.get<{ items: { deadline: { dueAt: number | null } }[] }>(
        pathTo(paths.deadlines, {}, { dueAfter: this.#now, dueBefore: before, limit: 1 }),
      );
      const due = page.items[0]?.deadline.dueAt;
      if (due !== null && due !== undefined && (next === undefined || due < next)) next = due;
    }
    return next;
  }

  // ── names ──

  #side(party: string): Side {
    return this.#sides.get(party)!;
  }

  #id(name: string): string {
    const id = this.#ids.get(name);
    if (id === undefined) throw new Error(`the exercise speaks of ${name} before it is filed`);
    return id;
  }

  #key(officer: string): Ed25519Signer {
    for (const { officers } of this.#founding.parties) {
      const key = officers.get(officer);
      if (key !== undefined) return key;
    }
    throw new Error(`the exercise has no key ${officer}`);
  }
}

/** The acts from a step on that the rules refuse and one party has in its log, one after the other. */
function unruledFrom(steps: readonly ExerciseStep[], from: number): ExerciseAct[] {
  const acts: ExerciseAct[] = [];
  for (const step of steps.slice(from)) {
    const first = acts[0];
    if (step.does !== 'sign' || !step.act.unruled) break;
    if (first !== undefined && (first.party !== step.act.party || first.at !== step.at)) break;
    acts.push(step.act);
  }
  return acts;
}

function sha256(content: string | Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(content).digest());
}
