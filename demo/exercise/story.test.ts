// The data of the exercise against the docket's schemas and what is asked of words at filing, before any node runs; and against its own
// promises: both languages everywhere, every act type, nobody who exists.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { actTypes } from '@parley/docket/kinds';
import { lintWords } from '@parley/docket/lint';
import { Offices, Terms } from '@parley/docket/terms';
import type { Json, JsonObject } from '@parley/record/json';
import { fillIn, loadExercise, type ExerciseAct } from './story.ts';

const exercise = loadExercise(import.meta.dirname);

const acts = exercise.steps.flatMap((step) => (step.does === 'sign' ? [step.act] : []));

const id = 'E'.repeat(42) + 'A';

/** Any value of the form that the driver will put there. */
const lookups = {
  ref: (name: string) => name.padEnd(42, '_') + 'A',
  key: () => id,
  kid: () => id,
  salt: () => id,
  digest: () => id,
  nonce: () => 'E'.repeat(21) + 'A',
  sent: () => id,
  held: () => ({ size: 1, time: 1 }),
  told: (_: string, members: string[]) => members.map(() => id),
};

const filled = (value: JsonObject) => fillIn(value, lookups) as JsonObject;

const named = (act: ExerciseAct) => `${new Date(act.at * 1000).toISOString()} ${act.type} ${act.ref ?? ''}`;

test('the terms and offices are those of an accord', () => {
  assert.ok(Terms.safeParse(exercise.accord.terms).success);
  assert.ok(Offices.safeParse(exercise.accord.offices).success);
});

test('every act that is filed has a body of its type, and words that filing lets pass', () => {
  const terms = Terms.parse(exercise.accord.terms);
  const wrong: string[] = [];
  for (const act of acts.filter(({ unruled }) => !unruled)) {
    const type = actTypes.get(act.type);
    const body = type?.body.safeParse(filled(act.body));
    if (body?.success !== true) {
      wrong.push(
        `${named(act)}: ${body?.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') ?? 'unknown'}`,
      );
      continue;
    }
    for (const { weight, path, detail } of lintWords(act.type, filled(act.body), filled(act.words), terms, act.at)) {
      if (weight === 'refused') wrong.push(`${named(act)}: ${path}: ${detail}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('every act type is in the story, but for what a node says by itself', () => {
  const told = new Set([...acts.map(({ type }) => type), 'accord.found', 'exhibit.held', 'contact.answer']);
  assert.deepEqual(
    [...actTypes.keys()].filter((type) => !told.has(type)),
    [],
  );
});

test('a name in the story is given once, and before it is used', () => {
  const given = new Set<string>();
  const wrong: string[] = [];
  for (const step of exercise.steps) {
    if (step.does !== 'sign' && step.does !== 'file') continue;
    const { act } = step;
    if (step.does === 'sign') {
      const uses: string[] = act.subject === undefined ? [] : [act.subject];
      const use = (name: string) => uses.push(name).toString();
      fillIn(act.body, { ...lookups, ref: use, told: (name) => (uses.push(name), []) });
      wrong.push(...uses.filter((name) => !given.has(name)).map((name) => `${named(act)} uses ${name}`));
    }
    if (act.ref === undefined || (step.does === 'sign' && act.filedAt !== act.at)) continue;
    if (given.has(act.ref)) wrong.push(`${act.ref} is given twice`);
    given.add(act.ref);
  }
  assert.deepEqual(wrong, []);
});

test('every text is there in both languages', () => {
  const wrong: string[] = [];
  const look = (value: Json, at: string): void => {
    if (value === null) wrong.push(`${at} is empty`);
    else if (Array.isArray(value)) for (const [place, item] of value.entries()) look(item, `${at}.${place}`);
    else if (typeof value === 'object') {
      if ('en' in value !== 'zh' in value) wrong.push(`${at} has one language`);
      for (const [name, item] of Object.entries(value)) look(item, `${at}.${name}`);
    }
  };
  // A translation is into one language.
  for (const act of acts) if (act.type !== 'translate') look(act.words, named(act));
  assert.deepEqual(wrong, []);
});

test('the accord says that nothing of it is real, and that its clocks never pass into real time', () => {
  const { en, zh } = exercise.accord.text;
  assert.match(en, /do not exist/);
  assert.match(en, /never pass into real time/);
  assert.match(zh, /均不存在/);
  assert.ok(exercise.accord.parties.every(({ domain }) => domain.endsWith('.example')));
  const files = ['accord.yaml', 'officers.yaml'].map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
  assert.doesNotMatch(files.join('\n'), /\b(China|United States|Russia)\b|中国|美国|俄罗斯/);
});
