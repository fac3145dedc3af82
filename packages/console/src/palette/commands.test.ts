import assert from 'node:assert/strict';
import test from 'node:test';
import { actIn, narrow, step } from '#palette/commands';

const commands = ['Waits on us', 'Requests', 'Ask for something', '请求'].map((name) => ({
  key: name,
  name,
  href: '/',
}));

test('words are found in any order and case, and a beginning comes first', () => {
  const found = (typed: string) => narrow(commands, typed).map(({ name }) => name);
  assert.deepEqual(found('US waits'), ['Waits on us']);
  assert.deepEqual(found('s'), ['Waits on us', 'Requests', 'Ask for something']);
  assert.deepEqual(found('as'), ['Ask for something']);
  assert.deepEqual(found('请'), ['请求']);
  assert.equal(found(' ').length, 4);
});

test('a command is found by other words for it, too', () => {
  const dark = { key: 'dark', name: 'Dark theme', also: 'night 深色', does: () => undefined };
  assert.deepEqual(narrow([...commands, dark], '深'), [dark]);
});

test('an id is found alone and within a citation, and nothing else is taken for one', () => {
  const id = 'T8uvi6EKouRGiqy8rJMHgTo3yD0gMSqu4MF_CAchNxY';
  assert.equal(actIn(id), id);
  assert.equal(actIn(`act ${id}, received 2026-11-23`), id);
  assert.equal(actIn(id.slice(1)), undefined);
  assert.equal(actIn(`${id}x`), undefined);
});

test('the arrows go round', () => {
  assert.deepEqual([step(-1, 1, 3), step(-1, -1, 3), step(2, 1, 3), step(0, -1, 3), step(0, 1, 0)], [0, 2, 0, 2, -1]);
});
