import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import {
  chiSquareTail,
  digamma,
  lnGamma,
  NORMAL_95,
  normalTwoTails,
  student95,
  studentTwoTails,
  trigamma,
} from '#progress/distributions';
import { exp, ln } from '#progress/elementary';

const close = (actual: number, expected: number, relative = 1e-12) =>
  assert.ok(Math.abs(actual - expected) <= relative * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);

test('exp and ln agree with the engine’s to the last place but one', () => {
  const near = (a: number, b: number) => a === b || Math.abs(a - b) <= 4.5e-16 * Math.abs(b);
  fc.assert(
    fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (x) => assert.ok(near(exp(x), Math.exp(x)), `${x}`)),
  );
  fc.assert(
    fc.property(fc.double({ min: 5e-324, max: 1.7e308, noNaN: true }), (x) =>
      assert.ok(near(ln(x), Math.log(x)), `${x}`),
    ),
  );
  assert.deepEqual(
    [exp(0), exp(-1000), exp(1000), ln(1), ln(0), ln(Infinity)],
    [1, 0, Infinity, 0, -Infinity, Infinity],
  );
  assert.deepEqual([exp(NaN), ln(-1), ln(NaN)], [NaN, NaN, NaN]);
  assert.equal(exp(-740), Math.exp(-740));
  assert.equal(exp(709.7), Math.exp(709.7));
});

test('gamma functions agree with SciPy 1.17', () => {
  close(lnGamma(0.3), 1.0957979948180756);
  close(lnGamma(123.4), 469.3360974421906);
  close(lnGamma(1), 0);
  close(digamma(0.37), -2.7953014108905636);
  close(digamma(1), -0.5772156649015329);
  close(trigamma(0.37), 8.360473827799098);
  close(trigamma(7.5), 0.1426158966967038);
  close(trigamma(1), 1.6449340668482264);
});

test('tails agree with SciPy 1.17 and with printed tables', () => {
  close(chiSquareTail(3.2, 1), 0.07363827012030258);
  close(chiSquareTail(25, 12), 0.014822874597441575);
  close(chiSquareTail(0.4, 7), 0.9997365611075912);
  close(normalTwoTails(NORMAL_95), 0.05);
  close(studentTwoTails(2.1, 17), 0.05095984722913399);
  for (const [df, t] of [
    [1, 12.706204736174694],
    [3, 3.1824463052837078],
    [10, 2.228138851986274],
    [44, 2.0153675744437636],
    [92, 1.98608631695113],
  ] as const)
    close(student95(df), t, 1e-10);
});

test('no file asks the engine for a function that ECMAScript leaves to it', () => {
  const files = globSync(['*.ts', 'series/*.ts'], { cwd: import.meta.dirname }).filter(
    (file) => !file.includes('.test.'),
  );
  assert.ok(files.length > 20);
  for (const file of files) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '');
    const called = [...text.matchAll(/Math\.([a-z]\w*)/g)].map(([, name]) => name!);
    const exact = ['abs', 'ceil', 'floor', 'max', 'min', 'sqrt', 'trunc'];
    assert.deepEqual(
      called.filter((name) => !exact.includes(name)),
      [],
      file,
    );
    assert.doesNotMatch(text, /[^/*]\*\*[^/]/, file);
  }
});
