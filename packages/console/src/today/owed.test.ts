import assert from 'node:assert/strict';
import test from 'node:test';
import { actFor, dueIn, overdueIn, owingOf, ranges, type Wait } from '#today/owed';

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

test('unanswered points do not count beside the position they are due with', () => {
  const waits = [
    wait({ state: 'overdue' }),
    wait({ what: 'points', for: 'position', state: 'overdue' }),
    wait({ dueAt: 90 }),
    wait({ dueAt: 200 }),
    wait({ dueAt: null, state: 'open' }),
  ];
  assert.equal(overdueIn(waits), 1);
  assert.equal(dueIn(waits, 100), 1);
});

test('points in a row are written as from and to', () => {
  assert.deepEqual(ranges([3, 1, 2, 2, 5]), ['1–3', '5']);
  assert.deepEqual(ranges([1, 2, 60]), ['1', '2', '60']);
  assert.deepEqual(ranges([]), []);
});
