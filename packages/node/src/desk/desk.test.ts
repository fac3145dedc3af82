import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { digestOfText, type ReleasePolicy } from '@parley/api/desk';
import type { Result } from '@parley/record/refusal';
import { policyText } from './policy.ts';
import { World } from './testing/world.ts';

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

const policy: ReleasePolicy = {
  acts: { 'case.*': { need: 'any', offices: ['head'] } },
  change: { need: 2, offices: ['head', 'chancery', 'liaison'] },
};

test('the first release policy comes from the folder alone, and a later one by the releases it asks for', async (t) => {
  const made = await world(t);
  const { policies } = made.desk;
  const [ada, ben] = [made.person('Ada'), made.person('Ben')];
  assert.equal(codeOf(policies.propose(ada, policy, 0)), 'desk.policy_locked');
  made.enact(policy);
  const next: ReleasePolicy = { ...policy, acts: { '*': { need: 'all', offices: ['head', 'chancery'] } } };
  assert.equal(codeOf(policies.propose(ada, next, 0)), 'desk.policy_stale');
  const { view } = must(policies.propose(ada, next, 1));
  const { digest } = view.proposals[0]!;
  assert.equal(digest, digestOfText(policyText(next)));
  assert.equal(codeOf(policies.release(ben, digest)), 'access.unconfirmed');
  made.confirm('Ben', digest);
  assert.equal(must(policies.release(ben, digest)).view.version, 1);
  assert.equal(must(policies.release(ben, digest)).view.proposals[0]!.releases.length, 1, 'one person, once');
  made.confirm('Cleo', digest);
  const changed = must(policies.release(made.person('Cleo'), digest)).view;
  assert.deepEqual([changed.version, changed.policy, changed.proposals], [2, next, []]);
});

test('a release of a policy is recalled, and ends when another policy takes force', async (t) => {
  const made = await world(t);
  const { policies } = made.desk;
  const ben = made.person('Ben');
  made.enact(policy);
  const next: ReleasePolicy = { acts: {}, ...(policy.change && { change: policy.change }) };
  const digest = must(policies.propose(ben, next, 1)).view.proposals[0]!.digest;
  made.confirm('Ben', digest);
  must(policies.release(ben, digest));
  must(policies.recall(ben, digest));
  assert.equal(codeOf(policies.recall(ben, digest)), 'desk.not_released');
  made.confirm('Ben', digest);
  must(policies.release(ben, digest));
  made.enact({ ...policy, acts: {} });
  assert.equal(codeOf(policies.release(made.person('Cleo'), digest)), 'http.not_found');
  must(policies.propose(ben, next, 2));
  made.confirm('Cleo', digest);
  assert.equal(must(policies.release(made.person('Cleo'), digest)).view.version, 2, 'the earlier release is gone');
});

test('a policy that could never be met is refused', async (t) => {
  const made = await world(t);
  made.enact(policy);
  const ada = made.person('Ada');
  for (const acts of [
    { '*': { need: 'any' as const, offices: ['admiral'] } },
    { 'case.*': { need: 3, offices: ['head', 'chancery'] } },
  ])
    assert.equal(codeOf(made.desk.policies.propose(ada, { acts }, 1)), 'desk.policy');
});

