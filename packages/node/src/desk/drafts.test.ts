import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import { DRAFT_BYTES_MAX, type DraftContent } from '@parley/api/desk';
import { encodeBase64url } from '@parley/record/base64';
import type { Result } from '@parley/record/refusal';
import { sealContent } from '@parley/record/seal';
import { digestOfBytes, question, World } from './testing/world.ts';

const newId = () => randomBytes(16).toString('base64url');

async function world(t: TestContext): Promise<World> {
  const made = await World.make(t);
  await made.appoint('Ada', 'liaison');
  await made.appoint('Ben', 'head');
  await made.appoint('Cleo', 'chancery');
  return made;
}

function must<Value extends object>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
  return result;
}

function codeOf(result: Result<object>): string {
  return result.ok ? 'ok' : result.refusal.code;
}

async function drafted(made: World, content: DraftContent = question) {
  return must(await made.desk.drafts.make(made.person('Ada'), { title: 'Question', content })).draft;
}

test('a draft may be incomplete, and every version of it is kept', async (t) => {
  const made = await world(t);
  const ada = made.person('Ada');
  const { drafts } = made.desk;
  let { id, version } = await drafted(made, {});
  for (const content of [{ type: 'request.make' }, { type: 'request.make', body: { to: '' } }, question]) {
    const saved = must(await drafts.save(ada, id, version, { content }));
    assert.equal(saved.draft.version, version + 1);
    ({ version } = saved.draft);
  }
  const versions = drafts.versions(ada, id, { limit: 3 })!;
  assert.deepEqual(
    versions.items.map((one) => one.version),
    [4, 3, 2],
  );
  assert.deepEqual(drafts.versions(ada, id, { limit: 3, after: versions.next })!.items[0]!.version, 1);
  assert.deepEqual(drafts.version(ada, id, 2)!.content, { type: 'request.make' });
  assert.equal(drafts.version(ada, id, 5), undefined);
});

test('a stale save is refused with the newer version, and nothing is lost', async (t) => {
  const made = await world(t);
  const { drafts } = made.desk;
  const draft = await drafted(made);
  const theirs = { ...question, words: { asked: { en: 'Theirs' } } };
  must(await drafts.save(made.person('Ben'), draft.id, 1, { title: 'Question', content: theirs }));
  const ours = { ...question, words: { asked: { en: 'Ours' } } };
  const stale = await drafts.save(made.person('Ada'), draft.id, 1, { title: 'Question', content: ours });
  assert.ok(!stale.ok && stale.refusal.code === 'desk.stale');
  assert.deepEqual((stale.refusal['newer'] as { content: DraftContent }).content, theirs);
  assert.deepEqual(drafts.look(made.person('Ada'), draft.id)!.content, theirs);
});

test('a save whose answer was lost may be sent again, and a save of nothing new is no version', async (t) => {
  const made = await world(t);
  const ada = made.person('Ada');
  const draft = await drafted(made);
  const content = { ...question, subject: 'x' };
  const first = must(await made.desk.drafts.save(ada, draft.id, 1, { content }));
  const second = must(await made.desk.drafts.save(ada, draft.id, 1, { content }));
  const third = must(await made.desk.drafts.save(ada, draft.id, 2, { content }));
  assert.deepEqual(
    [first, second, third].map((one) => one.draft.version),
    [2, 2, 2],
  );
});

test('a draft that is made twice under one id is one draft', async (t) => {
  const made = await world(t);
  const ada = made.person('Ada');
  const id = newId();
  assert.equal(must(await made.desk.drafts.make(ada, { id, content: question })).again, false);
  assert.equal(must(await made.desk.drafts.make(ada, { id, content: question })).again, true);
  assert.equal(codeOf(await made.desk.drafts.make(ada, { id, content: {} })), 'desk.id_taken');
  assert.equal(codeOf(await made.desk.drafts.make(made.person('Ben'), { id, content: question })), 'desk.id_taken');
  assert.equal(made.desk.drafts.list(ada, {}).items.length, 1);
});

