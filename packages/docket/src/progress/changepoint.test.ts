import assert from 'node:assert/strict';
import test from 'node:test';
import { changePoint } from '#progress/changepoint';
import { poisson, random } from '#progress/testing/random';

/** Explosions in British coal mines that killed ten or more, by year, 1851–1962: Jarrett 1979, doi:10.1093/biomet/66.1.191. */
const COAL = [
  4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4, 2, 1, 3,
  2, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0, 1, 1,
  0, 2, 3, 3, 1, 1, 2, 1, 1, 1, 1, 2, 4, 2, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1,
];

test('the coal mines change after 41 years, in 1891, from 3.1 to 0.9 a year, as published (Carlin, Gelfand & Smith 1992)', () => {
  const { at, before, after, low, high, standsOut } = changePoint(COAL, 'level')!;
  assert.equal(at, 41);
  assert.equal(before.toFixed(2), '3.10');
  assert.equal(after.toFixed(2), '0.90');
  // Worsley 1986 (doi:10.1093/biomet/73.1.91) gives 1886 to 1895 or so by likelihood.
  assert.ok(low <= 41 && low >= 33 && high >= 41 && high <= 48, `${low} ${high}`);
  assert.ok(standsOut);
});

test('nothing stands out where nothing changed, nineteen times in twenty', () => {
  const next = random(3);
  let found = 0;
  for (let run = 0; run < 100; run++) {
    const counts = Array.from({ length: 48 }, () => poisson(3, next));
    if (changePoint(counts, 'level')!.standsOut) found++;
  }
  assert.ok(found <= 9, `${found} of 100`);
});

test('the 95 % interval holds the month at which a rate was halved', () => {
  const next = random(11);
  let held = 0;
  const runs = 150;
  for (let run = 0; run < runs; run++) {
    const counts = Array.from({ length: 60 }, (_, i) => poisson(i < 30 ? 4 : 2, next));
    const { low, high } = changePoint(counts, 'level')!;
    if (low <= 30 && 30 <= high) held++;
  }
  assert.ok(held / runs >= 0.93 && held / runs <= 0.99, `${held / runs}`);
});

test('a series with fewer than five events on either side of every month has no candidate', () => {
  assert.equal(changePoint([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0], 'level'), undefined);
});
