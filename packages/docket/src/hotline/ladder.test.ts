import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { subjectAt } from '#asof';
import type { HotlineState } from '#hotline/kind';
import { rungAt, type RungAt } from '#hotline/ladder';
import { receiptsOf } from '#receipts';
import { checkDelivery } from '#testing/deliver';
import { Story } from '#testing/given';
import { defaultTerms } from '#terms';
import { runs } from '#testing/runs';
import { HOUR, settledWorld, START } from '#testing/world';

const RUNGS = 4;

type Drawn = { rung: number; hours: number; floorHours: number; heard: number | null; down: number | null };

/** A person with a clock, second by second: whoever has not heard by the due time is passed over for the next rung. */
function* watched({ rung, hours, floorHours, heard, down }: Drawn): Generator<RungAt> {
  const length = Math.max(hours, floorHours) * HOUR;
  let since = 0;
  let at = rung;
  let over = false;
  for (let now = 0; ; now++) {
    over ||= (heard !== null && heard <= now) || (down !== null && down <= now);
    if (!over && now >= since + length && at < RUNGS) {
      at++;
      since = now;
    }
    const dueAt = since + length;
    let phase: RungAt['phase'] = now < dueAt ? 'waits' : 'unheard';
    if (heard !== null && heard <= now) phase = 'heard';
    if (down !== null && down <= now) phase = 'stood-down';
    yield { rung: at, since: START + since, dueAt: START + dueAt, phase };
  }
}

async function tell({ rung, hours, floorHours, heard, down }: Drawn): Promise<Story> {
  const { allowances, floors } = defaultTerms;
  const world = await settledWorld({
    terms: {
      allowances: { ...allowances, hotline: { ...allowances.hotline, acknowledge: { hours } } },
      floors: { ...floors, hotlineHours: floorHours },
    },
  });
  const story = new Story(world);
  const call = await world.say('us', 'hotline.raise', { body: { to: 'cn', about: 'crisis', rung } });
  story.acts.set('call', call);
  world.receive();
  const subject = call.id;
  const { id: of } = await world.say('us', 'hotline.stand-down', { body: { expires: START + 30 * HOUR }, subject });
  world.receive();
  const endorse = async () => {
    world.now = START + down!;
    await world.say('cn', 'endorse', { body: { of }, subject });
    world.receive();
  };
  if (down !== null && (heard === null || down <= heard)) await endorse();
  if (heard !== null) {
    world.now = START + heard;
    await world.say('cn', 'hotline.acknowledge', { body: { rung: RUNGS }, subject });
    world.receive();
  }
  if (down !== null && heard !== null && down > heard) await endorse();
  return story;
}

async function checkAgainstWatch(drawn: Drawn): Promise<void> {
  const story = await tell(drawn);
  const state = story.state<HotlineState>('call');
  const length = Math.max(drawn.hours, drawn.floorHours) * HOUR;
  const edges = Array.from({ length: RUNGS + 1 }, (_, n) => n * length);
  const moments = [...edges, drawn.heard ?? 0, drawn.down ?? 0].flatMap((at) => [at - 1, at, at + 1]);
  const asked = new Set(moments.filter((at) => at >= 0));
  const latest = Math.max(...asked);
  let now = 0;
  for (const expected of watched(drawn)) {
    if (asked.has(now)) assert.deepEqual(rungAt(state, START + now), expected, JSON.stringify({ ...drawn, now }));
    if (now++ === latest) break;
  }
  assert.equal(rungAt(state, START - 1).phase, 'unserved');
  // Every rung that was reached has its deadline, no other has, and each begins where the one below was due.
  const { rung: reached } = rungAt(state, Number.MAX_SAFE_INTEGER);
  const names = state.deadlines.map((deadline) => deadline.for);
  const rungs = Array.from({ length: reached - drawn.rung + 1 }, (_, n) => drawn.rung + n);
  assert.deepEqual(names, [
    ...rungs.map((rung) => (rung === drawn.rung ? 'acknowledge' : `acknowledge-rung-${rung}`)),
    'respond',
  ]);
  // A response is owed from when it was heard, or from the last due time of the highest rung, whichever is first.
  const last = state.deadlines.at(-2)!;
  const gone = drawn.down !== null && START + drawn.down <= last.dueAt!;
  const exhaustedAt = reached === RUNGS && !gone ? last.dueAt! : Infinity;
  const respondsAt = Math.min(exhaustedAt, drawn.heard === null ? Infinity : START + drawn.heard);
  assert.equal(state.deadlines.at(-1)!.startsAt, respondsAt === Infinity ? null : respondsAt, JSON.stringify(drawn));
  for (const [n, { startsAt }] of state.deadlines.slice(0, -1).entries()) assert.equal(startsAt, START + n * length);
}