test('what no act could carry is refused with what would be in order', async (t) => {
  const made = await world(t);
  const ada = made.person('Ada');
  const deep = JSON.parse('['.repeat(20) + ']'.repeat(20)) as unknown;
  for (const content of [
    { body: { share: 0.5 } },
    { words: { asked: '\ud800' } },
    { words: { deep } },
    { words: { long: 'x'.repeat(DRAFT_BYTES_MAX) } },
  ])
    assert.equal(codeOf(await made.desk.drafts.make(ada, { content })), 'desk.content');
  assert.equal(codeOf(await made.desk.drafts.make(ada, { content: {}, mentions: ['nobody'] })), 'desk.account');
  const attached = { digest: digestOfBytes('log'), name: 'log.txt', bytes: 3, mediaType: 'text/plain' };
  assert.equal(codeOf(await made.desk.drafts.make(ada, { content: {}, attachments: [attached] })), 'desk.attachment');
  assert.equal(made.desk.drafts.list(ada, {}).items.length, 0);
});

test('attached content is kept while the draft is open', async (t) => {
  const made = await world(t);
  const ada = made.person('Ada');
  const digest = digestOfBytes('log');
  made.contents.add(digest);
  const attachments = [{ digest, name: 'log.txt', bytes: 3, mediaType: 'text/plain' }];
  const { draft } = must(await made.desk.drafts.make(ada, { content: {}, attachments }));
  assert.equal(made.desk.keeps(digest), true);
  must(made.desk.drafts.discard(ada, draft.id));
  assert.equal(made.desk.keeps(digest), false);
});

test('what was sealed is kept with its salt until it is shown', async (t) => {
  const made = await world(t);
  const ada = made.person('Ada');
  const [digest, salt] = [digestOfBytes('log'), new Uint8Array(32).fill(7)];
  made.contents.add(digest);
  const attachments = [{ digest, name: 'log.txt', bytes: 3, mediaType: 'text/plain' }];
  const file = async (content: DraftContent) => {
    const { draft } = must(await made.desk.drafts.make(ada, { content, attachments }));
    const filed = must(await made.file('Ada', draft.id, content));
    assert.ok('filed' in filed);
    return filed.filed.id;
  };
  const subject = await file({
    type: 'exhibit.seal',
    body: { to: 'birch', kind: 'log-extract' },
    words: { title: { en: 'A log' } },
    seals: [{ c: sealContent(salt, new TextEncoder().encode('log')), n: 4096, ct: 'text/plain' }],
  });
  assert.equal(made.desk.keeps(digest), true);
  await file({
    type: 'exhibit.disclose',
    subject,
    body: { to: ['birch'], reason: 'voluntary' },
    words: { salt: encodeBase64url(salt) },
    exhibits: [{ h: digest, n: 3, ct: 'text/plain' }],
  });
  assert.equal(made.desk.keeps(digest), false, 'from now on the act of the log keeps it');
});

test('drafts are listed page by page, by what they are and for whom they wait', async (t) => {
  const made = await world(t);
  const [ada, ben] = [made.person('Ada'), made.person('Ben')];
  const { drafts } = made.desk;
  made.enact({ acts: { 'request.make': { need: 'all', offices: ['head'] } } });
  for (let at = 0; at < 5; at++) await drafted(made, at === 2 ? { ...question, subject: 'x'.repeat(43) } : question);
  must(await drafts.make(ben, { content: { type: 'note' }, mentions: [ada.account] }));
  const first = drafts.list(ada, { limit: 4 });
  assert.equal(first.items.length, 4);
  assert.equal(drafts.list(ada, { limit: 4, after: first.next }).items.length, 2);
  assert.equal(drafts.list(ada, { type: 'note' }).items.length, 1);
  assert.equal(drafts.list(ada, { by: ada.account }).items.length, 5);
  assert.equal(drafts.list(ada, { mentions: ada.account }).items.length, 1);
  assert.equal(drafts.list(ada, { subject: 'x'.repeat(43) }).items.length, 1);
  const { id, digest } = drafts.list(ada, { type: 'request.make' }).items[0]!;
  assert.equal(drafts.list(ben, { waitsOnMe: true }).items.length, 0);
  must(drafts.ask(ada, id, digest));
  assert.deepEqual(
    drafts.list(ben, { waitsOnMe: true }).items.map((one) => one.id),
    [id],
  );
  assert.equal(drafts.list(ada, { waitsOnMe: true }).items.length, 0);
  assert.equal(drafts.list(ada, { state: 'asked' }).items.length, 1);
  must(made.release('Ben', id, digest));
  assert.equal(drafts.list(ben, { waitsOnMe: true }).items.length, 0);
});

