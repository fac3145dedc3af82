// The data of the demonstration against the docket's schemas and against its own promises: both languages everywhere, a source for
// everything, no natural person, nothing from memory, nothing from the future.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { actTypes } from '@parley/docket/kinds';
import { lintWords } from '@parley/docket/lint';
import { Offices, Terms } from '@parley/docket/terms';
import type { Json, JsonObject } from '@parley/record/json';
import { type Demo, type DemoAct, loadDemo, resolveRefs } from './record.ts';

const demo: Demo = loadDemo(import.meta.dirname);
const { accord, officers, cases, script } = demo;

/** Something like an act id, another for every ref: the driver puts the true one. */
const someId = (ref: string) => ref.padEnd(43, '_');

/** The body as the driver completes it. */
function completed(act: DemoAct): JsonObject {
  const body = resolveRefs(act.body, someId) as JsonObject;
  return act.type === 'request.note-silence' ? { ...body, held: { size: 1, time: act.at } } : body;
}

function* walk(value: Json, path: string): Generator<[string, Json]> {
  yield [path, value];
  if (Array.isArray(value)) for (const [at, item] of value.entries()) yield* walk(item, `${path}.${at}`);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* walk(item, `${path}.${name}`);
  }
}

/** A When of the docket. */
type Moment = { from: string; to?: string; precision: string; ongoing?: true };

const named = (act: DemoAct) => `${act.type} of ${act.ref ?? act.subject ?? act.party} at ${act.at}`;
const list = (value: Json | undefined) => (value ?? []) as ({ no: number } & JsonObject)[];
const day = (at: number) => new Date(at * 1000).toISOString().slice(0, 10);

test('twenty cases one way and eleven the other, each opened once', () => {
  const opened = script.filter((act) => act.type === 'case.allege');
  assert.equal(opened.filter((act) => act.party === 'us').length, 20);
  assert.equal(opened.filter((act) => act.party === 'cn').length, 11);
  assert.deepEqual(opened.flatMap((act) => act.ref ?? []).toSorted(), cases.map((one) => one.ref).toSorted());
  const refs = script.flatMap((act) => act.ref ?? []);
  assert.equal(new Set(refs).size, refs.length);
});

test('terms and offices are in the form of the docket, and the clock is scripted', () => {
  const terms = Terms.parse(accord.terms);
  Offices.parse(accord.offices);
  assert.equal(terms.clock, 'scripted');
  assert.deepEqual(terms.languages, ['en', 'zh']);
});

test('every body and all words are in the form of their act type', () => {
  for (const act of script) {
    const type = actTypes.get(act.type);
    assert.ok(type !== undefined, named(act));
    const body = type.body.safeParse(completed(act));
    assert.ok(body.success, `${named(act)}: ${body.error?.message}`);
    const words = type.words.safeParse(act.words);
    assert.ok(words.success, `${named(act)}: ${words.error?.message}`);
    assert.equal(act.ref !== undefined, type.opens === true, named(act));
  }
});

test('nothing is amiss with the words that filing would find', () => {
  const terms = Terms.parse(accord.terms);
  for (const act of script)
    assert.deepEqual(lintWords(act.type, completed(act), act.words, terms, act.at), [], named(act));
});

test('what the body numbers the words tell, and nothing else', () => {
  for (const act of script) {
    for (const member of ['points', 'victims', 'attribution', 'figures', 'identifiers']) {
      const numbers = list(act.body[member]).map((item) => item.no);
      const told = list(act.words[member]).map((item) => item.no);
      for (const no of told) assert.ok(numbers.includes(no), `${named(act)}: ${member} ${no} is not in the body`);
      if (act.type === 'case.position' || member === 'victims') continue;
      assert.deepEqual(told, numbers, `${named(act)}: ${member}`);
    }
    for (const layer of list(act.words['attribution'])) {
      const body = list(act.body['attribution']).find((item) => item.no === layer.no);
      assert.deepEqual(
        list(layer['grounds']).map((item) => item.no),
        list(body?.['grounds']).map((item) => item.no),
        named(act),
      );
    }
  }
});

