// Nothing in a record can be changed, added or taken away without the audit naming the file.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseAccord } from '@parley/record/accord';
import { encodeUtf8 } from '@parley/record/bytes';
import { HASH_BYTES, leafHash } from '@parley/record/hash';
import { originOf } from '@parley/record/key';
import { parseBundle } from '@parley/record/tile';
import { nodeSuite } from '@parley/node/report/suite';
import { openReceipt } from '#audit/receipt';
import { headKeys } from '#record/keys';
import { originHash } from '#record/layout';
import { audit, exportFolder, filesOf, makeRecord, type TestRecord } from '#testing/record';

let made: TestRecord;
let small: TestRecord;
let bare: string;
before(async () => {
  made = await makeRecord({
    acts: 24,
    requestsARound: 2,
    odd: (round) => (round === 1 ? [encodeUtf8('no act at all')] : []),
  });
  small = await makeRecord({ acts: 4 });
  bare = join(small.dir, 'bare');
  await exportFolder(small.node, bare, true);
});
after(() => {
  made.remove();
  small.remove();
});

/** The audit ends with a failure that names the file. */
async function assertNamed(record: string, file: string, how: string): Promise<void> {
  const { ok, lines } = await audit(record);
  assert.equal(ok, false, `${how} ${file} went unnoticed`);
  const failures = lines.filter((line) => line.startsWith('FAIL '));
  assert.ok(
    failures.some((line) => line.startsWith(`FAIL ${file}: `)),
    `${how} ${file}:\n${failures.join('\n')}`,
  );
}

/** Spoils a file of a record while `work` looks, and puts it back. */
async function spoiled(record: string, file: string, bytes: Uint8Array, work: () => Promise<void>): Promise<void> {
  const path = join(record, file);
  const whole = readFileSync(path);
  writeFileSync(path, bytes);
  try {
    await work();
  } finally {
    writeFileSync(path, whole);
  }
}

function flipped(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at]! ^= mask;
  return copy;
}

test('a flipped bit in any file, wherever it is, is found', async () => {
  for (const file of filesOf(made.record)) {
    const bytes = readFileSync(join(made.record, file));
    const places = new Set([0, 1, bytes.length >> 2, bytes.length >> 1, bytes.length - 2, bytes.length - 1]);
    for (const at of places) {
      if (at < 0 || at >= bytes.length) continue;
      const changed = flipped(bytes, at, 1 << (at % 8));
      await spoiled(made.record, file, changed, () => assertNamed(made.record, file, `byte ${at} of`));
    }
  }
  assert.ok((await audit(made.record)).ok);
});

