import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Accord } from '@parley/record/accord';
import { actTypes } from '@parley/docket/kinds';
import { defaultOffices, defaultTerms } from '@parley/docket/terms';
import { begin, type Known, type Subject } from '#compose/begin';
import { factsOf, inOrder, maySign, openings } from '#compose/order';

const RECORD = new URL('../../../../spec/acts/examples/record.json', import.meta.url);
const { accord, accordId } = JSON.parse(readFileSync(RECORD, 'utf8')) as { accord: string; accordId: string };
const facts = factsOf(JSON.parse(accord) as Accord, accordId);

const known = (own: string): Known => ({
  own,
  others: ['lorvane', 'oskeld'].filter((one) => one !== own),
  accord: accordId,
  terms: { ...defaultTerms, markingFloor: 'green' },
  now: 1_000_000,
  held: { oskeld: { size: 7, time: 900_000 } },
  language: 'en',
  nonce: 'n'.repeat(22),
});

const request = (more: object = {}): Subject => ({
  id: 'R'.repeat(43),
  kind: 'request',
  words: {},
  state: {
    kind: 'request',
    id: 'R'.repeat(43),
    sides: ['lorvane', 'oskeld'],
    from: { key: '', iat: 0 },
    request: { to: 'oskeld', category: 'information' },
    acknowledged: null,
    heard: null,
    returns: [],
    replies: [],
    final: null,
    updates: [],
    extensions: [],
    silences: [],
    ratings: [],
    withdrawn: null,
    superseded: null,
    proposals: [],
    deadlines: [],
    ...more,
  },
});

const liaison = { offices: defaultOffices, held: ['liaison'] };
const own = (party: string, subject: Subject) => inOrder(subject, known(party), liaison, facts).own;

test('whoever is asked may acknowledge, return, reply; whoever asks may withdraw', () => {
  assert.deepEqual(own('oskeld', request()), [
    'request.acknowledge',
    'request.return',
    'request.reply',
    'request.update',
    'request.extend',
  ]);
  assert.deepEqual(own('lorvane', request()), ['request.withdraw', 'request.supersede']);
});

test('what was said once is not offered again', () => {
  const said = request({ acknowledged: { id: 'x', index: 1, body: {} } });
  assert.ok(!own('oskeld', said).includes('request.acknowledge'));
  const answered = request({ final: { id: 'x', index: 1 }, replies: [{ id: 'x', index: 1, body: { final: true } }] });
  assert.ok(!own('oskeld', answered).includes('request.reply'));
  assert.ok(own('lorvane', answered).includes('request.rate'));
});

test('silence is noted only where something of theirs has lapsed', () => {
  const late = request({
    deadlines: [{ for: 'reply', owedBy: 'oskeld', owedTo: 'lorvane', dueAt: 5, stoppedAt: null }],
  });
  assert.ok(own('lorvane', late).includes('request.note-silence'));
  assert.deepEqual(begin('request.note-silence', known('lorvane'), { subject: late }).body, {
    deadline: 'reply',
    held: { size: 7, time: 900_000 },
  });
});

test('an office is offered what it may sign, and nothing else', () => {
  assert.deepEqual(inOrder(request(), known('oskeld'), { offices: defaultOffices, held: ['chancery'] }, facts).own, []);
  assert.ok(openings(liaison).includes('request.make'));
  assert.ok(!maySign('measure.announce', liaison));
});

test('every act begins with what is known already: whom it is to, and how it is marked', () => {
  const { body } = begin('request.make', known('lorvane'), { about: 'C'.repeat(43) });
  assert.deepEqual(body, { to: 'oskeld', urgency: 'routine', case: 'C'.repeat(43), marking: { tlp: 'green' } });
  const raised = begin('hotline.raise', known('lorvane'), { about: 'C'.repeat(43), kind: 'request' });
  assert.deepEqual(raised.body['about'], { request: 'C'.repeat(43) });
  for (const type of actTypes.keys()) assert.equal(begin(type, known('oskeld'), { subject: request() }).type, type);
});
