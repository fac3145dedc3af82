import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import fc from 'fast-check';
import type { Deadline } from '#deadline';
import { foldDocket } from '#docket';
import { exhibitKind } from '#exhibit/kind';
import { exhibitRefusals } from '#exhibit/refusals';
import type { ExhibitState } from '#exhibit/state';
import { checkDelivery } from '#testing/deliver';
import { runs } from '#testing/runs';
import { HOUR, settledWorld, type World } from '#testing/world';

const digestOf = (letter: string) => `${letter.repeat(42)}A`;

const TYPES = ['disclose', 'disclose', 'held', 'held', 'held', 'opened', 'use', 'destroy', 'withdraw'] as const;

type Move = { what: number; party: number; digest: number; choice: number; flags: number; passes: number };

const move: fc.Arbitrary<Move> = fc.record({
  what: fc.nat(TYPES.length + 3),
  party: fc.nat(5),
  digest: fc.nat(2),
  choice: fc.nat(7),
  flags: fc.nat(7),
  passes: fc.nat(3),
});

const asks = (flags: number): JsonObject => ({
  ...(flags & 1 ? { noteOpening: true } : {}),
  ...(flags & 2 ? { reportUse: true } : {}),
  ...(flags & 4 ? { retainUntil: '2026-01-07' } : {}),
});

/** Something done with a seal of us for cn, mostly by the side whose turn it is. */
function act(world: World, { what, party, digest, choice, flags }: Move) {
  const type = TYPES[what]!;
  const [depositor, addressee] = party === 0 ? ['cn', 'us'] : ['us', 'cn'];
  const h = digestOf('CDS'[digest]!);
  const day = choice === 0 ? '2026-01-32' : '2026-01-05';
  switch (type) {
    case 'disclose':
      return {
        by: depositor,
        body: { to: ['cn'], reason: 'voluntary', ...asks(flags) },
        payload: { exhibits: [{ h, n: choice === 0 ? 5000 : 9, ct: 'text/plain' }] },
      };
    case 'held': {
      const seal = choice === 0 ? {} : { seal: choice < 5 ? 'does-not-open' : 'opens' };
      return { by: addressee, body: { digest: h, ...seal } };
    }
    case 'opened':
      return { by: addressee, body: { desk: choice % 2 === 0 ? 'policy' : 'technical' } };
    case 'use':
      return { by: addressee, body: { uses: ['none'] } };
    case 'destroy':
      return { by: world.parties[choice % 2]!, body: { digest: h, on: day, reason: 'other', method: 'deleted' } };
    default:
      return { by: depositor, body: { reason: 'other' } };
  }
}

async function tell(moves: readonly Move[]): Promise<{ world: World; subject: string }> {
  const world = await settledWorld({ witnesses: ['w.example'] });
  const { id: subject } = await world.say('us', 'exhibit.seal', {
    body: { to: 'cn', kind: 'other' },
    payload: { seals: [{ c: digestOf('S'), n: 4096, ct: 'text/plain' }] },
  });
  world.receive();
  for (const one of moves) {
    world.now += [0, 60, HOUR, 9 * HOUR][one.passes]!;
    if (one.what >= TYPES.length) {
      const party = world.parties[one.party % 2]!;
      if (one.choice === 0) world.cosign('w.example', party);
      else world.cosign(party === 'us' ? 'cn' : 'us', party);
      continue;
    }
    const { by, ...saying } = act(world, one);
    await world.say(by, `exhibit.${TYPES[one.what]!}`, { ...saying, subject });
  }
  return { world, subject };
}

/** The first cosignature by anybody that covers the entry: read off the list, one by one. */
function coveredAt(world: World, party: string, index: number): number | null {
  const times = world.cosigned[party]!.filter(({ size }) => size > index).map(({ time }) => time);
  return times.length === 0 ? null : Math.min(...times);
}

