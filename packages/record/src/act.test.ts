import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeActVectors } from '../../../vectors/make-acts.ts';
import {
  ACT_SIGNATURES_MAX,
  assembleAct,
  BODY_STRING_MAX,
  composeAct,
  ENTRY_BYTES_MAX,
  openAct,
  parseAct,
  recallAct,
  signingInputOf,
  type Payload,
} from './act.ts';
import { parseAccord } from './accord.ts';
import { encodeBase64, encodeBase64url, parseBase64url } from './base64.ts';
import { encodeUtf8 } from './bytes.ts';
import { webEd25519Signer } from './ed25519.ts';
import { leafHash, sha256 } from './hash.ts';
import { encodeCanonical, type Json, type JsonObject } from './json.ts';
import { effectivePolicy, holderName, holderVkeys, logVkeys, originOf, policyOf, thumbprint } from './key.ts';
import { encodePolicy } from './policy.ts';
import { checkSeal } from './seal.ts';
import { webSuite } from './suite.ts';
import { encodeVkey } from './vkey.ts';
import { checkWords, encodeDisclosure, parseDisclosure } from './words.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'vectors', 'act');
const vector = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;

type Accepted = {
  about: string;
  entry: string;
  id: string;
  kids: string[];
  keys: Record<string, string>;
  payload: Payload;
  words: { text: string; name: string; value: Json; digest: string }[];
};
const acceptedNames = ['compact.json', 'full.json', 'general.json', 'opening.json', 'words.json'];
const accepted = () => acceptedNames.map((name) => vector<Accepted>(name));
const keysOf = (keys: Record<string, string>) =>
  new Map(Object.entries(keys).map(([kid, key]) => [kid, parseBase64url(key)!]));
const codeOf = (entry: Uint8Array) => {
  const read = parseAct(entry);
  return read.ok ? 'taken' : read.refusal.code;
};

test('the vectors are what their script makes', async () => {
  const made = await makeActVectors();
  assert.deepEqual([...made.keys()].toSorted(), readdirSync(folder).toSorted());
  for (const [name, value] of made) assert.deepEqual(vector(name), value, name);
});

test('an act is recalled as it was opened', async () => {
  for (const { about, entry, keys } of accepted()) {
    const opened = await openAct(encodeUtf8(entry), keysOf(keys), webSuite);
    assert.ok(opened.ok, about);
    assert.deepEqual(recallAct(encodeUtf8(entry), opened.act.id), opened.act, about);
  }
  assert.throws(() => recallAct(encodeUtf8('e30.e30'), ''), /no act any more/);
});

test('vectors: acts open, and encode again to the same bytes', async () => {
  for (const { about, entry, id, kids, keys, payload, words } of accepted()) {
    const bytes = encodeUtf8(entry);
    const opened = await openAct(bytes, keysOf(keys), webSuite);
    assert.ok(opened.ok, about);
    const { act } = opened;
    assert.equal(act.entry, bytes);
    assert.equal(act.id, id);
    assert.equal(encodeBase64url(leafHash(bytes)), id);
    assert.deepEqual(act.kids, kids);
    assert.deepEqual(act.payload, payload);
    assert.deepEqual(assembleAct(act.payload, act.signatures.toReversed()), bytes);
    for (const { kid, signingInput } of act.signatures) assert.deepEqual(signingInputOf(payload, kid), signingInput);
    const disclosures = words.map(({ text, ...expected }) => {
      const read = parseDisclosure(text);
      assert.ok(read.ok, about);
      assert.deepEqual(read.disclosure, { text, ...expected });
      return read.disclosure;
    });
    const checked = checkWords(act.payload, disclosures);
    assert.ok(checked.ok);
    assert.deepEqual(checked.missing, []);
    const parsed = parseAct(bytes);
    assert.ok(parsed.ok);
    assert.ok((await openAct(parsed.act, keysOf(keys), webSuite)).ok);
  }
});

test('vectors: entries that are no acts, with their codes', () => {
  const refused = vector<{ about: string; code: string; entry: string }[]>('refused.json');
  assert.ok(refused.length > 70);
  for (const { about, code, entry } of refused) assert.equal(codeOf(encodeUtf8(entry)), code, about);
});

