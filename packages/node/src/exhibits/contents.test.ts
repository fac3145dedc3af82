// One suite for whatever keeps content.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { DiskContents, digestOfContent, isDigest, MemoryContents, type Contents } from './contents.ts';

function folder(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'parley-contents-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const keepers: Record<string, (t: TestContext) => Contents> = {
  disk: (t) => new DiskContents(join(folder(t), 'exhibits')),
  memory: () => new MemoryContents(),
};

const content = randomBytes(1000);
const digest = digestOfContent(content);

for (const [name, make] of Object.entries(keepers)) {
  test(`${name}: what is put is read again, whole or in part, and put twice is there once`, async (t) => {
    const contents = make(t);
    await contents.open();
    assert.equal(await contents.size(digest), undefined);
    assert.equal(await contents.read(digest, 0, 10), undefined);
    for (let times = 0; times < 2; times++) assert.equal(await contents.put(digest, content), true);
    assert.equal(await contents.size(digest), 1000);
    assert.deepEqual(Buffer.from((await contents.read(digest, 0, 1000))!), content);
    assert.deepEqual(Buffer.from((await contents.read(digest, 10, 20))!), content.subarray(10, 20));
    assert.deepEqual(await Array.fromAsync(contents.list()), [{ digest, bytes: 1000 }]);
  });

  test(`${name}: other bytes than the digest says are not kept`, async (t) => {
    const contents = make(t);
    assert.equal(await contents.put(digest, randomBytes(1000)), false);
    assert.equal(await contents.size(digest), undefined);
    assert.deepEqual(await Array.fromAsync(contents.list()), []);
  });

  test(`${name}: pieces make a content that is readable only when it is whole and right`, async (t) => {
    const contents = make(t);
    await contents.append(digest, 1000, 0, content.subarray(0, 400));
    assert.equal(await contents.begun(digest, 1000), 400);
    assert.equal(await contents.size(digest), undefined);
    // A piece whose answer was lost is sent again.
    await contents.append(digest, 1000, 0, content.subarray(0, 400));
    await contents.append(digest, 1000, 400, content.subarray(400));
    assert.equal(await contents.finish(digest, 1000), true);
    assert.equal(await contents.finish(digest, 1000), true);
    assert.equal(await contents.begun(digest, 1000), 0);
    assert.deepEqual(Buffer.from((await contents.read(digest, 0, 1000))!), content);
  });

  test(`${name}: pieces of another content, too few or too many are discarded`, async (t) => {
    const contents = make(t);
    for (const wrong of [randomBytes(1000), content.subarray(0, 999), Buffer.concat([content, content])]) {
      await contents.append(digest, 1000, 0, wrong);
      assert.equal(await contents.finish(digest, 1000), false);
      assert.equal(await contents.begun(digest, 1000), 0);
      assert.equal(await contents.size(digest), undefined);
    }
  });

  test(`${name}: nothing is a content, too`, async (t) => {
    const contents = make(t);
    const empty = digestOfContent(new Uint8Array(0));
    assert.equal(await contents.finish(empty, 0), true);
    assert.equal(await contents.size(empty), 0);
  });

  test(`${name}: what is removed is gone, whole and on its way, and may be removed again`, async (t) => {
    const contents = make(t);
    await contents.put(digest, content);
    await contents.append(digest, 2000, 0, content);
    for (let times = 0; times < 2; times++) await contents.remove(digest);
    assert.equal(await contents.size(digest), undefined);
    assert.equal(await contents.begun(digest, 2000), 0);
    assert.deepEqual(await Array.fromAsync(contents.list()), []);
  });
}

test('a crash while an officer’s content was written leaves nothing that counts, and the next start removes it', async (t) => {
  const dir = folder(t);
  const parts = join(dir, 'parts');
  mkdirSync(parts, { recursive: true });
  writeFileSync(join(parts, `${Buffer.from(digest, 'base64url').toString('hex')}.1.new`), content.subarray(0, 3));
  const contents = new DiskContents(dir);
  assert.equal(await contents.size(digest), undefined);
  await contents.open();
  assert.deepEqual(readdirSync(parts), []);
  assert.equal(await contents.put(digest, content), true);
});

test('a content on its way outlives the process that began it', async (t) => {
  const dir = folder(t);
  await new DiskContents(dir).append(digest, 1000, 0, content.subarray(0, 400));
  const again = new DiskContents(dir);
  await again.open();
  assert.equal(await again.begun(digest, 1000), 400);
});

test('only the base64url of 32 bytes names a content', async () => {
  assert.ok(isDigest(digest));
  for (const text of [
    '',
    '..',
    '../'.repeat(14),
    `${digest}A`,
    `${digest.slice(0, 42)}=`,
    'é'.repeat(43),
    'B'.repeat(43),
  ])
    assert.ok(!isDigest(text), text);
  await assert.rejects(new DiskContents('/nowhere').size('../../etc/passwd'), /no SHA-256/);
});
