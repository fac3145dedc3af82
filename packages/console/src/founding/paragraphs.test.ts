import assert from 'node:assert/strict';
import test from 'node:test';
import { paragraphsOf } from '#founding/paragraphs';

test('of two texts the paragraphs that differ are told, and the others are kept together', () => {
  assert.deepEqual(paragraphsOf('1. a\n\n2. b\n\n3. c', '1. a\n\n2. b\n\n3. d\n\n4. e'), [
    { kind: 'same', text: '1. a\n2. b' },
    { kind: 'gone', text: '3. c' },
    { kind: 'new', text: '3. d' },
    { kind: 'new', text: '4. e' },
  ]);
  assert.deepEqual(paragraphsOf('a', 'a'), [{ kind: 'same', text: 'a' }]);
  assert.deepEqual(paragraphsOf('a\nb', 'b'), [
    { kind: 'gone', text: 'a' },
    { kind: 'same', text: 'b' },
  ]);
});
