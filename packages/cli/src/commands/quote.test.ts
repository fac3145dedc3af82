import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import type { QuotationsFound } from '@parley/node/report/quotation';
import { makeFolders, type Folders } from '../testing/folders.ts';

const MAIN = join(import.meta.dirname, '..', 'main.ts');

let folders: Folders;
before(async () => {
  folders = await makeFolders(async (pair) => {
    await pair.appoint('amber', 'head', 'head');
    const statement = await pair.must('amber', 'head', {
      type: 'statement.issue',
      body: { to: 'birch', occasion: 'press', marking: { tlp: 'clear' } },
      words: { title: { en: 'On it' }, text: { en: 'We have made a firm commitment.' } },
    });
    await pair.idle();
    await pair.must('birch', 'liaison', {
      type: 'translate',
      subject: statement,
      body: { of: statement, language: 'zh' },
      words: { members: [{ path: 'text', text: { en: 'We made a promise.', zh: '我们作出了坚定承诺。' } }] },
    });
  });
  writeFileSync(join(folders.dir, 'latin.txt'), Buffer.from('caf\u{e9}', 'latin1'));
  writeFileSync(join(folders.dir, 'empty.txt'), ' \n');
  writeFileSync(join(folders.dir, 'long.txt'), 'a '.repeat(600_000));
});
after(() => folders.remove());

function quote(input: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, 'quote', ...args, '--node', folders.birch],
    { cwd: folders.dir, encoding: 'utf8', input },
  );
  return { status, stdout, stderr };
}

function found(input: string): QuotationsFound {
  return JSON.parse(quote(input, '-', '--json').stdout) as QuotationsFound;
}

test('the exit code says whether every quotation is exact', () => {
  assert.equal(quote('a firm commitment', '-').status, 0);
  assert.equal(quote('“a firm commitment” and “firm commitments”', '-').status, 1);
});

test('a translation is a text of whoever signed it, in its language alone', () => {
  const [translated] = found('坚定承诺').quotations;
  assert.deepEqual(
    translated!.passages.map(({ by, as, language }) => [by, as, language]),
    [['birch', 'translate', 'zh']],
  );
  assert.equal(found('We made a promise').quotations[0]!.verdict, 'not-found');
  assert.equal(found('We made a firm commitment').quotations[0]!.passages[0]!.by, 'amber');
});

test('what is too long for a quotation is said to be, and spoils no other', () => {
  const { quotations } = found(`“${'word '.repeat(300)}” “a firm commitment”`);
  assert.deepEqual(
    quotations.map(({ verdict }) => verdict),
    ['too-long', 'exact'],
  );
});

test('what cannot be read is refused with its code', () => {
  for (const [file, code] of [
    ['none.txt', 'quotation.unreadable'],
    ['latin.txt', 'quotation.unreadable'],
    ['empty.txt', 'quotation.empty'],
    ['long.txt', 'quotation.long'],
  ] as const) {
    const { status, stdout } = quote('', file, '--json');
    assert.equal(status, 1, file);
    assert.equal((JSON.parse(stdout) as { refusal: { code: string } }).refusal.code, code);
  }
});
