import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { makeFoundingVectors, tooLarge, type FoundingVectors } from '../../../../../vectors/make-founding.ts';
import { encodeEnvelope, isComplete, openEnvelope } from '#accord/founding/envelope';

const FOLDER = new URL('../../../../../vectors/founding/', import.meta.url);

function vectors<Name extends keyof FoundingVectors>(name: Name): FoundingVectors[Name] {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as FoundingVectors[Name];
}

test('vectors/founding is what its maker writes', async () => {
  const made = await makeFoundingVectors();
  for (const name of Object.keys(made) as (keyof FoundingVectors)[]) assert.deepEqual(vectors(name), made[name]);
});

test('vectors/founding/founding.json: every envelope is read, names its accord, and is written again to the same bytes', async () => {
  const stages = vectors('founding.json');
  for (const { what, envelope, accordId, signed } of stages) {
    const opened = await openEnvelope(envelope);
    assert.ok(opened.ok, what);
    assert.equal(opened.negotiation.accordId, accordId, what);
    assert.deepEqual(Object.keys(opened.negotiation.signed).toSorted(), signed, what);
    assert.equal(encodeEnvelope(opened.negotiation), envelope, what);
    assert.equal(isComplete(opened.negotiation), signed.length === 2, what);
  }
});

test('vectors/founding/refused.json: every envelope is refused with its code', async () => {
  for (const { what, envelope, code } of [
    ...vectors('refused.json'),
    { what: 'a byte too many', envelope: tooLarge(), code: 'founding.too_large' },
  ]) {
    const opened = await openEnvelope(envelope);
    assert.ok(!opened.ok, what);
    assert.equal(opened.refusal.code, code, `${what}: ${opened.refusal.detail}`);
  }
});