test('vectors: acts that do not verify, with their codes', async () => {
  const unopened = vector<(Accepted & { code: string })[]>('unopened.json');
  for (const { about, code, entry, keys } of unopened) {
    assert.equal(codeOf(encodeUtf8(entry)), 'taken', about);
    const opened = await openAct(encodeUtf8(entry), keysOf(keys), webSuite);
    assert.equal(opened.ok ? 'opened' : opened.refusal.code, code, about);
    // Whatever the suite would say, small order and S ≥ L end here.
    if (/identity|S \+ L/.test(about)) {
      const gullible = { ...webSuite, ed25519: () => true };
      assert.equal((await openAct(encodeUtf8(entry), keysOf(keys), gullible)).ok, false, about);
    }
  }
});

test('vectors: disclosures that are none, with their codes', () => {
  for (const { about, code, text } of vector<{ about: string; code: string; text: string }[]>('undisclosed.json')) {
    const read = parseDisclosure(text);
    assert.equal(read.ok ? 'taken' : read.refusal.code, code, about);
  }
});

test('vectors: names and keys that follow from an accord', async () => {
  type Names = {
    accord: string;
    accordId: string;
    officers: { seed: string; publicKey: string; kid: string }[];
    policy: string;
    parties: {
      id: string;
      origin: string;
      holder: string;
      logVkeys: string[];
      holderVkeys: string[];
      policy: string;
    }[];
    seal: { salt: string; content: string; c: string };
  };
  const names = vector<Names>('names.json');
  const read = parseAccord(names.accord);
  assert.ok(read.ok);
  const { accord, accordId } = read;
  assert.equal(accordId, names.accordId);
  for (const { seed, publicKey, kid } of names.officers) {
    const signer = await webEd25519Signer(Uint8Array.fromHex(seed));
    assert.equal(encodeBase64url(signer.publicKey), publicKey);
    assert.equal(thumbprint(signer.publicKey), kid);
  }
  assert.equal(encodePolicy(policyOf(accord, accordId)), names.policy);
  for (const [index, { id, keys }] of accord.parties.entries()) {
    const origin = originOf(accord, accordId, id);
    assert.deepEqual(names.parties[index], {
      id,
      origin,
      holder: holderName(origin),
      logVkeys: logVkeys(origin, keys.log).map(encodeVkey),
      holderVkeys: holderVkeys(origin, keys.holder).map(encodeVkey),
      policy: encodePolicy(effectivePolicy(accord, accordId, id)),
    });
  }
  assert.ok(checkSeal(names.seal.c, Uint8Array.fromHex(names.seal.salt), encodeUtf8(names.seal.content)));
});

test('no truncation of an act is an act', () => {
  for (const { entry } of accepted()) {
    const bytes = encodeUtf8(entry);
    for (let length = 0; length < bytes.length; length++) assert.notEqual(codeOf(bytes.subarray(0, length)), 'taken');
    for (let from = 1; from < bytes.length; from += 7) assert.notEqual(codeOf(bytes.subarray(from)), 'taken');
  }
});

test('no bit of an act can be flipped without notice', async () => {
  for (const { entry, id, keys } of accepted()) {
    const bytes = encodeUtf8(entry);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.with(bit >> 3, bytes[bit >> 3]! ^ (1 << (bit & 7)));
      const read = parseAct(changed);
      if (!read.ok) continue;
      // Still well-formed: then it is another act, and nobody signed it.
      assert.notEqual(read.act.id, id);
      if (bit % 64 === 0) assert.equal((await openAct(read.act, keysOf(keys), webSuite)).ok, false);
    }
  }
});

test('any bytes get an answer', () => {
  const [sample] = accepted();
  const part = fc.oneof(
    fc.constantFrom(
      ...sample!.entry.split('.'),
      '{"payload":"',
      '","signatures":[',
      '{"protected":"',
      '","signature":"',
      '"}',
      ']}',
      '.',
      ',',
    ),
    fc.base64String(),
    fc.json().map((text) => encodeBase64url(encodeUtf8(text))),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.notEqual(codeOf(bytes), 'taken');
    }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      codeOf(encodeUtf8(parts.join('')));
      codeOf(encodeUtf8(parts.join('.')));
    }),
    { numRuns: 300 },
  );
});

// --- Composing.

