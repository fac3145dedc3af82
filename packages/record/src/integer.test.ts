import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeUint64, parseDecimal, parseUint64 } from './integer.ts';

test('decimal digits: one spelling, up to 2^53 − 1', () => {
  fc.assert(fc.property(fc.maxSafeNat(), (value) => assert.equal(parseDecimal(String(value)), value)));
  for (const text of ['', '00', '01', '-1', '+1', '1.0', '1e3', '0x1', ' 1', '1 ', '1\n', '9007199254740992', '٣']) {
    assert.equal(parseDecimal(text), undefined, JSON.stringify(text));
  }
});

test('eight bytes, big-endian, up to 2^53 − 1', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat(9), (value, at) => {
      const bytes = new Uint8Array(at + 8);
      bytes.set(encodeUint64(value), at);
      assert.equal(parseUint64(bytes, at), value);
      assert.equal(parseUint64(bytes, at + 1), undefined);
      assert.equal(parseUint64(bytes.subarray(0, -1), at), undefined);
    }),
  );
  assert.equal(encodeUint64(1_795_392_060).toHex(), '000000006b03823c');
  for (const hex of ['0020000000000000', '0020000000000001', '7fffffffffffffff', 'ffffffffffffffff']) {
    assert.equal(parseUint64(Uint8Array.fromHex(hex), 0), undefined);
  }
});
