import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeCanonical, JSON_DEPTH_MAX, parseCanonical, type Json } from './json.ts';

// Characters that part code unit order from code point order, and those that are escaped or look as if they should be.
const unit = fc.constantFrom(
  'a',
  'Z',
  '1',
  '_',
  '"',
  '\\',
  '/',
  '\u0000',
  '\n',
  '\u007f',
  'é',
  '\u0301',
  '\u2028',
  '\ufb33',
  '\uffff',
  '😀',
);
const name = fc.oneof(fc.string({ unit, maxLength: 6 }), fc.nat(20).map(String)).filter((it) => it !== '__proto__');
const { value: anyJson } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    fc.constantFrom<Json>(null, true, false),
    fc.maxSafeInteger().map((it) => it + 0),
    fc.string({ unit }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test('every value comes back from its canonical text, and the text has no second form', () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      const text = encodeCanonical(value);
      const read = parseCanonical(text);
      assert.ok(read.ok);
      assert.deepEqual(read.value, value);
      assert.equal(encodeCanonical(read.value), text);
      const spaced = JSON.stringify(value, null, 1);
      if (spaced !== text) assert.equal(parseCanonical(spaced).ok, false);
    }),
  );
});

test('members are written in the order of their UTF-16 code units, whatever order they came in', () => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 8 }), (names) => {
      const value = Object.fromEntries(names.map((it) => [it, 1]));
      const sorted = names.toSorted((a, b) => (a < b ? -1 : 1));
      assert.equal(encodeCanonical(value), `{${sorted.map((it) => `${JSON.stringify(it)}:1`).join(',')}}`);
    }),
  );
});

test('text that is canonical though its object lists members by number is taken', () => {
  const text = '{"10":1,"9":{"1":2,"02":3}}';
  assert.equal(parseCanonical(text).ok, false);
  assert.deepEqual(parseCanonical('{"10":1,"9":{"02":3,"1":2}}'), {
    ok: true,
    value: { 10: 1, 9: { '02': 3, 1: 2 } },
  });
});

test('a second spelling of a value is refused', () => {
  const spellings = [
    '{"a":1,"a":1}',
    '{"b":1,"a":2}',
    '{"a": 1}',
    ' {}',
    '{}\n',
    '1.0',
    '1e2',
    '-0',
    '9007199254740992',
    '9007199254740993',
    '1.5',
    '"\\u00e9"',
    '"\\/"',
    '"\\u000A"',
    '"\\ud800"',
    '{"\\udfff":1}',
    '{"__proto__":1}',
    '{"a":{"__proto__":{}}}',
  ];
  for (const text of spellings) {
    const read = parseCanonical(text);
    assert.equal(read.ok ? 'taken' : read.refusal.code, 'json.not_canonical', text);
  }
});

test('what is no JSON is malformed', () => {
  for (const text of ['', '{', 'undefined', '\ufeff{}', "{'a':1}", '01', '+1', '[1,]', '"\n"', 'NaN', '0x10']) {
    const read = parseCanonical(text);
    assert.equal(read.ok ? 'taken' : read.refusal.code, 'json.malformed', JSON.stringify(text));
  }
});

test('canonical text may hold any well-formed character, and is never normalised', () => {
  for (const value of ['é', 'e\u0301', '\u202e', '\u007f', '\u2028', '😀', '\\"/', '\u0000\u001f']) {
    assert.deepEqual(parseCanonical(encodeCanonical(value)), { ok: true, value });
  }
  assert.notEqual(encodeCanonical('é'), encodeCanonical('e\u0301'));
  assert.equal(encodeCanonical('\u0000\b\t\n\u000b\f\r\u001f'), '"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f"');
});

test('depth is bounded, and no depth breaks the reader', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  assert.ok(parseCanonical(nested(JSON_DEPTH_MAX)).ok);
  for (const depth of [JSON_DEPTH_MAX + 1, 100_000]) {
    const read = parseCanonical(nested(depth));
    assert.equal(read.ok ? 'taken' : read.refusal.code, 'json.not_canonical');
  }
});

test('any text at all gets an answer', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit }), fc.json()), (text) => {
      const read = parseCanonical(text);
      if (read.ok) assert.equal(encodeCanonical(read.value), text);
    }),
  );
});

test('encoding what has no canonical text is a fault of the caller', () => {
  const cycle: Json[] = [];
  cycle.push(cycle);
  const faults = [
    0.5,
    -0,
    NaN,
    Infinity,
    2 ** 53,
    '\ud800',
    cycle,
    undefined,
    1n,
    { a: undefined },
    new Date(0),
    Array.from<Json>({ length: 1 }),
    () => 1,
    new Map(),
  ];
  for (const value of faults) assert.throws(() => encodeCanonical(value as Json), TypeError);
});
