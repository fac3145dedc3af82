// Vectors that others published, read from `../shared/vectors` beside the checkout: canonical JSON (RFC 8785), Ed25519, ML-DSA-44
// and JWS (Project Wycheproof), disclosures and digests (RFC 9901 and its libraries).

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parseAct } from './act.ts';
import { acceptableEd25519 } from './ed25519.ts';
import { encodeUtf8 } from './bytes.ts';
import { encodeCanonical, isObject, parseCanonical, type Json, type JsonObject } from './json.ts';
import { nobleMlDsa44, platformHasMlDsa44, webMlDsa44 } from './mldsa.ts';
import { webSuite } from './suite.ts';
import { checkWords, digestOf, encodeDisclosure, parseDisclosure } from './words.ts';

function published(t: TestContext, path: string): string | undefined {
  let folder = import.meta.dirname;
  const isCheckout = () => {
    const file = join(folder, 'package.json');
    return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'parley';
  };
  while (!isCheckout() && dirname(folder) !== folder) folder = dirname(folder);
  const found = join(folder, '..', 'shared', 'vectors', path);
  if (existsSync(found)) return found;
  t.skip('shared vectors are not beside this checkout');
  return undefined;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

test('canonical JSON: the texts of RFC 8785', (t) => {
  const folder = published(t, 'jcs');
  if (folder === undefined) return;
  let taken = 0;
  for (const file of readdirSync(join(folder, 'input'))) {
    const value: Json = readJson<Json>(join(folder, 'input', file));
    const expected: string = readFileSync(join(folder, 'output', file), 'utf8');
    if (file === 'values.json') {
      // It has fractions and exponents, of which our canonical JSON has none; its strings and literals it does have.
      assert.throws(() => encodeCanonical(value), TypeError);
      assert.equal(parseCanonical(expected).ok, false);
      assert.ok(expected.includes(encodeCanonical((value as JsonObject)['string']!)));
      continue;
    }
    assert.equal(encodeCanonical(value), expected, file);
    assert.deepEqual(parseCanonical(expected), { ok: true, value });
    const hex: string = readFileSync(join(folder, 'outhex', file.replace('.json', '.txt')), 'utf8').replaceAll(
      /\s/g,
      '',
    );
    assert.equal(encodeUtf8(encodeCanonical(value)).toHex(), hex);
    taken++;
  }
  assert.equal(taken, 5);
});

type Group<T> = {
  publicKey: string;
  tests: (T & { tcId: number; comment: string; result: 'valid' | 'invalid' })[];
};

test('Ed25519: 151 verifications of Wycheproof, 88 valid and 63 invalid', async (t) => {
  const file = published(t, 'wycheproof/testvectors_v1/ed25519_test.json');
  if (file === undefined) return;
  const { testGroups } = readJson<{
    testGroups: (Omit<Group<{ msg: string; sig: string }>, 'publicKey'> & {
      publicKey: { pk: string };
    })[];
  }>(file);
  const counted = { valid: 0, invalid: 0 };
  for (const { publicKey, tests } of testGroups) {
    const key = Uint8Array.fromHex(publicKey.pk);
    for (const { tcId, msg, sig, result } of tests) {
      const signature = Uint8Array.fromHex(sig);
      const valid = result === 'valid';
      assert.equal(await webSuite.ed25519(key, Uint8Array.fromHex(msg), signature), valid, `test ${tcId}`);
      if (valid) assert.ok(acceptableEd25519(key, signature));
      counted[result]++;
    }
  }
  assert.deepEqual(counted, { valid: 88, invalid: 63 });
});

test('ML-DSA-44: 173 verifications of Wycheproof without context, 75 valid and 98 invalid', async (t) => {
  const file = published(t, 'wycheproof/testvectors_v1/mldsa_44_verify_test.json');
  if (file === undefined) return;
  const { testGroups } = readJson<{
    testGroups: Group<{ msg: string; sig: string; ctx?: string }>[];
  }>(file);
  const verifiers = (await platformHasMlDsa44()) ? [webMlDsa44, nobleMlDsa44] : [nobleMlDsa44];
  const counted = { valid: 0, invalid: 0, withContext: 0 };
  for (const { publicKey, tests } of testGroups) {
    const key = Uint8Array.fromHex(publicKey);
    for (const { tcId, msg, sig, ctx, result } of tests) {
      // Parley signs with an empty context: a signature made for another must not verify.
      const withContext = ctx !== undefined && ctx !== '';
      const expected = result === 'valid' && !withContext;
      for (const verify of verifiers) {
        const valid = await verify(key, Uint8Array.fromHex(msg), Uint8Array.fromHex(sig));
        assert.equal(valid, expected, `test ${tcId}`);
      }
      counted[withContext ? 'withContext' : result]++;
    }
  }
  assert.deepEqual(counted, { valid: 75, invalid: 98, withContext: 7 });
});

test('JWS: none of the 401 tokens of Wycheproof, valid or not, is an act', (t) => {
  const file = published(t, 'wycheproof/testvectors_v1/json_web_signature_test.json');
  if (file === undefined) return;
  const { testGroups } = readJson<{ testGroups: Group<{ jws: string | object }>[] }>(file);
  const codes = new Map<string, number>();
  for (const { jws, tcId } of testGroups.flatMap(({ tests }) => tests)) {
    const read = parseAct(encodeUtf8(typeof jws === 'string' ? jws : JSON.stringify(jws)));
    assert.ok(!read.ok, `test ${tcId}`);
    codes.set(read.refusal.code, (codes.get(read.refusal.code) ?? 0) + 1);
  }
  // Other algorithms, other types, key material in the header: the template ends all of it before a payload is looked at.
  assert.deepEqual([...codes.keys()].toSorted(), ['act.header', 'act.malformed']);
  assert.equal(
    [...codes.values()].reduce((sum, n) => sum + n),
    401,
  );
});

test('disclosures: the five digests printed in RFC 9901', (t) => {
  const file = published(t, 'sd-jwt/disclosure-digests.json');
  if (file === undefined) return;
  const printed = readJson<{ array: Json[]; disclosure: string; digest: string }[]>(file);
  assert.equal(printed.length, 5);
  for (const { array, disclosure, digest } of printed) {
    assert.equal(digestOf(disclosure), digest);
    const canonical = encodeUtf8(encodeCanonical(array)).toBase64({
      alphabet: 'base64url',
      omitPadding: true,
    });
    const read = parseDisclosure(disclosure);
    // RFC 9901 leaves the spelling open; Parley does not, and takes salts of 16 bytes alone. Held and served by digest all the same.
    assert.equal(read.ok, false);
    if (!read.ok) assert.equal(read.refusal.code, canonical === disclosure ? 'words.salt' : 'words.not_canonical');
  }
});

test('disclosures: the claims that the TypeScript library tests come back as words', (t) => {
  const folder = published(t, 'sd-jwt');
  if (folder === undefined) return;
  const counted = { words: 0, fractions: 0 };
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.json') || file === 'disclosure-digests.json') continue;
    const { claims }: { claims?: Json } = readJson<{ claims?: Json }>(join(folder, file));
    if (!isObject(claims)) continue;
    const made = [];
    for (const [index, [name, value]] of Object.entries(claims).entries()) {
      if (/\d\.\d/.test(JSON.stringify(value))) {
        assert.throws(() => encodeDisclosure(new Uint8Array(16).fill(index), name, value), TypeError);
        delete claims[name];
        counted.fractions++;
      } else {
        made.push(encodeDisclosure(new Uint8Array(16).fill(index), name, value));
        counted.words++;
      }
    }
    const read = made.map(({ text }) => {
      const parsed = parseDisclosure(text);
      assert.ok(parsed.ok);
      return parsed.disclosure;
    });
    const checked = checkWords({ _sd: made.map(({ digest }) => digest).toSorted() }, read);
    assert.deepEqual(checked, { ok: true, words: claims, missing: [] });
  }
  assert.deepEqual(counted, { words: 46, fractions: 2 });
});
