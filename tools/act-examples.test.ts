// The examples are opened and folded from the files alone, as whoever writes a second implementation would.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAccord } from '@parley/record/accord';
import { openAct, parseAct, type Payload } from '@parley/record/act';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { leafHash, sha256 } from '@parley/record/hash';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import { checkSeal } from '@parley/record/seal';
import { webSuite } from '@parley/record/suite';
import { rootOf } from '@parley/record/tree';
import { checkWords, parseDisclosure } from '@parley/record/words';
import { foldDocket } from '@parley/docket/docket';
import type { Entry } from '@parley/docket/entry';
import { introduceKeys, rootKeys } from '@parley/docket/keys';
import { actTypes } from '@parley/docket/kinds';
import { lintWords } from '@parley/docket/lint';
import { receiptsOf, type Cosigned } from '@parley/docket/receipts';
import { parseTerms } from '@parley/docket/terms';
import fastify from 'fastify';
import { exampleFiles, folder } from './act-examples.ts';
import { folder as schemas } from './act-schemas.ts';
import { tellStory } from './examples/story.ts';

type Example = {
  about: string;
  type: string;
  log: string;
  index: number;
  id: string;
  entry: string;
  payload: Payload;
  words: JsonObject;
  disclosures: { digest: string; name: string; text: string }[];
  signedBy: { kid: string; publicKey: string; introducedAt: number | null }[];
  content?: string;
};

type Log = { party: string; origin: string; entries: string[]; cosigned: Cosigned[] };

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const types = [...actTypes.keys()].toSorted();
const examples = new Map(types.map((type) => [type, read(`${type}.json`) as Example]));
const record = read('record.json') as { accord: string; accordId: string; logs: Log[] };

const founded = parseAccord(record.accord);
assert.ok(founded.ok);
const { accord, accordId } = founded;

async function openLog({ party, entries }: Log): Promise<Entry[]> {
  const keys = rootKeys(accord, party);
  const opened: Entry[] = [];
  for (const [index, text] of entries.entries()) {
    const one = await openAct(encodeUtf8(text), keys, webSuite);
    assert.ok(one.ok, `${party} ${index}`);
    introduceKeys(keys, one.act);
    opened.push({ party, index, id: one.act.id, act: one.act });
  }
  return opened;
}

test('the examples in spec/acts/examples are current', async () => {
  const files = exampleFiles(await tellStory());
  assert.deepEqual(readdirSync(folder).toSorted(), [...files.keys()].toSorted());
  for (const [name, text] of files) {
    assert.equal(readFileSync(join(folder, name), 'utf8'), text, `${name}: run node tools/act-examples.ts`);
  }
});

test('every act type has an example', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'record.json');
  assert.deepEqual(files.toSorted(), types.map((type) => `${type}.json`).toSorted());
});

test('every example opens with the keys that it names, and is the entry of the record that it says', async () => {
  for (const [type, { log, index, id, entry, payload, signedBy, ...example }] of examples) {
    const keys = new Map<string, Uint8Array>();
    for (const { kid, publicKey } of signedBy) {
      const key = Uint8Array.fromBase64(publicKey, { alphabet: 'base64url' });
      assert.equal(thumbprint(key), kid, type);
      keys.set(kid, key);
    }
    const opened = await openAct(encodeUtf8(entry), keys, webSuite);
    assert.ok(opened.ok, type);
    assert.deepEqual(opened.act.payload, payload);
    assert.deepEqual([opened.act.id, payload.type, payload.log, example.type], [id, type, log, type]);
    assert.deepEqual([...opened.act.kids].toSorted(), signedBy.map(({ kid }) => kid).toSorted());
    const own = record.logs.find(({ origin }) => origin === log);
    assert.ok(own !== undefined, type);
    assert.equal(own.entries[index], entry);
    for (const { publicKey, introducedAt } of signedBy) {
      if (introducedAt === null) {
        assert.equal(accord.parties.find((one) => one.id === own.party)!.keys.root, publicKey, type);
        continue;
      }
      assert.ok(introducedAt < index, type);
      const introducing = parseAct(encodeUtf8(own.entries[introducedAt]!));
      assert.ok(introducing.ok, type);
      assert.equal(introducing.act.payload.body['key'], publicKey, type);
    }
  }
});

