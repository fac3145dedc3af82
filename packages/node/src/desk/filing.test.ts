import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { DraftContent } from '@parley/api/desk';
import type { Payload } from '@parley/record/act';
import type { Result } from '@parley/record/refusal';
import { defaultTerms } from '@parley/docket/terms';
import { question, World } from './testing/world.ts';

async function world(t: TestContext, paths?: Map<string, string>): Promise<World> {
  const made = await World.make(t, paths);
  await made.appoint('Ada', 'liaison');
  await made.appoint('Ben', 'head');
  await made.appoint('Cleo', 'head');
  return made;
}

function must<Value extends object>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
  return result;
}

function codeOf(result: Result<object>): string {
  return result.ok ? 'ok' : result.refusal.code;
}

const byHead = { acts: { 'request.*': { need: 'any' as const, offices: ['head'] } } };

async function released(made: World, content: DraftContent = question): Promise<string> {
  made.enact(byHead);
  const { draft } = must(await made.desk.drafts.make(made.person('Ada'), { content }));
  must(made.release('Ben', draft.id, draft.digest));
  return draft.id;
}

test('a released draft is signed and filed in one step, and the draft names the act', async (t) => {
  const made = await world(t);
  const id = await released(made);
  const filed = must(await made.file('Ada', id, question));
  assert.ok('filed' in filed);
  const draft = made.desk.drafts.look(made.person('Ada'), id)!;
  assert.deepEqual([draft.state, draft.act, draft.filedAt], ['filed', filed.filed.id, filed.filed.filedAt]);
  await made.pair.idle();
  assert.ok(made.pair.app('birch').reader.act(filed.filed.id), 'the counterpart has it');
});

test('an act whose type the policy names is not filed without a released draft, whichever way it comes', async (t) => {
  const made = await world(t);
  made.enact(byHead);
  const size = made.pair.app('amber').own.size;
  assert.equal(
    codeOf(await made.pair.app('amber').file(await made.sign('Ada', made.payload(question)))),
    'desk.not_released',
  );
  const { draft } = must(await made.desk.drafts.make(made.person('Ada'), { content: question }));
  assert.equal(codeOf(await made.file('Ada', draft.id, question)), 'desk.not_released');
  assert.equal(made.pair.app('amber').own.size, size);
  must(made.release('Ben', draft.id, draft.digest));
  must(await made.pair.app('amber').file(await made.sign('Ada', made.payload(question))));
  assert.equal(made.desk.drafts.look(made.person('Ada'), draft.id)!.state, 'filed', 'it is that draft, filed directly');
  assert.equal(
    codeOf(await made.pair.app('amber').file(await made.sign('Ada', made.payload(question)))),
    'desk.not_released',
    'a release lets one act out',
  );
});

test('what no policy names, what the root signs and what the node says by itself are not asked', async (t) => {
  const made = await world(t);
  await made.pair.appointRegistrars();
  made.enact({ acts: { 'case.*': { need: 'any', offices: ['head'] } } });
  must(await made.pair.app('amber').file(await made.sign('Ada', made.payload(question))));
  made.enact({ acts: { '*': { need: 'any', offices: ['head'] } } });
  await made.appoint('Dora', 'liaison');
  const nonce = Buffer.alloc(16, 7).toString('base64url');
  const check = await made.pair.must('birch', 'liaison', { type: 'contact.check', body: { to: 'amber', nonce } });
  await made.pair.idle();
  const { items } = made.pair.app('amber').reader.acts({ subject: check, type: 'contact.answer' });
  assert.equal(items.length, 1, 'the registrar answers by itself');
});

test('an act that is not of the draft to the letter is refused with the member that differs', async (t) => {
  const made = await world(t);
  const id = await released(made);
  for (const [member, content] of [
    ['words', { ...question, words: { ...question.words, asked: { en: 'Which of your networks was it?' } } }],
    ['body', { ...question, body: { ...question.body, urgency: 'urgent' } }],
    ['type', { ...question, type: 'note' }],
    ['subject', { ...question, subject: 'A'.repeat(43) }],
    ['re', { ...question, re: [{ log: made.pair.app('amber').own.origin, i: 0, h: 'A'.repeat(43) }] }],
    ['exhibits', { ...question, exhibits: [{ h: 'A'.repeat(43), n: 1, ct: 'text/plain' }] }],
    ['seals', { ...question, seals: [{ c: 'A'.repeat(43), n: 1, ct: 'text/plain' }] }],
  ] as [string, DraftContent][]) {
    const outcome = await made.file('Ada', id, content);
    assert.ok(!outcome.ok && outcome.refusal.code === 'desk.differs', member);
    assert.equal(outcome.refusal['member'], member);
  }
  const unsaid = made.payload(question);
  const missing = await made.desk.filing.file(made.person('Ada'), id, await made.sign('Ada', { ...unsaid, words: [] }));
  assert.equal(codeOf(missing), 'words.missing');
  must(await made.file('Ada', id, question));
});

