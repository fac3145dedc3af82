import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { lintWords } from '#lint';
import { rules } from '#rules';
import { defaultTerms, type Terms } from '#terms';

const terms = { ...defaultTerms, languages: ['en', 'zh'] };

/** 2015-12-03T08:00:00Z */
const IAT = 1_449_129_600;

const codes = (type: string, body: JsonObject, words: JsonObject, changed: Partial<Terms> = {}) =>
  lintWords(type, body, words, { ...terms, ...changed }, IAT).map(({ code, weight, path }) => {
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

test('what means nothing without words has them, list by list', () => {
  const text = { en: 'As follows.' };
  const items = [
    { no: 1, kind: 'case', about: { case: 'x' } },
    { no: 2, kind: 'hotline-review' },
    { no: 3, kind: 'other' },
  ];
  assert.deepEqual(codes('session.agenda', { items }, {}), ['refused words.untold items']);
  assert.deepEqual(codes('session.agenda', { items }, { items: [{ no: 3, text }] }), []);
  const minutes = {
    items: [
      { no: 1, outcome: 'agreed' },
      { no: 2, outcome: 'deferred' },
    ],
    decisions: [{ no: 1 }],
    actions: [{ no: 4, owner: 'us', due: '2016-01-31' }],
  };
  assert.deepEqual(codes('session.minutes', minutes, {}), [
    'refused words.untold items',
    'refused words.untold decisions',
    'refused words.untold actions',
  ]);
  const conclusion = { reasons: [{ no: 1 }], hypotheses: [{ no: 2, kind: 'criminal' }], points: [{ no: 1 }] };
  assert.deepEqual(codes('finding.record', conclusion, { hypotheses: [{ no: 2, text }] }), [
    'refused words.untold reasons',
  ]);
  const elements = [
    { no: 1, element: 'act' },
    { no: 2, element: 'other' },
  ];
  assert.deepEqual(codes('commitment.undertake', { elements, criteria: [{ no: 1, element: 1 }] }, { text }), [
    'refused words.untold elements',
    'refused words.untold criteria',
  ]);
  const desks = [
    {
      no: 1,
      channels: [
        { no: 1, by: 'node' },
        { no: 2, by: 'telephone' },
      ],
    },
  ];
  assert.deepEqual(codes('contact.publish', { desks }, { desks: [{ no: 1, channels: [] }] }), [
    'refused words.untold desks.channels',
  ]);
  const channels = [
    { no: 2, address: '+1 555 0100' },
    { no: 3, address: '+1 555 0101' },
  ];
  assert.deepEqual(codes('contact.publish', { desks }, { desks: [{ no: 1, channels }] }), [
    'refused words.unmatched desks.channels',
  ]);
});

test('a translation or correction gives a text, and a threatened measure says what averts it', () => {
  assert.deepEqual(codes('translate', { of: 'x', language: 'zh' }, {}), ['refused words.untold members']);
  assert.deepEqual(codes('correct', { of: 'x' }, { reason: { en: 'A slip.' } }), ['refused words.untold members']);
  const threatened = { state: 'threatened' };
  assert.deepEqual(codes('measure.announce', threatened, {}), ['refused words.untold condition']);
  assert.deepEqual(codes('measure.announce', threatened, { condition: { en: 'An answer.' } }), []);
  assert.deepEqual(codes('measure.announce', { ...threatened, condition: { request: 'x' } }, {}), []);
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

test('a person is behind an item that is there, and a pseudonym is no name', () => {
  const body = { ...ALLEGATION, victims: [{ no: 1, kind: 'person', pseudonym: true }] };
  const victims = [{ no: 1, name: 'Victim A' }];
  assert.deepEqual(codes('case.allege', body, { ...POINTS, victims }), []);
  assert.deepEqual(codes('case.allege', body, { ...POINTS, persons: [{ victim: 2, name: 'N. N.' }] }), [
    'refused words.unmatched persons',
  ]);
  const target = { state: 'in-force', targets: [{ no: 1, kind: 'person' }] };
  assert.deepEqual(codes('measure.announce', target, { targets: [{ no: 1, name: 'N. N.' }] }), [
    'refused words.person targets',
  ]);
  const finding = { attribution: [{ no: 1, layer: 'person' }] };
  assert.deepEqual(codes('finding.propose', finding, { attribution: [{ no: 1, name: 'N. N.' }] }), [
    'refused words.person attribution',
  ]);
});

test('a language is one of ISO 639, whatever names it', () => {
  const text = { en: 'No.', cn: '不。' };
  assert.deepEqual(codes('note', {}, { text }), ['refused words.language_unknown text']);
  assert.deepEqual(codes('note', {}, { text: { en: 'No.', 'zh-Hant': '不。', yue: '唔係。' } }), []);
  assert.deepEqual(codes('note', {}, { text: { en: 'No.' }, authentic: ['en', 'us'] }), [
    'refused words.language_unknown authentic.1',
  ]);
  assert.deepEqual(codes('translate', { language: 'jp' }, { members: [{ path: 'text', text: { en: 'No.' } }] }), [
    'refused words.language_unknown language',
  ]);
  const desks = [{ no: 1, languages: ['en', 'xx'], channels: [] }];
  assert.deepEqual(codes('contact.publish', { desks }, { desks: [] }), [
    'refused words.language_unknown desks.0.languages.1',
  ]);
});

test('a day exists, unless a rule of its kind asks that', () => {
  const when = (from: string, to?: string) => ({
    ...ALLEGATION,
    activity: { from, precision: 'day', ...(to === undefined ? {} : { to }) },
  });
  assert.deepEqual(codes('case.allege', when('2015-02-30'), POINTS), ['refused date.unknown activity']);
  assert.deepEqual(codes('case.allege', when('2015-02-28', '2015-02-29'), POINTS), ['refused date.unknown activity']);
  assert.deepEqual(codes('request.acknowledge', { expected: '2016-02-30' }, {}), ['refused date.unknown expected']);
  assert.deepEqual(codes('request.acknowledge', { expected: '2016-02-29' }, {}), []);
  assert.deepEqual(codes('measure.vary', { state: 'lifted', from: '2016-02-30' }, {}), []);
});

test('what tells the past is dated at most a day ahead', () => {
  const said = (from: string, precision: string) => ({ ...ALLEGATION, said: { from, precision } });
  for (const [from, precision] of [
    ['2015-12-04', 'day'],
    ['2015-12', 'month'],
    ['2015-Q4', 'quarter'],
    ['2015', 'year'],
  ] as const) {
    assert.deepEqual(codes('case.allege', said(from, precision), POINTS), []);
  }
  for (const [from, precision] of [
    ['2015-12-05', 'day'],
    ['2016-01', 'month'],
    ['2016-Q1', 'quarter'],
    ['2016', 'year'],
  ] as const) {
    assert.deepEqual(codes('case.allege', said(from, precision), POINTS), ['refused date.ahead said']);
  }
  const custody = [{ no: 1, step: 'stored', when: { from: '2016', precision: 'year' } }];
  assert.deepEqual(codes('exhibit.deposit', { custody }, {}), ['refused date.ahead custody.0.when']);
});

test('a marking is not below the accord’s floor; where none is said the floor counts, and that is shown', () => {
  const floor: Partial<Terms> = { markingFloor: 'amber' };
  const marked = (tlp: string) => codes('case.allege', { ...ALLEGATION, marking: { tlp } }, POINTS, floor);
  assert.deepEqual(marked('green'), ['refused marking.floor marking.tlp']);
  assert.deepEqual(marked('amber'), []);
  assert.deepEqual(marked('red'), []);
  assert.deepEqual(codes('case.allege', ALLEGATION, POINTS, floor), ['advice marking.absent marking']);
  assert.deepEqual(codes('case.acknowledge', {}, {}, floor), []);
  const text = { en: 'We met.' };
  assert.deepEqual(codes('statement.issue', { marking: { tlp: 'clear' } }, { text }, floor), []);
});

test('the salt of a seal is 32 bytes', () => {
  assert.deepEqual(codes('exhibit.disclose', {}, { salt: 'A'.repeat(43) }), []);
  assert.deepEqual(codes('exhibit.disclose', {}, { salt: 'A'.repeat(42) }), ['refused words.seal_salt salt']);
  assert.deepEqual(codes('exhibit.disclose', {}, { salt: 'not a salt' }), ['refused words.seal_salt salt']);
});

test('a body that does not fit is judged without a fault: the rules refuse it', () => {
  for (const body of [
    { points: [null, 1, 'x', { no: 'x' }] },
    { attribution: {}, victims: [[]] },
    { marking: null, activity: 'x', constructor: [{ no: 1 }] },
  ] as JsonObject[]) {
    assert.doesNotThrow(() => codes('case.allege', body, POINTS, { markingFloor: 'red' }));
  }
  assert.doesNotThrow(() => codes('request.make', { category: 'constructor' }, {}));
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
