// Every example act of the specification, one of each type, is taken as what an officer is about to sign.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAccord } from '@parley/record/accord';
import { parseBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { sha256 } from '@parley/record/hash';
import type { Json, JsonObject } from '@parley/record/json';
import { openSigned } from '#sign';
import { composeAct, type OpenAct } from '#compose';
import { contentOf, type Content } from '#content';
import { meaningOf } from '#meaning';
import { startsOf, type Under } from '#starts';

const folder = join(import.meta.dirname, '..', '..', '..', 'spec', 'acts', 'examples');

type Example = {
  type: string;
  entry: string;
  log: string;
  disclosures: { text: string }[];
  signedBy: { kid: string; publicKey: string }[];
};

const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;
const record = read('record.json') as { accord: string };
const founded = parseAccord(typeof record.accord === 'string' ? record.accord : JSON.stringify(record.accord));
assert.ok(founded.ok);

const examples = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && file !== 'record.json')
  .map((file) => read(file) as Example);

async function opened({ entry, disclosures, signedBy }: Example): Promise<OpenAct> {
  const keys = new Map(signedBy.map(({ kid, publicKey }) => [kid, parseBase64url(publicKey)!]));
  const act = await openSigned({ act: entry, words: disclosures.map(({ text }) => text) }, keys);
  assert.ok(act.ok, JSON.stringify(act));
  return act.act;
}

const underOf = ({ log }: Example): Under => {
  assert.ok(founded.ok);
  return { accord: founded.accord, accordId: founded.accordId, party: log.split('/').at(-1)! };
};

const kid = 'A'.repeat(43);

test('there is an example of every act type', () => assert.ok(examples.length > 60));

test('both languages show the same lines of the body, and every text as it was written', async () => {
  for (const example of examples) {
    const act = await opened(example);
    const { en, zh } = meaningOf(act, underOf(example), kid);
    assert.equal(en.head.length, zh.head.length, example.type);
    assert.equal(en.facts.length, zh.facts.length, example.type);
    assert.deepEqual(
      en.texts.map(([, text]) => text),
      zh.texts.map(([, text]) => text),
    );
    for (const line of [...en.head, ...en.facts, ...zh.head, ...zh.facts])
      for (const part of line)
        assert.ok(part !== '' && !/undefined|\[object|null/.test(part), `${example.type} ${line.join(': ')}`);
  }
});

/** Every leaf of a value, each replaced by another of its kind, and each member and item left out. */
function* changes(value: Json): Generator<Json> {
  if (typeof value === 'string')
    yield /^[A-Za-z0-9_-]{43}$/.test(value) ? `${value.slice(0, 42)}${value.endsWith('A') ? 'E' : 'A'}` : `${value}x`;
  else if (typeof value === 'number') yield value + 1;
  else if (typeof value === 'boolean') yield !value;
  else if (value === null) yield 1;
  else if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      yield value.toSpliced(at, 1);
      for (const other of changes(item)) yield value.with(at, other);
    }
  } else {
    for (const [member, inner] of Object.entries(value)) {
      const { [member]: _, ...rest } = value;
      yield rest;
      for (const other of changes(inner)) yield { ...value, [member]: other };
    }
  }
}

test('an act that says anything else is shown otherwise, in either language', async () => {
  const alike: string[] = [];
  for (const example of examples) {
    const { payload, disclosures } = await opened(example);
    const words: JsonObject = Object.fromEntries(disclosures.map(({ name, value }) => [name, value]));
    const content = contentOf(payload, words);
    const shown = (one: Content) => {
      const composed = composeAct(
        one,
        { accord: payload.accord, log: payload.log, seen: {} },
        payload.iat,
        (bytes) => new Uint8Array(bytes),
      );
      if (!composed.ok) return undefined;
      const { en, zh } = meaningOf(composed.act, underOf(example), kid);
      return [JSON.stringify(en), JSON.stringify(zh)];
    };
    const before = shown(content)!;
    for (const part of ['body', 'words'] as const) {
      for (const other of changes(content[part])) {
        const after = shown({ ...content, [part]: other as JsonObject });
        if (after?.some((text, at) => text === before[at]))
          alike.push(`${example.type} ${part} ${JSON.stringify(other).slice(0, 300)}`);
      }
    }
  }
  assert.deepEqual(alike, []);
});

