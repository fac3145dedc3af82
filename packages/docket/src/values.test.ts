import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { AttributionLayer } from '#attribution';
import { numbered, Ordinal } from '#code';
import { Figure } from '#figure';
import { Text } from '#text';
import { When } from '#when';

const takes = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

test('a moment is written to its precision and no further', () => {
  for (const [precision, from] of [
    ['day', '2014-03-22'],
    ['month', '2014-03'],
    ['quarter', '2014-Q1'],
    ['year', '2014'],
  ]) {
    assert.ok(takes(When, { precision, from }));
    for (const other of ['day', 'month', 'quarter', 'year']) {
      if (other !== precision) assert.ok(!takes(When, { precision: other, from }), `${from} is no ${other}`);
    }
  }
});

test('a stretch of time ends after it begins, or goes on', () => {
  assert.ok(takes(When, { precision: 'year', from: '2006', to: '2014', approximate: true }));
  assert.ok(takes(When, { precision: 'year', from: '2021', ongoing: true }));
  assert.ok(!takes(When, { precision: 'year', from: '2014', to: '2006' }));
  assert.ok(!takes(When, { precision: 'year', from: '2014', to: '2016-02' }));
  assert.ok(!takes(When, { precision: 'year', from: '2014', to: '2016', ongoing: true }));
});

test('a figure is a range of integers with what is counted and its unit', () => {
  const figure = { no: 1, of: 'persons', unit: 'persons', low: 21_500_000, high: 22_100_000 };
  assert.ok(takes(Figure, figure));
  assert.ok(!takes(Figure, { ...figure, low: 22_100_001 }));
  assert.ok(!takes(Figure, { ...figure, low: 1.5 }));
  assert.ok(!takes(Figure, { ...figure, unit: undefined }));
  assert.ok(!takes(Figure, { ...figure, of: 'persons affected' }));
});

test('likelihood and confidence are different axes, and only a state stands on the ladder', () => {
  assert.ok(takes(AttributionLayer, { no: 1, layer: 'state', ladder: ['ignored', 'encouraged'], confidence: 'high' }));
  assert.ok(takes(AttributionLayer, { no: 1, layer: 'group', likelihood: 'likely' }));
  assert.ok(!takes(AttributionLayer, { no: 1, layer: 'group', ladder: ['ordered'] }));
  assert.ok(!takes(AttributionLayer, { no: 1, layer: 'state', confidence: 'likely' }));
});

test('a text has a language', () => {
  assert.ok(takes(Text, { 'zh-Hans': '没有' }));
  assert.ok(!takes(Text, {}));
  assert.ok(!takes(Text, { en: '' }));
  assert.ok(!takes(Text, { english: 'no' }));
});

test('numbers in a list are distinct', () => {
  const list = numbered(z.strictObject({ no: Ordinal }));
  assert.ok(takes(list, [{ no: 2 }, { no: 1 }]));
  assert.ok(!takes(list, [{ no: 1 }, { no: 1 }]));
  assert.ok(!takes(list, [{ no: 0 }]));
});
