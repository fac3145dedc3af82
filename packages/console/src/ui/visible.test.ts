import assert from 'node:assert/strict';
import test from 'node:test';
import { visible } from '#ui/visible';

test('what turns or hides letters is written out, and nothing else is touched', () => {
  assert.equal(visible('paid \u202e001\u202c now\u200b'), 'paid ⟨U+202E⟩001⟨U+202C⟩ now⟨U+200B⟩');
  assert.equal(visible('a\u{e0041}b'), 'a⟨U+E0041⟩b');
  assert.equal(visible('两国\n\tnaïve – “quoted” 🜁'), '两国\n\tnaïve – “quoted” 🜁');
});