test('an empty list in a draft says the same as none', async (t) => {
  const made = await world(t);
  const id = await released(made, { ...question, re: [], exhibits: [] });
  must(await made.file('Ada', id, question));
});

test('a lost answer is safe: the same act again is the same act, and another one is refused', async (t) => {
  const made = await world(t);
  const id = await released(made);
  const signed = await made.sign('Ada', made.payload(question));
  const ada = made.person('Ada');
  const both = await Promise.all([made.desk.filing.file(ada, id, signed), made.desk.filing.file(ada, id, signed)]);
  const third = await made.desk.filing.file(ada, id, signed);
  const ids = [...both, third].map((outcome) =>
    outcome.ok && 'filed' in outcome ? outcome.filed.id : codeOf(outcome),
  );
  assert.equal(new Set(ids).size, 1);
  assert.equal(codeOf(await made.file('Ben', id, question)), 'desk.closed');
});

test('two officers who file at once file one act', async (t) => {
  const made = await world(t);
  const { draft } = must(await made.desk.drafts.make(made.person('Ada'), { content: question }));
  const size = made.pair.app('amber').own.size;
  const outcomes = await Promise.all(['Ada', 'Ben', 'Cleo'].map((name) => made.file(name, draft.id, question)));
  assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
  assert.equal(made.pair.app('amber').own.size, size + 1);
  for (const outcome of outcomes) if (!outcome.ok) assert.match(outcome.refusal.code, /^desk\.(closed|payload)$/);
});

const amendment = (made: World): DraftContent => ({
  type: 'accord.amend',
  body: {
    terms: { ...defaultTerms, proposalDays: 20 } as unknown as Record<string, unknown>,
    from: made.now(),
    expires: made.now() + 86_400,
  },
  words: { reason: { en: 'Less time to answer.' } },
});

test('what needs two officers collects their signatures of one payload, and is filed with the last', async (t) => {
  const made = await world(t);
  const content = amendment(made);
  const { draft } = must(await made.desk.drafts.make(made.person('Ada'), { content }));
  const payload = made.payload(content);
  const first = must(await made.desk.filing.file(made.person('Ben'), draft.id, await made.sign('Ben', payload)));
  assert.ok('kept' in first);
  assert.deepEqual(first.kept.kids, made.person('Ben').kids);
  const seen = made.desk.drafts.look(made.person('Cleo'), draft.id)!;
  assert.deepEqual(seen.signing, first.kept);
  const again = must(await made.desk.filing.file(made.person('Ben'), draft.id, await made.sign('Ben', payload)));
  assert.ok('kept' in again, 'one officer twice is one signature');
  assert.equal(codeOf(await made.file('Cleo', draft.id, content)), 'desk.payload', 'she signed another payload');
  const { payload: text, words } = first.kept;
  const same = { payload: JSON.parse(text) as Payload, words };
  const signed = await made.sign('Cleo', same);
  const last = must(await made.desk.filing.file(made.person('Cleo'), draft.id, signed));
  assert.ok('filed' in last);
  const answered = must(await made.desk.filing.file(made.person('Cleo'), draft.id, signed));
  assert.ok('filed' in answered && answered.filed.id === last.filed.id, 'her own signature again is the act it became');
  assert.equal(made.desk.drafts.look(made.person('Ada'), draft.id)!.act, last.filed.id);
});

test('collected signatures are destroyed by a change, a recall, or on demand', async (t) => {
  const made = await world(t);
  const content = amendment(made);
  made.enact({ acts: { 'accord.*': { need: 'any', offices: ['liaison'] } } });
  const { draft } = must(await made.desk.drafts.make(made.person('Ada'), { content }));
  const signing = () => made.desk.drafts.look(made.person('Ada'), draft.id)!.signing;
  const begin = async () => {
    must(made.release('Ada', draft.id, draft.digest));
    must(await made.file('Ben', draft.id, content));
    assert.ok(signing());
  };
  await begin();
  must(made.desk.drafts.recall(made.person('Ada'), draft.id, draft.digest));
  assert.equal(signing(), undefined);
  await begin();
  must(made.desk.drafts.endSigning(made.person('Cleo'), draft.id));
  assert.equal(signing(), undefined);
  await begin();
  must(await made.desk.drafts.save(made.person('Ada'), draft.id, 1, { content: {} }));
  assert.equal(signing(), undefined);
});

test('a draft that is recalled while its act waits to be filed is not filed', async (t) => {
  const made = await world(t);
  const id = await released(made);
  const size = made.pair.app('amber').own.size;
  const { digest } = made.desk.drafts.look(made.person('Ada'), id)!;
  const filing = made.file('Ada', id, question);
  for (let turns = 0; turns < 20; turns++) await Promise.resolve();
  must(made.desk.drafts.recall(made.person('Ben'), id, digest));
  assert.equal(codeOf(await filing), 'desk.not_released');
  assert.equal(made.pair.app('amber').own.size, size);
});

