import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { SubjectQuery } from '@parley/api/subjects';
import { Pair } from '../testing/pair.ts';
import type { DocketReader } from './reader.ts';
import { indexText, matchesOf } from './search.ts';

let pair: Pair;
let amber: DocketReader;
let birch: DocketReader;
const ids = new Map<string, string>();

async function ask(name: string, party: string, to: string, asked: Record<string, string>): Promise<void> {
  const identifiers = [{ no: 1, value: '192.0.2.77' }];
  ids.set(
    name,
    await pair.must(party, 'liaison', {
      type: 'request.make',
      body: { to, category: 'information', urgency: 'routine', identifiers: [{ no: 1, kind: 'ip-address' }] },
      words: { asked: { en: name, ...asked }, necessity: { en: 'We cannot see further.' }, identifiers },
    }),
  );
  pair.clock.moveTo(pair.clock.now() + 60_000);
}

before(async () => {
  pair = await Pair.make();
  await pair.start();
  await pair.found();
  await ask('power', 'amber', 'birch', { en: 'Who scanned the power stations of Café Straße?' });
  await ask('ships', 'birch', 'amber', { zh: '请说明贵方的交货日期与网络攻击的关系。' });
  await ask('price', 'amber', 'birch', { zh: '价格是多少？', en: 'Price lists were copied.' });
  const words = { title: { en: 'Power' }, points: [{ no: 1, text: { en: 'A point about turbines.' } }] };
  const body = { respondent: 'birch', claimant: 'cert', points: [{ no: 1, kind: 'access' }] };
  ids.set('case', await pair.must('amber', 'liaison', { type: 'case.allege', body, words }));
  await pair.idle();
  await pair.must('birch', 'liaison', {
    type: 'request.reply',
    subject: ids.get('power')!,
    body: { final: true, outcome: 'refused', ground: 'security' },
    words: { answer: { en: 'Nobody of ours touched a substation.' } },
  });
  await pair.idle();
  amber = pair.app('amber').reader;
  birch = pair.app('birch').reader;
});

after(() => pair.stop());

function found(q: string, more: SubjectQuery & { kind?: string } = {}, reader = amber): string[] {
  const names: string[] = [];
  for (let from: string | undefined; ;) {
    const page = reader.subjects({ ...more, q, ...(from === undefined ? {} : { after: from }) });
    names.push(...page.items.map(({ id }) => [...ids].find(([, one]) => one === id)![0]));
    if (page.next === undefined) return names;
    from = page.next;
  }
}

test('words are found whole, without case and accents, the last of them by its beginning', () => {
  assert.deepEqual(found('power'), ['case', 'power']);
  assert.deepEqual(found('POWER stat'), ['power']);
  assert.deepEqual(found('turb'), ['case']);
  assert.deepEqual(found('station'), ['power']);
  assert.deepEqual(found('pow stations'), []);
  assert.deepEqual(found('cafe strasse'), []);
  assert.deepEqual(found('cafe straße'), ['power']);
  assert.deepEqual(found('192.0.2.77'), ['price', 'ships', 'power']);
  assert.deepEqual(found('nothing like it'), []);
});

test('Chinese is found by any of its words, down to one character', () => {
  for (const q of ['交货日期', '交货', '货', '网络攻击', '系', '请', '日期 关系'])
    assert.deepEqual(found(q), ['ships'], q);
  assert.deepEqual(found('价'), ['price']);
  assert.deepEqual(found('价格 copied'), ['price']);
  assert.deepEqual(found('交日'), []);
});

test('what both sides said in a subject is found together, at both nodes', () => {
  for (const reader of [amber, birch]) {
    assert.deepEqual(found('substation', {}, reader), ['power']);
    assert.deepEqual(found('scanned substation', {}, reader), ['power']);
  }
});

test('a search goes with every filter, and page by page', () => {
  const all = ['price', 'ships', 'power'];
  assert.deepEqual(found('further'), all);
  assert.deepEqual(found('further', { limit: 1 }), all);
  assert.deepEqual(found('further', { limit: 2 }), all);
  assert.deepEqual(found('further', { by: 'birch' }), ['ships']);
  assert.deepEqual(found('further', { to: 'birch', standing: 'answered' }), ['power']);
  assert.deepEqual(found('further', { open: true }), ['price', 'ships']);
  assert.deepEqual(found('power', { kind: 'case' }), ['case']);
  assert.deepEqual(found('power', { kind: 'request' }), ['power']);
  assert.deepEqual(found('further', { about: ids.get('case')! }), []);
  const { nextDeadline } = amber.subject(ids.get('ships')!)!;
  assert.ok(!found('further', { dueBefore: nextDeadline!.dueAt! }).includes('ships'));
  assert.ok(found('further', { dueBefore: nextDeadline!.dueAt! + 1 }).includes('ships'));
});

