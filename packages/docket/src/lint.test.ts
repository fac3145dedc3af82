import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { lintWords } from '#lint';
import { rules } from '#rules';
import { defaultTerms } from '#terms';

const terms = { ...defaultTerms, languages: ['en', 'zh'] };

const codes = (type: string, body: JsonObject, words: JsonObject) =>
  lintWords(type, body, words, terms).map(({ code, weight, path }) => {
    assert.ok(Object.hasOwn(rules, code), code);
    return `${weight} ${code} ${path}`;
  });

const ALLEGATION: JsonObject = { respondent: 'cn', claimant: 'cert', points: [{ no: 1, kind: 'access' }] };
const POINTS: JsonObject = { points: [{ no: 1, text: { en: 'Someone came in.' } }] };

test('words in order give nothing', () => {
  assert.deepEqual(codes('case.allege', ALLEGATION, { ...POINTS, title: { zh: '标题', fr: 'Titre' } }), []);
  assert.deepEqual(codes('note', { about: 'x', kind: 'contest' }, { text: { en: 'No.' } }), []);
});

test('the words fit the schema of the act type', () => {
  assert.deepEqual(codes('case.allege', ALLEGATION, { ...POINTS, secret: 'x' }), ['refused act.words ']);
  assert.deepEqual(codes('case.allege', ALLEGATION, { ...POINTS, title: {} }), ['refused act.words title']);
  assert.deepEqual(codes('note', {}, {}), ['refused act.words text']);
});

test('every text is there in a language of the accord, wherever it stands', () => {
  assert.deepEqual(codes('case.allege', ALLEGATION, { ...POINTS, title: { fr: 'Titre' } }), [
    'refused words.language title',
  ]);
  assert.deepEqual(codes('case.allege', ALLEGATION, { points: [{ no: 1, text: { fr: 'Intrusion' } }] }), [
    'refused words.language points.0.text',
  ]);
  const body = { ...ALLEGATION, attribution: [{ no: 1, layer: 'group', grounds: [{ no: 1, ground: 'signals' }] }] };
  const attribution = [{ no: 1, grounds: [{ no: 1, text: { de: 'Funk' }, rival: { en: 'Chance' } }] }];
  assert.deepEqual(codes('case.allege', body, { ...POINTS, attribution }), [
    'refused words.language attribution.0.grounds.0.text',
  ]);
  assert.deepEqual(codes('calendar.publish', {}, { days: { '2026-01-01': { fr: 'Nouvel an' } } }), [
    'refused words.language days.2026-01-01',
  ]);
});

test('words and body have the same numbers', () => {
  assert.deepEqual(codes('case.allege', ALLEGATION, {}), ['refused words.untold points']);
  assert.deepEqual(
    codes('case.allege', ALLEGATION, { points: [...(POINTS['points'] as []), { no: 2, text: { en: 'More.' } }] }),
    ['refused words.unmatched points'],
  );
  assert.deepEqual(codes('case.position', { stance: 'deny', points: [{ no: 1, view: 'contest' }] }, {}), []);
});

test('a figure has a source', () => {
  const body = { ...ALLEGATION, figures: [{ no: 1, of: 'hosts', unit: 'hosts', low: 30, high: 34 }] };
  assert.deepEqual(codes('case.allege', body, POINTS), ['refused words.unsourced figures']);
  assert.deepEqual(codes('case.allege', body, { ...POINTS, figures: [{ no: 1, source: 'The indictment' }] }), []);
});

test('a natural person is named where it can be withheld', () => {
  const body = { ...ALLEGATION, attribution: [{ no: 1, layer: 'person' }], victims: [{ no: 1, kind: 'person' }] };
  const named = { ...POINTS, attribution: [{ no: 1, name: 'N. N.' }], victims: [{ no: 1, name: 'N. N.' }] };
  assert.deepEqual(codes('case.allege', body, named), [
    'refused words.person attribution',
    'refused words.person victims',
  ]);
  const persons = [
    { layer: 1, name: 'N. N.' },
    { victim: 1, name: 'N. N.' },
  ];
  assert.deepEqual(codes('case.allege', body, { ...POINTS, persons }), []);
});

test('a request lists what the accord requires of its category, and may be filed without', () => {
  const body = { to: 'cn', category: 'electronic-evidence', urgency: 'routine' };
  assert.deepEqual(codes('request.make', body, { asked: { en: 'The logs.' } }), [
    'advice request.incomplete necessity',
    'advice request.incomplete basis',
    'advice request.incomplete identifiers',
  ]);
});

test('a type that is not known has no words to judge', () => {
  assert.deepEqual(codes('treaty.ratify', {}, { anything: 1 }), []);
});
