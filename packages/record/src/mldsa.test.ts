import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import {
  ML_DSA_44_KEY_BYTES,
  ML_DSA_44_SIGNATURE_BYTES,
  nobleMlDsa44,
  platformHasMlDsa44,
  webMlDsa44,
  webMlDsa44Signer,
} from './mldsa.ts';

const seed = new Uint8Array(32).fill(3);
const message = new TextEncoder().encode('what both sides said');

test('the platform and the library make the same keys and take each other’s signatures', async (t) => {
  if (!(await platformHasMlDsa44())) return t.skip('this platform has no ML-DSA-44');
  const { publicKey, sign } = await webMlDsa44Signer(seed);
  const library = ml_dsa44.keygen(seed);
  assert.deepEqual(publicKey, library.publicKey);
  assert.equal(publicKey.length, ML_DSA_44_KEY_BYTES);
  const signature = await sign(message);
  assert.equal(signature.length, ML_DSA_44_SIGNATURE_BYTES);
  assert.notDeepEqual(await sign(message), signature);
  for (const verify of [webMlDsa44, nobleMlDsa44]) {
    assert.equal(await verify(publicKey, message, signature), true);
    assert.equal(await verify(publicKey, message, ml_dsa44.sign(message, library.secretKey)), true);
  }
  await assert.rejects(webMlDsa44Signer(new Uint8Array(31)), TypeError);
});

test('a changed key, message, signature or length is invalid, not a fault', async () => {
  const { publicKey, secretKey } = ml_dsa44.keygen(seed);
  const signature = ml_dsa44.sign(message, secretKey);
  const flipped = (bytes: Uint8Array, at: number) => bytes.with(at, bytes[at]! ^ 1);
  for (const verify of [webMlDsa44, nobleMlDsa44]) {
    assert.equal(await verify(flipped(publicKey, 1000), message, signature), false);
    assert.equal(await verify(publicKey, flipped(message, 0), signature), false);
    for (const at of [0, 31, 1200, 2419]) assert.equal(await verify(publicKey, message, flipped(signature, at)), false);
    for (const length of [0, 1, 2419])
      assert.equal(await verify(publicKey, message, signature.slice(0, length)), false);
    for (const length of [0, 32, 1311])
      assert.equal(await verify(publicKey.slice(0, length), message, signature), false);
  }
});
