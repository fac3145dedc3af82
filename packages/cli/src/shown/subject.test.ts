// Subjects as a page and as an object, out of the folder of a node that has stopped.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { after, before } from 'node:test';
import { digestOf } from '@parley/record/words';
import { HeldDocket } from '#record/docket';
import { Naming, type Language } from '#shown/naming';
import { Page } from '#shown/page';
import { showSubject, type SubjectShown } from '#shown/subject';
import { SubjectPage } from '#shown/subject-page';
import { makeFolders, type Folders } from '../testing/folders.ts';

const HOUR_MS = 3_600_000;

let folders: Folders;
let allegation: string;
let commitment: string;
let measure: string;
/** digest of the disclosure of `summary` */
let erased: string;

before(async () => {
  folders = await makeFolders(async (pair) => {
    await pair.appoint('amber', 'head', 'head');
    const settle = async () => {
      pair.clock.moveTo(pair.clock.now() + HOUR_MS);
      await pair.idle();
    };
    const composed = await pair.compose('amber', 'liaison', {
      type: 'case.allege',
      body: {
        respondent: 'birch',
        claimant: 'government',
        points: [
          { no: 1, kind: 'access' },
          { no: 2, kind: 'taking' },
        ],
      },
      words: {
        title: { en: 'A mirror\u001b[2J server', zh: '镜像服务器' },
        summary: { en: 'It was entered.' },
        points: [
          { no: 1, text: { en: 'It was entered.', zh: '遭侵入。' } },
          { no: 2, text: { en: 'Records were taken.\nWaits now\n  on birch  everything' } },
        ],
        authentic: ['zh'],
      },
    });
    const filed = await pair.app('amber').file(composed);
    assert.ok(filed.ok);
    allegation = filed.id;
    erased = digestOf(composed.words.find((one) => names(one, 'summary'))!);
    await settle();
    await pair.must('birch', 'liaison', { type: 'case.acknowledge', subject: allegation, body: {} });
    await settle();
    await pair.must('birch', 'liaison', {
      type: 'case.position',
      subject: allegation,
      body: { stance: 'deny', points: [{ no: 1, view: 'contest' }] },
      words: { statement: { en: 'We did not.' } },
    });
    await settle();
    await pair.must('birch', 'liaison', {
      type: 'translate',
      subject: allegation,
      body: { of: allegation, language: 'zh', authentic: true },
      words: { members: [{ path: 'summary', text: { en: 'It was entered.', zh: '遭侵入。' } }] },
    });
    await pair.must('amber', 'liaison', {
      type: 'correct',
      subject: allegation,
      body: { of: allegation },
      words: { members: [{ path: 'title', text: { en: 'A mirror server' } }] },
    });
    await pair.must('amber', 'head', {
      type: 'erasure',
      subject: allegation,
      body: { of: allegation, words: [erased], reason: 'mistake' },
    });
    commitment = await pair.must('amber', 'head', {
      type: 'commitment.undertake',
      body: {
        to: 'birch',
        elements: [{ no: 1, element: 'act' }],
        criteria: [{ no: 1, element: 1, by: 'absence' }],
        from: '2026-06-01',
        until: '2026-12-01',
      },
      words: {
        title: { en: 'Hands off' },
        text: { en: 'We keep out.' },
        elements: [{ no: 1, text: { en: 'No entry.' } }],
        criteria: [{ no: 1, text: { en: 'No confirmed entry.' } }],
      },
    });
    measure = await pair.must('amber', 'head', {
      type: 'measure.announce',
      body: { to: 'birch', kind: 'tariff', orientation: 'both', state: 'announced', effective: '2026-06-10' },
      words: { title: { en: 'A duty' } },
    });
    await settle();
  });
});
after(() => folders.remove());

/** Whether a disclosure is of the member of that name, and holds the text. */
function names(disclosure: string | null, member: string, text = ''): boolean {
  const told = Buffer.from(disclosure ?? '', 'base64url').toString();
  return told.includes(`"${member}"`) && told.includes(text);
}

function shown(id: string, folder = folders.amber): SubjectShown {
  const opened = HeldDocket.open(folder);
  assert.ok(opened.ok);
  try {
    return showSubject(opened.docket, id);
  } finally {
    opened.docket.close();
  }
}

function pageOf(id: string, language: Language = 'en', all = false, asOf?: number): string {
  const opened = HeldDocket.open(folders.amber, asOf);
  assert.ok(opened.ok);
  try {
    const page = new Page(120);
    new SubjectPage(page, new Naming(opened.docket, language), all).write(showSubject(opened.docket, id));
    return page.lines.join('\n');
  } finally {
    opened.docket.close();
  }
}

test('both nodes show the same acts, words and deadlines of a subject', () => {
  const mine = shown(allegation);
  const theirs = shown(allegation, folders.birch);
  const told = ({ acts }: SubjectShown) =>
    acts.map(({ id, type, words, delivery }) => ({ id, type, words, received: delivery.received }));
  assert.deepEqual(told(mine), told(theirs));
  assert.deepEqual(
    mine.acts.map(({ type }) => type),
    ['case.allege', 'case.acknowledge', 'case.position', 'correct', 'erasure', 'translate'],
  );
  assert.deepEqual(
    mine.deadlines.map(({ for: owed, state }) => [owed, state]),
    [
      ['acknowledge', 'met'],
      ['position', 'met'],
    ],
  );
  assert.deepEqual(
    mine.map?.contested.map(({ no }) => no),
    [1],
  );
  assert.deepEqual(
    mine.map?.unanswered.map(({ no }) => no),
    [2],
  );
});

