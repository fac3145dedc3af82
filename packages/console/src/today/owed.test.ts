import assert from 'node:assert/strict';
import test from 'node:test';
import { actFor, countOn, owingOf, ranges, type Wait, type Counted } from '#today/owed';

function wait(of: Partial<Wait>): Wait {
  return {
    party: 'us',
    subject: 'a',
    kind: 'request',
    openedBy: 'cn',
    words: {},
    what: 'deadline',
    for: 'reply',
    of: 'a',
    dueAt: 100,
    state: 'running',
    ...of,
  };
}

test('what waits in one subject is one line, where the first of it is due', () => {
  const owing = owingOf([
    wait({ for: 'acknowledge', dueAt: 10, state: 'overdue' }),
    wait({ subject: 'b', dueAt: 20 }),
    wait({ dueAt: 30 }),
  ]);
  assert.deepEqual(
    owing.map(({ subject, dueAt, overdue, waits }) => [subject, dueAt, overdue, waits.length]),
    [
      ['a', 10, true, 2],
      ['b', 20, false, 1],
    ],
  );
});

test('an answer comes before a mere acknowledgement, which is offered beside it', () => {
  const [owing] = owingOf([wait({ for: 'acknowledge' }), wait({})]);
  assert.equal(owing!.act, 'request.reply');
  assert.equal(owing!.acknowledge, 'request.acknowledge');
});

test('where only an acknowledgement is owed, it is what one does', () => {
  const [owing] = owingOf([wait({ kind: 'case', for: 'acknowledge' })]);
  assert.equal(owing!.act, 'case.acknowledge');
});

test('a rung of the ladder is acknowledged whatever its number, and a proposal is endorsed or declined', () => {
  for (const owed of ['acknowledge', 'acknowledge-rung-2'])
    assert.equal(actFor(wait({ kind: 'hotline', for: owed })), 'hotline.acknowledge');
  assert.equal(actFor(wait({ kind: 'session', what: 'proposal', for: 'session.minutes' })), 'endorse');
  assert.equal(actFor(wait({ kind: 'treaty', for: 'ratify' })), undefined);
});

test('what waits is counted by side, of one kind or of all', () => {
  const none = { subjects: 0, pressing: 0, late: 0, overdue: 0, soon: 0 };
  const counts: Counted[] = [
    { ...none, on: 'us', kind: 'case', subjects: 3, late: 1 },
    { ...none, on: 'us', kind: 'request', subjects: 2, soon: 2 },
    { ...none, on: 'them', kind: 'case', subjects: 9 },
  ];
  assert.deepEqual(countOn(counts, 'us'), { ...none, subjects: 5, late: 1, soon: 2 });
  assert.deepEqual(countOn(counts, 'us', 'request'), { ...none, subjects: 2, soon: 2 });
  assert.deepEqual(countOn([], 'them'), none);
});

test('points in a row are written as from and to', () => {
  assert.deepEqual(ranges([3, 1, 2, 2, 5]), ['1–3', '5']);
  assert.deepEqual(ranges([1, 2, 60]), ['1', '2', '60']);
  assert.deepEqual(ranges([]), []);
});
