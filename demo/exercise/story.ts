// The tabletop exercise, read from the YAML beside this file: the accord of two invented parties, their officers, and one file a thread of
// the story. A thread is a list of steps in the order in which they happen; the threads are told together, by time. A step is an act
// that an officer signs, content that is put, or something that befalls a node.
//
// What only the driver knows stands in bodies and words as an object of one member: `{ ref }` an act by its name in the story, `{ time }` a
// moment in seconds, `{ key }` and `{ kid }` of an officer or a spare key, `{ salt }` and `{ digest }` of a content, `{ nonce }` and `{ sent }`
// derived from a text, `{ held }` what is held of a party's log, `{ told, members }` the digests of words of an act.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '@parley/record/json';
import { parse } from 'yaml';
import { z } from 'zod';

const Name = z.string().regex(/^[a-z0-9-]{1,64}$/);
const Text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
const Members = z.record(z.string(), z.json());
/** UTC, to the minute. */
const Moment = z.string().regex(/^20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$/);

const AccordFile = z.strictObject({
  title: Text,
  dated: z.string(),
  text: Text,
  parties: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z]{1,16}$/),
        names: Text,
        languages: z.array(z.string()).min(1),
        domain: z.string().endsWith('.example'),
        hue: z.int().min(0).max(359),
      }),
    )
    .length(2),
  witnesses: z.array(z.never()),
  quorum: z.literal(0),
  quotas: z.strictObject({ entriesPerDay: z.int(), bytesPerDay: z.int() }),
  terms: Members,
  offices: Members,
});

/** `appointedBy: story`: the key is there from the start, and an act of the story appoints the officer, or none does. */
const OfficersFile = z.array(
  z.strictObject({
    id: Name,
    office: Name,
    appointedBy: z.enum(['root', 'chancery', 'story']),
    name: z.string(),
    title: Text,
  }),
);

const ActStep = z.strictObject({
  at: Moment,
  /** officers who sign together, by id; `<party>-root`: its root key */
  by: z.union([Name, z.array(Name).min(2)]),
  type: z.string(),
  ref: Name.optional(),
  subject: Name.optional(),
  body: Members,
  words: Members.optional(),
  /** the file of `contents` that the act commits to, or seals */
  content: z.string().optional(),
  seals: z.string().optional(),
  /** signed at `at`, and brought to the node only then */
  filed: Moment.optional(),
  /** what the rules refuse: written into the log by a node that does not ask them */
  unruled: z.literal(true).optional(),
  /** of such an act: the index it names in `keys`, instead of the right one */
  keys: z.int().optional(),
});

const PutStep = z.strictObject({ at: Moment, by: Name, puts: z.array(z.string()).min(1) });

const NodeStep = z.strictObject({
  at: Moment,
  node: Name,
  /** `rekeyed`: restarted with the http key that its `party.rekey` named */
  is: z.enum(['down', 'up', 'rekeyed']),
});

const ThreadFile = z.strictObject({
  /** what this thread shows, in a sentence */
  tells: Text,
  steps: z.array(z.union([ActStep, PutStep, NodeStep])).min(1),
});

export type ExerciseAccord = z.infer<typeof AccordFile>;
export type ExerciseOfficer = z.infer<typeof OfficersFile>[number] & { party: string };

/** An act as it is signed. `signers`: officers' ids, or `root`. `filedAt`: later than `at` if it was signed beforehand. Times in seconds. */
export type ExerciseAct = {
  at: number;
  filedAt: number;
  party: string;
  signers: string[];
  type: string;
  ref?: string;
  subject?: string;
  body: JsonObject;
  words: JsonObject;
  content?: string;
  seals?: string;
  unruled: boolean;
  keys?: number;
};

export type ExerciseStep =
  | { at: number; does: 'sign' | 'file'; act: ExerciseAct }
  | { at: number; does: 'put'; party: string; contents: string[] }
  | { at: number; does: 'node'; party: string; is: 'down' | 'up' | 'rekeyed' };

export type Thread = { name: string; tells: z.infer<typeof Text>; acts: number };

/** `contents`: by file name. `steps`: in the order in which they happen. */
export type Exercise = {
  accord: ExerciseAccord;
  foundedAt: number;
  officers: ExerciseOfficer[];
  threads: Thread[];
  steps: ExerciseStep[];
  contents: Map<string, { bytes: Uint8Array; mediaType: string }>;
};

/** What stands for a macro. Each gives the value, or throws if there is none of that name. */
export type Lookups = {
  ref(name: string): string;
  key(name: string): string;
  kid(name: string): string;
  salt(content: string): string;
  digest(content: string): string;
  nonce(name: string): string;
  sent(text: string): string;
  held(party: string): Json;
  told(name: string, members: string[]): string[];
};