const accordId = 'a'.repeat(52);
const alpha = `alpha.example/parley/${accordId}/alpha`;
const beta = `beta.example/parley/${accordId}/beta`;
const officers = await Promise.all(
  Array.from({ length: ACT_SIGNATURES_MAX + 1 }, async (_, n) => {
    const { publicKey, sign } = await webEd25519Signer(new Uint8Array(32).fill(n + 1));
    return { kid: thumbprint(publicKey), publicKey, sign };
  }),
);
const known = new Map(officers.map(({ kid, publicKey }) => [kid, publicKey]));
const minimal = (): Payload => ({
  v: 'parley/1',
  accord: accordId,
  log: alpha,
  type: 'note',
  iat: 0,
  nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
  body: {},
});

const bytesIn = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const digest = bytesIn(32).map(encodeBase64url);
const count = fc.maxSafeInteger().map((n) => Math.abs(n));
const code = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((n) => String.fromCharCode(n)),
  maxLength: 64,
});
const bodyName = code.filter((it) => it !== '' && it !== '__proto__');
const { body } = fc.letrec<{ body: Json }>((tie) => ({
  body: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    code,
    count,
    fc.constantFrom<Json>(null, true, false),
    fc.array(tie('body'), { maxLength: 3 }),
    fc.dictionary(bodyName, tie('body'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const content = (member: 'h' | 'c') =>
  fc.array(
    fc.record(
      { [member]: digest, n: count, ct: fc.constantFrom('text/plain', 'application/x.a+b') },
      { noNullPrototype: true },
    ),
    { minLength: 1, maxLength: 3 },
  );
const optional = {
  keys: count,
  subject: digest,
  re: fc.array(fc.record({ log: fc.constantFrom(alpha, beta), i: count, h: digest }, { noNullPrototype: true }), {
    minLength: 1,
    maxLength: 3,
  }),
  seen: fc
    .record({ n: count.filter((n) => n > 0), root: bytesIn(32).map(encodeBase64) }, { noNullPrototype: true })
    .map((head) => ({ [beta]: head })),
  _sd: fc.uniqueArray(digest, { minLength: 1, maxLength: 4 }).map((digests) => digests.toSorted()),
  exhibits: content('h'),
  seals: content('c'),
};
const anyPayload = fc
  .record(
    {
      type: fc.constantFrom('note', 'case.allege', 'request.note-silence'),
      iat: fc.nat(),
      nonce: bytesIn(16).map(encodeBase64url),
      body: fc.dictionary(bodyName, body, { maxKeys: 4, noNullPrototype: true }),
      ...optional,
    },
    { requiredKeys: ['type', 'iat', 'nonce', 'body'], noNullPrototype: true },
  )
  .map((some) => ({ ...minimal(), ...some, ...('_sd' in some ? { _sd_alg: 'sha-256' } : {}) }) as Payload);

test('what is composed is parsed and opened as it was meant', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyPayload,
      fc.shuffledSubarray(officers, { minLength: 1, maxLength: 3 }),
      async (payload, signers) => {
        const entry = await composeAct(payload, signers);
        const opened = await openAct(entry, known, webSuite);
        assert.ok(opened.ok);
        assert.deepEqual(opened.act.payload, payload);
        assert.deepEqual(opened.act.kids, signers.map(({ kid }) => kid).toSorted());
        assert.equal(entry[0] === 0x7b, signers.length > 1);
      },
    ),
    { numRuns: 60 },
  );
});

test('a payload with one member too many or one wrong is refused', () => {
  const wrongs = fc.constantFrom<Json>(null, true, -1, '', ' ', 'é', [], {}, [null], [{}], { '': 1 }, '1', 2 ** 53 - 1);
  fc.assert(
    fc.property(
      anyPayload,
      fc.constantFrom(...Object.keys(optional), ...Object.keys(minimal()), '_sd_alg', 'x'),
      wrongs,
      (payload, name, wrong) => {
        const changed = { ...payload, [name]: wrong } as JsonObject;
        const text = `${encodeBase64url(encodeUtf8(encodeCanonical(changed)))}.${'A'.repeat(86)}`;
        const header = encodeBase64url(
          encodeUtf8(`{"alg":"Ed25519","kid":"${officers[0]!.kid}","typ":"parley-act+sd-jwt"}`),
        );
        const read = parseAct(encodeUtf8(`${header}.${text}`));
        // Some of the wrongs are right somewhere: {} is a body, 2^53-1 an index.
        const right =
          (name === 'body' && encodeCanonical(wrong) === '{}') || (name === 'keys' && wrong === 2 ** 53 - 1);
        assert.equal(read.ok, right, name);
        if (!read.ok) assert.equal(read.refusal.code, 'act.payload');
      },
    ),
    { numRuns: 400 },
  );
});

test('nothing is composed, and nobody asked to sign, that would not be read', async () => {
  const asked: string[] = [];
  const watched = officers.map(({ kid, sign }) => ({
    kid,
    sign: (message: Uint8Array) => {
      asked.push(kid);
      return sign(message);
    },
  }));
  const [one, two] = watched as [(typeof watched)[0], (typeof watched)[0]];
  const wrongs: [payload: Payload, signers: typeof watched][] = [
    [minimal(), []],
    [minimal(), [one, one]],
    [minimal(), watched],
    [minimal(), [{ ...one, kid: 'me' }]],
    [{ ...minimal(), type: 'A' }, [one]],
    [{ ...minimal(), iat: 1.5 }, [one]],
    [{ ...minimal(), body: { note: 'free text' } }, [one, two]],
    [{ ...minimal(), re: [] }, [one]],
    [{ ...minimal(), extra: 1 } as Payload, [one]],
    [{ ...minimal(), body: { a: Array.from({ length: 20 }, () => 'a'.repeat(BODY_STRING_MAX)) } }, [one]],
  ];
  for (const [payload, signers] of wrongs) await assert.rejects(composeAct(payload, signers), TypeError);
  assert.deepEqual(asked, []);
  assert.throws(() => signingInputOf({ ...minimal(), type: 'A' }, one.kid), TypeError);
  assert.throws(() => signingInputOf(minimal(), 'me'), TypeError);
  assert.throws(() => assembleAct(minimal(), [{ kid: one.kid, signature: new Uint8Array(63) }]), TypeError);
  await composeAct(minimal(), watched.slice(0, ACT_SIGNATURES_MAX));
  assert.equal(asked.length, ACT_SIGNATURES_MAX);
});

test('an entry may fill 32 KiB, and no more', () => {
  const [one] = officers as [(typeof officers)[0]];
  const blank = new Uint8Array(64);
  const withRest = (length: number) => {
    const strings = Array.from({ length: 13 }, () => 'a'.repeat(BODY_STRING_MAX));
    const payload = { ...minimal(), body: { a: [...strings, 'a'.repeat(length)] } };
    return assembleAct(payload, [{ kid: one.kid, signature: blank }]);
  };
  // Three characters of payload are four bytes of entry.
  const room = Math.floor(((ENTRY_BYTES_MAX - withRest(0).length) * 3) / 4);
  assert.ok(withRest(room - 1).length > ENTRY_BYTES_MAX - 4);
  assert.throws(() => withRest(room + 2), TypeError);
});

test('each signature is verified once, unknown kids before any', async () => {
  const [one, two, three] = officers as [(typeof officers)[0], (typeof officers)[0], (typeof officers)[0]];
  const entry = await composeAct(minimal(), [one, two, three]);
  let asked = 0;
  const counting = {
    ...webSuite,
    ed25519: (...its: Parameters<typeof webSuite.ed25519>) => {
      asked++;
      return webSuite.ed25519(...its);
    },
  };
  assert.ok((await openAct(entry, known, counting)).ok);
  assert.equal(asked, 3);
  const without = new Map(known);
  without.delete(two.kid);
  const refused = await openAct(entry, without, counting);
  assert.deepEqual(refused.ok ? 'opened' : [refused.refusal.code, refused.refusal['kid']], [
    'act.key_unknown',
    two.kid,
  ]);
  assert.equal(asked, 3);
});

test('words of an act are found by its digests', async () => {
  const disclosure = encodeDisclosure(sha256(encodeUtf8('salt')).subarray(0, 16), 'title', {
    en: 'A title',
  });
  const payload: Payload = { ...minimal(), _sd: [disclosure.digest], _sd_alg: 'sha-256' };
  const read = parseAct(await composeAct(payload, [officers[0]!]));
  assert.ok(read.ok);
  assert.deepEqual(checkWords(read.act.payload, [disclosure]), {
    ok: true,
    words: { title: { en: 'A title' } },
    missing: [],
  });
});
