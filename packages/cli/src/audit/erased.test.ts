import assert from 'node:assert/strict';
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { digestOf } from '@parley/record/words';
import { ErasedList } from '#audit/erased';
import { lineOf, Report } from '#audit/report';
import { ERASED, WITHHELD } from '#record/layout';
import { makeFolders, type Folders } from '#testing/folders';
import { audit, exportFolder, filesOf } from '#testing/record';

let folders: Folders;
let erased: string;
const at = (name: string) => join(folders.dir, name);
before(async () => {
  folders = await makeFolders(async (pair) => {
    await pair.appoint('amber', 'chancery', 'chancery');
    const id = await pair.request('amber', 'birch');
    await pair.idle();
    const { words } = pair.app('amber').reader.act(id)!;
    erased = digestOf(words[0]!);
    await pair.must('amber', 'chancery', {
      type: 'erasure',
      subject: id,
      body: { of: id, words: [erased], reason: 'person' },
    });
    await pair.request('amber', 'birch');
    await pair.until(() => ['amber', 'birch'].every((party) => pair.app(party).health().exhibits.erased === 1));
  });
  await exportFolder(folders.birch, at('record'));
  await exportFolder(folders.amber, at('skeleton'), true);
});
after(() => folders.remove());

/** Files of that name that have something in them. */
function listing(record: string, name: string): string[] {
  return filesOf(record).filter((file) => file.endsWith(`/${name}`) && readFileSync(join(record, file)).length > 0);
}

/** A copy to spoil. */
function copy(name: string, from = 'record'): string {
  rmSync(at(name), { recursive: true, force: true });
  cpSync(at(from), at(name), { recursive: true });
  return at(name);
}

test('an export lists erased words apart from withheld ones, and the audit confirms each by its erasure', async () => {
  const [file, ...others] = listing(at('record'), ERASED);
  assert.deepEqual(others, []);
  assert.equal(readFileSync(join(at('record'), file!), 'utf8'), `${erased}\n`);
  assert.deepEqual(listing(at('record'), WITHHELD), []);
  const audited = await audit(at('record'));
  assert.ok(audited.ok, audited.lines.join('\n'));
  assert.deepEqual(
    audited.logs.map(({ words }) => [words.withheld, words.erased]),
    [
      [0, 1],
      [0, 0],
    ],
  );
  assert.ok(audited.lines.some((line) => line.includes('1 disclosure erased by acts of this log')));
});

test('of a record without words, those that are erased are told apart from those that are withheld', async () => {
  const audited = await audit(at('skeleton'));
  assert.ok(audited.ok, audited.lines.join('\n'));
  assert.deepEqual(
    audited.logs.map(({ words }) => [words.held, words.erased]),
    [
      [0, 1],
      [0, 0],
    ],
  );
  assert.ok(audited.logs[0]!.words.withheld > 3);
  const withheld = listing(at('skeleton'), WITHHELD).map((file) => readFileSync(join(at('skeleton'), file), 'utf8'));
  assert.ok(!withheld.join('').includes(erased));
});

test('erased words that are not listed are missing', async () => {
  const spoiled = copy('unlisted');
  writeFileSync(join(spoiled, listing(spoiled, ERASED)[0]!), '');
  const { ok, lines } = await audit(spoiled);
  assert.ok(!ok);
  assert.ok(
    lines.some((line) => line.includes('are missing, and not listed')),
    lines.join('\n'),
  );
});

test('words that are listed as erased and that no erasure names are missing', async () => {
  const spoiled = copy('claimed');
  const list = join(spoiled, listing(spoiled, ERASED)[0]!);
  const words = filesOf(spoiled).find((file) =>
    file.startsWith(listing(spoiled, ERASED)[0]!.slice(0, 64) + '/words/'),
  )!;
  const text = readFileSync(join(spoiled, words), 'utf8');
  const [first] = /"([A-Za-z0-9_-]+)"/.exec(text)!.slice(1);
  writeFileSync(join(spoiled, words), text.replace(`"${first!}"`, 'null'));
  writeFileSync(list, `${digestOf(first!)}\n${readFileSync(list, 'utf8')}`);
  const { ok, lines } = await audit(spoiled);
  assert.ok(!ok);
  assert.ok(
    lines.some((line) => line.includes('no erasure of this log names them')),
    lines.join('\n'),
  );
});

test('a line too many in the list is found, and so is a word that is altered where it was erased', async () => {
  const spoiled = copy('more');
  const [list] = listing(spoiled, ERASED);
  appendFileSync(join(spoiled, list!), `${digestOf('x')}\n`);
  assert.ok((await audit(spoiled)).lines.some((line) => line.includes('which is no digest of words that are absent')));
  const altered = copy('altered');
  const words = filesOf(altered).find((file) => file.startsWith(`${list!.slice(0, 64)}/words/`))!;
  const text = readFileSync(join(altered, words), 'utf8');
  writeFileSync(join(altered, words), text.replace('null', '"W10"'));
  assert.ok((await audit(altered)).lines.some((line) => line.includes('does not have the digest')));
});

test('a record in a folder that has no list of what is erased is not whole', async () => {
  const spoiled = copy('without');
  for (const file of filesOf(spoiled).filter((one) => one.endsWith(`/${ERASED}`))) rmSync(join(spoiled, file));
  const { ok, lines } = await audit(spoiled);
  assert.ok(!ok);
  assert.ok(
    lines.some((line) => line.includes('it is missing: it is there even if it is empty')),
    lines.join('\n'),
  );
});

test('of a running node, which lists nothing, erased words are confirmed by the erasures alone', async () => {
  const report: string[] = [];
  const list = new ErasedList({
    file: 'erased',
    lines: undefined,
    live: true,
    report: new Report((finding) => report.push(lineOf(finding))),
  });
  await list.open();
  const gap = (digest: string) => ({ digest, file: 'words', line: 1 });
  assert.ok(await list.gap('act', gap('named')));
  assert.ok(await list.gap('act', gap('other')));
  list.erasure({ of: 'act', words: ['named'] });
  list.erasure({ of: 'another', words: ['other'] });
  await list.end();
  assert.equal(list.confirmed, 1);
  assert.deepEqual(report, [
    'FAIL words: line 1: the words with the digest other are missing: no erasure of this log names them',
  ]);
});