test('who, when, on what keys and having seen what are shown', async () => {
  const example = examples.find(({ type }) => type === 'case.position')!;
  const act = await opened(example);
  const shown = (change: Partial<OpenAct['payload']>) =>
    JSON.stringify(meaningOf({ ...act, payload: { ...act.payload, ...change } }, underOf(example), kid).en.head);
  const before = shown({});
  const { payload } = act;
  const [origin, { n, root }] = Object.entries(payload.seen!)[0]!;
  const others: Partial<OpenAct['payload']>[] = [
    { iat: payload.iat + 1 },
    { keys: payload.keys! + 1 },
    { seen: { [origin]: { n: n + 1, root } } },
    { seen: { [origin]: { n, root: `${'A'.repeat(43)}=` } } },
    { subject: 'B'.repeat(42) + 'A' },
    { re: [{ log: origin, i: 1, h: 'B'.repeat(42) + 'A' }] },
    { exhibits: [{ h: 'B'.repeat(42) + 'A', n: 7, ct: 'text/plain' }] },
    { seals: [{ c: 'B'.repeat(42) + 'A', n: 7, ct: 'text/plain' }] },
  ];
  for (const other of others) assert.notEqual(shown(other), before, JSON.stringify(other));
});

test('the digest is of the bytes that are signed, and the text is that of the payload', async () => {
  const example = examples.find(({ type }) => type === 'request.make')!;
  const act = await opened(example);
  const signer = example.signedBy[0]!.kid;
  const { digest, payload } = meaningOf(act, underOf(example), signer);
  const [header, body] = example.entry.split('.') as [string, string];
  assert.equal(digest, sha256(encodeUtf8(`${header}.${body}`)).toHex());
  assert.deepEqual(encodeUtf8(payload), parseBase64url(body));
});

test('nobody is shown an act of which words are missing', async () => {
  const example = examples.find(({ type }) => type === 'request.make')!;
  const act = await opened(example);
  assert.throws(() => meaningOf({ ...act, disclosures: act.disclosures.slice(1) }, underOf(example), kid), /missing/);
});

test('an act that opens a subject says whom it is for and which deadlines it starts, by the terms in force', async () => {
  const started = new Map<string, string[]>();
  for (const example of examples) {
    const { payload, disclosures } = await opened(example);
    const words: JsonObject = Object.fromEntries(disclosures.map(({ name, value }) => [name, value]));
    const starts = startsOf(contentOf(payload, words), underOf(example), payload.iat);
    if (starts === undefined) continue;
    assert.notEqual(starts.to, underOf(example).party);
    started.set(
      example.type,
      starts.deadlines.map(({ for: owed }) => owed),
    );
  }
  assert.deepEqual(started.get('case.allege'), ['acknowledge', 'position']);
  assert.deepEqual(started.get('request.make'), ['acknowledge', 'reply']);
  assert.deepEqual(started.get('contact.check'), ['answer']);
  assert.deepEqual(started.get('remedy.claim'), ['view']);
  assert.ok(started.get('hotline.raise')!.includes('respond'));
  assert.equal(started.get('case.acknowledge'), undefined);
  const example = examples.find(({ type }) => type === 'request.make')!;
  const { en } = meaningOf(await opened(example), underOf(example), kid);
  assert.ok(
    en.head.some(
      ([label, value]) => label === 'Starts a deadline' && value.startsWith('Reply by Oskeld (oskeld), until 2026-'),
    ),
  );
});

test('a body that does not fit its type is shown all the same, and starts nothing', () => {
  assert.ok(founded.ok);
  const under = { accord: founded.accord, accordId: founded.accordId, party: 'lorvane' };
  assert.equal(startsOf({ type: 'request.make', body: {}, words: {} }, under, 1), undefined);
  assert.equal(startsOf({ type: 'no.such', body: {}, words: {} }, under, 1), undefined);
});
