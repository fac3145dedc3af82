import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { parseAct } from '@parley/record/act';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { parseWordBundle } from '@parley/record/wordbundle';
import { Pair } from '../testing/pair.ts';
import { digestOfContent } from './contents.ts';

const PARTIES = ['amber', 'birch'];

async function running(t: TestContext): Promise<{ pair: Pair; paths: Map<string, string> }> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-erasure-'));
  const paths = new Map(PARTIES.map((party) => [party, join(dir, `${party}.db`)]));
  const pair = await Pair.make({ paths });
  await pair.start();
  t.after(async () => {
    await pair.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  await pair.found();
  await pair.appointRegistrars();
  await pair.appoint('amber', 'chancery', 'chancery');
  await pair.appoint('birch', 'chancery', 'chancery');
  await pair.idle();
  return { pair, paths };
}

/** The disclosure of one member of an act's words, as a node holds it, with its digest. */
function disclosureOf(pair: Pair, party: string, id: string, name: string): { text: string; digest: string } {
  const { words } = pair.app(party).reader.act(id)!;
  const text = words.find((one) => Buffer.from(one, 'base64url').toString().includes(`"${name}"`))!;
  return { text, digest: digestOfContent(encodeUtf8(text)) };
}

function erase(pair: Pair, party: string, subject: string, of: string, words: string[], exhibit = false) {
  return pair.file(party, 'chancery', {
    type: 'erasure',
    subject,
    body: { of, words, reason: 'person', ...(exhibit && { exhibit: true }) },
  });
}

/** Texts that stand somewhere in a file of a party's database. */
function foundIn(path: string, texts: string[]): string[] {
  const bytes = ['', '-wal', '-shm'].map((end) =>
    existsSync(path + end) ? readFileSync(path + end) : Buffer.alloc(0),
  );
  return texts.filter((text) => bytes.some((file) => file.includes(text)));
}

test('words that their author has erased are gone from both nodes and their files; the rest of the act stays', async (t) => {
  const { pair, paths } = await running(t);
  const name = `Liu ${randomBytes(6).toString('hex')}`;
  const id = await pair.must('amber', 'liaison', {
    type: 'exhibit.deposit',
    body: { to: 'birch', kind: 'document' },
    words: {
      title: { en: 'A list of hosts' },
      persons: [{ name }],
      description: { en: Array.from({ length: 400 }, () => `${name} ${randomBytes(8).toString('hex')}`).join(' ') },
    },
    exhibits: [{ h: digestOfContent(encodeUtf8(name)), n: encodeUtf8(name).length, ct: 'text/plain' }],
  });
  await pair.idle();
  const gone = ['persons', 'description'].map((member) => disclosureOf(pair, 'amber', id, member));
  const digests = gone.map(({ digest }) => digest);
  // Long words lie on several pages, short ones among others: each piece of them is looked for.
  const pieces = [name, ...gone.flatMap(({ text }) => text.match(/.{1,60}/g)!.filter(({ length }) => length > 40))];
  const held = PARTIES.map((party) => foundIn(paths.get(party)!, pieces).length);
  assert.ok(
    held.every((count) => count > 100),
    'they are found before',
  );
  const before = pair.app('birch').docket.digest().digest;
  const erased = await erase(pair, 'amber', id, id, digests);
  assert.ok(erased.ok, erased.ok ? '' : erased.refusal.detail);
  await pair.until(() => PARTIES.every((party) => pair.app(party).health().exhibits.erased === 1));
  await pair.idle();
  for (const party of PARTIES) {
    const act = pair.app(party).reader.act(id)!;
    assert.deepEqual(act.wordsMissing.toSorted(), digests.toSorted());
    assert.equal(act.words.length, 1);
    assert.equal(act.disregarded, undefined);
    assert.deepEqual(pair.app(party).reader.subjects({ q: name }).items, []);
  }
  assert.notEqual(pair.app('birch').docket.digest().digest, before);
  assert.deepEqual(pair.app('amber').docket.digest(), pair.app('birch').docket.digest());
  // While the nodes run, too: the journal is emptied as well.
  await pair.until(() => PARTIES.every((party) => foundIn(paths.get(party)!, pieces).length === 0));
  await pair.stop();
  for (const party of PARTIES) assert.deepEqual(foundIn(paths.get(party)!, pieces), [], party);
});

test('content that its depositor has erased is deleted on both sides, and not pulled again', async (t) => {
  const { pair, paths } = await running(t);
  const content = randomBytes(100);
  const h = digestOfContent(content);
  const put = await pair.app('amber').exhibits.put(h, content);
  assert.ok(put.ok);
  const deposits: string[] = [];
  for (const title of ['One', 'Two']) {
    deposits.push(
      await pair.must('amber', 'liaison', {
        type: 'exhibit.deposit',
        body: { to: 'birch', kind: 'document' },
        words: { title: { en: title } },
        exhibits: [{ h, n: 100, ct: 'text/plain' }],
      }),
    );
  }
  const contents = () => PARTIES.map((party) => pair.app(party).health().exhibits.contents);
  await pair.until(() => contents()[1] === 1);
  const [one, two] = deposits as [string, string];
  assert.ok((await erase(pair, 'amber', one, one, [], true)).ok);
  await pair.until(() => PARTIES.every((party) => pair.app(party).health().exhibits.erased === 1));
  await pair.idle();
  assert.deepEqual(contents(), [1, 1], 'the second exhibit is of the same content');
  assert.ok((await erase(pair, 'amber', two, two, [], true)).ok);
  await pair.until(() => contents().every((count) => count === 0));
  await pair.stop();
  for (const party of PARTIES) assert.deepEqual(await Array.fromAsync(pair.contents.get(party)!.list()), [], party);
  await pair.start();
  await pair.idle();
  assert.deepEqual(contents(), [0, 0]);
  assert.equal(pair.app('birch').health().exhibits.wanted, 0);
  assert.ok(existsSync(paths.get('birch')!));
});

test('words that were erased before the other side pulled them are no reason to refuse its log', async (t) => {
  const { pair } = await running(t);
  pair.cut.add('birch');
  const id = await pair.request('amber', 'birch');
  const { digest } = disclosureOf(pair, 'amber', id, 'asked');
  // Far behind what it erases: in another stretch of the same pull.
  for (let at = 0; at < 30; at++) await pair.request('amber', 'birch');
  assert.ok((await erase(pair, 'amber', id, id, [digest])).ok);
  await pair.until(() => pair.app('amber').health().exhibits.erased === 1);
  pair.cut.delete('birch');
  await pair.until(() => pair.app('birch').reader.act(id) !== undefined);
  await pair.idle();
  assert.deepEqual(pair.app('birch').reader.act(id)!.wordsMissing, [digest]);
  assert.equal(pair.app('birch').health().counterparts[0]!.refusal, undefined);
  assert.deepEqual(pair.app('amber').docket.digest(), pair.app('birch').docket.digest());
  // Served on, they are absent, too.
  const { originHash } = pair.app('amber').parties.find(({ own }) => own)!;
  const { size } = pair.app('birch').logs.find(({ party }) => party === 'amber')!;
  const { body } = await pair
    .app('birch')
    .exchange(
      { method: 'GET', path: `${originHash}/words/000${size % 256 === 0 ? '' : `.p/${size}`}` },
      { auditor: true },
      new AbortController().signal,
    );
  const bundle = parseWordBundle(body, size);
  assert.ok(bundle.ok);
  assert.equal(bundle.lines.flat().filter((text) => text === null).length, 1);
  assert.ok(parseUtf8(body) !== undefined);
});

test('words that are missing without an erasure, or with one of other words, are refused and the log is not held', async (t) => {
  const { pair } = await running(t);
  pair.cut.add('birch');
  const id = await pair.request('amber', 'birch');
  const asked = disclosureOf(pair, 'amber', id, 'asked');
  const necessity = disclosureOf(pair, 'amber', id, 'necessity');
  assert.ok((await erase(pair, 'amber', id, id, [necessity.digest])).ok);
  await pair.until(() => pair.app('amber').health().exhibits.erased === 1);
  const { own } = pair.app('amber');
  const index = own.size - 2;
  assert.equal(own.store.id(index), id);
  const [line] = own.store.words(index, index + 1);
  own.store.replaceWords(index, line!.replace(`"${asked.text}"`, 'null'));
  pair.cut.delete('birch');
  await pair.until(() => pair.app('birch').health().counterparts[0]!.refusal !== undefined);
  assert.equal(pair.app('birch').health().counterparts[0]!.refusal!.code, 'hold.words');
  assert.equal(pair.app('birch').reader.act(id), undefined);
  own.store.replaceWords(index, line!);
  await pair.until(() => pair.app('birch').reader.act(id) !== undefined);
});

test('nobody has another’s words erased: the act is refused, and in another’s log it is disregarded and deletes nothing', async (t) => {
  const { pair } = await running(t);
  const id = await pair.request('amber', 'birch');
  await pair.idle();
  const { digest } = disclosureOf(pair, 'birch', id, 'asked');
  const refused = await erase(pair, 'birch', id, id, [digest]);
  assert.ok(!refused.ok && refused.refusal.code === 'words.not_author');
  const { docket } = pair.app('birch');
  const file = docket.file.bind(docket);
  docket.file = (party, index, act, now) =>
    act.payload.type === 'erasure'
      ? { ok: true, touched: { subjects: new Set([id]), house: false } }
      : file(party, index, act, now);
  assert.ok((await erase(pair, 'birch', id, id, [digest])).ok);
  await pair.until(() => pair.app('amber').reader.disregarded({}).items.length > 0);
  await pair.until(() => PARTIES.every((party) => pair.app(party).exhibits.settledDown));
  for (const party of PARTIES) {
    assert.deepEqual(pair.app(party).reader.act(id)!.wordsMissing, []);
    assert.equal(pair.app(party).health().exhibits.erased, 0);
  }
});

test('an erasure that a crash cut short is carried out at the next start', async (t) => {
  const { pair } = await running(t);
  const id = await pair.request('amber', 'birch');
  await pair.idle();
  const { digest } = disclosureOf(pair, 'birch', id, 'asked');
  const database = pair.databases.get('birch')!;
  database.raw.exec(
    `create temp trigger broken before update on words begin select raise(abort, 'database or disk is full'); end`,
  );
  assert.ok((await erase(pair, 'amber', id, id, [digest])).ok);
  await pair.until(() => pair.faults.length > 0);
  assert.equal(pair.app('birch').health().exhibits.erased, 0);
  await pair.stop('birch');
  pair.faults.length = 0;
  await pair.start('birch');
  await pair.until(() => pair.app('birch').health().exhibits.erased === 1);
  assert.deepEqual(pair.app('birch').reader.act(id)!.wordsMissing, [digest]);
  const { entry } = pair.app('birch').reader.act(id)!;
  assert.ok(parseAct(encodeUtf8(entry)).ok);
});

test('words of the house are erased like any other', async (t) => {
  const { pair } = await running(t);
  const officer = pair
    .app('amber')
    .reader.officers()
    .find(({ office, party }) => office === 'liaison' && party === 'amber')!;
  const { digest } = disclosureOf(pair, 'amber', officer.id, 'name');
  const erased = await pair.file('amber', 'chancery', {
    type: 'erasure',
    body: { of: officer.id, words: [digest], reason: 'person' },
  });
  assert.ok(erased.ok, erased.ok ? '' : erased.refusal.detail);
  await pair.until(() => PARTIES.every((party) => pair.app(party).health().exhibits.erased === 1));
  for (const party of PARTIES) assert.deepEqual(pair.app(party).reader.act(officer.id)!.wordsMissing, [digest]);
});

test('a text whose words were erased cannot be endorsed', async (t) => {
  const { pair } = await running(t);
  const item = await pair.must('amber', 'liaison', {
    type: 'hotline.raise',
    body: { to: 'birch', about: 'crisis', rung: 1 },
    words: { observed: { en: 'Scans of a grid operator' }, asked: { en: 'A name to call' } },
  });
  await pair.idle();
  const agreed = async (): Promise<string> => {
    const of = await pair.must('amber', 'liaison', {
      type: 'hotline.stand-down',
      subject: item,
      body: { expires: Math.floor(pair.clock.now() / 1000) + 86_400 },
      words: { summary: { en: 'Both desks spoke, and it was an exercise of the operator’s own.' } },
    });
    await pair.idle();
    return of;
  };
  const endorse = (of: string) => pair.file('birch', 'liaison', { type: 'endorse', subject: item, body: { of } });
  const text = await agreed();
  assert.ok((await erase(pair, 'amber', item, text, [disclosureOf(pair, 'amber', text, 'summary').digest])).ok);
  await pair.until(() => pair.app('birch').health().exhibits.erased === 1);
  const refused = await endorse(text);
  assert.equal(refused.ok ? 'filed' : refused.refusal.code, 'proposal.words_missing');
  const filed = await endorse(await agreed());
  assert.ok(filed.ok, filed.ok ? '' : filed.refusal.detail);
});

test('whoever reads the record meanwhile keeps no erasure waiting', async (t) => {
  const { pair, paths } = await running(t);
  const id = await pair.request('amber', 'birch');
  await pair.idle();
  const reading = new DatabaseSync(paths.get('birch')!, { readOnly: true });
  t.after(() => reading.close());
  reading.exec('begin');
  reading.prepare('select count(*) from words').get();
  const { digest } = disclosureOf(pair, 'birch', id, 'asked');
  assert.ok((await erase(pair, 'amber', id, id, [digest])).ok);
  await pair.until(() => pair.app('birch').health().exhibits.erased === 1);
  assert.equal(pair.databases.get('birch')!.emptyJournal(), false);
  reading.exec('commit');
  assert.equal(pair.databases.get('birch')!.emptyJournal(), true);
});
