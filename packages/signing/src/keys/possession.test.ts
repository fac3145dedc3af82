import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { signingInputOf, type Payload } from '@parley/record/act';
import { webEd25519, webEd25519Signer } from '@parley/record/ed25519';
import { possessionMessage } from '@parley/record/possession';
import { officerKey } from '#keys/officer-key';
import { provePossession } from '#keys/possession';

const signerOf = async (n: number) => {
  const { publicKey, sign } = await webEd25519Signer(new Uint8Array(32).fill(n));
  return officerKey(publicKey, sign);
};
const HERE = 'https://parley.example';
const challenge = new Uint8Array(32).fill(9);

test('who has the key proves it, to this server and for this challenge alone', async () => {
  const key = await signerOf(1);
  const other = await signerOf(2);
  const proof = await provePossession(key, HERE, challenge);
  assert.ok(proof.ok);
  const proves = (publicKey: Uint8Array, origin: string, asked: Uint8Array) =>
    webEd25519(publicKey, possessionMessage(publicKey, origin, asked), proof.signature);
  assert.equal(await proves(key.publicKey, HERE, challenge), true);
  assert.equal(await proves(other.publicKey, HERE, challenge), false);
  assert.equal(await proves(key.publicKey, 'https://parley.example.org', challenge), false);
  assert.equal(await proves(key.publicKey, HERE, challenge.with(0, 0)), false);
});

test('a proof is never an act, and an act never a proof', async () => {
  const { payload, kids } = JSON.parse(
    readFileSync(new URL('../../../../vectors/act/compact.json', import.meta.url), 'utf8'),
  ) as { payload: Payload; kids: string[] };
  const input = signingInputOf(payload, kids[0]!);
  assert.ok(!input.includes(0) && !input.includes('/'.charCodeAt(0)));
  const message = possessionMessage((await signerOf(1)).publicKey, HERE, challenge);
  assert.ok(message.includes(0));
  assert.equal(message.indexOf('/'.charCodeAt(0)), 'parley'.length);
});

test('a challenge has 32 bytes', async () => {
  const { publicKey } = await signerOf(1);
  assert.throws(() => possessionMessage(publicKey, HERE, new Uint8Array(31)), TypeError);
  assert.throws(() => possessionMessage(publicKey, 'a\0b', challenge), TypeError);
});
