import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { gzipSync } from 'node:zlib';

const MAIN = join(import.meta.dirname, '..', 'main.ts');

let dir: string;
before(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-progress-'));
  const months = Array.from(
    { length: 48 },
    (_, at) => `${2012 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
  );
  const counts = (of: (at: number) => number) => months.map((month, at) => `${month},CN,${of(at)}`).join('\n');
  writeFileSync(join(dir, 'ours.csv'), `date,group,count\n${counts((at) => (at < 24 ? 4 : 2) + (at % 3))}\n`);
  writeFileSync(join(dir, 'others.csv'), `date,group,count\n${counts((at) => 3 + (at % 4))}\n`);
  writeFileSync(join(dir, 'wrong.csv'), 'date\n2015-13\n');
  writeFileSync(join(dir, 'latin.csv'), Buffer.from('date,note\n2015,caf\u{e9}\n', 'latin1'));
  const incident = (motive: string, country: string) =>
    JSON.stringify({
      timeline: { incident: { year: 2013, month: 5 } },
      actor: { external: { country: [country], motive: [motive] } },
    });
  writeFileSync(
    join(dir, 'incidents.jsonl.gz'),
    gzipSync([incident('Espionage', 'CN'), incident('Espionage', 'RU'), incident('Financial', 'CN')].join('\n')),
  );
});
after(() => rmSync(dir, { recursive: true, force: true }));

function progress(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, 'progress', ...args],
    { cwd: dir, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test('a comparison may be another file, and the answer is the same as a line and as JSON', () => {
  const args = ['--series', 'ours.csv', '--accord-date', '2014-01-01', '--compare', 'others.csv'];
  const said = progress(...args);
  assert.equal(said.status, 0, said.stderr);
  const { ok, source, assessment } = JSON.parse(progress(...args, '--json').stdout) as {
    ok: boolean;
    source: { rows: number };
    assessment: { sections: { verdict: { code: string; says: { en: string } } }[] };
  };
  assert.deepEqual([ok, source.rows], [true, 48]);
  const { verdict } = assessment.sections[0]!;
  assert.equal(verdict.code, 'fell-more');
  assert.ok(said.stdout.includes(`= ${verdict.says.en}\n`));
});

test('VERIS incidents are known by the name of the file, gzipped or not, and kept by motive', () => {
  const read = progress(
    '--series',
    'incidents.jsonl.gz',
    '--motive',
    'Espionage',
    '--accord-date',
    '2013-01-01',
    '--group',
    'CN',
    '--compare',
    'others',
  );
  assert.equal(read.status, 1);
  assert.match(read.stderr, /not within the window/);
  const wide = progress(
    '--series',
    'incidents.jsonl.gz',
    '--motive',
    'Espionage',
    '--accord-date',
    '2013-06-01',
    '--from',
    '2012-01',
    '--to',
    '2014-12',
    '--group',
    'CN',
    '--compare',
    'others',
  );
  assert.equal(wide.status, 0, wide.stderr);
  assert.match(wide.stdout, /^incidents\.jsonl\.gz: 2 rows, 0 repeated, 0 undated, 1 beside$/m);
});

test('what cannot be read is refused with its code, and misuse with 2', () => {
  const accord = ['--accord-date', '2014-01-01'];
  for (const [args, code] of [
    [['--series', 'none.csv'], 'series.unreadable'],
    [['--series', 'wrong.csv'], 'series.row'],
    [['--series', 'latin.csv'], 'series.utf8'],
    [['--series', 'ours.csv', '--group', 'US'], 'progress.group'],
    [['--series', 'ours.csv', '--compare', 'others'], 'progress.compare'],
    [['--series', 'ours.csv', '--rival', '2014'], 'progress.date'],
  ] as const) {
    const { status, stdout } = progress(...args, ...accord, '--json');
    assert.equal(status, 1, args.join(' '));
    assert.equal((JSON.parse(stdout) as { refusal: { code: string } }).refusal.code, code);
  }
  for (const args of [[], ['--series', 'ours.csv'], ['--series', 'ours.csv', ...accord, '--from', '2014']])
    assert.equal(progress(...args).status, 2, args.join(' '));
});