test('notes are threads on a subject; their authors rewrite them, and what they said is kept', async (t) => {
  const made = await world(t);
  const { notes } = made.desk;
  const [ada, ben] = [made.person('Ada'), made.person('Ben')];
  const subject = await made.pair.request('amber', 'birch');
  const other = await made.pair.request('amber', 'birch');
  const { note } = must(notes.make(ada, { subject, text: 'They will not answer.', mentions: [ben.account] }));
  const answer = must(notes.make(ben, { subject, thread: note.id, text: 'They will.' })).note;
  assert.equal(answer.thread, note.id);
  assert.equal(codeOf(notes.make(ben, { subject: other, thread: note.id, text: 'x' })), 'desk.thread');
  assert.equal(codeOf(notes.make(ben, { subject, thread: answer.id, text: 'x' })), 'desk.thread');
  assert.equal(codeOf(notes.make(ben, { subject: 'A'.repeat(43), text: 'x' })), 'desk.subject');
  assert.equal(codeOf(notes.save(ben, note.id, { version: 1, text: 'x' })), 'desk.not_author');
  must(notes.save(ada, note.id, { version: 1, text: 'They may not answer.' }));
  const stale = notes.save(ada, note.id, { version: 1, text: 'They cannot answer.' });
  assert.ok(!stale.ok && stale.refusal.code === 'desk.stale' && stale.refusal['newer'] !== undefined);
  assert.deepEqual(
    notes.versions(ada, note.id, {})!.items.map(({ text }) => text),
    ['They may not answer.', 'They will not answer.'],
  );
  assert.equal(notes.list(ben, { mentions: ben.account }).items.length, 0, 'the rewritten note mentions nobody');
  assert.equal(notes.list(ben, { subject }).items.length, 2);
  assert.equal(notes.list(ben, { thread: note.id, limit: 1 }).next !== undefined, true);
  made.restricted.add(subject);
  assert.equal(notes.list(ben, {}).items.length, 0);
  assert.equal(notes.versions(ben, note.id, {}), undefined);
});

test('an option is considered, saved in versions, and turned into one draft that says nothing of what they may do', async (t) => {
  const made = await world(t);
  const { options } = made.desk;
  const ada = made.person('Ada');
  const subject = await made.pair.request('amber', 'birch');
  const content = {
    title: 'Expel the attaché',
    kind: 'expulsion' as const,
    subjects: [subject],
    basis: 'Vienna Convention, article 9',
    proportionality: 'The least that is noticed.',
    reciprocity: { risk: 'high' as const, text: 'They expel ours.' },
  };
  const { option } = must(options.make(ada, content));
  must(options.save(ada, option.id, { version: 1, ...content, reciprocity: { risk: 'moderate' } }));
  assert.equal(codeOf(options.save(ada, option.id, { version: 1, ...content, title: 'x' })), 'desk.stale');
  assert.equal(codeOf(options.make(ada, { ...content, subjects: ['A'.repeat(43)] })), 'desk.subject');
  const { draft } = must(options.draft(ada, option.id, {}));
  assert.equal(must(options.draft(ada, option.id, {})).again, true);
  assert.deepEqual(draft.content, {
    type: 'measure.announce',
    body: { kind: 'expulsion' },
    words: {
      title: { en: content.title },
      basis: { en: content.basis },
      proportionality: { en: content.proportionality },
    },
  });
  assert.deepEqual(
    options.list(ada, { state: 'drafted', kind: 'expulsion', subject }).items.map(({ id, draft: of }) => [id, of]),
    [[option.id, draft.id]],
  );
  made.restricted.add(subject);
  assert.equal(options.list(ada, {}).items.length, 0);
});

test('subjects are assigned to officers, once each', async (t) => {
  const made = await world(t);
  const { duties } = made.desk;
  const [ada, ben] = [made.person('Ada'), made.person('Ben')];
  const subject = await made.pair.request('amber', 'birch');
  must(duties.assign(ada, subject, ben.account));
  must(duties.assign(ada, subject, ben.account));
  must(duties.assign(ada, subject, ada.account));
  assert.equal(codeOf(duties.assign(ada, subject, 'nobody')), 'desk.account');
  assert.equal(codeOf(duties.assign(ada, 'A'.repeat(43), ada.account)), 'desk.subject');
  assert.equal(duties.assignments(ada, { subject }).items.length, 2);
  assert.ok(duties.endAssignment(ada, subject, ben.account));
  assert.equal(duties.endAssignment(ada, subject, ben.account), undefined);
  assert.equal(duties.assignments(ada, { account: ada.account }).items.length, 1);
});

