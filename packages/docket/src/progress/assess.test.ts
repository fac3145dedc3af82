import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { assessProgress, type Section } from '#progress/assess';
import { ASSUMPTIONS } from '#progress/assumptions';
import type { Named } from '#progress/before';
import { ln } from '#progress/elementary';
import type { IndicatorKind, IndicatorRow } from '#progress/indicator';
import { encodeMonth, monthNumber } from '#progress/month';
import { ratioOfRatios } from '#progress/ratio';
import type { Asked } from '#progress/scope';
import { selectRows } from '#progress/select';
import { parseVerisSeries } from '#progress/series/veris';
import { poisson, random } from '#progress/testing/random';
import type { When } from '#when';

const VCDB = join(import.meta.dirname, '../../../../../shared/data/vcdb/incidents.jsonl.gz');
const estimate = (section: Section, code: string) => section.estimates.find((one) => one.code === code)!;

test('espionage filed under CN in the VERIS Community Database proves nothing: that of all others fell as much', (t) => {
  if (!existsSync(VCDB)) return t.skip('the VERIS Community Database is not beside the checkout');
  const read = parseVerisSeries(gunzipSync(readFileSync(VCDB)).toString('utf8'), { motive: 'Espionage' });
  assert.ok(read.ok, JSON.stringify(read));
  const chosen = selectRows(read.series, 'CN', 'others', 'all');
  assert.ok(chosen.ok);
  const { indicator, comparison } = chosen;
  const asked = { accord: '2015-09-25', from: monthNumber(2012, 1), to: monthNumber(2019, 12) };
  const assessed = assessProgress(indicator, comparison, asked);
  assert.ok(assessed.ok);
  const [all] = assessed.assessment.sections;
  const { n, figures, shows } = estimate(all!, 'ratio-of-ratios');
  assert.deepEqual(n, { before: 25, after: 2, othersBefore: 206, othersAfter: 13 });
  assert.deepEqual(figures, { ratio: 1.5, low: 0.3658, high: 6.147 });
  assert.match(shows.en, /1\.5 \(95 % 0\.37 to 6\.1\)/);
  assert.equal(all!.verdict.code, 'proves-nothing');
  assert.match(
    all!.verdict.says.en,
    /proves nothing about the accord: CN fell .* but others fell as much: ratio of ratios 1\.5 \(95 % 0\.37 to 6\.1\)/,
  );
  assert.match(all!.verdict.says.zh, /不能证明/);
});

type Spec = { months?: number; rate: (month: number) => number; seed: number; kind?: IndicatorKind };

/** Invented events from January 2010 on, dated to the day, by a rate a month. */
function invented(name: string, { months = 96, rate, seed, kind = 'compromise' }: Spec): Named {
  const next = random(seed);
  const rows: IndicatorRow[] = [];
  for (let at = 0; at < months; at++) {
    const month = encodeMonth(monthNumber(2010, 1) + at);
    for (let left = poisson(rate(at), next); left > 0; left--) {
      const day = String(1 + Math.floor(next() * 28)).padStart(2, '0');
      rows.push({
        when: { from: `${month}-${day}`, precision: 'day' },
        reported: null,
        groups: [name],
        kind,
        count: 1,
      });
    }
  }
  return { name, rows };
}

const ACCORD = '2014-01-01';
const asked: Asked = { accord: ACCORD, from: monthNumber(2010, 1), to: monthNumber(2017, 12) };

function only(indicator: Named, comparison: Named | null, more: Partial<Asked> = {}): Section {
  const assessed = assessProgress(indicator, comparison, { ...asked, ...more });
  assert.ok(assessed.ok);
  return assessed.assessment.sections[0]!;
}

const halved = (month: number) => (month < 48 ? 8 : 3);
const steady = () => 6;