test('a position answers points that were there to answer', () => {
  const points = new Map<string, Set<number>>();
  for (const act of script) {
    const subject = act.ref ?? act.subject;
    if (subject === undefined) continue;
    const known = points.get(subject) ?? new Set();
    points.set(subject, known);
    for (const { no } of list(act.body['points'])) {
      if (act.type === 'case.position') assert.ok(known.has(no), `${named(act)}: point ${no}`);
      else known.add(no);
    }
  }
});

test('an officer with the power for it files every act', () => {
  const offices = Offices.parse(accord.offices);
  for (const act of script) {
    assert.ok(
      officers.some((one) => one.party === act.party && one.office === act.office),
      named(act),
    );
    const signs = offices[act.office]!.signs;
    const [kind] = act.type.split('.');
    assert.equal(signs[act.type] ?? signs[`${kind}.*`] ?? signs['*'], 1, named(act));
  }
});

test('every text is in English and Chinese', () => {
  const prose = [
    ...script.map((act): [string, Json] => [named(act), act.words]),
    ['accord', { title: accord.title, text: accord.text, names: accord.parties.map((party) => party.names) }],
    ['cases', cases],
    ['officers', officers.map((one) => one.title)],
  ] as [string, Json][];
  let texts = 0;
  for (const [where, value] of prose) {
    for (const [path, item] of walk(value, where)) {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) continue;
      if (!('en' in item) && !('zh' in item)) continue;
      texts++;
      assert.deepEqual(Object.keys(item).toSorted(), ['en', 'zh'], path);
      const { en, zh } = item as { en: string; zh: string };
      assert.match(zh, /\p{Script=Han}/u, path);
      assert.doesNotMatch(en, /\p{Script=Han}/u, path);
      assert.doesNotMatch(zh, /\p{Script=Han}[,;:!?]/u, `${path}: punctuation of the other script`);
    }
  }
  assert.ok(texts > 700);
});

