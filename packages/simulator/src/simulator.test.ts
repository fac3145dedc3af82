import assert from 'node:assert/strict';
import test from 'node:test';
import { run } from './run.ts';

/** `./parley soak` goes on from here. */
const SEEDS = 200;

test(`${SEEDS} seeds hold`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { broken, story, tail } = await run(seed);
    assert.equal(
      broken,
      undefined,
      `seed ${seed} (${story}): ${broken?.message}\n${tail.slice(-60).join('\n')}\n./parley soak --from ${seed} --seeds 1`,
    );
  }
});

test('a seed gives the same run again, to the last byte on the wire', async () => {
  for (const seed of [3, 25, 132]) {
    const [first, second] = [await run(seed), await run(seed)];
    assert.equal(first.broken, undefined);
    assert.deepEqual([first.digest, first.steps, first.tail], [second.digest, second.steps, second.tail]);
  }
});