test('a fall that the comparison does not share is said to be further, and never said to be caused', () => {
  const section = only(invented('a', { rate: halved, seed: 1 }), invented('b', { rate: steady, seed: 2 }));
  assert.equal(section.verdict.code, 'fell-more');
  assert.match(section.verdict.says.en, /not its cause/);
  assert.deepEqual(
    section.verdict.reservations.map(({ code }) => code),
    ['delays-unknown'],
  );
  const level = estimate(section, 'level').figures!;
  assert.ok(Number(level['low']) < 3 / 8 && 3 / 8 < Number(level['high']));
  const { low, high } = estimate(section, 'change-point').figures as { low: string; high: string };
  assert.ok(low <= '2014-01' && '2014-01' <= high);
  assert.ok(Number(estimate(section, 'level-ratio-of-ratios').figures!['high']) < 1);
});

test('who is the indicator and who the comparison only turns the ratio round', () => {
  const [a, b] = [invented('a', { rate: halved, seed: 1 }), invented('b', { rate: steady, seed: 2 })];
  const [one, other] = [only(a, b), only(b, a)].map((section) => estimate(section, 'ratio-of-ratios').figures!);
  assert.ok(Math.abs(Number(one!['ratio']) * Number(other!['ratio']) - 1) < 1e-3);
  assert.equal(only(b, a).verdict.code, 'rose-more');
});

test('without a comparison nothing is tied to the accord', () => {
  const section = only(invented('a', { rate: halved, seed: 1 }), null);
  assert.equal(section.verdict.code, 'no-comparison');
  assert.equal(section.comparison, null);
});

test('fewer than ten events are too few to say: no figure stands alone', () => {
  const few = { name: 'a', rows: invented('a', { rate: halved, seed: 1 }).rows.slice(0, 9) };
  const section = only(few, invented('b', { rate: steady, seed: 2 }));
  assert.equal(section.verdict.code, 'too-few');
  for (const { code, figures, tooFew, shows } of section.estimates) {
    if (code === 'comparison-change') continue;
    assert.equal(figures, null, code);
    assert.ok(tooFew !== undefined && tooFew.have < tooFew.minimum, code);
    assert.match(shows.en, /too few to say/);
    assert.match(shows.zh, /数量太少，无法判断/);
  }
});

test('every estimate carries its n, and a sentence in both languages', () => {
  const { estimates, verdict } = only(
    invented('a', { rate: halved, seed: 1 }),
    invented('b', { rate: steady, seed: 2 }),
    {
      rivals: ['2012-06-01'],
      anticipation: { months: 3, as: 'term' },
    },
  );
  for (const { code, n, shows, assumptions, figures } of estimates) {
    assert.ok(Object.keys(n).length > 0, code);
    assert.ok(shows.en.length > 0 && /\p{sc=Han}/u.test(shows.zh), code);
    for (const assumption of assumptions) assert.ok(ASSUMPTIONS[assumption].zh.length > 0);
    for (const figure of Object.values(figures ?? {}))
      if (typeof figure === 'number') assert.equal(figure, Number(figure.toPrecision(4)), code);
  }
  assert.ok(verdict.says.zh.length > 0);
});

test('a break elsewhere, and a rival that fits better, are held against the accord', () => {
  const earlier = (month: number) => (month < 30 ? 8 : 2.5);
  const section = only(invented('a', { rate: earlier, seed: 3 }), invented('b', { rate: steady, seed: 2 }), {
    rivals: ['2012-07-01'],
  });
  const codes = section.verdict.reservations.map(({ code }) => code);
  assert.ok(codes.includes('rival-as-well') && codes.includes('break-elsewhere'), codes.join(' '));
  assert.equal(estimate(section, 'rival').figures!['fits'], 'better');
});

test('a rival too near the end of the window has too few months', () => {
  const { estimates } = only(invented('a', { rate: steady, seed: 3 }), null, { rivals: ['2010-05-19', '2030-01-01'] });
  for (const rival of estimates.filter(({ code }) => code === 'rival')) assert.equal(rival.tooFew?.of, 'months');
});

