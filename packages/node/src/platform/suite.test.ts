import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { composeAct, openAct, type Payload } from '@parley/record/act';
import { encodeBase64url } from '@parley/record/base64';
import { webEd25519Signer } from '@parley/record/ed25519';
import { thumbprint } from '@parley/record/key';
import { answerOf, encodeChecks } from './checking.ts';
import { fastestEd25519, opensslEd25519 } from './ed25519.ts';
import { threadedSuite } from './suite.ts';
import { codeInUse } from './threads.ts';

const signers = await Promise.all([1, 2, 3].map(() => webEd25519Signer(new Uint8Array(randomBytes(32)))));

/** Every fourth signature is of another message. */
async function checks(count: number) {
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const { publicKey, sign } = signers[at % signers.length]!;
      const message = new Uint8Array(randomBytes(at % 700));
      const signature = await sign(at % 4 === 3 ? new Uint8Array(randomBytes(8)) : message);
      return { publicKey, message, signature, valid: at % 4 !== 3 };
    }),
  );
}

test('what goes to a thread is what was asked', async () => {
  const asked = await checks(40);
  const answer = answerOf(encodeChecks(asked), opensslEd25519);
  assert.deepEqual(
    [...answer],
    asked.map(({ valid }) => Number(valid)),
  );
  assert.deepEqual(answerOf(encodeChecks([]), opensslEd25519), new Uint8Array(0));
});

test('signatures are checked on threads, however many are asked about at once', async () => {
  for (const count of [1, 2, 700]) {
    const asked = await checks(count);
    const verdicts = asked.map(async ({ publicKey, message, signature }) =>
      threadedSuite.ed25519(publicKey, message, signature),
    );
    assert.deepEqual(
      await Promise.all(verdicts),
      asked.map(({ valid }) => valid),
    );
  }
  assert.equal(await codeInUse(), fastestEd25519().name);
});

test('what the rule refuses goes to no thread', async () => {
  const [one] = await checks(1);
  const { publicKey, message, signature } = one!;
  const isNow = (verdict: boolean | Promise<boolean>) => assert.equal(verdict, false);
  isNow(threadedSuite.ed25519(publicKey, message, signature.subarray(1)));
  isNow(threadedSuite.ed25519(new Uint8Array(32), message, signature));
});

test('entries open on threads exactly where they open here', async () => {
  const { publicKey, sign } = signers[0]!;
  const kid = thumbprint(publicKey);
  const keys = new Map([[kid, publicKey]]);
  const accord = 'a'.repeat(52);
  const payloads = Array.from({ length: 150 }, (_, at): Payload => ({
    v: 'parley/1',
    accord,
    log: `amber.example/parley/${accord}/amber`,
    type: 'note',
    iat: at,
    nonce: encodeBase64url(new Uint8Array(randomBytes(16))),
    keys: 0,
    body: {},
  }));
  const good = await Promise.all(payloads.map((payload) => composeAct(payload, [{ kid, sign }])));
  const stranger = signers[1]!;
  const strange = await composeAct(payloads[0]!, [{ kid: thumbprint(stranger.publicKey), sign: stranger.sign }]);
  const forged = await composeAct(payloads[1]!, [{ kid, sign: stranger.sign }]);
  const entries = [strange, ...good, forged, new Uint8Array(0), new Uint8Array(40_000)];
  const here = await Promise.all(entries.map(async (entry) => (await openAct(entry, keys, threadedSuite)).ok));
  assert.deepEqual([...(await threadedSuite.opens!(entries, keys))], here.map(Number));
  assert.deepEqual(here.filter((ok) => ok).length, good.length);
  assert.deepEqual(await threadedSuite.opens!([], keys), new Uint8Array(0));
});
