import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { SubjectQuery, SubjectRow } from '@parley/api/subjects';
import { Pair } from '../../testing/pair.ts';
import { Census } from '../census.ts';
import type { DocketReader } from '../reader.ts';

const HOUR_MS = 3_600_000;
const DAY_SECONDS = 86_400;
const TLP = ['green', 'amber', 'red'] as const;
const SORTS = ['opened', '-opened', 'due', '-due'] as const;

let pair: Pair;
let amber: DocketReader;

const text = (en: string) => ({ en });

async function say(party: string, type: string, subject: string | undefined, body: object, words: object = {}) {
  const id = await pair.must(party, 'liaison', {
    type,
    ...(subject !== undefined && { subject }),
    body: body as Record<string, never>,
    words: words as Record<string, never>,
  });
  pair.clock.moveTo(pair.clock.now() + HOUR_MS);
  return id;
}

function allege(number: number): Promise<string> {
  const [party, respondent] = number % 2 === 0 ? ['amber', 'birch'] : ['birch', 'amber'];
  return say(
    party,
    'case.allege',
    undefined,
    {
      respondent,
      claimant: 'government',
      points: [{ no: 1, kind: 'access' }],
      marking: { tlp: TLP[number % 3]! },
    },
    { title: text(`case ${number}`), points: [{ no: 1, text: text('It was done.') }] },
  );
}

before(async () => {
  pair = await Pair.make();
  await pair.start();
  await pair.found();
  const ids: string[] = [];
  for (let number = 0; number < 23; number++) ids.push(await allege(number));
  await pair.idle();
  for (const [number, id] of ids.entries()) {
    const respondent = number % 2 === 0 ? 'birch' : 'amber';
    if (number % 4 === 0) await say(respondent, 'case.acknowledge', id, {});
    if (number % 5 === 0)
      await say(respondent, 'case.position', id, { stance: 'deny', points: [{ no: 1, view: 'contest' }] });
    if (number % 7 === 0) await say(number % 2 === 0 ? 'amber' : 'birch', 'case.withdraw', id, { reason: 'mistaken' });
  }
  await pair.idle();
  amber = pair.app('amber').reader;
});
after(() => pair.stop());

/** Every case that a list has. */
function list(query: SubjectQuery): SubjectRow[] {
  const rows: SubjectRow[] = [];
  for (let next: string | undefined; ;) {
    const page = amber.subjects({ kind: 'case', limit: 4, ...query, ...(next !== undefined && { after: next }) });
    rows.push(...page.items);
    if (page.next === undefined) return rows;
    next = page.next;
  }
}

const idsOf = (rows: readonly SubjectRow[]) => rows.map(({ id }) => id);

test('an outline cuts a list into stretches that are it, in any order and however it is narrowed', async () => {
  const narrowed: SubjectQuery[] = [
    {},
    { by: 'amber' },
    { standing: 'deny' },
    { open: true },
    { marking: 'amber' },
    { marking: 'clear' },
    { open: true, by: 'birch', marking: 'green' },
  ];
  for (const sort of SORTS) {
    for (const query of narrowed) {
      for (const every of [1, 4, 50]) {
        const { total, head, marks } = await amber.outline({ ...query, kind: 'case', sort, every });
        const rows = idsOf(list({ ...query, sort }));
        const of = JSON.stringify({ sort, query, every });
        assert.equal(total, rows.length, of);
        assert.equal(marks.length, Math.max(0, Math.ceil(total / every) - 1), of);
        const stretches = Array.from({ length: marks.length + 1 }, (_, place) =>
          idsOf(
            list({
              ...query,
              sort,
              ...(place > 0 && { after: marks[place - 1]! }),
              ...(place < marks.length && { until: marks[place]! }),
            }),
          ),
        );
        assert.deepEqual(stretches.flat(), rows, of);
        assert.equal(stretches[0]!.length, head, of);
        for (const stretch of stretches.slice(1, -1)) assert.equal(stretch.length, every, of);
      }
    }
  }
});

test('what is new at the head of a list moves none of its marks', async () => {
  const asked = { kind: 'case', every: 5 } as const;
  const before = await amber.outline(asked);
  await allege(23);
  await pair.idle();
  const now = await amber.outline(asked);
  assert.equal(now.total, before.total + 1);
  assert.deepEqual(now.marks.slice(-before.marks.length), before.marks);
});

test('a marking narrows a list to the subjects whose highest marked act is marked so', () => {
  const rows = list({});
  for (const marking of ['clear', ...TLP] as const) {
    const some = list({ marking });
    assert.deepEqual(idsOf(some), idsOf(rows.filter((row) => row.marking === marking)));
  }
  // An act without a marking counts as the accord says: an answer may lift the case it stands in.
  assert.ok(new Set(rows.map((row) => row.marking)).size > 1);
});

test('as much waits as the list of what waits has', async () => {
  const now = Math.floor(pair.clock.now() / 1000);
  const counts = await amber.waitCounts();
  for (const on of ['us', 'them'] as const) {
    const waits = amber.waits({ on, limit: 200 }).items.filter(({ kind }) => kind === 'case');
    const one = counts.find((count) => count.on === on && count.kind === 'case')!;
    assert.equal(one.subjects, new Set(waits.map(({ subject }) => subject)).size);
    const owed = waits.filter(({ what }) => what !== 'points');
    assert.equal(one.overdue, owed.filter(({ state }) => state === 'overdue').length);
    const soon = owed.filter(({ state, dueAt }) => state === 'running' && dueAt! < now + DAY_SECONDS);
    assert.equal(one.soon, soon.length);
    assert.ok(one.late <= one.pressing && one.pressing <= one.subjects);
  }
});

test('the load adds up: what was opened less what ended is open', async () => {
  const { steps, ages } = await amber.load({ kind: 'case', step: 'week', steps: 6 });
  const rows = list({});
  const sum = (counts: readonly { us: number; them: number }[]) =>
    counts.reduce((all, { us, them }) => all + us + them, 0);
  assert.equal(sum(steps.map(({ opened }) => opened)), rows.length);
  assert.equal(sum(steps.map(({ ended }) => ended)), rows.filter(({ open }) => !open).length);
  assert.equal(sum([steps.at(-1)!.open]), rows.filter(({ open }) => open).length);
  assert.equal(sum(ages.map(({ open }) => open)), rows.filter(({ open }) => open).length);
  for (const [place, { from, to }] of steps.entries()) {
    assert.equal(to - from, 7 * DAY_SECONDS);
    assert.equal(new Date(from * 1000).getUTCDay(), 1, 'a week begins on a Monday');
    if (place > 0) assert.equal(from, steps[place - 1]!.to);
  }
});

test('a census that followed every change is the one that is read anew', async () => {
  const { docket } = pair.app('amber');
  await docket.census.ask(() => undefined);
  for (let number = 30; number < 36; number++) {
    const id = await allege(number);
    await pair.idle();
    if (number % 2 === 0) await say('birch', 'case.acknowledge', id, {});
    else await say('birch', 'case.withdraw', id, { reason: 'mistaken' });
    await docket.census.ask(() => undefined);
  }
  await pair.idle();
  const followed = await docket.census.ask((orders) => structuredClone(orders));
  const anew = await new Census(pair.databases.get('amber')!).ask((orders) => structuredClone(orders));
  const plain = (orders: typeof followed) => ({
    opened: orders.opened.map((row) => ({ ...row, endedAt: undefined })),
    due: orders.due.map((row) => ({ ...row, endedAt: undefined })),
  });
  assert.deepEqual(plain(followed), plain(anew));
});
