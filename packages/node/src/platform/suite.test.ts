import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { webEd25519Signer } from '@parley/record/ed25519';
import { answerChecks, encodeChecks } from './checking.ts';
import { fastestEd25519, opensslEd25519 } from './ed25519.ts';
import { codeInUse, threadedSuite } from './suite.ts';

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
  const answer = answerChecks(encodeChecks(asked), opensslEd25519);
  assert.deepEqual(
    [...answer],
    asked.map(({ valid }) => Number(valid)),
  );
  assert.deepEqual(answerChecks(encodeChecks([]), opensslEd25519), new Uint8Array(0));
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