function read<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const found = schema.safeParse(parse(readFileSync(file, 'utf8'), { merge: true }));
  if (!found.success) throw new Error(`reading ${file}: ${z.prettifyError(found.error)}`);
  return found.data;
}

function secondsOf(moment: string): number {
  const milliseconds = Date.parse(`${moment.replace(' ', 'T')}:00Z`);
  if (Number.isNaN(milliseconds)) throw new Error(`reading a moment: ${moment} does not exist`);
  return milliseconds / 1000;
}

/** The value with every macro replaced. */
export function fillIn(value: Json, lookups: Lookups): Json {
  if (Array.isArray(value)) return value.map((item) => fillIn(item, lookups));
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value);
  const [name, argument] = [names[0] ?? '', value[names[0] ?? '']];
  if (typeof argument === 'string') {
    if (names.length === 1 && name === 'time') return secondsOf(argument);
    if (names.length === 1 && SINGLE.has(name)) return lookups[name as 'ref'](argument);
    if (name === 'told' && names.length === 2) return lookups.told(argument, value['members'] as string[]);
  }
  return Object.fromEntries(Object.entries(value).map(([member, item]) => [member, fillIn(item, lookups)]));
}

const SINGLE: ReadonlySet<string> = new Set(['ref', 'key', 'kid', 'salt', 'digest', 'nonce', 'sent', 'held']);

const MEDIA_TYPES: Readonly<Record<string, string>> = { txt: 'text/plain', csv: 'text/csv', md: 'text/markdown' };

function contentsOf(folder: string): Exercise['contents'] {
  return new Map(
    readdirSync(folder).map((name) => {
      const mediaType = MEDIA_TYPES[name.replace(/^.*\./, '')];
      if (mediaType === undefined) throw new Error(`reading ${folder}: ${name} has no media type`);
      return [name, { bytes: new Uint8Array(readFileSync(join(folder, name))), mediaType }];
    }),
  );
}

/** Reads the exercise of a folder. Throws, with the file and the member, for one that is not of its form. */
export function loadExercise(folder: string): Exercise {
  const accord = read(join(folder, 'accord.yaml'), AccordFile);
  const parties = accord.parties.map(({ id }) => id);
  const partyOf = (id: string): string => {
    const party = parties.find((one) => id.startsWith(`${one}-`));
    if (party === undefined) throw new Error(`reading the exercise: ${id} is of no party`);
    return party;
  };
  const officers = read(join(folder, 'officers.yaml'), OfficersFile).map((officer) => ({
    ...officer,
    party: partyOf(officer.id),
  }));
  const known = new Set([...officers.map(({ id }) => id), ...parties.map((party) => `${party}-root`)]);
  const threads: Thread[] = [];
  const steps: ExerciseStep[] = [];
  const threadFiles = readdirSync(join(folder, 'threads')).toSorted();
  for (const name of threadFiles) {
    const file = join(folder, 'threads', name);
    const thread = read(file, ThreadFile);
    let last = 0;
    let acts = 0;
    for (const step of thread.steps) {
      const at = secondsOf(step.at);
      if (at < last) throw new Error(`reading ${file}: ${step.at} comes after a later step`);
      last = at;
      if ('puts' in step) steps.push({ at, does: 'put', party: step.by, contents: step.puts });
      else if ('node' in step) steps.push({ at, does: 'node', party: step.node, is: step.is });
      else {
        acts++;
        const signers = [step.by].flat();
        const unknown = signers.find((one) => !known.has(one));
        if (unknown !== undefined) throw new Error(`reading ${file}: there is no officer ${unknown}`);
        const party = partyOf(signers[0]!);
        const { type, ref, subject, body, words: told = {}, content, seals, unruled = false, keys } = step;
        // Its officers write in the party's own languages; the other text is their translation.
        const authentic = accord.parties.find(({ id }) => id === party)!.languages;
        const words = Object.keys(told).length === 0 ? told : { authentic, ...told };
        const filedAt = step.filed === undefined ? at : secondsOf(step.filed);
        const act = {
          at,
          filedAt,
          party,
          signers: signers.map((one) => (one === `${party}-root` ? 'root' : one)),
          type,
          ...(ref === undefined ? {} : { ref }),
          ...(subject === undefined ? {} : { subject }),
          body,
          words,
          ...(content === undefined ? {} : { content }),
          ...(seals === undefined ? {} : { seals }),
          unruled,
          ...(keys === undefined ? {} : { keys }),
        };
        steps.push({ at, does: 'sign', act });
        if (filedAt > at) steps.push({ at: filedAt, does: 'file', act });
      }
    }
    threads.push({ name: name.replace(/\.yaml$/, ''), tells: thread.tells, acts });
  }
  return {
    accord,
    foundedAt: secondsOf(`${accord.dated} 09:00`),
    officers,
    threads,
    steps: steps.toSorted((a, b) => a.at - b.at),
    contents: contentsOf(join(folder, 'contents')),
  };
}
