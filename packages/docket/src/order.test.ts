import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VerifiedAct } from '@parley/record/act';
import fc from 'fast-check';
import { comparePlaces, type Entry, type PlacedEntry } from '#entry';
import { placeEntry } from '#order';
import { mergeLogs } from '#testing/merge';

const PARTIES = ['a', 'ab', 'a-b', 'constructor'];

const partyOf = (origin: string) => (PARTIES.includes(origin) ? origin : undefined);

type Drawn = { party: number; iat: number | null; seen: (number | null)[] }[];

/** Acts with any iat, and any seen: true, stale, beyond what there is, or of a log that does not exist. */
const drawn = fc.array(
  fc.record({
    party: fc.nat(PARTIES.length - 1),
    iat: fc.option(fc.nat(6), { freq: 8 }),
    seen: fc.array(fc.option(fc.nat(5), { freq: 2 }), { minLength: PARTIES.length + 1, maxLength: PARTIES.length + 1 }),
  }),
  { maxLength: 24 },
);

function logsOf(acts: Drawn): Map<string, Entry[]> {
  const logs = new Map<string, Entry[]>(PARTIES.map((party) => [party, []]));
  for (const { party: at, iat, seen } of acts) {
    const party = PARTIES[at]!;
    const log = logs.get(party)!;
    const base = { party, index: log.length, id: `${party} ${log.length}` };
    if (iat === null) {
      log.push({ ...base, refusal: { code: 'act.malformed', detail: '' } });
      continue;
    }
    const heads = Object.fromEntries(
      [...PARTIES, 'unknown'].flatMap((other, n) =>
        other === party || !seen[n] ? [] : [[other, { n: seen[n], root: '' }]],
      ),
    );
    log.push({ ...base, act: { payload: { iat, seen: heads } } as unknown as VerifiedAct });
  }
  return logs;
}

/** Places entries as they arrive: a log may run ahead of the others, and waits where it has seen what is not there yet. */
function placeArriving(logs: Map<string, Entry[]>, turns: readonly number[]): PlacedEntry[] {
  const arrived = new Map(PARTIES.map((party) => [party, 0]));
  const placed = new Map<string, PlacedEntry[]>(PARTIES.map((party) => [party, []]));
  const settle = () => {
    for (let moved = true; moved;) {
      moved = false;
      for (const party of PARTIES) {
        const own = placed.get(party)!;
        if (own.length >= arrived.get(party)!) continue;
        const entry = logs.get(party)![own.length]!;
        const placing = placeEntry(
          entry,
          own.at(-1)?.place,
          partyOf,
          (other, index) => placed.get(other)?.[index]?.place.key,
        );
        if (!placing.ok) continue;
        own.push({ ...entry, place: placing.place });
        moved = true;
      }
    }
  };
  for (const turn of [...turns, ...PARTIES.flatMap((_, at) => Array<number>(24).fill(at))]) {
    const party = PARTIES[turn % PARTIES.length]!;
    arrived.set(party, Math.min(arrived.get(party)! + 1, logs.get(party)!.length));
    settle();
  }
  return [...placed.values()].flat();
}

test('sorting by key is the merge, whatever arrives when', () => {
  fc.assert(
    fc.property(drawn, fc.array(fc.nat(3), { maxLength: 40 }), (acts, turns) => {
      const logs = logsOf(acts);
      const placed = placeArriving(logs, turns);
      const { emitted, waiting } = mergeLogs(logs, partyOf);
      assert.deepEqual(
        placed.toSorted(comparePlaces).map(({ id }) => id),
        emitted.map(({ id }) => id),
      );
      assert.equal(placed.length + waiting.length, acts.length);
    }),
    { numRuns: 2000 },
  );
});

test('logs that grow insert behind, and never move what was placed', () => {
  fc.assert(
    fc.property(drawn, fc.nat(24), (acts, cut) => {
      const all = placeArriving(logsOf(acts), []);
      const early = placeArriving(logsOf(acts.slice(0, cut)), []);
      const keyOf = new Map(all.map(({ id, place }) => [id, place.key]));
      for (const { id, place } of early) assert.equal(keyOf.get(id), place.key);
    }),
  );
});

test('a key is as long as there are parties at most', () => {
  fc.assert(
    fc.property(drawn, (acts) => {
      for (const { place } of placeArriving(logsOf(acts), [])) {
        assert.ok(place.key.split(',').length - 1 <= PARTIES.length);
      }
    }),
  );
});

test('large indices and late times keep their order', () => {
  const at = (index: number, iat: number) => {
    const act = { payload: { iat } } as unknown as VerifiedAct;
    const placing = placeEntry({ party: 'a', index, act }, undefined, partyOf, () => undefined);
    assert.ok(placing.ok);
    return placing.place.key;
  };
  const keys = [
    at(0, 0),
    at(9, 0),
    at(31, 0),
    at(32, 0),
    at(1_000_000, 0),
    at(2 ** 40, 0),
    at(0, 1),
    at(0, 253_402_300_799),
  ];
  assert.deepEqual(keys.toSorted(), keys);
});
