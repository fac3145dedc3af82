import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { renderHtml } from '#report/html';
import { lastReceiptAt, type ListedRecord } from '#report/cut';
import { composeReport, encodeReport, type WordsOf } from '#report/model';
import { encodeInstant, encodeMoment } from '#report/moment';
import { renderTypst } from '#report/typst';
import { given, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const ALLEGE: Step = says('us', 'case.allege', {
  as: 'case',
  body: { respondent: 'cn', claimant: 'cert', points: [{ no: 1, kind: 'access' }] },
});
const ASK: Step = says('us', 'request.make', {
  as: 'ask',
  body: (story) => ({ to: 'cn', category: 'preservation', urgency: 'urgent', case: story.id('case') }),
});
const STORY = [ALLEGE, ASK, received()] as const;

/** Worlds have no words: these stand for what is held of the two openings. */
function wordsIn(story: Story, words: Record<string, JsonObject>): WordsOf {
  const byId = new Map(Object.entries(words).map(([name, told]) => [story.id(name), told]));
  return (id) => byId.get(id);
}

function listed({ world }: Story): ListedRecord {
  const { accord, accordId, logs, rootAt, cosigned } = world;
  return { accord, accordId, logs, rootAt, cosigned };
}

const NO_WORDS: WordsOf = () => undefined;

test('a report says per subject what was asked, received, answered and what is overdue', async () => {
  await given(...STORY, until(3 * DAY), says('cn', 'case.acknowledge', { on: 'case' }), received()).shows((story) => {
    const words = wordsIn(story, { case: { title: { en: 'A case', zh: '一案' } } });
    const report = composeReport(listed(story), words, ['en'])!;
    assert.equal(report.reviewAt, START + 3 * DAY);
    const [first, second] = report.subjects;
    assert.deepEqual(first!.title, { en: 'A case', zh: '一案' });
    assert.deepEqual(
      first!.deadlines.map(({ for: owed, state }) => `${owed} ${state}`),
      ['acknowledge met', 'position running'],
    );
    assert.deepEqual(second!.about, [story.id('case')]);
    assert.deepEqual(
      second!.deadlines.filter(({ state }) => state === 'lapsed').map(({ for: owed }) => owed),
      ['acknowledge', 'reply'],
    );
    assert.equal(report.summary.find(({ party }) => party === 'cn')!.owes.lapsed, 2);
    const page = renderHtml(report);
    assert.match(page, /A case/);
    assert.doesNotMatch(page, /一案/);
    assert.match(page, /<tr class="late">/);
  });
});

test('what was received after the review date is not in the report, whenever it is made', async () => {
  const early = given(...STORY);
  const later = given(
    ...STORY,
    until(20 * HOUR),
    says('cn', 'request.acknowledge', { on: 'ask' }),
    says('cn', 'case.acknowledge', { on: 'case' }),
    received(),
  );
  let first = '';
  await early.shows((story) => {
    first = encodeReport(composeReport(listed(story), NO_WORDS, ['en'])!);
  });
  await later.shows((story) => {
    assert.equal(lastReceiptAt(listed(story)), START + 20 * HOUR);
    assert.equal(encodeReport(composeReport(listed(story), NO_WORDS, ['en'], START)!), first);
    assert.notEqual(encodeReport(composeReport(listed(story), NO_WORDS, ['en'])!), first);
  });
});

test('a cosignature of the same size later is no new receipt', async () => {
  await given(...STORY, until(DAY), received()).shows((story) => {
    assert.equal(lastReceiptAt(listed(story)), START);
  });
});

test('an act that had seen what was not yet provable at the review date waits, and is counted', async () => {
  await given(...STORY, until(HOUR), says('cn', 'case.acknowledge', { on: 'case' }), received()).shows((story) => {
    const record = listed(story);
    // The other holder’s clock ran behind: it says it held the answer before the question was held.
    const cosigned = {
      ...record.cosigned,
      cn: record.cosigned['cn']!.map((one) => ({ ...one, time: Math.min(one.time, START - HOUR) })),
    };
    const report = composeReport({ ...record, cosigned }, NO_WORDS, ['en'], START - 1)!;
    assert.equal(report.waiting, 1);
    assert.deepEqual(report.subjects, []);
  });
});

test('nothing is reported before the first receipt', async () => {
  await given().shows((story) => {
    assert.equal(composeReport({ ...listed(story), cosigned: {} }, NO_WORDS, ['en']), undefined);
  });
});

test('words that are not held say so, in both languages', async () => {
  await given(
    says('us', 'case.allege', {
      as: 'case',
      body: { respondent: 'cn', claimant: 'cert', points: [{ no: 1, kind: 'access' }] },
      payload: { _sd: ['A'.repeat(43)], _sd_alg: 'sha-256' },
    }),
    received(),
  ).shows((story) => {
    const report = composeReport(listed(story), NO_WORDS, ['en', 'zh'])!;
    assert.equal(report.subjects[0]!.title, null);
    const page = renderHtml(report);
    assert.match(page, /not held/);
    assert.match(page, /未持有/);
  });
});

test('a text in another language than asked for is shown in its own', async () => {
  await given(...STORY).shows((story) => {
    const report = composeReport(listed(story), wordsIn(story, { case: { title: { zh: '一案' } } }), ['en'])!;
    assert.match(renderHtml(report), /lang="zh" class="other">一案/);
  });
});

test('whatever an officer wrote is text, in HTML and in Typst', async () => {
  const hostile = '</style><script>alert(1)</script> #panic("x") "; #import "/etc/passwd" \\" ] ) \u0000 \u202e "&';
  await given(...STORY).shows((story) => {
    const report = composeReport(listed(story), wordsIn(story, { case: { title: { en: hostile } } }), ['en'])!;
    const page = renderHtml(report);
    assert.doesNotMatch(page, /<script|<\/style>.*<\/style>/);
    assert.match(page, /&#60;script&#62;/);
    const document = renderTypst(report);
    // Outside string literals nothing of it stands: every quotation mark it brought is escaped.
    const outside = document.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    assert.doesNotMatch(outside, /panic|import|passwd/);
  });
});

test('natural persons are left out', async () => {
  await given(...STORY).shows((story) => {
    const words = wordsIn(story, { case: { title: { en: 'A case' }, persons: [{ name: 'Somebody Real' }] } });
    assert.doesNotMatch(encodeReport(composeReport(listed(story), words, ['en'])!), /Somebody Real/);
  });
});

test('moments are printed in UTC', () => {
  assert.equal(encodeMoment(START), '2026-01-05 09:00 UTC');
  assert.equal(encodeInstant(START + 61), '2026-01-05T09:01:01Z');
  for (const seconds of [0, 951_782_399, 951_782_400, 4_102_444_799, 1_709_164_800]) {
    assert.equal(encodeInstant(seconds), new Date(seconds * 1000).toISOString().replace('.000', ''));
  }
});