test('what is held, owed and destroyed is what reading the acts one by one gives, and nothing depends on the order of arrival', async () => {
  const reached = new Set<string>();
  const refused = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(move, { minLength: 8, maxLength: 30, size: 'max' }),
      fc.array(fc.nat(20), { maxLength: 60 }),
      async (moves, turns) => {
        const { world, subject } = await tell(moves);
        const { docket, disregarded } = foldDocket(world.record());
        const state = docket.subjects.get(subject)!.state as ExhibitState;
        for (const { code } of disregarded) refused.add(code);
        reached.add(exhibitKind.standing(state).standing);
        const acts = state.acts.map(({ party, index, type, id }) => {
          const { payload } = world.logs.get(party)!.find((entry) => entry.id === id)!.act!;
          return { id, party, index, type, body: payload.body, digest: payload.exhibits?.[0]?.h };
        });
        const expected: (Pick<Deadline, 'for' | 'of' | 'startsAt' | 'stoppedAt'> & { answer: string | null })[] = [];
        for (const [nth, content] of acts.filter(({ type }) => type === 'exhibit.disclose').entries()) {
          const kept = state.contents[nth]!;
          assert.equal(kept.id, content.id);
          // The n-th content of a digest is what the n-th act that says it is held speaks of.
          const same = acts.filter(({ digest, type }) => type === 'exhibit.disclose' && digest === content.digest);
          const holdings = acts.filter((one) => one.type === 'exhibit.held' && one.body['digest'] === content.digest);
          const held = holdings[same.indexOf(content)];
          assert.equal(kept.held?.id, held?.id);
          if (held === undefined) continue;
          const owe = (name: string, type: string, wants: unknown, ofContent: boolean) => {
            if (wants === undefined) return;
            const answer = acts.find(
              (one) =>
                one.type === type &&
                one.party === 'cn' &&
                acts.indexOf(one) > acts.indexOf(held) &&
                (!ofContent || one.body['digest'] === content.digest),
            );
            expected.push({
              for: name,
              of: content.id,
              startsAt: coveredAt(world, 'cn', held.index),
              stoppedAt: answer === undefined ? null : coveredAt(world, 'cn', answer.index),
              answer: answer?.id ?? null,
            });
          };
          if (held.body['seal'] === 'opens') {
            owe('opening', 'exhibit.opened', content.body['noteOpening'], false);
            owe('use', 'exhibit.use', content.body['reportUse'], false);
          }
          owe('destroy', 'exhibit.destroy', content.body['retainUntil'], true);
        }
        assert.deepEqual(
          state.deadlines.map(({ for: name, of, startsAt, stoppedAt, answer }) => ({
            for: name,
            of,
            startsAt,
            stoppedAt,
            answer: answer?.id ?? null,
          })),
          expected,
        );
        // What a party still has: it came, and was not destroyed since.
        const has = (party: string, digest: string) => {
          let there = party === 'us' && digest === digestOf('S');
          for (const one of acts) {
            if (one.party !== party) continue;
            if (one.type === 'exhibit.destroy' && one.body['digest'] === digest) {
              assert.ok(there, 'destroyed what was not there');
              there = false;
            }
            there ||= one.digest === digest || (one.type === 'exhibit.held' && one.body['digest'] === digest);
          }
          return there;
        };
        const left = state.contents.some(({ digest, held }) => has(held === null ? 'us' : 'cn', digest));
        const nothing = state.contents.length === 0 ? !has('us', digestOf('S')) : !left;
        assert.equal(exhibitKind.standing(state).standing === 'destroyed', nothing);
        checkDelivery(world, turns);
      },
    ),
    runs(60),
  );
  assert.deepEqual([...reached].toSorted(), ['destroyed', 'disclosed', 'held', 'sealed', 'withdrawn']);
  const codes = Object.keys(exhibitRefusals).filter((code) => refused.has(code));
  assert.ok(codes.length >= 10, codes.join(' '));
});
