import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Progress } from '@parley/api/progress';
import { Quotations } from '@parley/api/quotation';
import { Scorecard, StatusReport } from '@parley/api/reviews';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { Pair } from '../testing/pair.ts';
import { listFolder } from './listed.ts';
import type { Job, Made } from './make.ts';
import { Reviews, WAITING_MAX } from './reviews.ts';
import { makeReport, REPORT_FORMATS } from './status.ts';

const seen = { all: true, rows: '[]' };

const HELD = 'Neither government will knowingly support theft. We will be watching carefully.';

let dir: string;
let pair: Pair;
let reviews: Reviews;

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-reviews-'));
  mkdirSync(join(dir, 'amber'));
  pair = await Pair.make({ paths: new Map([['amber', join(dir, 'amber', 'parley.db')]]) });
  writeFileSync(join(dir, 'amber', 'accord.json'), pair.accordText);
  writeFileSync(join(dir, 'amber', 'node.json'), JSON.stringify({ party: 'amber', listen: { host: '::1', port: 1 } }));
  await pair.start();
  await pair.found();
  await pair.request('birch', 'amber');
  await pair.appoint('birch', 'head', 'head');
  await pair.must('birch', 'head', {
    type: 'statement.issue',
    body: { to: 'amber', occasion: 'press', marking: { tlp: 'clear' } },
    words: { text: { en: HELD } },
  });
  await pair.idle();
  reviews = new Reviews(join(dir, 'amber'));
});
after(async () => {
  await reviews.stop();
  await pair.stop();
  rmSync(dir, { recursive: true, force: true });
});

const never = new AbortController().signal;

async function made(job: Job): Promise<Extract<Made, { ok: true }>> {
  const answer = await reviews.make(job, never);
  assert.ok(answer.ok, answer.ok ? '' : answer.refusal.detail);
  return answer;
}

async function madeJson(job: Job): Promise<unknown> {
  return JSON.parse(parseUtf8((await made(job)).bytes)!);
}

async function refused(job: Job): Promise<string> {
  const answer = await reviews.make(job, never);
  assert.ok(!answer.ok);
  return answer.refusal.code;
}

const body = (asked: object): Uint8Array => encodeUtf8(JSON.stringify(asked));
const aReport: Job = { make: 'report', format: 'json', languages: ['en'] };

test('a report is byte for byte what anybody makes of the same folder, in every format', async () => {
  const held = await listFolder(join(dir, 'amber'));
  assert.ok(held.ok);
  for (const format of REPORT_FORMATS) {
    for (const languages of [['en'], ['en', 'zh']] as const) {
      const here = await makeReport(held.listed, { format, languages });
      assert.ok(here.ok);
      const { bytes, reviewAt } = await made({ make: 'report', format, languages });
      assert.deepEqual(bytes, new Uint8Array(here.bytes), `${format} ${languages.join()}`);
      assert.equal(reviewAt, here.reviewAt);
    }
  }
});

