import assert from 'node:assert/strict';
import { createHash, hash } from 'node:crypto';
import { test } from 'node:test';
import { encodeUtf8 } from './bytes.ts';
import { EMPTY_ROOT, leafHash, nodeHash, provideSha256, sha256, sha256Text } from './hash.ts';

const reference = (...parts: Uint8Array[]) => {
  const state = createHash('sha256');
  for (const part of parts) state.update(part);
  return new Uint8Array(state.digest());
};

const messages = [0, 1, 55, 56, 64, 1000, 40_000, 65_535, 65_536].map((length) =>
  Uint8Array.from({ length }, (_, at) => at * 7),
);

function checkAll(): void {
  for (const message of messages) {
    assert.deepEqual(sha256(message), reference(message));
    assert.deepEqual(sha256(message, encodeUtf8('more')), reference(message, encodeUtf8('more')));
    assert.deepEqual(leafHash(message), reference(Uint8Array.of(0), message));
  }
  for (const text of ['', 'plain', '网络安全 – é'.repeat(9000), 'x'.repeat(70_000)])
    assert.deepEqual(sha256Text(text), reference(encodeUtf8(text)));
  const [left, right] = [sha256(messages[1]!), sha256(messages[2]!)];
  assert.deepEqual(nodeHash(left, right), reference(Uint8Array.of(1), left, right));
  assert.deepEqual(EMPTY_ROOT, reference());
}

test('hashes are those of RFC 6962, with our own SHA-256 and with the platform’s', () => {
  checkAll();
  provideSha256((message) => new Uint8Array(hash('sha256', message, 'buffer')));
  checkAll();
});

test('what is not SHA-256 is not taken for it', () => {
  assert.throws(() => provideSha256((message) => new Uint8Array(hash('sha512', message, 'buffer')).subarray(0, 32)));
  checkAll();
});
