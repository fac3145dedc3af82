import assert from 'node:assert/strict';
import test from 'node:test';
import { parseTerms } from '#terms';
import { draft } from '#accord/founding/negotiation';
import type { FoundingText } from '#accord/founding/text';
import { differencesBetween } from '#accord/review/compare';
import { linesOf } from '#accord/review/lines';
import { agreedWarnings, warningsOf } from '#accord/review/warnings';
import { partsOf } from '#accord/templates/template';
import { templates } from '#accord/templates/templates';
import { accordDraft, founder, handOf, template, withTerms } from '#accord/testing/founders';
import type { JsonObject } from '@parley/record/json';

async function textWith(accord: JsonObject): Promise<FoundingText> {
  const us = await founder('us', 10);
  const drafted = await draft(us.own, accord, template, handOf(us));
  assert.ok(drafted.ok, JSON.stringify(drafted));
  return drafted.kept.negotiation.text;
}

const warned = async (accord: JsonObject) => {
  const text = await textWith(accord);
  const agreed = parseTerms(text.accord);
  assert.ok(agreed.ok);
  return warningsOf(text, agreed, 'us').map(({ code }) => code);
};

test('every member of a template has a line with a name and a value in both languages', () => {
  for (const one of templates) {
    const parts = partsOf(one);
    const lines = linesOf({ accord: parts });
    for (const { at, name, says } of lines) {
      assert.ok(name.en !== at || /^(title|dated|text)$/.test(at), `${one.name}: ${at} has no name`);
      assert.match(name.zh, /\p{sc=Han}/u, `${one.name}: ${at}`);
      assert.doesNotMatch(says.en, /^\{/, `${one.name}: ${at} is shown raw`);
    }
    assert.equal(new Set(lines.map(({ at }) => at)).size, lines.length);
  }
});

test('every leaf of an accord that differs gives a line that differs', async () => {
  const before = await textWith(accordDraft);
  const leaves: [string, JsonObject][] = [
    [
      'terms.allowances.request.reply.takedown',
      { allowances: { ...(before.accord.terms['allowances'] as JsonObject) } },
    ],
    ['terms.serviceDays', { serviceDays: 9 }],
    ['terms.markingFloor', { markingFloor: 'amber' }],
    ['terms.cadence.checkDays', { cadence: { sessionDays: 183, checkDays: 30, drillDays: 183 } }],
    ['terms.extensionByRight', { extensionByRight: { hours: 48 } }],
    [
      'terms.required.information',
      { required: { ...(before.accord.terms['required'] as JsonObject), information: [] } },
    ],
  ];
  for (const [at, terms] of leaves) {
    const changed = structuredClone(withTerms(terms));
    if (at.endsWith('takedown'))
      (changed['terms'] as never as { allowances: { request: { reply: JsonObject } } }).allowances.request.reply[
        'takedown'
      ] = { hours: 1 };
    const after = await textWith(changed);
    assert.deepEqual(
      differencesBetween(before, after).map((one) => one.at),
      [at],
    );
  }
});

test('a member that this version does not know is shown by its path and its value', () => {
  const lines = linesOf({ accord: { terms: { ransom: { amount: 3 } } } });
  assert.deepEqual(lines, [
    {
      at: 'terms.ransom.amount',
      name: { en: 'terms.ransom.amount', zh: 'terms.ransom.amount' },
      says: { en: '3', zh: '3' },
    },
  ]);
});

test('what is new and what is gone is shown as such', () => {
  const before = { accord: { terms: { extensionByRight: { hours: 5 } } } };
  const after = { accord: { terms: { returnsMax: 1 } } };
  assert.deepEqual(
    differencesBetween(before, after).map(({ at, before: was, after: now }) => [at, was?.en, now?.en]),
    [
      ['terms.returnsMax', undefined, '1'],
      ['terms.extensionByRight', '5 hours', undefined],
    ],
  );
});

test('no template needs a warning about its own terms, but that those in a hurry let one officer bind the party', () => {
  const codes = templates.map((one) => [one.name, ...agreedWarnings(one).map(({ code }) => code)]);
  assert.deepEqual(codes, [['states'], ['certs', 'one-amends', 'one-endorses'], ['supply'], ['abuse', 'one-endorses']]);
});

test('a reader is warned of what hurts', async () => {
  const offices = { head: { signs: { note: 1 } }, registrar: { signs: { '*': 1 } } };
  assert.deepEqual(await warned(accordDraft), ['no-witness']);
  assert.ok((await warned(withTerms({ floors: { deadlineHours: 96, hotlineHours: 8 } }))).includes('below-floor'));
  assert.ok((await warned(withTerms({ clock: 'scripted' }))).includes('scripted-clock'));
  assert.ok(
    (await warned(withTerms({ calendars: { nonWorkingDaysMax: 300, nonWorkingRunMax: 60 } }))).includes(
      'long-holidays',
    ),
  );
  assert.ok((await warned(withTerms({ languages: ['fr'] }))).includes('not-our-language'));
  assert.ok((await warned({ ...accordDraft, quotas: { entriesPerDay: 1, bytesPerDay: 1 } })).includes('small-quota'));
  assert.ok((await warned({ ...accordDraft, offices })).includes('node-speaks'));
  assert.ok((await warned({ ...accordDraft, text: { fr: 'rien' } })).includes('not-our-text'));
});

test('every template is an accord as soon as two parties are in it', async () => {
  for (const one of templates) {
    const text = await textWith({ ...partsOf(one), dated: '2026-12-01', witnesses: [], quorum: 0 });
    assert.equal(text.accord.title['zh'], one.title.zh);
  }
});
