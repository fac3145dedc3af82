// Delivers a world piece by piece: each log, and each cosigner's checkpoints of it, in their own sequence, but those sequences mixed in
// any way. What comes out must be what a fold of everything at once gives.

import assert from 'node:assert/strict';
import { digestOfDocket, foldDocket } from '#docket';
import { Arrivals } from '#testing/arrivals';
import type { World } from '#testing/world';

/** Gives the node everything that happened; `turns` picks whose turn it is, and what they leave comes after. `look` is called after each arrival. */
export function deliver(
  world: World,
  node: Arrivals,
  turns: readonly number[],
  look: (arrived: number) => void = () => {},
): void {
  const streams = world.parties.flatMap((party) => {
    const cosigned = world.cosigned[party]!;
    return [
      world.logs.get(party)!.map((entry) => () => node.entryArrives(entry)),
      ...[...new Set(cosigned.map(({ by }) => by))].map((by) =>
        cosigned.filter((one) => one.by === by).map((one) => () => node.cosignatureArrives(party, one)),
      ),
    ];
  });
  const left = streams.flatMap((stream, n) => stream.map(() => n));
  let arrived = 0;
  for (const turn of [...turns, ...left]) {
    const arrives = streams[turn % streams.length]!.shift();
    if (arrives === undefined) continue;
    arrives();
    look(++arrived);
  }
}

/** Fails if a docket kept up through arrivals in the order that `turns` picks differs from the one folded at once. */
export function checkDelivery(world: World, turns: readonly number[]): void {
  const node = new Arrivals(world.accord, world.accordId, world.rootAt);
  deliver(world, node, turns);
  const { docket, disregarded } = foldDocket(world.record());
  assert.equal(node.digest(), digestOfDocket(docket, disregarded, {}));
}