test('the ladder is what a person with a clock sees, at every edge: nobody hears, or somebody just before, at or after a due time', async () => {
  for (const rung of [1, 3]) {
    const edges = Array.from({ length: RUNGS - rung + 1 }, (_, n) => (n + 1) * HOUR);
    for (const heard of [null, 0, ...edges.flatMap((at) => [at - 1, at, at + 1])]) {
      await checkAgainstWatch({ rung, hours: 1, floorHours: 1, heard, down: null });
    }
    for (const down of edges.flatMap((at) => [at - 1, at, at + 1])) {
      await checkAgainstWatch({ rung, hours: 1, floorHours: 1, heard: null, down });
    }
  }
});

test('the ladder is what a person with a clock sees, for drawn allowances, floors and moments', () =>
  fc.assert(
    fc.asyncProperty(
      fc.record({
        rung: fc.integer({ min: 1, max: RUNGS }),
        hours: fc.integer({ min: 1, max: 3 }),
        floorHours: fc.integer({ min: 1, max: 3 }),
        heard: fc.option(fc.nat(13 * HOUR)),
        down: fc.option(fc.nat(13 * HOUR)),
      }),
      checkAgainstWatch,
    ),
    runs(25),
  ));

test('on every rung a lapse counts once the log was held without an acknowledgement at or after its due time', async () => {
  const { allowances } = defaultTerms;
  const settled = await settledWorld({
    terms: { allowances: { ...allowances, hotline: { ...allowances.hotline, acknowledge: { hours: 1 } } } },
  });
  const call = await settled.say('us', 'hotline.raise', { body: { to: 'cn', about: 'crisis', rung: 1 } });
  settled.receive();
  const dues = Array.from({ length: RUNGS }, (_, n) => START + (n + 1) * HOUR);
  const moments = dues.flatMap((due) => [due - 1, due, due + 1]);
  for (const heldAt of moments) {
    const world = settled.fork();
    world.now = heldAt;
    world.cosign('us', 'cn');
    const story = new Story(world, new Map([['call', call]]));
    const state = story.state<HotlineState>('call');
    const house = story.house();
    const receipts = receiptsOf(world.cosigned);
    for (const asOf of moments) {
      const rungs = subjectAt(state, asOf, house, receipts).deadlines.slice(0, -1);
      assert.deepEqual(
        rungs.map((one) => one.state),
        dues.map((due) => {
          if (asOf < due - HOUR) return 'not started';
          if (asOf < due) return 'running';
          return heldAt >= due && heldAt <= asOf ? 'lapsed' : 'due';
        }),
        `held at ${heldAt - START}, as of ${asOf - START}`,
      );
    }
  }
});

test('whatever comes in whichever order, the ladder ends up the same', async () => {
  const world = (await tell({ rung: 1, hours: 1, floorHours: 1, heard: 2 * HOUR + 1, down: 3 * HOUR })).world;
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (turns) => checkDelivery(world, turns)),
    { numRuns: 60 },
  );
});