test('what is made has the members that the interface says, and no others', async () => {
  const report = await madeJson(aReport);
  assert.deepEqual(StatusReport.parse(report), report);
  const scorecard = await madeJson({ make: 'scorecard' });
  assert.deepEqual(Scorecard.parse(scorecard), scorecard);
  const csv = `date,group,count\n${Array.from({ length: 48 }, (_, at) => `${2012 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')},north,${at < 24 ? 5 : 2}\n2012-05,south,1`).join('\n')}\n`;
  const asked = { series: { format: 'csv', text: csv }, accordDate: '2014-01-01', rivals: ['2013-06-01'] };
  const progress = await madeJson({
    make: 'progress',
    seen,
    body: body({ ...asked, group: 'north', compare: 'south' }),
  });
  assert.deepEqual(Progress.parse(progress), progress);
  const others = { format: 'csv', name: 'others', text: csv };
  const apart = Progress.parse(await madeJson({ make: 'progress', seen, body: body({ ...asked, compare: others }) }));
  assert.deepEqual(
    apart.assessment.sections.map(({ indicator, comparison }) => [indicator.name, comparison?.name]),
    [['series', 'others']],
  );
});

test('a quotation is held against the statements of both sides, and what was said is shown', async () => {
  const text =
    'They spoke of “watching carefully”, added that “either government will knowingly support theft” and “never said this at all”.';
  const found = (await madeJson({
    make: 'quotation',
    seen,
    body: body({ text }),
  })) as typeof Quotations._output;
  assert.deepEqual(Quotations.parse(found), found);
  assert.deepEqual(
    found.quotations.map(({ verdict, differences }) => [verdict, verdict === 'differs' ? differences : []]),
    [
      ['exact', []],
      ['differs', [{ quoted: 'either', held: 'Neither' }]],
      ['not-found', []],
    ],
  );
  const [passage] = found.quotations[0]!.passages;
  assert.deepEqual([passage!.by, passage!.standing, passage!.text], ['birch', 'single', 'watching carefully']);
  assert.deepEqual([found.statements, found.withheld], [1, 0]);
});

test('what is not in order is refused by its code', async () => {
  assert.equal(await refused({ ...aReport, reviewAt: 1 }), 'report.nothing');
  assert.equal(await refused({ make: 'progress', seen, body: encodeUtf8('{') }), 'http.malformed');
  assert.equal(await refused({ make: 'progress', seen, body: new Uint8Array([0xff]) }), 'http.malformed');
  const docket = { series: { format: 'docket' }, accordDate: '2015-09-25' };
  assert.equal(await refused({ make: 'progress', seen, body: body({ ...docket, more: 1 }) }), 'http.malformed');
  assert.equal(await refused({ make: 'progress', seen, body: body(docket) }), 'progress.empty');
  const wrong = { format: 'csv', text: 'date\n2015-13\n' };
  assert.equal(await refused({ make: 'progress', seen, body: body({ ...docket, series: wrong }) }), 'series.row');
  assert.equal(await refused({ make: 'quotation', seen, body: body({ text: '' }) }), 'http.malformed');
  assert.equal(await refused({ make: 'quotation', seen, body: body({ text: '“a” '.repeat(101) }) }), 'quotation.many');
});

test('one is made at a time, a few wait, and one more is told to come again', async () => {
  const asked = Array.from({ length: WAITING_MAX + 1 }, () => reviews.make(aReport, never));
  assert.ok(reviews.full);
  const more = await reviews.make(aReport, never);
  assert.ok(!more.ok && more.refusal.code === 'http.busy' && Number(more.refusal['retryAfter']) > 0);
  for (const answer of await Promise.all(asked)) assert.ok(answer.ok, JSON.stringify(answer));
  assert.ok(!reviews.full);
});

test('whoever goes away leaves nothing behind: neither a thread nor a snapshot that keeps the journal', async () => {
  for (const afterMs of [0, 100, 200, 300, 400]) {
    await pair.request('birch', 'amber');
    await pair.idle();
    const [first, second] = [new AbortController(), new AbortController()];
    const running = reviews.make(aReport, first.signal);
    const waiting = reviews.make(aReport, second.signal);
    await pause(afterMs);
    second.abort();
    first.abort();
    await Promise.all([running, waiting]);
    assert.ok(pair.databases.get('amber')!.emptyJournal(), `after ${afterMs} ms`);
    assert.ok(!(await reviews.make(aReport, first.signal)).ok);
  }
  await made({ make: 'scorecard' });
});

test('a record that does not fit into the memory for an answer is refused, and the process lives', async () => {
  const small = new Reviews(join(dir, 'amber'), { heapMib: 12 });
  const answer = await small.make(aReport, never);
  assert.ok(!answer.ok && answer.refusal.code === 'report.too_large');
  await small.stop();
});

test('stopping gives up what is made and what waits', async () => {
  const stopped = new Reviews(join(dir, 'amber'));
  const asked = [stopped.make(aReport, never), stopped.make(aReport, never)];
  await stopped.stop();
  for (const answer of await Promise.all(asked)) assert.ok(!answer.ok && answer.refusal.code === 'http.stopping');
  assert.ok(!(await stopped.make(aReport, never)).ok);
});

test('a folder that cannot be read is a fault', async () => {
  const nowhere = new Reviews(join(dir, 'nowhere'));
  await assert.rejects(nowhere.make(aReport, never), /making a report/);
  await nowhere.stop();
});
