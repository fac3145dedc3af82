import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkSeal, sealContent, startSeal } from './seal.ts';

const salt = new Uint8Array(32).fill(5);

test('a seal is SHA-256 of label, salt and content', () => {
  const content = new TextEncoder().encode('flow logs of 14 March');
  const expected = createHash('sha256').update('parley/seal/v1\0').update(salt).update(content).digest('base64url');
  assert.equal(sealContent(salt, content), expected);
  assert.equal(checkSeal(expected, salt, content), true);
});

test('no other salt or content opens a seal, in however many pieces it was made', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.nat(), (content, cut, bit) => {
      const digest = sealContent(salt, content);
      const sealing = startSeal(salt);
      sealing.update(content.subarray(0, cut % content.length));
      sealing.update(content.subarray(cut % content.length));
      assert.equal(sealing.digest(), digest);
      const changed = content.with(cut % content.length, content[cut % content.length]! ^ (1 << (bit & 7)));
      assert.equal(checkSeal(digest, salt, changed), false);
      assert.equal(checkSeal(digest, salt.with(bit & 31, 6), content), false);
      assert.equal(checkSeal(digest, salt.slice(1), content), false);
      // A byte moved from the content into the salt is another seal, or none.
      assert.equal(checkSeal(digest, Uint8Array.of(...salt.slice(1), content[0]!), content.slice(1)), false);
    }),
  );
  assert.throws(() => sealContent(new Uint8Array(16), new Uint8Array(1)), TypeError);
});
