// The demonstration told: the accord is founded, officers are appointed, and every act of the script is filed at its own date. The
// clock of both nodes moves to the next act or due time only when nothing is on its way between them, so history keeps its order.

import type { JsonObject } from '@parley/record/json';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { resolveRefs, type Demo, type DemoAct } from '@parley/demo/record';
import { paths, pathTo } from '@parley/api/paths';
import type { Founding } from './founding.ts';
import type { NodeProcess } from './process.ts';
import type { Side } from './side.ts';
import { exchanged } from './summary.ts';

/** How far the story is: for the progress line. Acts of both sides together. */
export type Progress = { at: number; of: number; filed: number; held: number; receipted: number };

export class Story {
  #demo: Demo;
  #founding: Founding;
  #nodes: NodeProcess[];
  #sides: Map<string, Side>;
  #onProgress: (progress: Progress) => void;
  #ids = new Map<string, string>();
  #now: number;

  constructor(options: {
    demo: Demo;
    founding: Founding;
    nodes: NodeProcess[];
    sides: Map<string, Side>;
    onProgress: (progress: Progress) => void;
  }) {
    this.#demo = options.demo;
    this.#founding = options.founding;
    this.#nodes = options.nodes;
    this.#sides = options.sides;
    this.#onProgress = options.onProgress;
    this.#now = options.demo.foundedAt;
  }

  async tell(): Promise<void> {
    await this.#idle();
    for (const { id } of this.#founding.parties) {
      await this.#file(id, 'root', { type: 'accord.found', body: { accepts: this.#founding.accordId } });
    }
    await this.#idle();
    for (const { id, party, office, appointedBy, from, name, title } of this.#demo.officers) {
      const { publicKey } = this.#side(party).party.officers.get(id)!;
      const signer = appointedBy === 'root' ? 'root' : this.#officer(party, appointedBy);
      await this.#file(party, signer, {
        type: 'officer.appoint',
        body: { office, key: encodeBase64url(publicKey), from: Date.parse(`${from}T00:00:00Z`) / 1000 },
        words: { name, title },
      });
    }
    for (const act of this.#demo.script) {
      await this.#moveTo(act.at);
      await this.#act(act);
    }
    await this.#idle();
  }

  /** Moves both clocks into real time, past every due time on the way. */
  async release(now: number): Promise<void> {
    await this.#moveTo(now);
    await Promise.all(this.#nodes.map((node) => node.moveClock('release')));
    await this.#idle();
  }

  async #act(act: DemoAct): Promise<void> {
    const side = this.#side(act.party);
    const idOf = (ref: string): string => {
      const id = this.#ids.get(ref);
      if (id === undefined) throw new Error(`the script speaks of ${ref} before it is filed`);
      return id;
    };
    let body = resolveRefs(act.body, idOf) as JsonObject;
    if (act.type === 'request.note-silence') {
      const { held } = await side.composing();
      const other = Object.values(held)[0];
      if (other === undefined) throw new Error('nothing of the counterpart is held');
      body = { ...body, held: other };
    }
    const id = await this.#file(act.party, this.#officer(act.party, act.office), {
      type: act.type,
      body,
      words: act.words,
      ...(act.subject === undefined ? {} : { subject: idOf(act.subject) }),
    });
    if (act.ref !== undefined) this.#ids.set(act.ref, id);
  }

  async #file(party: string, signer: string, saying: Parameters<Side['file']>[1]): Promise<string> {
    const id = await this.#side(party).file(signer, saying);
    if (parseBase64url(id) === undefined) throw new Error(`the node answered ${id} instead of an act id`);
    return id;
  }

  #side(party: string): Side {
    return this.#sides.get(party)!;
  }

  #officer(party: string, office: string): string {
    const officer = this.#demo.officers.find((one) => one.party === party && one.office === office);
    if (officer === undefined) throw new Error(`${party} has no officer of the office ${office}`);
    return officer.id;
  }

  async #idle(): Promise<void> {
    // One node's rest may be another's work, so both are asked until a round finds neither moved.
    for (let round = 0; round < 2; round++) for (const node of this.#nodes) await node.idle();
  }

  /** To the time of the next act, stopping at each due time before it. */
  async #moveTo(at: number): Promise<void> {
    await this.#idle();
    const of = this.#founding.parties.length + this.#demo.officers.length + this.#demo.script.length;
    this.#onProgress({ at: this.#now, of, ...(await exchanged(this.#sides.values())) });
    for (;;) {
      const due = await this.#nextDue(at);
      if (due === undefined) break;
      await this.#setClocks(due);
    }
    await this.#setClocks(at);
  }

  async #setClocks(at: number): Promise<void> {
    this.#now = Math.max(this.#now, at);
    // Together: a node whose clock is behind takes no receipt from its future.
    await Promise.all(this.#nodes.map((node) => node.moveClock(this.#now * 1000)));
    await this.#idle();
  }

  /** The first due time of anything that runs, after now and before `before`. */
  async #nextDue(before: number): Promise<number | undefined> {
    let next: number | undefined;
    for (const side of this.#sides.values()) {
      const page = await side.get<{ items: { deadline: { dueAt: number | null } }[] }>(
        pathTo(paths.deadlines, {}, { dueAfter: this.#now, dueBefore: before, limit: 1 }),
      );
      const due = page.items[0]?.deadline.dueAt;
      if (due !== null && due !== undefined && (next === undefined || due < next)) next = due;
    }
    return next;
  }
}