test('the disclosures of every example give its words, and none is missing', () => {
  for (const [type, { payload, words, disclosures }] of examples) {
    const parsed = disclosures.map(({ digest, name, text }) => {
      const one = parseDisclosure(text);
      assert.ok(one.ok, type);
      assert.deepEqual([one.disclosure.digest, one.disclosure.name], [digest, name], type);
      return one.disclosure;
    });
    const checked = checkWords(payload, parsed);
    assert.ok(checked.ok, type);
    assert.deepEqual(checked.words, words, type);
    assert.deepEqual(checked.missing, [], type);
  }
});

test('the content of an example is what it commits to, and opens its seal', () => {
  for (const [type, { payload, content, words }] of examples) {
    assert.equal(content !== undefined, payload.exhibits !== undefined, type);
    if (content === undefined) continue;
    const bytes = encodeUtf8(content);
    assert.deepEqual(payload.exhibits, [{ h: encodeBase64url(sha256(bytes)), n: bytes.length, ct: 'text/plain' }]);
    if (type !== 'exhibit.disclose') continue;
    const salt = Uint8Array.fromBase64(words['salt'] as string, { alphabet: 'base64url' });
    const sealing = examples.get('exhibit.seal')!;
    assert.equal(payload.subject, sealing.id);
    assert.ok(checkSeal(sealing.payload.seals![0]!.c, salt, bytes));
  }
});

test('body and words of every example fit the JSON Schemas as they are published, and nothing with one more member does', async () => {
  // An HTTP server's validator, in its strict mode: it refuses keywords it does not know, and changes nothing to make it fit. It reads
  // draft 7; the keywords of these schemas mean there what they mean in 2020-12.
  const server = fastify({
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  });
  for (const type of types) {
    for (const part of ['body', 'words']) {
      const { $schema, ...body } = JSON.parse(
        readFileSync(join(schemas, `${type}.${part}.json`), 'utf8'),
      ) as JsonObject;
      assert.equal($schema, 'https://json-schema.org/draft/2020-12/schema');
      server.post(`/${type}/${part}`, { schema: { body } }, () => ({}));
    }
  }
  const post = async (type: string, part: string, payload: JsonObject) =>
    await server.inject({ method: 'POST', url: `/${type}/${part}`, payload });
  for (const [type, { payload, words }] of examples) {
    for (const [part, value] of Object.entries({ body: payload.body, words })) {
      const fits = await post(type, part, value);
      assert.equal(fits.statusCode, 200, `${type} ${part}: ${fits.body}`);
      assert.equal((await post(type, part, { ...value, surplus: 1 })).statusCode, 400, `${type} ${part}`);
    }
  }
  await server.close();
});

test('nothing in an example would be refused at filing, or is advised against', () => {
  const read = parseTerms(accord);
  assert.ok(read.ok);
  for (const [type, { payload, words }] of examples) {
    assert.deepEqual(lintWords(type, payload.body, words, read.terms, payload.iat), [], type);
  }
});

test('every text of an example is in both languages, but those that show what a translation adds', () => {
  const single = new Set(['case.position statement', 'translate members', 'correct members']);
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const keys = Object.keys(value);
    if (keys.includes('en') || keys.includes('zh')) assert.deepEqual(keys.toSorted(), ['en', 'zh'], path);
    else for (const inner of Object.values(value)) walk(inner, path);
  };
  for (const [type, { words }] of examples) {
    assert.notDeepEqual(words, {}, type);
    for (const [name, value] of Object.entries(words)) {
      if (!single.has(`${type} ${name}`)) walk(value, `${type} ${name}`);
    }
  }
});

test('the record of the examples folds, and none of its acts waits or is disregarded', async () => {
  const logs = new Map<string, Entry[]>();
  for (const log of record.logs) logs.set(log.party, await openLog(log));
  const rootAt = (origin: string, size: number) => {
    const log = record.logs.find((one) => one.origin === origin)!;
    return encodeBase64(rootOf(log.entries.slice(0, size).map((entry) => leafHash(encodeUtf8(entry)))));
  };
  const receipts = receiptsOf(Object.fromEntries(record.logs.map(({ party, cosigned }) => [party, cosigned])));
  const { docket, disregarded, waiting } = foldDocket({ accord, accordId, logs, receipts, rootAt });
  assert.deepEqual(disregarded, []);
  assert.deepEqual(waiting, []);
  assert.equal(accordId, record.accordId);
  const effective = new Set([...docket.subjects.values()].flatMap(({ state }) => state!.acts.map(({ id }) => id)));
  for (const [type, { id, payload }] of examples) {
    const ofSubject = payload.subject !== undefined || actTypes.get(type)!.opens !== undefined;
    assert.equal(effective.has(id), ofSubject, type);
  }
});
