import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rules } from '@parley/docket/rules';
import { actTypes } from '@parley/docket/kinds';
import { defaultOffices, defaultTerms } from '@parley/docket/terms';
import { begin, type Known, type Subject } from '#compose/begin';
import { candidates, inOrder, maySign, STANDING } from '#compose/order';
import { wordingsOf } from '#compose/sample';

const RECORD = new URL('../../../../spec/acts/examples/record.json', import.meta.url);
const { accordId } = JSON.parse(readFileSync(RECORD, 'utf8')) as { accordId: string };

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
  state: { sides: ['lorvane', 'oskeld'], acts: [], proposals: [], deadlines: [], replies: [], ...more },
});

const liaison = { offices: defaultOffices, held: ['liaison'] };
const head = { offices: defaultOffices, held: ['head'] };

test('an office is offered what it may sign of the kind of the subject, then what any subject takes', () => {
  const [own, any] = candidates(request(), known('oskeld'), liaison);
  assert.equal(own!.key, 'own');
  assert.ok(own!.types.includes('request.reply') && !own!.types.includes('request.make'));
  assert.deepEqual(any, { key: 'any', types: ['note', 'translate', 'correct'] });
  assert.deepEqual(candidates(request(), known('oskeld'), { offices: defaultOffices, held: ['chancery'] }), [
    { key: 'any', types: ['note', 'translate', 'erasure'] },
  ]);
  assert.ok(!maySign('measure.announce', liaison));
});

test('what any of its wordings is in order for is offered, and what every wording is refused for its standing is not', () => {
  const groups = [{ key: 'own' as const, types: ['request.acknowledge', 'request.reply', 'request.update'] }];
  const asked = ['request.acknowledge', 'request.reply', 'request.reply'];
  assert.deepEqual(inOrder(groups, asked, ['request.acknowledged', 'request.answered', undefined]), [
    { key: 'own', types: ['request.reply', 'request.update'] },
  ]);
  assert.deepEqual(inOrder(groups, asked, ['request.acknowledged', 'request.answered', 'request.incomplete']), [
    { key: 'own', types: ['request.reply', 'request.update'] },
  ]);
  assert.deepEqual(inOrder(groups, asked, ['act.no_power', 'request.answered', 'request.answered']), [
    { key: 'own', types: ['request.update'] },
  ]);
});

test('every code that hides an act is a code of the rules', () => {
  assert.deepEqual(
    [...STANDING].filter((code) => !Object.hasOwn(rules, code)),
    [],
  );
});

test('of every act whose order hangs on more than an office there is a wording that its schema takes', () => {
  const everything = [
    undefined,
    ...['case', 'request', 'exhibit', 'session', 'measure'].map((kind) => ({ ...request(), kind })),
  ];
  const without = everything.flatMap((subject) =>
    candidates(subject, known('oskeld'), head).flatMap(({ types }) =>
      types.filter((type) => wordingsOf(begin(type, known('oskeld'), { subject }), known('oskeld')).length === 0),
    ),
  );
  assert.deepEqual([...new Set(without)], ['accord.amend', 'party.address', 'contact.publish']);
});

test('what may be said by right or proposed is asked about as both', () => {
  const ways = wordingsOf(begin('request.extend', known('oskeld'), { subject: request() }), known('oskeld'));
  assert.ok(ways.some(({ body }) => body?.['byRight'] === true));
  assert.ok(ways.some(({ body }) => typeof body?.['expires'] === 'number'));
});

test('silence is noted of what has lapsed, with what we hold of their log', () => {
  const late = request({
    deadlines: [{ for: 'reply', owedBy: 'oskeld', owedTo: 'lorvane', dueAt: 5, stoppedAt: null }],
  });
  assert.deepEqual(begin('request.note-silence', known('lorvane'), { subject: late }).body, {
    deadline: 'reply',
    held: { size: 7, time: 900_000 },
  });
});

test('every act begins with what is known already: whom it is to, what it is about, and how it is marked', () => {
  const { body } = begin('request.make', known('lorvane'), { about: 'C'.repeat(43) });
  assert.deepEqual(body, { to: 'oskeld', urgency: 'routine', case: 'C'.repeat(43), marking: { tlp: 'green' } });
  const raised = begin('hotline.raise', known('lorvane'), { about: 'C'.repeat(43), kind: 'request' });
  assert.deepEqual(raised.body['about'], { request: 'C'.repeat(43) });
  for (const type of actTypes.keys()) assert.equal(begin(type, known('oskeld'), { subject: request() }).type, type);
});
