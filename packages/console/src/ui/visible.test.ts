import assert from 'node:assert/strict';
import test from 'node:test';
import { visible } from '#ui/visible';

test('what turns or hides letters is written out, and nothing else is touched', () => {
  assert.equal(visible('paid \u202e001\u202c now\u200b'), 'paid ⟨U+202E⟩001⟨U+202C⟩ now⟨U+200B⟩');
  assert.equal(visible('a\u{e0041}b'), 'a⟨U+E0041⟩b');
  assert.equal(visible('两国\n\tnaïve – “quoted” 🜁 ⚠️ e\u0301'), '两国\n\tnaïve – “quoted” 🜁 ⚠️ e\u0301');
});

test('what no font draws, or any font as it likes, is written out', () => {
  assert.equal(visible('a\u3164b\u034fc\u2800d\ue000e\ufe0f'), 'a⟨U+3164⟩b⟨U+034F⟩c⟨U+2800⟩d⟨U+E000⟩e⟨U+FE0F⟩');
});