test('a draft in a subject that somebody may not see is not there for them', async (t) => {
  const made = await world(t);
  const subject = await made.pair.request('amber', 'birch');
  const { id } = await drafted(made, { ...question, subject });
  made.restricted.add(subject).add(`account-Ada ${subject}`);
  const ben = made.person('Ben');
  assert.equal(made.desk.drafts.look(ben, id), undefined);
  assert.equal(made.desk.drafts.list(ben, {}).items.length, 0);
  assert.equal(made.desk.previews.look(ben, id), undefined);
  assert.equal(codeOf(await made.desk.drafts.save(ben, id, 1, { content: {} })), 'http.not_found');
  assert.equal(made.desk.drafts.list(made.person('Ada'), {}).items.length, 1);
});

test('a release names exactly one text, and its passkey has confirmed exactly that', async (t) => {
  const made = await world(t);
  const { drafts } = made.desk;
  const draft = await drafted(made);
  const ben = made.person('Ben');
  assert.equal(codeOf(drafts.release(ben, draft.id, draft.digest)), 'desk.no_release');
  made.enact({ acts: { 'request.*': { need: 2, offices: ['head', 'chancery', 'liaison'] } } });
  assert.equal(codeOf(drafts.release(ben, draft.id, draft.digest)), 'access.unconfirmed');
  made.confirm('Ben', digestOfBytes('something else'));
  assert.equal(codeOf(drafts.release(ben, draft.id, draft.digest)), 'access.unconfirmed');
  const changed = { ...question, words: { asked: { en: 'Which?' } } };
  must(await drafts.save(made.person('Ada'), draft.id, 1, { content: changed }));
  assert.equal(codeOf(made.release('Ben', draft.id, draft.digest)), 'desk.changed');
  const { digest } = drafts.look(ben, draft.id)!;
  assert.equal(must(made.release('Ben', draft.id, digest)).draft.released, false);
  assert.equal(must(made.release('Cleo', draft.id, digest)).draft.released, true);
});

test('a person counts once, with two keys and two offices, and however often they ask', async (t) => {
  const made = await world(t);
  await made.appoint('Ben', 'chancery');
  made.enact({ acts: { '*': { need: 'all', offices: ['head', 'chancery'] } } });
  const draft = await drafted(made);
  for (let times = 0; times < 3; times++) {
    const { draft: now } = must(made.release('Ben', draft.id, draft.digest));
    assert.equal(now.released, false);
    assert.equal(now.releases.length, 1);
  }
  const twin = { ...made.person('Ben'), account: 'account-Ben-2', session: 'session-Ben-2' };
  made.people.set('Twin', twin);
  assert.equal(must(made.release('Twin', draft.id, draft.digest)).draft.releases.length, 1);
  assert.equal(must(made.release('Cleo', draft.id, draft.digest)).draft.released, true);
});

test('a release counts while its officer is in office, and an office that is not named gives none', async (t) => {
  const made = await world(t);
  made.enact({ acts: { '*': { need: 'any', offices: ['head'] } } });
  const draft = await drafted(made);
  assert.equal(codeOf(made.release('Cleo', draft.id, draft.digest)), 'desk.not_releaser');
  must(made.release('Ben', draft.id, draft.digest));
  assert.equal(made.desk.drafts.look(made.person('Ada'), draft.id)!.released, true);
  await made.relieve('Ben');
  assert.equal(made.desk.drafts.look(made.person('Ada'), draft.id)!.released, false);
  assert.equal(codeOf(await made.file('Ada', draft.id, question)), 'desk.not_released');
  assert.equal(codeOf(made.release('Ben', draft.id, draft.digest)), 'desk.not_releaser');
  await made.appoint('Ben', 'head');
  const { releases, released } = must(made.release('Ben', draft.id, draft.digest)).draft;
  assert.equal(released, true, 'appointed anew, the same person releases anew');
  assert.deepEqual(
    releases.map(({ counts }) => counts),
    [true, false],
  );
});