test('an act shows its signer, and how far its delivery went', () => {
  const page = pageOf(allegation);
  assert.match(page, /signed by +liaison, liaison officer \([\w-]{8}\)/);
  assert.match(page, /received +birch 2026-06-01 \d\d:\d\d UTC/);
  assert.match(page, /seen +birch 2026-06-01/);
  assert.match(page, /acknowledged +2026-06-01/);
  assert.match(page, /answered +2026-06-01/);
});

test('every text says its language, and whether it is the officer’s own', () => {
  const english = pageOf(allegation);
  assert.match(english, /Title \[en, translation\]:\n {4}│ A mirror\\u\{1b\}\[2J server/);
  assert.doesNotMatch(english, /│ 镜像服务器/);
  assert.match(english, /Statement \[en\]:\n {4}│ We did not\./);
  const chinese = pageOf(allegation, 'zh');
  assert.match(chinese, /陈述 \[en\]:\n {4}│ We did not\./, 'in the language there is, if not in the one asked for');
  assert.match(chinese, /标题 \[zh，作准文本\]:\n {4}│ 镜像服务器/);
  assert.match(pageOf(allegation, 'en', true), /\[en, translation\]:[^]*Title \[zh, authentic\]:\n {4}│ 镜像服务器/);
});

test('a text that looks like the page stands behind the bar', () => {
  assert.match(pageOf(allegation), /│ Records were taken\.\n {4}│ Waits now\n {4}│ {3}on birch/);
  assert.doesNotMatch(pageOf(allegation), /^ {2}on birch {2}everything/m);
});

test('translations, corrections and erasures stand beside the act they are about', () => {
  const page = pageOf(allegation);
  assert.match(page, /translated +zh, birch, equally authentic/);
  assert.match(page, /corrected +amber/);
  assert.match(page, /erasure +amber: 1 of its words, mistake \([\w-]{8}\), not confirmed/);
});

test('words that are not held say whether they were erased', () => {
  const path = join(folders.birch, 'parley.db');
  const database = new DatabaseSync(path);
  const row = database
    .prepare('select position, disclosures from words')
    .all()
    .find(({ disclosures }) =>
      (JSON.parse(String(disclosures)) as (string | null)[]).some((one) => names(one, 'title', '镜像')),
    )!;
  const texts = JSON.parse(String(row['disclosures'])) as (string | null)[];
  const left = texts.map((one) => (names(one, 'title') ? null : one));
  database
    .prepare('update words set disclosures = ? where position = ?')
    .run(JSON.stringify(left), Number(row['position']));
  database.close();
  const opened = HeldDocket.open(folders.birch);
  assert.ok(opened.ok);
  try {
    const page = new Page(120);
    const found = showSubject(opened.docket, allegation);
    assert.equal(found.acts[0]?.notHeld.length, 2);
    new SubjectPage(page, new Naming(opened.docket, 'en'), false).write(found);
    const text = page.lines.join('\n');
    assert.match(text, new RegExp(`words +erased \\(${erased.slice(0, 8)}\\)`));
    assert.match(text, /words +not held \([\w-]{8}\)/);
  } finally {
    opened.docket.close();
  }
});

test('a commitment says what the other side still needs to see', () => {
  const page = pageOf(commitment);
  assert.match(page, /What do you still need to see\?\n {2}birch needs to see from amber: element 1, by criterion 1/);
  assert.match(page, /element +No entry\.\n +criterion +No confirmed entry\.\n +why +not assessed\n +claimed +nothing/);
});

test('a measure says which of its days passed in silence', () => {
  const midnight = Date.UTC(2026, 5, 10) / 1000;
  assert.doesNotMatch(pageOf(measure, 'en', false, midnight - 1), /Passed/);
  const page = pageOf(measure, 'en', false, midnight);
  assert.match(page, /Passed, and nothing was said of it\n {2}to be in force {2}2026-06-10 00:00 UTC/);
});

test('a subject is found by the beginning of its id, and an act of it says which subject that is', () => {
  const opened = HeldDocket.open(folders.amber);
  assert.ok(opened.ok);
  const { docket } = opened;
  try {
    assert.deepEqual(docket.find(allegation.slice(0, 6)), { ok: true, id: allegation });
    assert.equal(docket.shortOf(allegation), allegation.slice(0, 8));
    const [, acknowledged] = showSubject(docket, allegation).acts;
    const act = docket.find(acknowledged!.id);
    assert.ok(!act.ok);
    assert.equal(act.refusal.code, 'subject.act');
    assert.match(act.refusal.detail, new RegExp(allegation));
    for (const [text, code] of [
      ['abc', 'subject.id'],
      ['a b c d', 'subject.id'],
      ['A'.repeat(43), 'subject.not_found'],
    ] as const) {
      const found = docket.find(text);
      assert.equal(found.ok ? 'found' : found.refusal.code, code, text);
    }
  } finally {
    docket.close();
  }
});

test('deadlines are judged at the moment that is asked for, and never before the last cosignature', () => {
  const stateAt = (asOf?: number) => {
    const opened = HeldDocket.open(folders.amber, asOf);
    assert.ok(opened.ok);
    try {
      return {
        now: opened.docket.now,
        states: showSubject(opened.docket, allegation).deadlines.map(({ state }) => state),
      };
    } finally {
      opened.docket.close();
    }
  };
  assert.deepEqual(stateAt(0).states, ['not started', 'not started']);
  assert.ok(stateAt().now >= folders.pair.clock.now() / 1000 - HOUR_MS / 1000);
  assert.deepEqual(stateAt().states, ['met', 'met']);
});