test('everything said has a source, and so has every figure', () => {
  for (const act of script) {
    if (act.type === 'calendar.publish') continue;
    const sources = act.words['sources'] as string[];
    assert.ok(sources.length > 0, named(act));
    for (const figure of list(act.words['figures']))
      assert.match(figure['source'] as string, / — https?:\/\//, named(act));
  }
});

/**
 * Names of persons accused, wanted, speaking or otherwise concerned, as the sources give them: twelve hexadecimal digits of the SHA-256 of each,
 * lower case, so that this file does not name them either.
 */
const PERSONS: ReadonlySet<string> = new Set([
  '0086c92b0407',
  '00c280fa9910',
  '014ba1d06bb0',
  '049b9d6a231b',
  '05d0a6802dcf',
  '0631a609edb7',
  '07b900def349',
  '0b628f59887a',
  '0dce46962fe3',
  '0ea5fcdb94d8',
  '167bc46b3d76',
  '1904aa4329d4',
  '19f7ed6345b3',
  '1b37790909ed',
  '1b8b7067ecdc',
  '2025a8762abc',
  '22277790ed0e',
  '228657e74fb5',
  '24f6584f7048',
  '2c2fe02a9968',
  '357852e14553',
  '35f033ff8428',
  '381dc3e021a5',
  '3cafc1418124',
  '415a7c11fe13',
  '42096794d3ca',
  '42a86c7ee0e6',
  '42aff66f7353',
  '43c04dd19775',
  '4414701bd517',
  '4793dc1277a6',
  '4835de3bd587',
  '497a31591088',
  '4a82655514cb',
  '4b0ec3c9a913',
  '4c518b8f95d0',
  '5147ef6b6695',
  '54807147c0bb',
  '5bd2ec732b5c',
  '5ccf7954179d',
  '5fa4d62afe09',
  '5fef4d73c14c',
  '60d6b726d668',
  '61dbd1427d5a',
  '65977f7bb673',
  '65ca26900808',
  '65f7f766baad',
  '66d15724e723',
  '68b2207b6d99',
  '6a505f5cc789',
  '6aca6bea0e62',
  '6b045a10a25b',
  '6c9d9f812df8',
  '6e451623c14d',
  '70f9093cd850',
  '7230a6258cc8',
  '75945d31a3f4',
  '760fde3b69eb',
  '7729871e90bf',
  '783ef849d8a6',
  '78627757e5ec',
  '862df6e20220',
  '8752268c0a5f',
  '87bf2bcedc65',
  '888126c07f5b',
  '8aa31c033223',
  '92a054e84d6e',
  '94d2e6a2f7a0',
  '9d3669c1e954',
  '9f2fcdcc32f7',
  'a4391a13f36c',
  'a60a52382d70',
  'a6bcd4741d75',
  'a7652f0ea2a7',
  'a929f0478f9e',
  'ad7570fe5d86',
  'b1d32b37d8c2',
  'b33edb6eb03d',
  'b71dda13d228',
  'b84af7574ea2',
  'be75d86c9548',
  'c20f9025a70e',
  'c25f9a069af6',
  'c2d1ecb779c3',
  'c3ff93943774',
  'c419fd55679c',
  'c55a6fd31e96',
  'c5ca745711aa',
  'c8bf20b41971',
  'cb097ee6e424',
  'cb15eea75744',
  'cc0d4c4f3a05',
  'cec2cccf2240',
  'cf3722f1e422',
  'd0b2c0ec08c1',
  'd2e5c63c5819',
  'd5954696e383',
  'daff83a772d8',
  'dbe182eb421f',
  'deb6ef891c21',
  'df9992d2370b',
  'e5795ce0a857',
  'e647f2cee9fe',
  'ea2895067421',
  'ede5e9807c5e',
  'f250d5ae165e',
  'f3017902da99',
  'f45e429d761d',
  'f7c861846f44',
  'fc352b491215',
  'fe8cacf62266',
  'fff6d2eff78f',
]);

/** Every word, every two neighbouring words, and every two to four neighbouring Chinese characters. */
function* phrases(text: string): Generator<string> {
  const words = text.toLowerCase().match(/\p{Script=Latin}+/gu) ?? [];
  for (const [at, word] of words.entries()) {
    yield word;
    if (at > 0) yield `${words[at - 1]} ${word}`;
  }
  for (const run of text.match(/\p{Script=Han}+/gu) ?? []) {
    for (let from = 0; from < run.length; from++)
      for (let size = 2; size <= 4; size++) yield run.slice(from, from + size);
  }
}

const digest = (phrase: string) => createHash('sha256').update(phrase).digest('hex').slice(0, 12);

test('nothing stands here from memory, and no natural person is named', () => {
  const files = [
    'accord.yaml',
    'officers.yaml',
    'sources.yaml',
    ...['public-record', 'dialogue'].flatMap((folder) =>
      readdirSync(join(import.meta.dirname, folder)).map((name) => `${folder}/${name}`),
    ),
  ];
  for (const file of files) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    assert.doesNotMatch(text, /memory|unconfirmed/i, file);
    const found = [...new Set(phrases(text))].filter((phrase) => PERSONS.has(digest(phrase)));
    assert.deepEqual(found, [], file);
  }
  for (const act of script) {
    assert.equal(act.words['persons'], undefined, named(act));
    for (const layer of list(act.words['attribution'])) {
      const body = list(act.body['attribution']).find((item) => item.no === layer.no);
      if (body?.['layer'] === 'person') assert.equal(layer['name'], undefined, named(act));
    }
  }
});

