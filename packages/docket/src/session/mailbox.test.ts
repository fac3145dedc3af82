// Minutes that cross on the way: whatever is proposed, countered, endorsed, withdrawn and received when, in whichever order the pieces
// reach a node, it ends in the same state, and the mailbox rule says which.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import fc from 'fast-check';
import { foldDocket } from '#docket';
import type { SessionState } from '#session/kind';
import type { Outcome } from '#session/outcome';
import { checkDelivery } from '#testing/deliver';
import { runs } from '#testing/runs';
import { DAY, HOUR, settledWorld, START } from '#testing/world';

const DATES = { round: 1, from: '2026-03-02', until: '2026-03-03', format: 'written', level: 'expert' };

type Move = { what: number; party: number; target: number; passes: number; seen: number };

const move: fc.Arbitrary<Move> = fc.record({
  what: fc.nat(15),
  party: fc.nat(1),
  target: fc.nat(5),
  passes: fc.nat(4),
  seen: fc.nat(3),
});

const PASSES = [0, 60, HOUR, 6 * HOUR, DAY];

/** A session in which both sides propose minutes, counter, answer and withdraw, and holders and a witness cosign now and then. */
async function tell(moves: readonly Move[], allReceived: boolean) {
  const world = await settledWorld({ witnesses: ['w.example'] });
  const convened = { ...DATES, to: 'cn', expires: START + 5 * DAY };
  const { id: subject } = await world.say('us', 'session.convene', { body: convened });
  world.receive();
  const proposals: { id: string; party: string }[] = [{ id: subject, party: 'us' }];
  for (const { what, party: side, target, passes, seen } of moves) {
    world.now += PASSES[passes]!;
    const party = side === 0 ? 'us' : 'cn';
    const other = side === 0 ? 'cn' : 'us';
    if (what >= 12) {
      if (what === 15) world.cosign('w.example', party);
      else if (seen === 0) world.receive();
      else world.cosign(other, party);
      continue;
    }
    const say = (type: string, body: JsonObject) =>
      world.say(party, type, {
        subject,
        body,
        seen: { [other]: seen === 0 ? world.logs.get(other)!.length : world.holds(party, other) },
      });
    // Mostly what can be answered: the other side's proposals to endorse and counter.
    const theirs = proposals.filter((one) => one.party === other);
    const among = target < 5 && what < 8 && theirs.length > 0 ? theirs : proposals;
    const named = among[target % among.length]!;
    if (what < 4) {
      const minutes = {
        from: DATES.from,
        until: DATES.until,
        items: [],
        decisions: [],
        actions: [{ no: 1 + (target % 2), owner: what % 2 === 0 ? 'us' : 'cn', due: '2026-02-01' }],
        expires: world.now + (1 + target) * DAY,
        ...(what === 3 ? { counters: named.id } : {}),
      };
      const { id } = await say('session.minutes', minutes);
      proposals.push({ id, party });
    } else if (what < 8) await say('endorse', { of: named.id });
    else if (what < 10) await say('decline', { of: named.id });
    else if (what === 10) await say('session.action', { minutes: named.id, no: 1 + (target % 2), state: 'done' });
    else await say('session.attend', { count: 1, level: 'expert' });
  }
  if (allReceived) world.receive();
  return { world, subject };
}

test('minutes end the same in whichever order proposals, answers and receipts reach a node', async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(move, { minLength: 8, maxLength: 30, size: 'max' }),
      fc.boolean(),
      fc.array(fc.nat(6), { maxLength: 60 }),
      fc.array(fc.nat(6), { maxLength: 60 }),
      async (moves, allReceived, ours, theirs) => {
        const { world, subject } = await tell(moves, allReceived);
        for (const turns of [ours, theirs]) checkDelivery(world, turns);
        const { docket, disregarded } = foldDocket(world.record());
        const state = docket.subjects.get(subject)!.state as SessionState;
        for (const { code } of disregarded) met.add(code);
        // What the rule says, from the acts and cosignatures themselves.
        const inOrder = new Map(state.acts.map((act) => [act.id, act]));
        for (const text of state.minutes) {
          met.add(text.outcome);
          const own = world.logs.get(text.party)!;
          const other = text.party === 'us' ? 'cn' : 'us';
          const answers = world.logs
            .get(other)!
            .filter(({ id, act }) => inOrder.has(id) && act!.payload.body['of'] === text.id);
          const withdrawal = own.find(
            ({ id, act }) => inOrder.has(id) && act!.payload.type === 'decline' && act!.payload.body['of'] === text.id,
          );
          assert.ok(answers.length <= 1, 'a side answers once');
          const answer = answers[0];
          const type = answer?.act!.payload.type;
          const cosigned =
            answer && world.cosigned[other]!.filter(({ by, size }) => by !== other && size > answer.index);
          const times = (cosigned ?? []).map(({ time }) => time);
          const at = type === 'endorse' && times.length > 0 ? Math.min(...times) : null;
          const expected: Outcome =
            at !== null
              ? 'in-force'
              : type === 'endorse'
                ? 'endorsed'
                : type === 'decline'
                  ? 'declined'
                  : withdrawal === undefined
                    ? 'open'
                    : 'withdrawn';
          assert.equal(text.outcome, expected);
          assert.equal(text.inForceAt, at);
          if (at !== null)
            assert.ok(at <= (text.body['expires'] as number), 'an endorsement counts by the expiry alone');
        }
        const joint = state.minutes.filter(({ outcome }) => outcome === 'in-force');
        assert.equal(state.agreed.minutes !== null, joint.length > 0);
        assert.ok(
          state.deadlines.every(({ of }) => joint.some(({ id }) => id === of)),
          'only joint minutes ask anything',
        );
      },
    ),
    runs(40),
  );
  assert.ok(met.has('in-force') && met.size >= 7, [...met].join(' '));
});