test('months in which the accord was expected are on neither side', () => {
  const own = invented('a', { rate: halved, seed: 1 });
  const out = only(own, null, { anticipation: { months: 6, as: 'left-out' } });
  const all = estimate(only(own, null), 'change').n;
  const less = estimate(out, 'change').n;
  assert.equal(less['before']! + less['straddling']!, all['before']);
  assert.ok(less['straddling']! > 0);
  assert.equal(estimate(out, 'level').n['months'], 90);
  assert.ok(estimate(out, 'level').assumptions.includes('shared-window'));
});

test('dates of a year make counts fractional, and the estimates say so', () => {
  const rows = invented('a', { rate: steady, seed: 4 }).rows.map((row, at): IndicatorRow =>
    at % 3 === 0 ? { ...row, when: { from: row.when.from.slice(0, 4), precision: 'year' } } : row,
  );
  const { estimates } = only({ name: 'a', rows }, null);
  const level = estimates.find(({ code }) => code === 'level')!;
  assert.equal(level.about, 'quasi-poisson');
  assert.ok(level.assumptions.includes('fractional-counts'));
  assert.equal(
    estimates.find(({ code }) => code === 'zeros'),
    undefined,
    'a fraction is no nought',
  );
});

test('days that are mostly the first of a month are suspected to be defaults', () => {
  const rows = invented('a', { rate: steady, seed: 4 }).rows.map((row, at): IndicatorRow =>
    at % 4 === 0 ? { ...row, when: { from: `${row.when.from.slice(0, 4)}-01-01`, precision: 'day' } } : row,
  );
  assert.ok(only({ name: 'a', rows }, null).verdict.reservations.some(({ code }) => code === 'default-dates'));
});

test('kinds are assessed apart, and together only under a name that says so', () => {
  const rows = [
    ...invented('a', { rate: steady, seed: 5, kind: 'attempt' }).rows,
    ...invented('a', { rate: steady, seed: 6, kind: 'theft' }).rows,
  ];
  const assessed = assessProgress({ name: 'a', rows }, null, asked);
  assert.ok(assessed.ok);
  assert.deepEqual(
    assessed.assessment.sections.map(({ kind }) => kind),
    ['any', 'attempt', 'theft'],
  );
  assert.ok(assessed.assessment.sections[0]!.verdict.reservations.some(({ code }) => code === 'kinds-mixed'));
});

test('what is not known yet is allowed for, and a fall that is only delay disappears', () => {
  const next = random(9);
  const end = monthNumber(2017, 12);
  const rows = invented('a', { rate: () => 10, seed: 8 }).rows.flatMap((row): IndicatorRow[] => {
    const month = monthNumber(Number(row.when.from.slice(0, 4)), Number(row.when.from.slice(5, 7)));
    const known = month + Math.floor(-30 * ln(next()));
    return known > end ? [] : [{ ...row, reported: { from: encodeMonth(known), precision: 'month' } }];
  });
  const late = only({ name: 'a', rows }, null);
  const early = only({ name: 'a', rows: rows.map((row) => ({ ...row, reported: null })) }, null);
  assert.ok(Number(estimate(early, 'slope-change').figures!['high']) < 1, 'uncorrected, it falls');
  const { low, high } = estimate(late, 'slope-change').figures as { low: number; high: number };
  assert.ok(low < 1 && high > 1, `corrected, it does not: ${low} ${high}`);
  assert.ok(estimate(late, 'level').assumptions.includes('known-delays'));
});

test('the window ends with the last dated row, and begins as long before the accord as has passed since', () => {
  const [a, b] = [invented('a', { rate: halved, seed: 1 }), invented('b', { rate: steady, seed: 2 })];
  const found = assessProgress(a, b, { accord: '2014-12-15' });
  assert.ok(found.ok);
  assert.deepEqual(found.assessment.window, { from: '2011-12', to: '2017-12', months: 73 });
});