test('dates are in order, none is in the future, and none is a year’s first day for want of a better one', () => {
  let last = demo.foundedAt;
  for (const act of script) {
    assert.ok(act.at > last, named(act));
    last = act.at;
    const said = act.body['said'] as Moment | undefined;
    if (said !== undefined) {
      const end = said.to ?? said.from;
      assert.ok(said.from <= day(act.at), `${named(act)} was said later than it is filed`);
      if (said.precision === 'day') assert.equal(end, day(act.at), named(act));
      if (said.precision === 'month') assert.equal(day(act.at + 86_400).slice(8), '01', `${named(act)}: the last day`);
    }
    const activity = act.body['activity'] as Moment | undefined;
    if (activity !== undefined) {
      assert.ok(!activity.from.endsWith('-01-01'), named(act));
      assert.ok((activity.to ?? activity.from) <= day(act.at), `${named(act)}: activity after it was alleged`);
    }
  }
  assert.ok(last < Date.now() / 1000);
});

test('before 25 September 2015 no commitment was engaged', () => {
  for (const act of script) {
    if (act.type !== 'case.allege' || act.body['engages'] === 'outside-any-commitment') continue;
    const activity = act.body['activity'] as Moment;
    const end = activity.ongoing === true ? '9999' : (activity.to ?? activity.from);
    assert.ok(end > '2015-09-25', named(act));
  }
});

test('a quotation stands word for word in the text it is taken from', () => {
  for (const act of script) {
    const text = act.words['text'] as Record<string, string> | undefined;
    for (const { text: quoted } of list(act.words['quotations'])) {
      for (const [language, words] of Object.entries(quoted as Record<string, string>)) {
        assert.ok(text?.[language]?.includes(words), `${named(act)}: ${words}`);
      }
    }
  }
});

test('but for the first meeting, its number and what was to be created, no criterion is more than a judgement', () => {
  const undertaken = script.filter((act) => act.type === 'commitment.undertake');
  assert.equal(undertaken.length, 4);
  for (const act of undertaken) {
    for (const criterion of list(act.body['criteria'])) {
      if (criterion['by'] !== 'judgement') continue;
      const told = list(act.words['criteria']).find(({ no }) => no === criterion.no)!['text'] as { en: string };
      assert.match(told.en, /No criterion of success and no time frame were published/, named(act));
    }
  }
});

test('whoever is charged, sought, arrested or listed is said to be presumed innocent, or no court to have found it', () => {
  const accusing = /^(indictment|wanted-notice|arrest|extradition)$/;
  for (const act of script) {
    if (act.type !== 'measure.announce') continue;
    const { en, zh } = act.words['text'] as { en: string; zh: string };
    if (accusing.test(act.body['kind'] as string)) {
      assert.match(en, /presumed innocent until proven guilty/, named(act));
      assert.match(zh, /推定无罪/, named(act));
    }
    if (act.body['kind'] === 'designation') assert.match(en, /no finding of a court/, named(act));
  }
});

test('both calendars cover every year of the script, within what the accord allows', () => {
  const terms = Terms.parse(accord.terms);
  for (const party of ['us', 'cn']) {
    const published = script.filter((act) => act.type === 'calendar.publish' && act.party === party);
    assert.deepEqual(
      published.map((act) => act.body['year']),
      Array.from({ length: 13 }, (_, index) => 2014 + index),
    );
    for (const act of published) {
      const year = Number(act.body['year']);
      const off = new Set(act.body['nonWorking'] as string[]);
      const worked = new Set(act.body['makeUp'] as string[]);
      assert.ok(year === 2014 || day(act.at) < `${year}-01-01`, named(act));
      let idle = 0;
      let run = 0;
      for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
        const date = new Date(at).toISOString().slice(0, 10);
        const weekend = [0, 6].includes(new Date(at).getUTCDay());
        assert.ok(!(weekend && off.has(date)) && !(!weekend && worked.has(date)), `${party} ${date}`);
        const rests = weekend ? !worked.has(date) : off.has(date);
        if (rests) idle++;
        run = rests ? run + 1 : 0;
        assert.ok(run <= terms.calendars.nonWorkingRunMax, `${party} ${date}: ${run} days in a row`);
        off.delete(date);
        worked.delete(date);
      }
      assert.ok(idle <= terms.calendars.nonWorkingDaysMax, `${party} ${year}: ${idle} days`);
      assert.equal(off.size + worked.size, 0, `${party} ${year}: days outside the year`);
    }
  }
});
