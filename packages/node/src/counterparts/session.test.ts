import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  AGAIN_MAX,
  PAUSE_FIRST_MS,
  PAUSE_LONGEST_MS,
  POLL_EVERY_MS,
  Session,
  type Errand,
  type Outcome,
} from './session.ts';

function recovered(heldSize = 0): Session {
  const session = new Session('birch', heldSize);
  assert.deepEqual(session.due(0), ['recover']);
  session.recovered();
  session.settled('recover', 'done', 0);
  return session;
}

test('nothing but the question what they know is due before it is answered', () => {
  const session = new Session('birch', 0);
  session.nudged(5, 0);
  assert.deepEqual(session.due(0), ['recover']);
  assert.deepEqual(session.due(0), [], 'one errand of a kind at a time');
  session.settled('recover', 'unreachable', 0);
  assert.deepEqual(session.due(PAUSE_FIRST_MS - 1), []);
  assert.deepEqual(session.due(PAUSE_FIRST_MS), ['recover']);
});

test('what is published is offered until they hold it pending', () => {
  const session = recovered();
  session.published(3);
  assert.deepEqual(session.due(1), ['offer', 'receipts', 'poll']);
  session.offered(3);
  session.settled('offer', 'done', 1);
  assert.equal(session.due(1).includes('offer'), false);
  session.published(3); // the daily signature of the same size
  assert.deepEqual(session.due(1), ['offer']);
});

test('a publication while an offer is on its way is offered after it', () => {
  const session = recovered();
  session.published(3);
  session.due(1);
  session.published(4);
  session.offered(3);
  session.settled('offer', 'done', 2);
  assert.deepEqual(session.due(2), ['offer']);
});

test('pauses grow, are bounded, and end when they are heard', () => {
  const session = recovered();
  session.published(1);
  let now = 0;
  let longest = 0;
  for (let failures = 0; failures < 20; failures++) {
    while (!session.due(now).includes('offer')) {
      const next = session.wakeAt();
      assert.ok(next > now);
      longest = Math.max(longest, next - now);
      now = next;
    }
    session.settled('offer', 'unreachable', now);
    if (!session.due(now).includes('receipts')) continue;
    session.settled('receipts', 'unreachable', now);
  }
  assert.ok(longest <= Math.max(PAUSE_LONGEST_MS, POLL_EVERY_MS));
  session.heard(now);
  assert.ok(session.due(now).includes('offer'));
});

test('a counterpart that answers “again” for ever is paused on', () => {
  const session = recovered();
  session.published(1);
  let now = 0;
  for (let turn = 0; turn <= AGAIN_MAX; turn++) {
    assert.ok(session.due(now).includes('offer'), `turn ${turn}`);
    session.settled('offer', 'again', now);
  }
  assert.equal(session.due(now).includes('offer'), false);
  for (let pause = PAUSE_FIRST_MS; pause < PAUSE_LONGEST_MS; pause *= 2) {
    now += pause;
    assert.ok(session.due(now).includes('offer'), `after ${pause} ms`);
    session.settled('offer', 'again', now);
    assert.equal(session.due(now + pause).includes('offer'), false, 'each pause is longer than the one before');
  }
  session.heard(now);
  assert.ok(session.due(now).includes('offer'), 'until they speak to us');
  session.settled('offer', 'done', now);
  session.published(2);
  assert.ok(session.due(now).includes('offer'), 'or make sense again');
});

test('what is pending is pulled until it is held; a new signature of what is held is cosigned again', () => {
  const session = recovered(2);
  session.nudged(5, 0);
  assert.ok(session.due(0).includes('pull'));
  session.held(5);
  session.settled('pull', 'done', 0);
  assert.equal(session.due(0).includes('pull'), false);
  session.nudged(5, 1);
  assert.ok(session.due(1).includes('pull'));
});

test('they are polled every half minute, however much they ask us', () => {
  const session = recovered();
  assert.ok(session.due(0).includes('poll'));
  session.settled('poll', 'done', 0);
  for (let now = 0; now < POLL_EVERY_MS; now += 1000) {
    session.heard(now);
    session.nudged(3, now);
    assert.equal(session.due(now).includes('poll'), false);
  }
  assert.ok(session.due(POLL_EVERY_MS).includes('poll'));
});

test('they showed their newest head when they brought it or were asked for it, and not whenever they spoke', () => {
  const session = recovered();
  session.published(1);
  assert.equal(session.state.shownAt, undefined);
  session.due(5);
  session.settled('offer', 'done', 6);
  session.settled('poll', 'unreachable', 7);
  session.heard(8);
  assert.equal(session.state.shownAt, undefined);
  session.due(9);
  session.settled('poll', 'done', 10);
  assert.equal(session.state.shownAt, 10);
  session.nudged(4, 12);
  assert.equal(session.state.shownAt, 12);
});

test('of a log that contradicted itself nothing more is taken', () => {
  const session = recovered();
  session.nudged(5, 0);
  session.stopTaking();
  assert.equal(session.due(0).includes('pull'), false);
});

test('whatever happens, work that is wanted is never forgotten', () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('published' as const), size: fc.nat(9) }),
    fc.record({ kind: fc.constant('nudged' as const), size: fc.nat(9) }),
    fc.record({ kind: fc.constant('heard' as const) }),
    fc.record({
      kind: fc.constant('settle' as const),
      outcome: fc.constantFrom<Outcome>('done', 'again', 'unreachable', 'refused'),
    }),
    fc.record({ kind: fc.constant('pass' as const), time: fc.nat(100_000) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const session = recovered();
      const busy = new Set<Errand>();
      let now = 0;
      let published = 0;
      const start = () => {
        for (const errand of session.due(now)) {
          assert.equal(busy.has(errand), false, `${errand} was started twice`);
          busy.add(errand);
        }
      };
      for (const one of events) {
        if (one.kind === 'published') session.published((published = Math.max(published, one.size)));
        else if (one.kind === 'nudged') session.nudged(one.size, now);
        else if (one.kind === 'heard') session.heard(now);
        else if (one.kind === 'pass') now += one.time;
        else {
          const [errand] = busy;
          if (errand === undefined) continue;
          busy.delete(errand);
          session.settled(errand, one.outcome, now);
        }
        start();
      }
      // From here on everything succeeds: it must come to rest with everything offered and held.
      for (let turns = 0; turns < 50 && !session.settledDown; turns++) {
        for (const errand of busy) {
          busy.delete(errand);
          if (errand === 'offer') session.offered(published);
          if (errand === 'pull') session.held(session.state.pendingSize);
          session.settled(errand, 'done', now);
        }
        start();
        if (session.wakeAt() !== Infinity) now = Math.max(now, session.wakeAt());
        start();
      }
      assert.equal(session.settledDown, true);
    }),
  );
});
