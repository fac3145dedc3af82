// Nothing of the desk leaves it. Two real nodes; every field of the desk holds a word that stands nowhere else; everything a desk does is done, also
// what is refused and what fails; then everything that comes out of either node is searched for those words, in every spelling.
//
// The test can fail: one more word is said in an act, and must be found wherever acts go.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { accessPaths } from '@parley/api/access';
import { deskPaths, type DraftContent } from '@parley/api/desk';
import { paths, pathTo } from '@parley/api/paths';
import { digestOfContent } from '@parley/node/exhibits/contents';
import { findWords, spellings } from './canary/search.ts';
import { dump, tree, World } from './canary/world.ts';

test('a word is found in every spelling in which it is looked for', () => {
  const word = canary('spelt');
  for (const [name, spelling] of spellings(word))
    assert.ok(findWords(Buffer.from(`x${spelling}y`, 'latin1'), [word]).length > 0, name);
  for (const before of ['', 'a', 'ab', 'abc']) {
    const text = JSON.stringify([before, word]);
    for (const hidden of [
      Buffer.from(text).toString('base64'),
      Buffer.from(text).toString('base64url'),
      Buffer.from(Buffer.from(text).toString('base64url')).toString('base64'),
      gzipSync(text),
      Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), gzipSync(gzipSync(text))]),
      `${text.slice(0, 14)}\r\n1f\r\n${text.slice(14)}`,
    ])
      assert.ok(findWords(Buffer.from(hidden), [word]).length > 0);
  }
  assert.deepEqual(findWords(Buffer.from(canary('other')), [word]), []);
});

type View = { id: string; digest: string; released: boolean; act?: string };

