import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { openUnderPolicy, parsePolicy } from '@parley/record/policy';
import { webSuite } from '@parley/record/suite';
import { HeldRecord } from '@parley/node/report/held';
import { exportRecord, type Exported } from '#record/export';
import { fillFolder } from '#testing/bulk';
import { audit, exportFolder, filesOf, makeRecord, type TestRecord } from '#testing/record';

let made: TestRecord;
before(async () => {
  made = await makeRecord({ acts: 700 });
});
after(() => made.remove());

async function tryExport(node: string, to: string) {
  const opened = HeldRecord.open(node);
  assert.ok(opened.ok);
  try {
    return await exportRecord(opened.record, to, { withholdWords: false });
  } finally {
    opened.record.close();
  }
}

async function exported(node: string, to: string): Promise<Exported> {
  const written = await tryExport(node, to);
  assert.ok(written.ok);
  return written.exported;
}

test('an export has the files that its heads imply, full tiles and one partial tile a level', () => {
  const files = filesOf(made.record);
  const logs = [...new Set(files.filter((file) => file.includes('/')).map((file) => file.slice(0, 64)))];
  assert.equal(logs.length, 2);
  for (const log of logs) {
    const own = files.filter((file) => file.startsWith(log)).map((file) => file.slice(65));
    const full = own.includes('tile/0/000');
    assert.ok(full, 'the record is long enough for a full tile');
    assert.equal(own.filter((file) => /^tile\/0\/.*\.p\//.test(file)).length, 1);
    assert.equal(own.filter((file) => file.startsWith('tile/1/')).length, 1);
    const bundles = own.filter((file) => file.startsWith('tile/entries/')).map((file) => file.slice(13));
    assert.deepEqual(
      own.filter((file) => file.startsWith('words/')).map((file) => file.slice(6)),
      bundles,
    );
    for (const name of ['checkpoint', 'policy', 'receipts', 'withheld']) assert.ok(own.includes(name));
  }
  assert.deepEqual(
    files.filter((file) => !file.includes('/')),
    ['accord.json', 'policy'],
  );
});

test('the newest checkpoint satisfies the policy of its log', async () => {
  for (const file of filesOf(made.record).filter((name) => name.endsWith('/checkpoint'))) {
    const policy = parsePolicy(readFileSync(join(made.record, file.replace('checkpoint', 'policy'))));
    assert.ok(policy.ok);
    const opened = await openUnderPolicy(readFileSync(join(made.record, file)), policy.policy, webSuite);
    assert.ok(opened.ok);
  }
});

test('the same record is exported to the same bytes', async () => {
  const again = join(made.dir, 'again');
  await exportFolder(made.node, again);
  assert.deepEqual(filesOf(again), filesOf(made.record));
  for (const file of filesOf(again)) {
    assert.deepEqual(readFileSync(join(again, file)), readFileSync(join(made.record, file)), file);
  }
});

test('what is there is never written over, and nothing half written is left', async () => {
  const taken = join(made.dir, 'taken');
  mkdirSync(taken);
  writeFileSync(join(taken, 'mine'), 'x');
  const refused = await tryExport(made.node, taken);
  assert.equal(!refused.ok && refused.refusal.code, 'export.exists');
  const file = join(made.dir, 'file');
  writeFileSync(file, 'x');
  const onFile = await tryExport(made.node, file);
  assert.equal(!onFile.ok && onFile.refusal.code, 'export.exists');
  mkdirSync(join(made.dir, 'half.partial'));
  writeFileSync(join(made.dir, 'half.partial', 'accord.json'), 'x');
  const unfinished = await tryExport(made.node, join(made.dir, 'half'));
  assert.equal(!unfinished.ok && unfinished.refusal.code, 'export.unfinished');
  // An empty folder is as good as none.
  mkdirSync(join(made.dir, 'empty'));
  await exported(made.node, join(made.dir, 'empty'));
});

test('without words, their digests are listed and nothing else changes', async () => {
  const bare = join(made.dir, 'bare');
  await exportFolder(made.node, bare, true);
  const [whole, skeleton] = [await audit(made.record), await audit(bare)];
  assert.ok(skeleton.ok, skeleton.lines.join('\n'));
  assert.equal(skeleton.docket?.digest, whole.docket?.digest);
  for (const [place, { words }] of skeleton.logs.entries()) {
    assert.deepEqual(words, { held: 0, withheld: whole.logs[place]!.words.held, erased: 0 });
  }
  const changed = filesOf(bare).filter(
    (file) => !readFileSync(join(bare, file)).equals(readFileSync(join(made.record, file))),
  );
  assert.ok(changed.every((file) => /\/(words\/|withheld)/.test(file)));
});

test('a log that nobody has cosigned has no checkpoint and no entries in an export', async () => {
  const node = join(made.dir, 'alone');
  await fillFolder(node, { acts: 0 });
  const database = new DatabaseSync(join(node, 'parley.db'));
  database.exec('delete from cosigned');
  database.close();
  const out = join(made.dir, 'alone-record');
  const { logs } = await exported(node, out);
  assert.deepEqual(
    logs.map(({ size }) => size),
    [0, 0],
  );
  assert.deepEqual(
    filesOf(out).filter((file) => /checkpoint|tile|words/.test(file)),
    [],
  );
  const audited = await audit(out);
  assert.ok(audited.ok, audited.lines.join('\n'));
  assert.ok(audited.lines.some((line) => line.includes('nobody has cosigned')));
});

test('a database whose entries do not give the signed root is not exported', async () => {
  const node = join(made.dir, 'damaged');
  await fillFolder(node, { acts: 10, requestsARound: 2 });
  const database = new DatabaseSync(join(node, 'parley.db'));
  database.exec("update entry set bytes = cast('x' as blob) where position = (select min(position) + 2 from entry)");
  database.close();
  const out = join(made.dir, 'damaged-record');
  const refused = await tryExport(node, out);
  assert.equal(!refused.ok && refused.refusal.code, 'export.damaged');
  assert.throws(() => filesOf(out));
  assert.throws(() => filesOf(`${out}.partial`));
});

test('a folder that is none, or has no record yet, is refused with what to do', async () => {
  const nowhere = HeldRecord.open(join(made.dir, 'nowhere'));
  assert.equal(!nowhere.ok && nowhere.refusal.code, 'folder.unreadable');
  const node = join(made.dir, 'fresh');
  await fillFolder(node, { acts: 0 });
  rmSync(join(node, 'parley.db'));
  const fresh = HeldRecord.open(node);
  assert.equal(!fresh.ok && fresh.refusal.code, 'folder.empty');
  writeFileSync(join(node, 'parley.db'), 'not a database at all');
  const broken = HeldRecord.open(node);
  assert.equal(!broken.ok && broken.refusal.code, 'folder.unreadable');
});