test('who was assigned something takes note of it, and nobody does for them', async (t) => {
  const made = await world(t);
  const { duties } = made.desk;
  const [ada, ben] = [made.person('Ada'), made.person('Ben')];
  const subject = await made.pair.request('amber', 'birch');
  const own = must(duties.assign(ada, subject, ada.account)).assignment;
  assert.equal(own.notedAt, own.at, 'what one takes on oneself is no news');
  assert.equal(must(duties.assign(ada, subject, ben.account)).assignment.notedAt, null);
  assert.equal(duties.noteAssignment(ada, subject, ben.account), undefined);
  const unnoted = () => duties.assignments(ben, { account: ben.account, noted: false }).items.length;
  assert.equal(unnoted(), 1);
  const noted = duties.noteAssignment(ben, subject, ben.account)!;
  assert.equal(noted.notedAt, made.now());
  assert.deepEqual(duties.noteAssignment(ben, subject, ben.account), noted);
  assert.equal(unnoted(), 0);
  assert.equal(duties.assignments(ben, { account: ben.account, noted: true }).items.length, 1);
  made.restricted.add(subject);
  assert.equal(duties.noteAssignment(ben, subject, ben.account), undefined);
});

test('the duty roster tells who is on duty when, and nobody twice at one desk', async (t) => {
  const made = await world(t);
  const { duties } = made.desk;
  const [ada, ben] = [made.person('Ada'), made.person('Ben')];
  const turn = (account: string, from: number, until: number) =>
    duties.putOnDuty(ada, { desk: 'policy', account, from, until });
  const { duty } = must(turn(ada.account, 100, 200));
  assert.equal(codeOf(turn(ada.account, 199, 300)), 'desk.duty');
  assert.equal(codeOf(turn(ada.account, 300, 300)), 'desk.duty');
  assert.equal(codeOf(turn(ada.account, 0, 400 * 86_400)), 'desk.duty');
  must(turn(ada.account, 200, 300));
  must(turn(ben.account, 150, 250));
  must(duties.putOnDuty(ada, { desk: 'technical', account: ada.account, from: 100, until: 300 }));
  const at = (from: number) => duties.duties({ desk: 'policy', from, until: from + 1 }).items.map((one) => one.account);
  assert.deepEqual(at(160), [ada.account, ben.account]);
  assert.deepEqual(at(299), [ada.account]);
  const { items, next } = duties.duties({ limit: 2 });
  assert.equal(items.length + duties.duties({ limit: 9, after: next }).items.length, 4);
  assert.ok(duties.endDuty(duty.id));
  assert.equal(duties.endDuty(duty.id), undefined);
});

test('a file number is one subject’s, however it is spelled, and is found by its beginning', async (t) => {
  const made = await world(t);
  const { duties } = made.desk;
  const ada = made.person('Ada');
  const [one, two] = [await made.pair.request('amber', 'birch'), await made.pair.request('amber', 'birch')];
  must(duties.setFileNumber(ada, one, 'CERT-2026/17'));
  const taken = duties.setFileNumber(ada, two, 'cert-2026 / 17');
  assert.ok(!taken.ok && taken.refusal.code === 'desk.number_taken');
  assert.equal(taken.refusal['subject'], one);
  must(duties.setFileNumber(ada, one, 'Cert-2026/17'));
  must(duties.setFileNumber(ada, two, 'CERT-2026/18'));
  assert.equal(duties.fileNumbers(ada, { q: 'CERT-2026' }).items.length, 2);
  assert.equal(duties.fileNumbers(ada, { q: 'cert-2026/18' }).items[0]!.subject, two);
  made.restricted.add(one);
  const hidden = duties.setFileNumber(ada, two, 'CERT-2026/17');
  assert.ok(!hidden.ok && hidden.refusal['subject'] === undefined, 'whose it is, they may not know');
  assert.equal(duties.fileNumbers(ada, {}).items.length, 1);
  assert.ok(duties.removeFileNumber(ada, two));
});
