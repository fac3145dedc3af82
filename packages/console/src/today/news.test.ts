import assert from 'node:assert/strict';
import test from 'node:test';
import { newsOf, subjectOf } from '#today/news';

const act = (party: string, index: number, signedAt: number, receivedAt?: number) => ({
  id: `${party}${index}`,
  log: party,
  party,
  index,
  type: 'note',
  signedAt,
  kids: [],
  delivery: {
    published: true,
    received: receivedAt === undefined ? [] : [{ party: 'us', at: receivedAt }],
    seen: [],
  },
});

test('news are what came here since then, the last first, whenever the other side says that it signed', () => {
  const news = newsOf(
    [
      [act('us', 0, 10), act('us', 1, 50)],
      [act('cn', 0, 5, 60), act('cn', 1, 55, 20)],
    ],
    'us',
    20,
  );
  assert.deepEqual(
    news.map(({ id, cameAt }) => [id, cameAt]),
    [
      ['cn0', 60],
      ['us1', 50],
    ],
  );
});

test('an act that opens a subject belongs to it; one of the accord to none', () => {
  assert.equal(subjectOf({ id: 'a', type: 'request.make' }), 'a');
  assert.equal(subjectOf({ id: 'a', type: 'request.reply', subject: 'b' }), 'b');
  assert.equal(subjectOf({ id: 'a', type: 'calendar.publish' }), undefined);
  assert.equal(subjectOf({ id: 'a', type: 'contact.check' }), 'a');
});