test('every byte of the small files counts', async () => {
  const everyByteOf = async (record: string, pattern: RegExp) => {
    for (const file of filesOf(record)
      .filter((name) => pattern.test(name))
      .slice(0, 1)) {
      const bytes = readFileSync(join(record, file));
      assert.ok(bytes.length > 0, file);
      for (const at of bytes.keys()) {
        const changed = flipped(bytes, at, 0x01);
        await spoiled(record, file, changed, () => assertNamed(record, file, `byte ${at} of`));
      }
    }
  };
  await everyByteOf(small.record, /\/tile\/0\//);
  await everyByteOf(small.record, /\/words\//);
  await everyByteOf(bare, /\/withheld$/);
  await everyByteOf(bare, /\/words\//);
});

test('no bit of a cosigned checkpoint can be flipped', async () => {
  const parsed = parseAccord(readFileSync(join(small.record, 'accord.json')).toString());
  assert.ok(parsed.ok);
  const { accord, accordId } = parsed;
  const keys = headKeys(accord, accordId, 'us', new Map());
  const bytes = readFileSync(join(small.record, originHash(originOf(accord, accordId, 'us')), 'checkpoint'));
  assert.ok((await openReceipt(bytes.toString(), keys, nodeSuite)).ok);
  for (let at = 0; at < bytes.length; at += 3) {
    const opened = await openReceipt(
      Buffer.from(flipped(bytes, at, 1 << (at % 7))).toString('latin1'),
      keys,
      nodeSuite,
    );
    assert.ok(!opened.ok, `byte ${at}`);
  }
});

test('a file that is cut off anywhere is found', async () => {
  for (const record of [made.record, bare]) {
    for (const file of filesOf(record)) {
      const bytes = readFileSync(join(record, file));
      for (const length of new Set([0, 1, bytes.length >> 1, bytes.length - 1])) {
        if (length < 0 || length >= bytes.length) continue;
        await spoiled(record, file, bytes.subarray(0, length), () => assertNamed(record, file, `${length} bytes of`));
      }
    }
  }
});

test('a file that is longer than it was is found', async () => {
  for (const file of filesOf(made.record)) {
    for (const more of ['\n', 'x']) {
      const bytes = Buffer.concat([readFileSync(join(made.record, file)), Buffer.from(more)]);
      await spoiled(made.record, file, bytes, () => assertNamed(made.record, file, 'an end to'));
    }
  }
});

test('a file that is gone is missed', async () => {
  for (const file of filesOf(made.record)) {
    const path = join(made.record, file);
    renameSync(path, join(made.dir, 'aside'));
    await assertNamed(made.record, file, 'without');
    renameSync(join(made.dir, 'aside'), path);
  }
  assert.ok((await audit(made.record)).ok);
});

test('a file, folder or link that no head implies is named', async () => {
  const [log] = filesOf(made.record)
    .filter((file) => file.endsWith('/checkpoint'))
    .map((file) => dirname(file));
  const extra = [
    'note.txt',
    'accord.json.bak',
    `${log}/checkpoint.old`,
    `${log}/tile/0/001`,
    `${log}/tile/0/000.p/1`,
    `${log}/tile/1/000.p/1`,
    `${log}/tile/entries/000.p/1`,
    `${log}/words/000`,
    `${log}/words/x000/000`,
    `${'0'.repeat(64)}/policy`,
    'é',
  ];
  for (const file of extra) {
    const copy = join(made.dir, 'more');
    cpSync(made.record, copy, { recursive: true });
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), 'x');
    await assertNamed(copy, file, 'with');
    rmSync(copy, { recursive: true });
  }
  mkdirSync(join(made.record, 'empty'));
  await assertNamed(made.record, 'empty', 'with the folder');
  rmSync(join(made.record, 'empty'), { recursive: true });
  // A link may be replaced after it was read.
  renameSync(join(made.record, 'policy'), join(made.dir, 'policy'));
  symlinkSync(join(made.dir, 'policy'), join(made.record, 'policy'));
  await assertNamed(made.record, 'policy', 'with a link for');
  rmSync(join(made.record, 'policy'));
  renameSync(join(made.dir, 'policy'), join(made.record, 'policy'));
  assert.ok((await audit(made.record)).ok);
});

test('a file’s name cannot pass for a line of the audit', async () => {
  const file = 'x\nok   everything \u202edehcuot si gnihton';
  writeFileSync(join(made.record, file), 'x');
  const { ok, lines } = await audit(made.record);
  rmSync(join(made.record, file));
  assert.equal(ok, false);
  assert.ok(
    lines.includes(
      'FAIL x\\u{a}ok   everything \\u{202e}dehcuot si gnihton: it does not belong here: no head implies it',
    ),
    lines.join('\n'),
  );
});

test('receipts that were taken out at the end, doubled or put in another order are found', async () => {
  const [file] = filesOf(made.record).filter((name) => name.endsWith('/receipts'));
  const notes = readFileSync(join(made.record, file!))
    .toString()
    .split(/(?<=\n\n)(?=[a-z]+\.example)/);
  assert.ok(notes.length > 2);
  const [first, second] = [notes[0]!, notes[1]!];
  for (const wrong of [notes.slice(0, -1), [first, ...notes], [second, first, ...notes.slice(2)], []]) {
    await spoiled(made.record, file!, Buffer.from(wrong.join('')), () =>
      assertNamed(made.record, file!, 'other receipts in'),
    );
  }
});

test('another party’s log, another accord’s accord, and swapped files are found', async () => {
  const [one, other] = filesOf(made.record).filter((name) => /\/tile\/entries\//.test(name));
  const bytes = readFileSync(join(made.record, other!));
  await spoiled(made.record, one!, bytes, () => assertNamed(made.record, one!, 'the other log in'));
  const accord = JSON.parse(readFileSync(join(made.record, 'accord.json')).toString()) as { dated: string };
  const later = Buffer.from(JSON.stringify({ ...accord, dated: '2027-01-01' }));
  await spoiled(made.record, 'accord.json', later, () => assertNamed(made.record, 'accord.json', 'another'));
});

test('whoever alters entries and hash tiles alike is caught by the head, and told from which receipt on', async () => {
  const node = join(made.dir, 'forged');
  cpSync(made.record, node, { recursive: true });
  const [entries] = filesOf(node).filter((name) => /\/tile\/entries\//.test(name));
  const tile = entries!.replace('entries', '0');
  const bytes = readFileSync(join(node, entries!));
  // The last byte of the last entry is in its signature.
  const forged = flipped(bytes, bytes.length - 1, 1);
  writeFileSync(join(node, entries!), forged);
  const hashes = readFileSync(join(node, tile));
  const parsed = parseBundle(forged, hashes.length / HASH_BYTES);
  assert.ok(parsed.ok);
  hashes.set(leafHash(parsed.entries.at(-1)!), hashes.length - HASH_BYTES);
  writeFileSync(join(node, tile), hashes);
  await assertNamed(node, entries!, 'a forged last entry in');
  const { lines } = await audit(node);
  assert.match(
    lines.find((line) => line.startsWith('FAIL '))!,
    /of the entries [1-9]\d* to \d+, at least one/,
  );
});