test('no search harms, whatever is in it', () => {
  const hostile = [
    '"',
    '""',
    '*',
    'AND',
    'NOT power',
    'power OR ships',
    'NEAR(power stations)',
    'words:power',
    '^power',
    '-power',
    "'; drop table search; --",
    '\0',
    '\u{E000}case',
    '\u{D800}',
    '%',
    '()',
    '😀',
    'ﷺ'.repeat(60),
    'a'.repeat(200),
    'ab '.repeat(66),
    '的'.repeat(200),
  ];
  for (const q of hostile) assert.ok(Array.isArray(amber.subjects({ q }).items), q);
  assert.deepEqual(found('AND'), []);
  assert.deepEqual(found('\u{E000}case'), []);
});

test('salts and names of members are not found', () => {
  assert.deepEqual(found('necessity'), []);
  const database = pair.databases.get('amber')!;
  const salts = database
    .all('select disclosures from words')
    .flatMap((row) => JSON.parse(String(row['disclosures'])) as string[])
    .map((text) => (JSON.parse(Buffer.from(text, 'base64url').toString()) as [string])[0]);
  assert.ok(salts.length > 5);
  for (const salt of salts) assert.deepEqual(found(salt), []);
});

test('words that were erased are found no more, and the others of the subject are', () => {
  const { docket, own } = pair.app('amber');
  const database = pair.databases.get('amber')!;
  const position = pair.app('amber').own.store.position(amber.act(ids.get('price')!)!.index);
  const line = String(database.get('select disclosures from words where position = ?', position)!['disclosures']);
  const write = (text: string) =>
    database.transaction(() => {
      database.run('update words set disclosures = ? where position = ?', text, position);
      docket.wordsChanged(own.party, amber.act(ids.get('price')!)!.index);
    });
  const texts = JSON.parse(line) as string[];
  const without = texts.map((text) => (Buffer.from(text, 'base64url').toString().includes('"asked"') ? null : text));
  write(JSON.stringify(without));
  assert.deepEqual([found('价'), found('copied')], [[], []]);
  assert.deepEqual(found('further', { by: 'amber' }), ['price', 'power']);
  write(line);
  assert.deepEqual(found('copied'), ['price']);
});

test('a rebuilt index finds the same', async () => {
  const { docket } = pair.app('birch');
  const searches = ['power', '货', 'substation', 'further'];
  const kept = searches.map((q) => found(q, {}, birch));
  docket.drop();
  await docket.catchUp(() => undefined);
  assert.deepEqual(
    searches.map((q) => found(q, {}, birch)),
    kept,
  );
});

test('of a long subject every act is found', async () => {
  for (let count = 0; count < 40; count++) {
    await pair.must('birch', 'liaison', {
      type: 'note',
      subject: ids.get('ships')!,
      body: { about: ids.get('ships')!, kind: 'clarification' },
      words: { text: { en: `remark number${count}` } },
    });
  }
  await pair.idle();
  for (const reader of [amber, birch]) {
    for (const count of [0, 15, 16, 39]) assert.deepEqual(found(`number${count} `, {}, reader), ['ships']);
    assert.deepEqual(found('remark', { limit: 1 }, reader), ['ships']);
  }
});

test('a run of Chinese is its characters and pairs; other words lose case and accents', () => {
  assert.equal(indexText('交货日 ÉTÉ, x2 été'), '交 交货 货 货日 日 ete x2');
  assert.deepEqual(matchesOf('交货日'), ['"交货" AND "货日"']);
  assert.deepEqual(matchesOf('货'), ['"货"']);
  assert.deepEqual(matchesOf('Été 货 xyz'), ['"ete"', '"货"', '"xyz"*']);
  assert.deepEqual(matchesOf('xyz '), ['"xyz"']);
  assert.deepEqual(matchesOf('xy'), ['"xy"']);
  assert.deepEqual(matchesOf('…'), []);
});
