// The commands as whole processes: what they print, where, and how they end; on a long record, on a running node, and when they are misused.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { after, before } from 'node:test';
import { encodeBase64url } from '@parley/record/base64';
import { readEnvironment } from '@parley/node/config';
import { startNode, type RunningNode } from '@parley/node/main';
import { silentLogger } from '@parley/node/platform/logger';
import { foundAccord, say, type TestAccord } from '@parley/node/testing';
import { fillFolder, type BulkOptions } from '../packages/cli/src/testing/bulk.ts';

const root = join(import.meta.dirname, '..');
const PARLEY = join(root, 'packages', 'cli', 'src', 'main.ts');
const CHECK = join(root, 'e2e', 'tlogcheck', 'main.ts');

type Ran = { code: number | null; stdout: string; stderr: string };

function run(script: string, args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

const parley = (...args: string[]) => run(PARLEY, args);

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await parley(...args);
  assert.equal(code, 0, `${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

async function json(...args: string[]): Promise<Record<string, unknown>> {
  return JSON.parse(await done(...args, '--json')) as Record<string, unknown>;
}

let dir: string;
let node: string;
let record: string;
before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-commands-'));
  node = join(dir, 'us');
  record = join(dir, 'record');
  // Long enough for worker threads, for full tiles, and for a second level of them.
  await fillFolder(node, { acts: 4600, requestsARound: 200 });
  await done('export', '--node', node, '--to', record);
});
after(() => rmSync(dir, { recursive: true, force: true }));

test('each log of a long export is accepted by a verifier that knows only C2SP', async () => {
  const logs = readdirSync(record).filter((name) => /^[0-9a-f]{64}$/.test(name));
  assert.equal(logs.length, 2);
  for (const log of logs) {
    const checked = await run(CHECK, [join(record, log)]);
    assert.equal(checked.code, 0, checked.stdout + checked.stderr);
    assert.match(checked.stdout, /tiles of level 1/);
  }
});

test('a long record audits, on worker threads, and a byte in it does not go unnoticed', async () => {
  const lines = (await done('audit', record)).trimEnd().split('\n');
  assert.equal(lines.at(-1), 'audit: everything holds');
  assert.ok(lines.slice(0, -1).every((line) => /^(ok {3}|-- {3})/.test(line)));
  const spoiled = join(dir, 'spoiled');
  cpSync(record, spoiled, { recursive: true });
  const [log] = readdirSync(spoiled).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const file = `${log}/tile/entries/004`;
  const bytes = readFileSync(join(spoiled, file));
  bytes[100_000]! ^= 0x20;
  writeFileSync(join(spoiled, file), bytes);
  const { code, stdout } = await parley('audit', spoiled);
  assert.equal(code, 1);
  const [failure, ...more] = stdout.split('\n').filter((line) => line.startsWith('FAIL '));
  assert.match(failure!, new RegExp(`^FAIL ${file}: bytes \\d+–\\d+: entry \\d+ is not the one that the log signed$`));
  const [, from, to] = /bytes (\d+)–(\d+)/.exec(failure!)!.map(Number);
  assert.ok(from! <= 100_000 && 100_000 <= to!);
  assert.deepEqual(more, []);
});

test('an act is shown by its place and by its id, and its receipt stands by itself', async () => {
  const shown = await json('act', 'show', 'cn:300', '--node', node);
  assert.deepEqual(await json('act', 'show', String(shown['id']), '--node', node), shown);
  assert.match(await done('act', 'show', 'cn:300', '--node', node), /^act {10}[\w-]{43}\nstands in {4}cn 300 /);
  const proof = join(dir, 'act.tlog-proof');
  const receipt = await json('receipt', 'cn:300', '--node', node, '--out', proof);
  assert.equal(readFileSync(proof, 'utf8'), receipt['proof']);
  const entry = join(dir, 'entry');
  writeFileSync(entry, String(shown['entry']));
  const logs = readdirSync(record).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const checked = await Promise.all(
    logs.map((log) => run(CHECK, ['--proof', proof, '--entry', entry, '--policy', join(record, log, 'policy')])),
  );
  assert.equal(checked.filter(({ code }) => code === 0).length, 1);
  assert.equal((await parley('receipt', 'cn:300', '--node', node, '--out', proof)).code, 1);
});

/** The folder of a node that has folded what it holds: `odd` entries are no acts. */
async function foldedFolder(name: string, options: BulkOptions): Promise<string> {
  const folder = join(dir, name);
  await fillFolder(folder, options);
  assert.match(
    await done('list', 'all', '--node', folder),
    /^nothing is listed\n\n\d+ entries of us are held and not yet in the docket/,
  );
  await done('rebuild', '--node', folder);
  return folder;
}

test('the pages of a list are the list, each row once, and a row leads to its subject', async () => {
  type Listed = { items: { id: string; openedBy: string; openedAt: number }[]; next?: string };
  const listed = await foldedFolder('listed', { acts: 300, requestsARound: 40 });
  const whole = (await json('list', 'request', '--node', listed, '--limit', '10000')) as unknown as Listed;
  assert.equal(whole.next, undefined);
  assert.ok(whole.items.length > 70);
  const paged: string[] = [];
  for (let next: string | undefined = ''; next !== undefined;) {
    const after = next === '' ? [] : ['--after', next];
    const page = (await json('list', 'request', '--node', listed, '--limit', '70', ...after)) as unknown as Listed;
    paged.push(...page.items.map(({ id }) => id));
    ({ next } = page);
  }
  assert.deepEqual(
    paged,
    whole.items.map(({ id }) => id),
  );
  assert.equal(new Set(paged).size, paged.length);
  const first = (
    await done('list', 'request', '--node', listed, '--by', 'cn', '--sort', 'opened', '--limit', '1')
  ).split('\n');
  const short = first[2]!.slice(0, 8);
  const shown: unknown = JSON.parse(await done('show', '--json', '--node', listed, '--', short));
  const { subject, acts } = shown as { subject: { id: string; openedBy: string }; acts: { id: string }[] };
  assert.ok(subject.id.startsWith(short));
  assert.equal(subject.openedBy, 'cn');
  assert.equal(acts[0]!.id, subject.id);
  assert.match(
    await done('show', '--node', listed, '--', short),
    new RegExp(`^Request: .*\\n {2}id +${subject.id}\\n`),
  );
});

test('what waits comes due first at the head, and is the same from page to page', async () => {
  type Waits = {
    parties: {
      party: string;
      own: boolean;
      items: { subject: string; for: string; dueAt: number | null }[];
      next?: string;
    }[];
  };
  const waiting = await foldedFolder('waiting', { acts: 200, requestsARound: 20 });
  const all = (await json('waits', '--node', waiting, '--limit', '10000')) as unknown as Waits;
  assert.deepEqual(
    all.parties.map(({ party, own }) => [party, own]),
    [
      ['us', true],
      ['cn', false],
    ],
  );
  const [, theirs] = all.parties;
  const dues = theirs!.items.map(({ dueAt }) => dueAt ?? Infinity);
  assert.deepEqual(
    dues,
    dues.toSorted((a, b) => a - b),
  );
  const page = (await json('waits', '--node', waiting, '--on', 'them', '--limit', '3')) as unknown as Waits;
  const rest = (await json(
    'waits',
    '--node',
    waiting,
    '--on',
    'cn',
    '--limit',
    '3',
    '--after',
    page.parties[0]!.next!,
  )) as unknown as Waits;
  assert.deepEqual([...page.parties[0]!.items, ...rest.parties[0]!.items], theirs!.items.slice(0, 6));
  const before = new Date((dues[0]! + 1) * 1000).toISOString().replace('.000Z', 'Z');
  const due = (await json('waits', '--node', waiting, '--on', 'cn', '--due-before', before)) as unknown as Waits;
  assert.ok(due.parties[0]!.items.length > 0);
  assert.ok(due.parties[0]!.items.every(({ dueAt }) => dueAt === dues[0]));
});

test('what has no effect says by which rule, and what would be in order', async () => {
  const odd = (round: number) => (round === 0 ? [Buffer.from('\u001b[2Jno act')] : []);
  const small = await foldedFolder('odd', { acts: 20, requestsARound: 4, odd });
  const { items } = (await json('disregarded', '--node', small)) as unknown as {
    items: { code: string; rule: string; remedy: string }[];
  };
  assert.equal(items.length, 1);
  assert.equal(items[0]!.code, 'act.malformed');
  const page = await done('disregarded', '--node', small);
  assert.match(page, /^ {2}us \d+ {2}unreadable entry {2}\[[\w-]{8}\]\n {4}code +act\.malformed\n/);
  assert.ok(page.includes(items[0]!.rule) && page.includes(items[0]!.remedy));
  assert.match(await done('parties', '--node', small), /A\. us {2,}liaison/);
  assert.match(await done('disregarded', '--node', node, '--lang', 'zh'), /没有/);
});

test('a docket that was tampered with is found by a rebuild, which puts it right', async () => {
  const small = join(dir, 'small');
  await fillFolder(small, { acts: 60, requestsARound: 10 });
  const first = await json('rebuild', '--node', small);
  assert.equal(first['ok'], true);
  const database = new DatabaseSync(join(small, 'parley.db'));
  database.exec('update subject set opened_at = opened_at + 1 where id = (select min(id) from subject)');
  database.close();
  const second = await parley('rebuild', '--node', small);
  assert.equal(second.code, 1);
  assert.match(second.stdout, /^subject: only in what was kept: \{.*\}$/m);
  assert.match(second.stdout, /^subject: only in what was rebuilt: \{.*\}$/m);
  await done('rebuild', '--node', small);
});

test('results go to stdout, complaints to stderr, and the exit code tells no from misuse', async () => {
  const cases: [string[], number, RegExp][] = [
    [['frobnicate'], 2, /unknown command/],
    [['export', '--node', node], 2, /--to/],
    [['audit'], 2, /folder/],
    [['act', 'show', '0'], 2, /--node or --url/],
    [['token', 'auditor', '--node', node, '--days', 'soon'], 2, /whole number of days/],
    [['export', '--node', join(dir, 'nowhere'), '--to', join(dir, 'x')], 1, /nowhere/],
    [['export', '--node', node, '--to', record], 1, /not empty/],
    [['audit', join(dir, 'nowhere')], 1, /no folder/],
    [['act', 'show', 'us:999999', '--node', node], 1, /no act us:999999/],
    [['receipt', 'x', '--node', node], 1, /no act x/],
    [['token', 'revoke', '0000000000000000', '--node', node], 1, /no token/],
    [['rebuild', '--node', join(dir, 'nowhere')], 1, /nowhere/],
    [['list', 'trial', '--node', node], 2, /case, request/],
    [['list', 'case'], 2, /--node/],
    [['list', 'case', '--node', node, '--open', '--closed'], 2, /cannot be used with/],
    [['list', 'case', '--node', node, '--search', 'x', '--sort', 'due'], 2, /cannot be used with/],
    [['list', 'case', '--node', node, '--due-before', 'soon'], 2, /2016-06-14/],
    [['list', 'case', '--node', node, '--by', 'fr'], 1, /us or cn/],
    [['list', 'case', '--node', node, '--standing', 'guilty'], 1, /deny/],
    [['list', 'case', '--node', join(dir, 'nowhere')], 1, /nowhere/],
    [['show', 'x', '--node', node], 1, /four at least/],
    [['show', 'A'.repeat(43), '--node', node], 1, /no subject/],
    [['waits', '--node', node, '--on', 'fr'], 1, /us, them, us or cn/],
    [['waits', '--node', node, '--after', '1.2.3.4'], 1, /--on/],
    [['disregarded', '--node', node, '--code', 'x.y'], 1, /no code x\.y/],
  ];
  for (const [args, code, complaint] of cases) {
    const ran = await parley(...args);
    assert.equal(ran.code, code, args.join(' '));
    assert.equal(ran.stdout, '', args.join(' '));
    assert.match(ran.stderr, complaint);
    assert.doesNotMatch(ran.stderr, /\n {4}at /, 'a stack is not for people');
    if (code === 2) continue;
    const asJson = await parley(...args, '--json');
    assert.equal(asJson.code, code);
    const { ok, refusal } = JSON.parse(asJson.stdout) as { ok: boolean; refusal: { code: string } };
    assert.equal(ok, false);
    assert.match(refusal.code, /^[a-z]+\.[a-z_]+$/);
  }
});

test('every command explains itself, with examples', async () => {
  for (const command of [
    '',
    'demo',
    'serve',
    'export',
    'audit',
    'act',
    'act show',
    'list',
    'show',
    'waits',
    'parties',
    'disregarded',
    'receipt',
    'rebuild',
    'token',
    'version',
  ]) {
    const help = await done(...command.split(' ').filter((word) => word !== ''), '--help');
    assert.match(help, /^Usage: parley/);
    if (!['', 'act', 'version'].includes(command)) assert.match(help, /^Examples?:$/m, command);
  }
  assert.match(await done('version'), /^parley \d+\.\d+\.\d+ \(Node \d+\./);
});

test('an auditor reads a running node under an address that can be revoked, while it grows', async (t) => {
  const accord: TestAccord = await foundAccord();
  const nodes: RunningNode[] = [];
  t.after(async () => {
    await Promise.all(nodes.map((one) => one.stop()));
    accord.remove();
  });
  for (const { dir: folder } of accord.parties) {
    const read = readEnvironment({ PARLEY_STATE: accord.stateDir }, { dir: folder });
    assert.ok(read.ok);
    const started = await startNode(read.environment, { log: silentLogger, processMetrics: false });
    assert.ok(started.ok);
    nodes.push(started.node);
  }
  const [us] = accord.parties;
  const tokens = nodes.map(
    (one) => one.tokens.issue({ scope: 'read', label: 'test', now: Math.floor(Date.now() / 1000) }).token,
  );
  for (const [place, { url, config }] of nodes.entries()) {
    const { root: key, liaison } = accord.parties[place]!;
    await until(() => nodes.every(({ app }) => app.health().ready));
    const { status } = await say(url, tokens[place]!, key, {
      type: 'accord.found',
      body: { accepts: config.accordId },
    });
    assert.equal(status, 201);
    const appointment = { key: encodeBase64url(liaison.publicKey), office: 'liaison', from: 0 };
    const appointed = await say(url, tokens[place]!, key, {
      type: 'officer.appoint',
      body: appointment,
      words: { name: 'A.' },
    });
    assert.equal(appointed.status, 201);
  }
  await until(() => nodes.every(({ app }) => app.idle));

  const issued = await json('token', 'auditor', '--node', us!.dir, '--days', '1');
  const url = String(issued['url']);
  assert.ok(url.startsWith(`${nodes[0]!.url}/exchange/read/`), url);
  const audited = await json('audit', url);
  assert.equal((audited['docket'] as { digest: string }).digest, nodes[0]!.app.docket.digest().digest);

  // Audits of one moment each, while acts are filed.
  let filing = true;
  const filed = (async () => {
    while (filing) {
      const asked = {
        type: 'request.make',
        body: { to: 'cn', category: 'information', urgency: 'routine' },
        words: request,
      };
      const { status } = await say(nodes[0]!.url, tokens[0]!, us!.liaison, asked);
      assert.equal(status, 201);
    }
  })();
  try {
    for (let i = 0; i < 3; i++) await done('audit', url);
  } finally {
    filing = false;
    await filed;
  }

  assert.match(await done('list', 'request', '--node', us!.dir, '--limit', '1'), /Which of your networks was this\?/);
  const shown = await json('act', 'show', 'us:0', '--node', us!.dir);
  const served = await json('act', 'show', String(shown['id']), '--url', nodes[0]!.url, '--token', tokens[0]!);
  assert.equal(served['entry'], shown['entry']);
  assert.equal((await parley('act', 'show', String(shown['id']), '--url', nodes[0]!.url, '--token', 'wrong')).code, 1);

  await done('token', 'revoke', String(issued['id']), '--node', us!.dir);
  assert.equal((await parley('audit', url)).code, 1);
  assert.equal((await parley('rebuild', '--node', us!.dir)).code, 1, 'a running node is not rebuilt');
  const out = join(dir, 'running');
  await done('export', '--node', us!.dir, '--to', out);
  await done('audit', out);
});

const request = {
  asked: { en: 'Which of your networks was this?' },
  necessity: { en: 'We cannot see further.' },
};

async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 5));
}
