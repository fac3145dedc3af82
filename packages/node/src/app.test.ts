import assert from 'node:assert/strict';
import test from 'node:test';
import { Pair } from './testing/pair.ts';

async function running(): Promise<Pair> {
  const pair = await Pair.make();
  await pair.start();
  await pair.found();
  return pair;
}

test('what one node files, the other holds, receipts and folds to the same docket', async () => {
  const pair = await running();
  const request = await pair.request('amber', 'birch');
  await pair.idle();
  await pair.must('birch', 'liaison', { type: 'request.acknowledge', subject: request, body: {} });
  await pair.idle();
  const [amber, birch] = [pair.app('amber').docket.digest(), pair.app('birch').docket.digest()];
  assert.deepEqual(amber, birch);
  assert.equal(Object.values(amber.cut).every(({ size, receiptSize }) => size === receiptSize && size > 0), true);
  await pair.stop();
});