test('a draft that is changed while its act waits to be filed is not filed, where nothing asks for a release either', async (t) => {
  const made = await world(t);
  const { draft } = must(await made.desk.drafts.make(made.person('Ada'), { content: question }));
  const size = made.pair.app('amber').own.size;
  const filing = made.file('Ada', draft.id, question);
  while (made.desk.drafts.look(made.person('Ada'), draft.id)!.signing === undefined) await turn();
  must(await made.desk.drafts.save(made.person('Ben'), draft.id, 1, { content: {} }));
  assert.equal(codeOf(await filing), 'desk.differs');
  assert.equal(made.pair.app('amber').own.size, size);
});

test('a signature that is being checked while the draft changes is not kept', async (t) => {
  const made = await world(t);
  const content = amendment(made);
  const { draft } = must(await made.desk.drafts.make(made.person('Ada'), { content }));
  const signed = await made.sign('Ben', made.payload(content));
  const filing = made.desk.filing.file(made.person('Ben'), draft.id, signed);
  must(await made.desk.drafts.save(made.person('Ada'), draft.id, 1, { content: {} }));
  assert.equal(codeOf(await filing), 'desk.differs');
  assert.equal(made.desk.drafts.look(made.person('Ada'), draft.id)!.signing, undefined);
});

test('a signature of a stranger, or of another key, keeps nothing', async (t) => {
  const made = await world(t);
  const id = await released(made);
  const { act, words } = await made.sign('Ada', made.payload(question));
  const forged = `${act.slice(0, -10)}${act.endsWith('AAAAAAAAAA') ? 'BBBBBBBBBA' : 'AAAAAAAAAA'}`;
  assert.equal(codeOf(await made.desk.filing.file(made.person('Ada'), id, { act: forged, words })), 'act.signature');
  assert.equal(made.desk.drafts.look(made.person('Ada'), id)!.signing, undefined);
});

test('when the disk is full nothing is half done, and the same act is filed once there is room', async (t) => {
  const made = await world(t);
  const id = await released(made);
  const { raw } = made.pair.databases.get('amber')!;
  const signed = await made.sign('Ada', made.payload(question));
  const ada = made.person('Ada');
  for (const table of ['desk_signing', 'entry', 'desk_draft']) {
    const size = made.pair.app('amber').own.size;
    const when = table === 'desk_draft' ? 'update' : 'insert';
    raw.exec(
      `create temp trigger full before ${when} on ${table} begin select raise(abort, 'database or disk is full'); end`,
    );
    await assert.rejects(made.desk.filing.file(ada, id, signed), /disk is full/, table);
    raw.exec('drop trigger full');
    assert.equal(made.pair.app('amber').own.size, size, table);
    assert.notEqual(made.desk.drafts.look(ada, id)!.state, 'filed', table);
  }
  must(await made.desk.filing.file(ada, id, signed));
  assert.equal(made.desk.drafts.look(ada, id)!.state, 'filed');
});

test('after a restart a draft is filed if its act is in the log, and open if it is not', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-desk-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const made = await world(t, new Map([['amber', join(dir, 'amber.db')]]));
  const id = await released(made);
  const ada = made.person('Ada');
  const signed = await made.sign('Ada', made.payload(question));
  must(await made.desk.filing.file(ada, id, signed));
  await made.pair.idle();
  // A copy of the database in which the act is there and the draft does not know it.
  made.pair.databases.get('amber')!.run("update desk_draft set state = 'asked', act = null, filed_at = null");
  const size = made.pair.app('amber').own.size;
  const at = made.now();
  await made.pair.stop('amber');
  await made.pair.start('amber');
  assert.equal(made.desk.drafts.look(ada, id)!.state, 'asked');
  made.desk.filing.settle((one) => (made.pair.app('amber').reader.act(one) === undefined ? undefined : at));
  const draft = made.desk.drafts.look(ada, id)!;
  assert.equal(draft.state, 'filed');
  assert.ok(made.pair.app('amber').reader.act(draft.act!));
  assert.equal(made.pair.app('amber').own.size, size);

  await made.pair.idle();
  const other = await released(made, { ...question, words: { asked: { en: 'And this one?' } } });
  const { raw } = made.pair.databases.get('amber')!;
  raw.exec(
    "create temp trigger full before insert on entry begin select raise(abort, 'database or disk is full'); end",
  );
  await assert.rejects(made.file('Ada', other, { ...question, words: { asked: { en: 'And this one?' } } }));
  await made.pair.stop('amber');
  await made.pair.start('amber');
  await made.pair.idle();
  made.desk.filing.settle((one) => (made.pair.app('amber').reader.act(one) === undefined ? undefined : at));
  assert.notEqual(made.desk.drafts.look(ada, other)!.state, 'filed');
  must(await made.file('Ada', other, { ...question, words: { asked: { en: 'And this one?' } } }));
});
