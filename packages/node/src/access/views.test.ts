import assert from 'node:assert/strict';
import test from 'node:test';
import { VIEWS_MAX } from '@parley/api/views';
import { Database } from '../platform/sqlite.ts';
import { Views, viewTables } from './views.ts';

function openViews(): Views {
  let made = 0;
  return new Views({
    database: Database.open(':memory:', [viewTables], 'off'),
    random: (bytes) => new Uint8Array(bytes).fill(made++),
    now: () => 1000,
  });
}

const view = (name: string, list: 'docket' | 'requests' = 'docket') => ({ list, name, search: { stance: 'none' } });

test('a view is its keeper’s alone, and one of its name takes its place', () => {
  const views = openViews();
  views.keep('a', view('Ours'));
  views.keep('b', view('Theirs'));
  views.keep('a', { ...view('Ours'), search: { due: 'week' } });
  views.keep('a', view('Ours', 'requests'));
  assert.deepEqual(
    views.of('a').map(({ name, list, search }) => [name, list, search]),
    [
      ['Ours', 'docket', { due: 'week' }],
      ['Ours', 'requests', { stance: 'none' }],
    ],
  );
  assert.equal(views.of('b').length, 1);
});

test('a view is dropped by its keeper', () => {
  const views = openViews();
  views.keep('a', view('Ours'));
  const { id } = views.of('a')[0]!;
  assert.equal(views.drop('b', id), undefined);
  assert.deepEqual(views.drop('a', id), []);
  assert.equal(views.drop('a', id), undefined);
});

test('as many views are kept as one may keep', () => {
  const views = openViews();
  for (let count = 0; count < VIEWS_MAX; count++) assert.ok(views.keep('a', view(`View ${count}`)).ok);
  const more = views.keep('a', view('One more'));
  assert.ok(!more.ok && more.refusal.code === 'view.many');
  assert.ok(views.keep('a', view('View 1')).ok);
});
