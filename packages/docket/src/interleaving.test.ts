// The whole docket at once: every kind, both parties, acts in order and not, and every order in which entries and cosignatures can arrive.
// `node packages/docket/src/interleaving.test.ts 5000` goes on for so many stories.

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { encodeCanonical, type Json } from '@parley/record/json';
import fc from 'fast-check';
import { digestOfDocket, foldDocket, type Docket } from '#docket';
import { kinds } from '#kinds';
import { rules } from '#rules';
import type { Disregarded } from '#roster';
import { Arrivals } from '#testing/arrivals';
import { deliver } from '#testing/deliver';
import { quarrel, type Move } from '#testing/quarrel';
import type { World } from '#testing/world';

const move: fc.Arbitrary<Move> = fc.record({ party: fc.nat(1), seed: fc.nat(0xffff_ffff) });
const turns = fc.array(fc.nat(5), { maxLength: 200 });

/** What the stories reached: codes given, types that took effect, what the second pass said. */
class Reached {
  readonly codes = new Set<string>();
  readonly types = new Set<string>();
  readonly obligations = new Set<string>();
  acts = 0;
  effects = 0;
}

async function check(stories: { runs: number; seed?: number }): Promise<Reached> {
  const reached = new Reached();
  await fc.assert(
    fc.asyncProperty(
      fc.nat(0xffff_ffff),
      fc.array(move, { minLength: 1, maxLength: 160, size: 'max' }),
      turns,
      turns,
      fc.array(fc.nat(150), { minLength: 1, maxLength: 3, size: 'max' }),
      async (theme, moves, ours, theirs, looks) => {
        const world = await quarrel(theme, moves);
        const whole = foldDocket(world.record());
        const digest = digestOfDocket(whole.docket, whole.disregarded, {});
        for (const order of [ours, theirs]) {
          const node = new Arrivals(world.accord, world.accordId, world.rootAt);
          // On the way a node has what a fold of the same prefixes gives, and at the end what everybody has.
          deliver(world, node, order, (arrived) => {
            if (arrived % 2 === 0) assert.deepEqual(node.stale(), []);
            if (looks.includes(arrived)) checkFolded(node);
          });
          checkFolded(node);
          assert.equal(node.digest(), digest);
        }
        note(reached, world, whole);
      },
    ),
    { numRuns: stories.runs, ...(stories.seed === undefined ? {} : { seed: stories.seed }) },
  );
  return reached;
}

/** Fails if what a node kept up differs from a fold of all that it holds. */
function checkFolded(node: Arrivals): void {
  const whole = foldDocket(node.record());
  const { docket, disregarded, waiting } = node.docket();
  assert.deepEqual(statesOf(docket), statesOf(whole.docket));
  assert.deepEqual(linesOf(disregarded), linesOf(whole.disregarded));
  assert.equal(waiting, whole.waiting.length);
}

/** Nothing signed is missing: every entry has effect, is disregarded with a code that is explained, or waits, and is only one of these. */
function note(reached: Reached, world: World, { docket, disregarded, waiting }: ReturnType<typeof foldDocket>): void {
  const states = [...docket.subjects.values()].flatMap(({ state }) => state ?? []);
  const effects = [...docket.house.state.acts, ...states.flatMap(({ acts }) => acts)];
  const named = (one: { party: string; index: number }) => `${one.party} ${one.index}`;
  const all = world.parties.flatMap((party) => world.logs.get(party)!.map(named));
  assert.deepEqual([...effects, ...disregarded, ...waiting].map(named).toSorted(), all.toSorted());
  for (const { type } of effects) reached.types.add(type);
  for (const { code } of disregarded) {
    assert.ok(Object.hasOwn(rules, code), code);
    reached.codes.add(code);
  }
  for (const { kind, obligations } of states) {
    for (const { what } of obligations) reached.obligations.add(`${kind} ${what}`);
  }
  reached.acts += all.length;
  reached.effects += effects.length;
}

function statesOf({ house, subjects }: Docket): string[] {
  const states = [...subjects].map(([id, { state }]) => [id, (state ?? null) as Json]);
  return [encodeCanonical(house.state), ...states.map((one) => encodeCanonical(one)).toSorted()];
}

function linesOf(disregarded: readonly Disregarded[]): string[] {
  return disregarded.map(({ party, index, code }) => `${party} ${index} ${code}`).toSorted();
}

/** The same stories every time: what they reach can be asserted. */
const FIXED = { runs: 48, seed: 20150925 };

const runs = Number(process.argv[2] ?? 10);

const TYPES = kinds.flatMap(({ acts }) => Object.keys(acts));

function tell(t: TestContext, reached: Reached): void {
  t.diagnostic(`${reached.effects} of ${reached.acts} acts in order; ${reached.codes.size} codes`);
  t.diagnostic(
    `codes not met: ${Object.keys(rules)
      .filter((code) => !reached.codes.has(code))
      .join(' ')}`,
  );
  t.diagnostic(`never in order: ${TYPES.filter((type) => !reached.types.has(type)).join(' ')}`);
  t.diagnostic(`what follows: ${[...reached.obligations].toSorted().join(', ')}`);
}

test('both parties’ dockets are one, whatever is said and in whatever order it arrives', async (t) => {
  const reached = await check(FIXED);
  tell(t, reached);
  // Some codes are of filing alone, or end an entry's way before the docket.
  assert.ok(reached.codes.size >= 75, `${reached.codes.size} codes`);
  assert.ok(reached.effects * 3 > reached.acts, `${reached.effects} of ${reached.acts} acts in order`);
  const types = TYPES.filter((type) => reached.types.has(type));
  assert.ok(types.length >= TYPES.length - 8, `${types.length} of ${TYPES.length} types in order`);
  assert.ok(reached.obligations.size > 0);
});

test('and so they are in stories that nobody has told before', async (t) => {
  const reached = await check({ runs });
  if (process.argv[2] !== undefined) tell(t, reached);
});
