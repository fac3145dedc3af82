import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { signaturesDemanded } from '#authority';
import { actTypes } from '#kinds';
import { refuseAct } from '#refusals';
import { rules } from '#rules';
import { defaultOffices, defaultTerms, parseTerms } from '#terms';
import { World } from '#testing/world';

test('the terms and offices a new accord starts from are in order', async () => {
  const { accord } = await World.found();
  assert.ok(parseTerms(accord).ok);
});

test('terms that are wrong are refused with the member that is', async () => {
  const { accord } = await World.found();
  const wrong = (terms: JsonObject, offices: JsonObject = accord.offices) => {
    const read = parseTerms({ ...accord, terms, offices });
    return read.ok ? '' : read.refusal.detail;
  };
  assert.match(wrong({ ...accord.terms, clock: 'fast' }), /terms: clock:/);
  assert.match(wrong({ ...accord.terms, calendars: { nonWorkingDaysMax: 366, nonWorkingRunMax: 12 } }), /calendars/);
  assert.match(wrong(accord.terms, { head: { signs: { 'two words': 1 } } }), /offices: head/);
});

test('every act type can be signed by an office of a new accord', () => {
  for (const type of actTypes.keys()) {
    if (/^(accord\.found|party\.rekey)$/.test(type)) continue;
    const signing = Object.keys(defaultOffices).filter(
      (office) => signaturesDemanded(defaultOffices, office, type) !== undefined,
    );
    assert.ok(signing.length > 0, type);
  }
  assert.equal(signaturesDemanded(defaultOffices, 'registrar', 'case.allege'), undefined);
  assert.equal(signaturesDemanded(defaultOffices, 'head', 'accord.amend'), 2);
  assert.equal(signaturesDemanded(defaultOffices, 'admiral', 'note'), undefined);
});

test('defaults are those of 3-docket §4', () => {
  const { allowances, floors, serviceDays, proposalDays, returnsMax } = defaultTerms;
  assert.deepEqual(allowances.case, { acknowledge: { hours: 72 }, position: { workingDays: 20 } });
  assert.deepEqual(allowances.request.acknowledge, { hours: 48 });
  assert.deepEqual(floors, { deadlineHours: 24, hotlineHours: 1 });
  assert.deepEqual({ serviceDays, proposalDays, returnsMax }, { serviceDays: 5, proposalDays: 30, returnsMax: 1 });
});

test('each code has one sentence of rule and one of what would be in order', () => {
  for (const [code, { rule, remedy }] of Object.entries(rules)) {
    assert.match(code, /^[a-z]+\.[a-z_]+$/);
    for (const sentence of [rule, remedy]) assert.match(sentence, /^[A-Za-z].*[^.]\.$/, code);
  }
  assert.deepEqual(refuseAct('act.body', 'x', { keys: 3 }).refusal, { code: 'act.body', detail: 'x', keys: 3 });
});