test('nothing of the desk is in any exchange, export, report, figure, log line or live message', async (t) => {
  const world = await World.make(t);
  const { us, cn } = world;
  const words: string[] = [];
  const word = (where: string): string => {
    const made = canary(where);
    words.push(made);
    return made;
  };
  const said = canary('said');

  const live = world.listen(us);
  const subject = await world.say(us, us.liaison, {
    type: 'request.make',
    body: { to: 'cn', category: 'information', urgency: 'routine' },
    words: { asked: { en: 'Which of your networks was this?' }, necessity: { en: 'We cannot see further.' } },
  });
  world.enact({
    acts: { 'request.*': { need: 'any', offices: ['head'] } },
    change: { need: 'all', offices: ['head'] },
  });
  const ada = await world.signIn(us, us.liaison);
  const ben = await world.signIn(us, world.head);
  const bens = ben.listen();

  // ── drafts, in every member ──
  const content = Buffer.from(`attached ${word('content')}`);
  const digest = digestOfContent(content);
  await ada.put(pathTo(paths.exhibitContent, { digest }), content);
  const secret: DraftContent = {
    type: `note.${word('type')}`,
    subject: word('subject'),
    re: [{ log: word('re') }],
    body: { kind: word('body'), [word('bodyname')]: true },
    words: { text: { en: word('words') }, [word('name')]: 'x' },
    exhibits: [{ h: digest, n: content.length, ct: `text/${word('ct')}` }],
    seals: [{ c: word('seal') }],
  };
  const saving = {
    title: word('title'),
    content: secret,
    mentions: [ben.account],
    attachments: [{ digest, name: word('file'), bytes: content.length, mediaType: word('media') }],
  };
  const draft = await ada.must<View>('POST', deskPaths.drafts, saving);
  const at = (path: (typeof deskPaths)['draft'] | (typeof deskPaths)['draftFile']) => pathTo(path, { draft: draft.id });
  await ada.must('PUT', at(deskPaths.draft), { version: 1, ...saving, title: word('retitled') });
  await ada.refused('desk.stale', 'PUT', at(deskPaths.draft), { version: 1, ...saving, title: word('stale') });
  await ada.refused('desk.content', 'POST', deskPaths.drafts, { content: { body: { [word('half')]: 0.5 } } });
  await ada.refused('desk.account', 'POST', deskPaths.drafts, { content: {}, mentions: [word('nobody')] });
  await ada.refused('http.malformed', 'POST', deskPaths.drafts, { content: {}, [word('member')]: word('value') });
  await ada.refused('http.query', 'GET', `${deskPaths.drafts}?${word('parameter')}=${word('asked')}`);
  await ada.refused('http.not_found', 'GET', `${deskPaths.drafts}/${word('path')}`);
  await ada.refused('http.malformed', 'POST', deskPaths.drafts, Buffer.from(`{"broken": ${word('broken')}`));
  await ada.must('GET', pathTo(deskPaths.draftPreview, { draft: draft.id }));
  await ada.must('GET', pathTo(deskPaths.draftVersions, { draft: draft.id }));
  await ada.must('GET', pathTo(deskPaths.draftVersion, { draft: draft.id, version: '1' }));
  await ada.must('GET', `${deskPaths.drafts}?mentions=${ben.account}`);
  await ada.refused('access.cross_site', 'POST', deskPaths.drafts, saving, { origin: 'https://elsewhere.example' });
  await world.stranger(us, deskPaths.drafts, saving);

  // ── release, recall, filing, and what is refused on the way ──
  const clean: DraftContent = {
    type: 'request.make',
    body: { to: 'cn', category: 'information', urgency: 'routine' },
    words: { asked: { en: `Whose is it? ${said}` }, necessity: { en: 'We cannot see further.' } },
  };
  const first = { ...clean, words: { ...clean.words, asked: { en: word('unreleased') } } };
  const leaving = await ada.must<View>('POST', deskPaths.drafts, { title: word('leaving'), content: first });
  const of = { draft: leaving.id };
  await ada.refused(
    'desk.not_released',
    'POST',
    pathTo(deskPaths.draftFile, of),
    await world.sign(us, us.liaison, first),
  );
  await ada.refused('desk.not_released', 'POST', paths.acts, await world.sign(us, us.liaison, first));
  await ada.refused('desk.not_releaser', 'POST', pathTo(deskPaths.draftRelease, of), { digest: leaving.digest });
  await ben.refused('access.unconfirmed', 'POST', pathTo(deskPaths.draftRelease, of), { digest: leaving.digest });
  const now = await ada.must<View>('PUT', pathTo(deskPaths.draft, of), {
    version: 1,
    title: word('changed'),
    content: clean,
  });
  await ben.refused('desk.changed', 'POST', pathTo(deskPaths.draftRelease, of), { digest: leaving.digest });
  await ada.must('POST', pathTo(deskPaths.draftAsk, of), { digest: now.digest });
  for (const recall of [true, false]) {
    await ben.must('POST', accessPaths.confirmOptions, { what: now.digest });
    const released = await ben.must<View>('POST', pathTo(deskPaths.draftRelease, of), { digest: now.digest });
    assert.equal(released.released, true);
    if (recall) await ben.must('POST', pathTo(deskPaths.draftRecall, of), { digest: now.digest });
  }
  const other = { ...clean, words: { ...clean.words, asked: { en: word('differs') } } };
  await ada.refused('desk.differs', 'POST', pathTo(deskPaths.draftFile, of), await world.sign(us, us.liaison, other));
  const signed = await world.sign(us, us.liaison, clean);
  const filed = await ada.must<{ id: string }>('POST', pathTo(deskPaths.draftFile, of), signed);
  assert.equal((await ada.must<View>('GET', pathTo(deskPaths.draft, of))).act, filed.id);
  assert.equal((await ada.must<{ id: string }>('POST', pathTo(deskPaths.draftFile, of), signed)).id, filed.id);

  // ── policy, notes, options, duties, numbers ──
  const office = word('office');
  await ben.refused('desk.policy', 'POST', deskPaths.policyProposals, {
    version: 1,
    policy: { acts: { '*': { need: 'any', offices: [office] } } },
  });
  const note = await ada.must<{ id: string }>('POST', deskPaths.deskNotes, {
    subject,
    text: word('note'),
    mentions: [ben.account],
  });
  await ben.must('POST', deskPaths.deskNotes, { subject, thread: note.id, text: word('answer') });
  await ada.must('PUT', pathTo(deskPaths.deskNote, { note: note.id }), { version: 1, text: word('rewritten') });
  await ada.refused('desk.stale', 'PUT', pathTo(deskPaths.deskNote, { note: note.id }), {
    version: 1,
    text: word('old'),
  });
  await ben.refused('desk.not_author', 'PUT', pathTo(deskPaths.deskNote, { note: note.id }), {
    version: 2,
    text: word('theirs'),
  });
  await ada.must('GET', `${deskPaths.deskNotes}?subject=${subject}`);
  const option = {
    title: word('option'),
    kind: 'expulsion',
    orientation: 'both',
    subjects: [subject],
    basis: word('basis'),
    proportionality: word('proportionality'),
    reciprocity: { risk: 'high', text: word('reciprocity') },
    text: word('text'),
  };
  const considered = await ada.must<{ id: string }>('POST', deskPaths.options, option);
  await ada.must('PUT', pathTo(deskPaths.option, { option: considered.id }), {
    version: 1,
    ...option,
    text: word('again'),
  });
  await ada.must('POST', pathTo(deskPaths.optionDraft, { option: considered.id }), {});
  await ada.must('PUT', pathTo(deskPaths.assignment, { subject, account: ben.account }));
  await ben.must('PUT', pathTo(deskPaths.assignmentNoted, { subject, account: ben.account }));
  await ada.must('POST', deskPaths.duties, { desk: 'policy', account: ben.account, from: 1_000, until: 2_000 });
  await ada.must('PUT', pathTo(deskPaths.fileNumber, { subject }), { number: word('number') });
  await ada.must('GET', `${deskPaths.fileNumbers}?q=${word('sought')}`);
  await ada.must('DELETE', at(deskPaths.draft));

  // ── the node fails while it writes the desk ──
  const kept = words.length;
  const broken = new DatabaseSync(world.file(us));
  broken.exec("create trigger broken before insert on desk_note begin select raise(abort, 'broken'); end");
  await ada.refused('http.fault', 'POST', deskPaths.deskNotes, { subject, text: word('fault') });
  broken.exec('drop trigger broken');
  broken.close();
  await ada.refused('http.too_large', 'POST', deskPaths.deskNotes, { subject, text: word('large').repeat(40_000) });

  // ── everything that comes out ──
  await world.delivered(filed.id);
  const readable = await world.readEverything(us);
  const theirs = await world.readEverything(cn);
  const out = new Map<string, Buffer>([
    ['what a token of ours reads', readable],
    ['what a token of theirs reads', theirs],
    ['our live stream', live()],
    ['the live stream of an officer of ours', bens()],
    ['traffic', Buffer.concat(world.streams())],
    ['what an auditor fetches', await world.auditorReads(us, digest)],
  ]);
  await world.stop();
  out.set('the log lines of both', world.lines());
  out.set('the export', tree(world.exported(us)));
  out.set('what commands print', world.commanded(us));
  out.set('the audit trail', dump(world.file(us), 'trail%'));
  out.set('the other folder', tree(cn.dir));
  out.set('the state folder', tree(world.stateDir));
  for (const [where, bytes] of out) {
    assert.ok(bytes.length > 0, `${where} is empty`);
    assert.deepEqual(findWords(bytes, words), [], where);
  }

  // ── and it could have been found ──
  for (const where of [
    'what a token of ours reads',
    'what a token of theirs reads',
    'traffic',
    'the export',
    'the other folder',
  ])
    assert.ok(findWords(out.get(where)!, [said]).length > 0, `${where} has the word that was said in an act`);
  assert.match(bens().toString(), /event: desk\ndata: \{"part":"notes"\}/, 'an officer is told that notes changed');
  assert.doesNotMatch(live().toString(), /event: desk/, 'a program is told nothing of the desk');
  assert.match(out.get('the log lines of both')!.toString(), /node\.started.*http\.fault/s);
  const own = dump(world.file(us), 'desk_%');
  const lost = words.slice(0, kept).filter((one) => !REFUSED.test(one) && findWords(own, [one]).length === 0);
  assert.deepEqual(lost, [], 'each was at the desk');
  assert.ok(
    findWords(
      tree(us.dir),
      words.filter((one) => one.startsWith('canarycontent')),
    ).length > 0,
    'the content, too',
  );
});

/** Words that were in what the desk refused, or only in what it was asked. */
const REFUSED =
  /^canary(stale|half|nobody|member|value|parameter|asked|path|broken|differs|old|theirs|sought|office|content)/;

function canary(where: string): string {
  return `canary${where}${randomBytes(9).toString('hex')}`;
}
