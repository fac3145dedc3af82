import assert from 'node:assert/strict';
import test from 'node:test';
import { knownAt, knownBetween, reportingDelay, type Delay } from '#progress/delay';
import { poisson, random } from '#progress/testing/random';

/** Taylor & Ashe 1983's triangle: by period of origin (rows), what became known after 0, 1, 2 … periods. */
const TRIANGLE = [
  [357848, 766940, 610542, 482940, 527326, 574398, 146342, 139950, 227229, 67948],
  [352118, 884021, 933894, 1183289, 445745, 320996, 527804, 266172, 425046],
  [290507, 1001799, 926219, 1016654, 750816, 146923, 495992, 280405],
  [310608, 1108250, 776189, 1562400, 272482, 352053, 206286],
  [443160, 693190, 991983, 769488, 504851, 470639],
  [396132, 937085, 847498, 805037, 705960],
  [440832, 847631, 1131398, 1063269],
  [359480, 1061648, 1443370],
  [376686, 986608],
  [344014],
];

test('reverse-time hazards complete a triangle as published: 18,680,856 outstanding (Mack 1993, doi:10.2143/AST.23.2.2005092)', () => {
  const delays: Delay[] = TRIANGLE.flatMap((row) =>
    row.map((count, delay) => ({ delay, limit: row.length - 1, count })),
  );
  const reporting = reportingDelay(delays)!;
  let outstanding = 0;
  for (const row of TRIANGLE) {
    const known = row.reduce((sum, count) => sum + count, 0);
    outstanding += known / knownAt(reporting, row.length - 1) - known;
  }
  assert.equal(Math.round(outstanding), 18_680_856);
  // The first development factor, 3.490607, is the hazard of period 1 in reverse.
  assert.equal((knownAt(reporting, 1) / knownAt(reporting, 0)).toFixed(6), '3.490607');
});

test('events that became known late do not bend the estimate, though most late ones are not known yet', () => {
  const next = random(5);
  const delays: Delay[] = [];
  for (let limit = 0; limit < 36; limit++) {
    for (const [delay, mean] of [20, 12, 8, 6, 4].entries()) {
      const count = poisson(mean, next);
      if (delay * 3 <= limit && count > 0) delays.push({ delay: delay * 3, limit, count });
    }
  }
  const reporting = reportingDelay(delays)!;
  assert.equal(reporting.longest, 12);
  for (const [age, share] of [
    [0, 0.4],
    [3, 0.64],
    [6, 0.8],
    [9, 0.92],
    [12, 1],
    [40, 1],
  ] as const)
    assert.ok(Math.abs(knownAt(reporting, age) - share) < 0.04, `${age}: ${knownAt(reporting, age)}`);
});

test('reports dated before the event or after the review count for nothing', () => {
  assert.equal(reportingDelay([{ delay: -1, limit: 3, count: 1 }]), undefined);
  assert.equal(reportingDelay([{ delay: 4, limit: 3, count: 1 }]), undefined);
});

test('the interval of a share is Greenwood’s: by hand for one delay, and it holds the truth 93 to 97 times in a hundred', () => {
  const { share, low, high } = knownBetween(
    reportingDelay([
      { delay: 0, limit: 1, count: 30 },
      { delay: 1, limit: 1, count: 20 },
    ])!,
    0,
  );
  const error = Math.sqrt(0.4 / (50 * 0.6));
  assert.equal(share, 0.6);
  assert.ok(
    Math.abs(low - 0.6 * Math.exp(-1.96 * error)) < 1e-4 && Math.abs(high - 0.6 * Math.exp(1.96 * error)) < 1e-4,
  );

  const next = random(1989);
  const runs = 2000;
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const delays: Delay[] = [];
    for (let limit = 0; limit < 24; limit++)
      for (const [delay, mean] of [3, 2, 1, 1].entries()) {
        const count = poisson(mean, next);
        if (delay <= limit && count > 0) delays.push({ delay, limit, count });
      }
    const known = knownBetween(reportingDelay(delays)!, 0);
    if (known.low <= 3 / 7 && 3 / 7 <= known.high) held++;
  }
  assert.ok(held / runs >= 0.93 && held / runs <= 0.97, `${held / runs}`);
});
