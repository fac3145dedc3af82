// given(steps).at(moment).when(saying), then refused(code) or allowed(what follows): one rule, in the rule's words. What `when` says is judged twice: by `decide`, as
// filing would, and by folding the whole docket after it was filed all the same; both must give the same code.

import assert from 'node:assert/strict';
import type { JsonObject } from '@parley/record/json';
import { subjectAt, type DeadlineAt } from '#asof';
import { decide } from '#decide';
import { foldDocket } from '#docket';
import type { Entry, PlacedEntry } from '#entry';
import type { SubjectState } from '#kind';
import { placeEntry } from '#order';
import { receiptsOf } from '#receipts';
import type { House } from '#roster';
import { routeOf } from '#route';
import { settledWorld, START, World, type Saying, type WorldOptions } from '#testing/world';

/** A story: a world, and the acts in it by the names the test gave them. */
export class Story {
  readonly world: World;
  readonly acts: Map<string, Entry>;
  constructor(world: World, acts: Map<string, Entry> = new Map()) {
    this.world = world;
    this.acts = acts;
  }
  entry(name: string): Entry {
    const entry = this.acts.get(name);
    assert.ok(entry !== undefined, `no act is named ${name}`);
    return entry;
  }
  id(name: string): string {
    return this.entry(name).id;
  }
  docket() {
    return foldDocket(this.world.record());
  }
  state<State extends SubjectState = SubjectState>(name: string): State {
    const state = this.docket().docket.subjects.get(this.id(name))?.state;
    assert.ok(state !== undefined, `${name} opened no subject`);
    return state as State;
  }
  house(): House {
    return this.docket().docket.house;
  }
  /** why an act was disregarded; undefined: it has effect */
  code(name: string): string | undefined {
    const { party, index } = this.entry(name);
    return this.docket().disregarded.find((one) => one.party === party && one.index === index)?.code;
  }
  /** a deadline of a subject at a moment, the world's now unless given */
  deadline(name: string, owed: string, asOf: number = this.world.now): DeadlineAt {
    const { house } = this.docket().docket;
    const { deadlines } = subjectAt(this.state(name), asOf, house, receiptsOf(this.world.cosigned));
    const deadline = deadlines.find((one) => one.for === owed);
    assert.ok(deadline !== undefined, `${name} has no deadline for ${owed}`);
    return deadline;
  }
}

export type Step = (story: Story) => Promise<void> | void;

/** How a step refers to acts said before: by the names tests gave them. */
export type Spoken = Omit<Saying, 'body' | 'subject'> & {
  body?: JsonObject | ((story: Story) => JsonObject);
  on?: string;
  as?: string;
};

/** `party` says an act. `on`: the name of the act that opened the subject; `as`: the name of this one. */
export function says(party: string, type: string, spoken: Spoken = {}): Step {
  return async (story) => {
    const entry = await story.world.say(party, type, sayingOf(story, spoken));
    if (spoken.as !== undefined) story.acts.set(spoken.as, entry);
    story.acts.set('last', entry);
  };
}

function sayingOf(story: Story, spoken: Spoken): Saying {
  const { body, on, ...saying } = spoken;
  return {
    ...saying,
    ...(on === undefined ? {} : { subject: story.id(on) }),
    body: typeof body === 'function' ? body(story) : (body ?? {}),
  };
}

/** All holders, or those of these parties, cosign all there is. */
export function received(...holders: string[]): Step {
  return ({ world }) => world.receive(...holders);
}

/** `by` cosigns `party`'s log as it is. */
export function cosigned(by: string, party: string): Step {
  return ({ world }) => world.cosign(by, party);
}

/** Time passes until so many seconds after the beginning. */
export function until(seconds: number): Step {
  return ({ world }) => {
    world.now = START + seconds;
  };
}

export function given(...steps: Step[]) {
  return inWorld({}, ...steps);
}

/** In a world with other parties, witnesses or terms. */
export function inWorld(options: WorldOptions, ...steps: Step[]) {
  let at: number | undefined;
  const tell = async (): Promise<Story> => {
    const story = new Story(await settledWorld(options));
    for (const step of steps) await step(story);
    if (at !== undefined) story.world.now = START + at;
    return story;
  };
  const told = {
    at(seconds: number) {
      at = seconds;
      return told;
    },
    /** what the story has come to */
    async shows(check: (story: Story) => void | Promise<void>): Promise<void> {
      await check(await tell());
    },
    when(party: string, type: string, spoken: Spoken = {}) {
      const filed = async () => {
        const story = await tell();
        const entry = await story.world.say(party, type, sayingOf(story, spoken));
        story.acts.set(spoken.as ?? 'it', entry);
        story.acts.set('it', entry);
        return { story, decision: decideLast(story.world, entry) };
      };
      return {
        /** it is in order, and this follows */
        async allowed(check?: (story: Story) => void): Promise<void> {
          const { story, decision } = await filed();
          assert.equal(decision.ok ? undefined : decision.refusal.detail, undefined);
          assert.equal(story.code('it'), undefined);
          check?.(story);
        },
        /** filing refuses it with this code, and it is disregarded with the same if it was filed all the same */
        async refused(code: string): Promise<void> {
          const { story, decision } = await filed();
          assert.equal(decision.ok ? 'it was in order' : decision.refusal.code, code);
          assert.equal(story.code('it'), FILING_ONLY.has(code) ? undefined : code);
        },
      };
    },
  };
  return told;
}

/** Codes that a node asks of its own acts alone. */
const FILING_ONLY: ReadonlySet<string> = new Set(['act.early', 'request.silence_unproven']);

/** Decides the last entry of a log as filing would: against the record without it. */
function decideLast(world: World, entry: Entry) {
  const before = world.fork();
  const log = before.logs.get(entry.party)!;
  if (log.pop()?.id !== entry.id) throw new Error('deciding an act: it is not the last of its log');
  for (const by of before.cosigned[entry.party]!)
    if (by.size > log.length) throw new Error('deciding an act: it was received');
  const record = before.record();
  const placed = before.placed();
  const placing = placeEntry(
    entry,
    placed.find(({ party, index }) => party === entry.party && index === entry.index - 1)?.place,
    (origin) => before.parties.find((id) => before.origin(id) === origin),
    (party, index) => placed.find((one) => one.party === party && one.index === index)?.place.key,
  );
  if (!placing.ok) throw new Error('deciding an act: it waits');
  const candidate: PlacedEntry = { ...entry, place: placing.place };
  const route = routeOf(candidate);
  const same = (one: PlacedEntry) => {
    const other = routeOf(one);
    return route.to === 'subject' ? other.to === 'subject' && other.subject === route.subject : other.to === route.to;
  };
  const { house } = foldDocket(record).docket;
  const context = { house, receipts: record.receipts, rootAt: record.rootAt };
  return decide(context, placed.filter(same), candidate, world.now);
}
