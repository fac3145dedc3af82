import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { acceptableEd25519, strictEd25519, webEd25519Signer } from '@parley/record/ed25519';
import { EDGES, EDGES_MESSAGE, fastestEd25519, opensslEd25519, sodiumEd25519, type VerifyNow } from './ed25519.ts';

const sodium = sodiumEd25519();
const codes: [string, VerifyNow][] = [['OpenSSL', opensslEd25519]];
if (sodium !== undefined) codes.push(['libsodium', sodium]);

test('each code that is used verifies without cofactor', () => {
  for (const [name, verify] of codes) {
    for (const { publicKey, signature, valid } of EDGES) {
      const verdict = verify(Uint8Array.fromHex(publicKey), EDGES_MESSAGE, Uint8Array.fromHex(signature));
      assert.equal(verdict, valid, `${name}, ${publicKey}`);
    }
  }
});

test('a library that is absent, that fails, or that verifies by another rule is not used', () => {
  assert.equal(fastestEd25519(undefined).name, sodium === undefined ? 'OpenSSL' : 'libsodium');
  const absent = () => {
    throw new Error('no such package');
  };
  const withCofactor = () => ({ crypto_sign_verify_detached: () => true });
  const failing = () => ({ crypto_sign_verify_detached: absent });
  for (const load of [absent, withCofactor, failing, () => ({})]) assert.equal(sodiumEd25519(load), undefined);
  assert.equal(fastestEd25519(sodiumEd25519(absent)).name === 'OpenSSL', sodium === undefined);
});

test('libsodium and OpenSSL agree on every published signature behind the rule', async (t) => {
  if (sodium === undefined) return t.skip('libsodium is not installed here');
  const path = join(import.meta.dirname, '../../../../../shared/vectors/wycheproof/testvectors_v1/ed25519_test.json');
  if (!existsSync(path)) return t.skip('shared vectors are not beside this checkout');
  type Group = { publicKey: { pk: string }; tests: { msg: string; sig: string; result: string }[] };
  const { testGroups } = JSON.parse(readFileSync(path, 'utf8')) as { testGroups: Group[] };
  for (const { publicKey, tests } of testGroups) {
    const key = Uint8Array.fromHex(publicKey.pk);
    for (const { msg, sig, result } of tests) {
      const [message, signature] = [Uint8Array.fromHex(msg), Uint8Array.fromHex(sig)];
      for (const [name, verify] of codes) {
        const verdict = await strictEd25519(verify)(key, message, signature);
        assert.equal(verdict, result === 'valid', `${name}: ${msg} ${sig}`);
      }
    }
  }
});

// The curve by its definition (RFC 8032 §5.1), to make signatures of points with a part of small order.
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const modulo = (a: bigint) => ((a % P) + P) % P;
const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  for (let b = modulo(base), e = exponent; e > 0n; e >>= 1n, b = modulo(b * b)) if (e & 1n) result = modulo(result * b);
  return result;
};
const inverse = (a: bigint) => power(a, P - 2n);
const D = modulo(-121665n * inverse(121666n));
type Point = [x: bigint, y: bigint];
const add = ([x1, y1]: Point, [x2, y2]: Point): Point => {
  const k = modulo(D * x1 * x2 * y1 * y2);
  return [modulo((x1 * y2 + x2 * y1) * inverse(1n + k)), modulo((y1 * y2 + x1 * x2) * inverse(modulo(1n - k)))];
};
const bytesOf = (value: bigint) => Uint8Array.fromHex(value.toString(16).padStart(64, '0')).toReversed();
const numberOf = (bytes: Uint8Array) => BigInt(`0x${Uint8Array.from(bytes).toReversed().toHex()}`);
const encode = ([x, y]: Point) => bytesOf(y | ((x & 1n) << 255n));
const decode = (bytes: Uint8Array): Point => {
  const y = numberOf(bytes) & (2n ** 255n - 1n);
  const xx = modulo((y * y - 1n) * inverse(modulo(D * y * y + 1n)));
  let x = power(xx, (P + 3n) / 8n);
  if (modulo(x * x) !== xx) x = modulo(x * power(2n, (P - 1n) / 4n));
  return [Number(x & 1n) === bytes[31]! >> 7 ? x : modulo(-x), y];
};

test('libsodium and OpenSSL agree on signatures of points with a part of small order', async (t) => {
  if (sodium === undefined) return t.skip('libsodium is not installed here');
  const base = decode(Uint8Array.fromHex(`58${'66'.repeat(31)}`));
  const ofEight = decode(Uint8Array.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'));
  const torsion: Point[] = [[0n, 1n]];
  for (let i = 1; i < 8; i++) torsion.push(add(torsion.at(-1)!, ofEight));
  assert.deepEqual(add(torsion.at(-1)!, ofEight), [0n, 1n]);
  const verdicts = { valid: 0, invalid: 0, onlyWithCofactor: 0 };
  let [a, A]: [bigint, Point] = [1n, base];
  let [r, R]: [bigint, Point] = [2n, add(base, base)];
  for (let round = 0; round < 192; round++) {
    const publicKey = encode(add(A, torsion[round % 8]!));
    const start = encode(add(R, torsion[(round >> 3) % 8]!));
    const message = new Uint8Array(randomBytes(round));
    const k = numberOf(createHash('sha512').update(start).update(publicKey).update(message).digest()) % L;
    const signature = Uint8Array.from([...start, ...bytesOf((r + k * a) % L)]);
    assert.ok(acceptableEd25519(publicKey, signature));
    const verdict = opensslEd25519(publicKey, message, signature);
    assert.equal(sodium(publicKey, message, signature), verdict);
    verdicts[verdict ? 'valid' : 'onlyWithCofactor']++;
    signature[round % 64]! ^= 1 << (round % 8);
    if (acceptableEd25519(publicKey, signature)) {
      const changed = opensslEd25519(publicKey, message, signature);
      assert.equal(sodium(publicKey, message, signature), changed);
      verdicts.invalid += Number(!changed);
    }
    [a, A] = [a + 1n, add(A, base)];
    [r, R] = [r + 1n, add(R, base)];
  }
  assert.ok(verdicts.valid > 10 && verdicts.onlyWithCofactor > 100 && verdicts.invalid > 100, JSON.stringify(verdicts));
});

test('libsodium and OpenSSL agree on real signatures and on bytes by chance', async (t) => {
  if (sodium === undefined) return t.skip('libsodium is not installed here');
  const { publicKey, sign } = await webEd25519Signer(new Uint8Array(randomBytes(32)));
  for (let round = 0; round < 50; round++) {
    const message = new Uint8Array(randomBytes(round * 37));
    const signature = await sign(message);
    assert.ok(sodium(publicKey, message, signature) && opensslEd25519(publicKey, message, signature));
    const [key, random] = [new Uint8Array(randomBytes(32)), new Uint8Array(randomBytes(64))];
    random[63]! &= 0x0f;
    for (const one of [publicKey, key]) {
      assert.equal(sodium(one, message, random), opensslEd25519(one, message, random));
    }
  }
});
