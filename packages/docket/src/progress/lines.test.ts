import assert from 'node:assert/strict';
import test from 'node:test';
import { assessProgress } from '#progress/assess';
import type { IndicatorRow } from '#progress/indicator';
import { assessmentLines } from '#progress/lines';

const rows = (group: string, counts: readonly [string, number][]): IndicatorRow[] =>
  counts.map(([from, count]) => ({
    when: { from, precision: from.length === 4 ? 'year' : 'month' },
    reported: null,
    groups: [group],
    kind: 'theft',
    count,
  }));

test('lines say the verdict first, then what stands against it, the estimates, and what they take for granted', () => {
  const ours = {
    name: 'a',
    rows: rows('a', [
      ['2012-03', 20],
      ['2013', 20],
      ['2016-02', 4],
    ]),
  };
  const others = {
    name: 'b',
    rows: rows('b', [
      ['2012-05', 40],
      ['2016-07', 8],
    ]),
  };
  const found = assessProgress(ours, others, { accord: '2014-07-01' });
  assert.ok(found.ok);
  const english = assessmentLines(found.assessment, ['en']);
  assert.equal(english[0], 'Progress around 2014-07-01: 2012-03 to 2016-07, 53 months, as known in 2016-07');
  assert.equal(
    english[2],
    'thefts: a, 44 events (24 to the month, 20 to the year); compared with b, 48 events (48 to the month)',
  );
  assert.match(
    english[3]!,
    /^= By itself this proves nothing about the accord: a fell to 0\.12 of its rate before, but b fell too: /,
  );
  assert.ok(english.some((line) => line.startsWith('! ')));
  assert.ok(
    english.some((line) =>
      line.startsWith('- Ratio of ratios: 0.53 (95 % 0.16 to 1.8), from 40 and 4 against 40 and 8 events.'),
    ),
  );
  assert.ok(english.indexOf('Taken for granted:') > 0);
  assert.ok(english.at(-1)!.startsWith('written-as-said: '));

  const chinese = assessmentLines(found.assessment, ['zh']);
  assert.equal(chinese.length, english.length);
  const both = assessmentLines(found.assessment, ['en', 'zh']);
  assert.deepEqual(
    both.filter((line) => line !== '').length,
    [...english, ...chinese].filter((line) => line !== '').length,
  );
});

test('a section of which nothing can be said is one line', () => {
  const found = assessProgress(
    {
      name: 'a',
      rows: rows('a', [
        ['2012-03', 1],
        ['2016-02', 1],
      ]),
    },
    null,
    { accord: '2014-07-01' },
  );
  assert.ok(found.ok);
  const lines = assessmentLines(found.assessment, ['en']);
  assert.deepEqual(lines.slice(3, 5), [
    '= a: too few to say. Fewer than 10 events lie wholly on one side or the other.',
    '',
  ]);
});
