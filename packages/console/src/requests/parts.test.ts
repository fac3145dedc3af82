import assert from 'node:assert/strict';
import test from 'node:test';
import type { RequestState } from '@parley/docket/request/kind';
import { completenessOf, deadlinesOf, ratingsOf, sayable } from '#requests/parts';

const state = (of: Partial<RequestState> = {}) =>
  ({
    sides: ['cn', 'us'],
    request: {},
    heard: null,
    final: null,
    returns: [],
    replies: [],
    ratings: [],
    withdrawn: null,
    superseded: null,
    deadlines: [],
    ...of,
  }) as unknown as RequestState;

const returned = (missing: string[], supplied: string[] | null) => ({
  id: 'r',
  index: 1,
  missing,
  pauses: true,
  from: 1,
  completed: supplied === null ? null : { id: 'c', supplied, servedAt: 2 },
});

test('a member that the accord wants is given, absent, or said to be missing until it is supplied', () => {
  const returns = [returned(['basis', 'identifiers'], ['identifiers'])];
  assert.deepEqual(
    completenessOf(state({ returns, request: { case: 'x' } }), { asked: {} }, ['asked', 'necessity', 'case']),
    [
      { name: 'asked', standing: 'given' },
      { name: 'necessity', standing: 'absent' },
      { name: 'case', standing: 'given' },
      { name: 'basis', standing: 'missing' },
      { name: 'identifiers', standing: 'given' },
    ],
  );
});

test('of each side the last rating of a reply counts', () => {
  const rating = (party: string, relevance: number) => ({ id: '', party, index: 0, body: { reply: 'a', relevance } });
  const rated = ratingsOf(
    state({
      replies: [
        { id: 'a', index: 0, body: {} },
        { id: 'b', index: 1, body: {} },
      ],
      ratings: [rating('us', 5), rating('cn', 2), rating('cn', 3)],
    }),
  );
  assert.deepEqual(
    rated.map(({ reply, by }) => [reply, by.get('us')!['relevance'], by.get('cn')!['relevance']]),
    [['a', 5, 3]],
  );
});

test('who is asked answers first of all, and may acknowledge, send it back or take more time until it has', () => {
  assert.deepEqual(sayable(state(), [], 'us'), {
    first: 'request.reply',
    others: ['request.acknowledge', 'request.update', 'request.return', 'request.extend'],
  });
  const answered = state({ final: { id: 'a', index: 0 }, replies: [{ id: 'a', index: 0, body: {} }] });
  assert.deepEqual(sayable(answered, [], 'us'), { first: undefined, others: ['request.self-rate'] });
  assert.deepEqual(sayable(answered, [], 'cn'), { first: 'request.rate', others: [] });
});

test('who asks completes what was sent back, and notes a silence only once the time has run out', () => {
  assert.equal(sayable(state({ returns: [returned(['basis'], null)] }), [], 'cn').first, 'request.complete');
  assert.equal(sayable(state(), [], 'cn').first, undefined);
  const deadline = { for: 'reply', owedBy: 'us', startsAt: 1, dueAt: 5, stoppedAt: null, voidAt: null, pauses: [] };
  const late = state({ deadlines: [deadline] as unknown as RequestState['deadlines'] });
  const known = deadlinesOf({ state: late, nextDeadline: { owedBy: 'us', heldAt: 7 } }, 9);
  assert.equal(known[0]!.state, 'lapsed');
  assert.equal(sayable(late, known, 'cn').first, 'request.note-silence');
});
