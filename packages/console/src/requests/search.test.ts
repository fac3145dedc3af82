import assert from 'node:assert/strict';
import test from 'node:test';
import { parseRequests, queryOf } from '#requests/search';

test('what stands in an address is taken as far as it is in order', () => {
  assert.deepEqual(parseRequests({ side: 'us', standing: 'open', category: 'takedown', sort: 'opened', q: 61398 }), {
    side: 'us',
    standing: 'open',
    category: 'takedown',
    sort: 'opened',
    q: '61398',
  });
  assert.deepEqual(parseRequests({ side: 'me', standing: '1', category: ['x'], sort: 'due', q: ' ' }), {});
});

test('without a wish it is what is due first, of one standing the newest first, and found words in their order', () => {
  assert.deepEqual(queryOf({ side: 'us' }, 'a', 'b'), { to: 'a', sort: 'due' });
  assert.deepEqual(queryOf({ side: 'them', standing: 'answered' }, 'a', 'b'), {
    to: 'b',
    standing: 'answered',
    sort: '-opened',
  });
  assert.deepEqual(queryOf({ sort: 'opened' }, 'a', 'b'), { sort: 'opened' });
  assert.deepEqual(queryOf({ q: ' x ', sort: 'opened' }, 'a', 'b'), { q: 'x' });
});