test('a changed text voids every release, also when it changes back', async (t) => {
  const made = await world(t);
  made.enact({ acts: { '*': { need: 'any', offices: ['head'] } } });
  const { drafts } = made.desk;
  const ada = made.person('Ada');
  const draft = await drafted(made);
  must(made.release('Ben', draft.id, draft.digest));
  must(await drafts.save(ada, draft.id, 1, { title: 'Another title', content: question }));
  assert.equal(drafts.look(ada, draft.id)!.released, true, 'its title is not its text');
  must(await drafts.save(ada, draft.id, 2, { content: {} }));
  must(await drafts.save(ada, draft.id, 3, { content: question }));
  const now = drafts.look(ada, draft.id)!;
  assert.equal(now.digest, draft.digest);
  assert.equal(now.released, false);
  assert.ok(now.releases.every(({ endedAt }) => endedAt !== undefined));
});

test('a release is recalled by who gave it, until the act is filed', async (t) => {
  const made = await world(t);
  made.enact({ acts: { '*': { need: 'any', offices: ['head'] } } });
  const { drafts } = made.desk;
  const draft = await drafted(made);
  must(made.release('Ben', draft.id, draft.digest));
  assert.equal(codeOf(drafts.recall(made.person('Ada'), draft.id, draft.digest)), 'desk.not_released');
  must(drafts.recall(made.person('Ben'), draft.id, draft.digest));
  assert.equal(codeOf(await made.file('Ada', draft.id, question)), 'desk.not_released');
  must(made.release('Ben', draft.id, draft.digest));
  must(await made.file('Ada', draft.id, question));
  assert.equal(codeOf(drafts.recall(made.person('Ben'), draft.id, draft.digest)), 'desk.closed');
  assert.equal(codeOf(await drafts.save(made.person('Ada'), draft.id, 1, { content: {} })), 'desk.closed');
  assert.equal(codeOf(drafts.discard(made.person('Ada'), draft.id)), 'desk.closed');
});

test('a preview says what filing would say, and leaves nothing behind', async (t) => {
  const made = await world(t);
  const ada = made.person('Ada');
  const before = made.pair.app('amber').docket.digest();
  const look = async (content: DraftContent) => made.desk.previews.look(ada, (await drafted(made, content)).id)!;
  const good = await look(question);
  assert.equal(good.refusal, undefined);
  assert.deepEqual(good.offices, ['head', 'liaison']);
  assert.equal(good.signatures, 1);
  assert.equal((await look({})).refusal!.code, 'act.payload');
  assert.equal((await look({ ...question, body: { to: 'birch' } })).refusal!.code, 'act.body');
  assert.equal(
    (await look({ ...question, body: { ...question.body, to: 'amber' } })).refusal!.code,
    'request.addressee',
  );
  const french = await look({ ...question, words: { asked: { fr: 'Qui ?' } } });
  assert.deepEqual(
    french.findings.filter(({ weight }) => weight === 'refused').map(({ code }) => code),
    ['words.language'],
  );
  const amend = await look({ type: 'accord.amend', body: { from: made.now(), expires: made.now() + 3600 } });
  assert.equal(amend.refusal!.code, 'act.no_power', 'two heads must sign, and there is one');
  assert.equal(amend.signatures, 2);
  assert.deepEqual(made.pair.app('amber').docket.digest(), before);
});

test('of what is no draft it is said what a preview of it would say, in order, and nothing is kept', async (t) => {
  const made = await world(t);
  const ada = made.person('Ada');
  const before = made.pair.app('amber').docket.digest();
  const contents: DraftContent[] = [
    question,
    { ...question, body: { to: 'birch' } },
    { type: 'accord.amend', body: { from: made.now(), expires: made.now() + 3600 } },
  ];
  const { considered } = must(made.desk.previews.consider(ada, contents));
  assert.deepEqual(
    considered.items.map(({ refusal }) => refusal?.code),
    [undefined, 'act.body', 'act.no_power'],
  );
  const previewed = await Promise.all(
    contents.map(async (content) => made.desk.previews.look(ada, (await drafted(made, content)).id)!.refusal),
  );
  assert.deepEqual(
    considered.items.map(({ refusal }) => refusal),
    previewed,
  );
  assert.deepEqual(made.pair.app('amber').docket.digest(), before);
});

test('nothing is said of what might be said in a subject that the person may not see', async (t) => {
  const made = await world(t);
  const hidden = { ...question, type: 'request.reply', subject: 'H'.repeat(43) };
  made.restricted.add(hidden.subject);
  assert.equal(codeOf(made.desk.previews.consider(made.person('Ada'), [question, hidden])), 'desk.subject');
});
