import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { acceptableEd25519, acceptableEd25519Key, strictEd25519, webEd25519, webEd25519Signer } from './ed25519.ts';

// The curve once more, by its definition (RFC 8032 §5.1), to derive what ed25519.ts lists.
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
  return [modulo((x1 * y2 + x2 * y1) * inverse(1n + k)), modulo((y1 * y2 + x1 * x2) * inverse(1n - k))];
};
const rootOf = (xx: bigint): bigint | undefined => {
  const x = power(xx, (P + 3n) / 8n);
  for (const root of [x, modulo(x * power(2n, (P - 1n) / 4n))]) if (modulo(root * root) === modulo(xx)) return root;
  return undefined;
};
const encode = (y: bigint, sign: 0 | 1): Uint8Array => {
  const bytes = Uint8Array.fromHex((y + (BigInt(sign) << 255n)).toString(16).padStart(64, '0'));
  return bytes.toReversed();
};
const ysOfSmallOrder = (): bigint[] => {
  const ys = new Set<bigint>([0n, 1n, P - 1n]);
  // Double a point of order 8: y of order 8 satisfies x = ±y up to the curve; found by multiplying a point by L.
  for (let y = 2n; ys.size < 5; y++) {
    const x = rootOf(modulo((y * y - 1n) * inverse(D * y * y + 1n)));
    if (x === undefined) continue;
    let [sum, base]: Point[] = [
      [0n, 1n],
      [x, y],
    ] as Point[];
    for (let e = L; e > 0n; e >>= 1n, base = add(base!, base!)) if (e & 1n) sum = add(sum!, base!);
    for (let i = 0, torsion = sum!; i < 8; i++, torsion = add(torsion, sum!)) ys.add(torsion[1]);
  }
  // The 255 bits of an encoding also hold y + p where y < 19.
  for (const y of Array.from(ys)) if (y + P < 2n ** 255n) ys.add(y + P);
  return [...ys];
};

const seed = new Uint8Array(32).fill(7);
const message = new TextEncoder().encode('what both sides said');

test('exactly the 14 encodings of points of small order are refused, as key and as R', async () => {
  const encodings = ysOfSmallOrder().flatMap((y) => [encode(y, 0), encode(y, 1)]);
  assert.equal(encodings.length, 14);
  const { publicKey, sign: signed } = await webEd25519Signer(seed);
  const signature = await signed(message);
  assert.ok(acceptableEd25519(publicKey, signature));
  for (const point of encodings) {
    assert.equal(acceptableEd25519Key(point), false);
    assert.equal(acceptableEd25519(point, signature), false);
    const moved = Uint8Array.from(signature);
    moved.set(point);
    assert.equal(acceptableEd25519(publicKey, moved), false);
  }
  // One bit away from each, the listed encodings end: what is left is refused only for y of p and above.
  for (const point of encodings) {
    for (const at of [8, 100, 200]) {
      const near = Uint8Array.from(point);
      near[at >> 3]! ^= 1 << (at & 7);
      assert.equal(acceptableEd25519Key(near), true);
    }
  }
});

test('a y of p and above is refused', () => {
  for (let y = P; y < 2n ** 255n; y++) {
    for (const sign of [0, 1] as const) assert.equal(acceptableEd25519Key(encode(y, sign)), false);
  }
  assert.equal(acceptableEd25519Key(encode(P - 2n, 0)), true);
});

test('S must be below the order of the group', async () => {
  const { publicKey, sign: signed } = await webEd25519Signer(seed);
  const signature = await signed(message);
  const withS = (s: bigint) => {
    const bytes = Uint8Array.from(signature);
    bytes.set(encode(s, 0), 32);
    return bytes;
  };
  const s = BigInt(`0x${signature.slice(32).toReversed().toHex()}`);
  for (const taken of [0n, 1n, s, L - 1n]) assert.equal(acceptableEd25519(publicKey, withS(taken)), true);
  for (const refused of [L, L + 1n, s + L, s + 2n * L, 2n ** 255n - 1n]) {
    assert.equal(acceptableEd25519(publicKey, withS(refused)), false);
    assert.equal(await webEd25519(publicKey, message, withS(refused)), false);
  }
});

test('signing and verifying agree with the platform in any place', async () => {
  const { publicKey, sign: signed } = await webEd25519Signer(seed);
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  assert.deepEqual(publicKey, new Uint8Array(spki.subarray(-32)));
  assert.deepEqual(await signed(message), new Uint8Array(sign(null, message, key)));
  assert.equal(await webEd25519(publicKey, message, await signed(message)), true);
  await assert.rejects(webEd25519Signer(new Uint8Array(31)), TypeError);
});

test('any change of key, message or signature makes it invalid', async () => {
  const { publicKey, sign: signed } = await webEd25519Signer(seed);
  const signature = await signed(message);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(0, 1, 2), fc.nat(), async (which, bit) => {
      const parts = [publicKey, message, signature].map((bytes) => Uint8Array.from(bytes)) as [
        Uint8Array,
        Uint8Array,
        Uint8Array,
      ];
      const part = parts[which];
      const at = bit % (part.length * 8);
      part[at >> 3]! ^= 1 << (at & 7);
      assert.equal(await webEd25519(...parts), false);
    }),
  );
});

test('bytes of any length get an answer', async () => {
  const bytes = fc.uint8Array({ maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(bytes, bytes, bytes, async (key, text, signature) => {
      assert.equal(await webEd25519(key, text, signature), false);
    }),
  );
});

test('a foreign verifier is asked only about acceptable signatures, and more keys than are remembered still verify', async () => {
  let asked = 0;
  const gullible = strictEd25519(() => {
    asked++;
    return true;
  });
  assert.equal(gullible(new Uint8Array(32), message, new Uint8Array(64)), false);
  assert.equal(asked, 0);
  const { publicKey, sign: signed } = await webEd25519Signer(seed);
  const signature = await signed(message);
  assert.equal(gullible(publicKey, message, signature), true);
  for (let i = 0; i < 1100; i++) {
    const key = new Uint8Array(32).fill(9);
    key[0] = i & 0xff;
    key[1] = i >> 8;
    assert.equal(await webEd25519(key, message, signature), false);
  }
  assert.equal(await webEd25519(publicKey, message, signature), true);
});