test('an accord outside the window, a day that does not exist, and no rows are refused', () => {
  const a = invented('a', { rate: halved, seed: 1 });
  for (const [named, more, code] of [
    [a, { accord: '2019-01-01' }, 'progress.window'],
    [a, { to: monthNumber(2200, 1) }, 'progress.window'],
    [a, { accord: '2014-02-30' }, 'progress.date'],
    [a, { rivals: ['2014'] }, 'progress.date'],
    [{ name: 'a', rows: [] }, {}, 'progress.empty'],
  ] as const) {
    const found = assessProgress(named, null, { ...asked, ...more });
    assert.ok(!found.ok);
    assert.equal(found.refusal.code, code);
  }
});

test('the ratio of ratios holds the truth 93 to 97 times in a hundred', () => {
  const next = random(2016);
  const runs = 4000;
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const ours = { before: poisson(25, next), after: poisson(8, next) };
    const others = { before: poisson(60, next), after: poisson(30, next) };
    const { low, high } = ratioOfRatios(ours, others);
    const truth = 8 / 25 / (30 / 60);
    if (low <= truth && truth <= high) held++;
  }
  assert.ok(held / runs >= 0.93 && held / runs <= 0.97, `${held / runs}`);
});

test('groups are chosen by name; a row of both is the indicator’s', () => {
  const filed = (groups: string[]): IndicatorRow => ({
    when: { from: '2015', precision: 'year' },
    reported: null,
    groups,
    kind: 'unstated',
    count: 1,
  });
  const series = {
    rows: [filed(['CN']), filed(['RU']), filed(['CN', 'RU']), filed([])],
    repeated: 0,
    undated: 0,
    beside: 0,
  };
  const counts = (group?: string, compare?: string) => {
    const chosen = selectRows(series, group, compare, 'all');
    return chosen.ok ? [chosen.indicator.rows.length, chosen.comparison?.rows.length] : chosen.refusal.code;
  };
  assert.deepEqual(counts('CN', 'others'), [2, 2]);
  assert.deepEqual(counts('CN', 'RU'), [2, 1]);
  assert.deepEqual(counts(undefined, 'RU'), [2, 2]);
  assert.deepEqual(counts('CN'), [2, undefined]);
  assert.deepEqual(counts(), [4, undefined]);
  assert.equal(counts('US', 'RU'), 'progress.group');
  assert.equal(counts('CN', 'CN'), 'progress.compare');
  assert.equal(counts(undefined, 'others'), 'progress.compare');
});

test('no rows make it throw, or say a figure that is none', () => {
  const two = (value: number) => String(value).padStart(2, '0');
  const when = fc
    .tuple(
      fc.integer({ min: 2008, max: 2019 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.nat(3),
    )
    .map(([year, month, day, form]): When => {
      if (form === 0) return { from: `${year}`, precision: 'year' };
      if (form === 1) return { from: `${year}-Q${Math.ceil(month / 3)}`, to: `${year + 1}-Q1`, precision: 'quarter' };
      if (form === 2) return { from: `${year}-${two(month)}`, precision: 'month', ongoing: true };
      return { from: `${year}-${two(month)}-${two(day)}`, precision: 'day', approximate: true };
    });
  const row = fc.record({
    when,
    reported: fc.option(when),
    groups: fc.constant([]),
    kind: fc.constantFrom<IndicatorKind>('theft', 'attempt'),
    count: fc.constantFrom(0, 1, 1, 2, 40, 1_000_000),
  });
  const rows = fc.array(row, { maxLength: 60 });
  fc.assert(
    fc.property(rows, rows, (ours, others) => {
      const found = assessProgress(
        { name: 'a', rows: ours },
        { name: 'b', rows: others },
        {
          accord: '2014-06-15',
          rivals: ['2012-01-01'],
          anticipation: { months: 2, as: 'term' },
        },
      );
      if (!found.ok) return;
      for (const { estimates } of found.assessment.sections)
        for (const { code, figures } of estimates)
          for (const [name, figure] of Object.entries(figures ?? {}))
            assert.ok(typeof figure !== 'number' || Number.isFinite(figure), `${code} ${name} ${figure}`);
    }),
    { numRuns: 60 },
  );
});
