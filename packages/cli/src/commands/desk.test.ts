import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { deskTables } from '@parley/node/desk/tables';
import { folderFiles } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import { foundAccord } from '@parley/node/testing';

const MAIN = join(import.meta.dirname, '..', 'main.ts');

function desk(...args: string[]) {
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, 'desk', ...args], {
    encoding: 'utf8',
  });
}

test('a release policy is put in force from the folder, and one that could never be met is not', async (t) => {
  const accord = await foundAccord();
  t.after(() => accord.remove());
  const { dir } = accord.parties[0]!;
  const policy = join(accord.dir, 'policy.yaml');
  const set = (text: string) => {
    writeFileSync(policy, text);
    return desk('policy', '--node', dir, '--set', policy);
  };
  assert.match(desk('policy', '--node', dir).stderr, /has no database yet/);
  const database = Database.open(join(dir, folderFiles.database), [deskTables]);
  t.after(() => database.close());
  assert.match(desk('policy', '--node', dir).stdout, /^no release policy/);
  const text = 'acts:\n  case.*: { need: all, offices: [head, chancery] }\nchange: { need: any, offices: [head] }\n';
  assert.equal(set(text).status, 0);
  const shown = desk('policy', '--node', dir).stdout;
  assert.match(shown, /release policy 1, since .*\ncase\.\*: all of head, chancery\nto change it: any of head\n/);
  for (const [wrong, why] of [
    ['acts: { "*": { need: any, offices: [admiral] } }', /admiral, which the accord does not have/],
    ['acts: { "*": { need: 3, offices: [head] } }', /3 releases of 1 offices/],
    ['acts: { case: [head] }', /no release policy: acts/],
    ['acts: {', /cannot read/],
  ] as const) {
    const { status, stderr } = set(wrong);
    assert.equal(status, 1, wrong);
    assert.match(stderr, why);
  }
  assert.equal(desk('policy', '--node', dir).stdout, shown, 'nothing of these is in force');
});

test('drafts are listed and shown, and an unknown one is said to be none', async (t) => {
  const accord = await foundAccord();
  t.after(() => accord.remove());
  const { dir } = accord.parties[0]!;
  const database = Database.open(join(dir, folderFiles.database), [deskTables]);
  t.after(() => database.close());
  assert.equal(desk('list', '--node', dir).stdout, 'no drafts\n');
  database.raw.exec(
    `insert into desk_draft (id, title, state, version, digest, said, mentions, attachments, made_by, made_name, made_at)
       values ('d', 'Question', 'asked', 1, 'x', 'x', '[]', '[]', 'a', 'Ada', 0);
     insert into desk_draft_version values ('d', 1, 'Question', '{"type":"note"}', 'x', 'a', 'Ada', 0);
     insert into desk_release (of, digest, account, name, kids, confirmed, at) values ('d', 'x', 'b', 'Ben', '[]', '{}', 0)`,
  );
  assert.match(desk('list', '--node', dir, '--state', 'asked').stdout, /^d {2}asked .* Ada {2}Question\n$/);
  assert.equal(desk('list', '--node', dir, '--state', 'lost').status, 2);
  assert.match(
    desk('show', 'd', '--node', dir).stdout,
    /Question: asked, version 1, x\nreleased by Ben, .*\n\{\n {2}"type": "note"/,
  );
  assert.equal(desk('show', 'e', '--node', dir).status, 1);
});
