// The docket of a whole record out of the scratch file: folded in stretches, side by side, and its digest.

import { createHash } from 'node:crypto';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { encodeCanonical } from '@parley/record/json';
import { appendLeaf, emptyFrontier, frontierRoot } from '@parley/record/tree';
import { subjectDigest, type Cut } from '@parley/docket/digest';
import { Folding } from '#audit/fold';
import type { Pool } from '#audit/pool';
import { SPAN, type Scratch } from '#audit/scratch';

export type AuditedDocket = {
  digest: string;
  cut: Cut;
  /** Subjects by kind. */
  subjects: Record<string, number>;
  /** Disregarded acts by code. */
  disregarded: Record<string, number>;
};

/** Ids begin with any two bytes alike: so many stretches of them are folded on their own. */
const STRETCHES = 512;

/** Subjects whose states are asked for in one job of the second pass. */
const SUBJECTS_A_JOB = 64;

export async function foldRecord(options: {
  scratch: Scratch;
  pool: Pool;
  accordText: string;
  accordId: string;
  /** In the accord's order. */
  logs: readonly { party: string; origin: string }[];
  cut: Cut;
  onProgress: (done: number, all: number) => void;
}): Promise<AuditedDocket> {
  const { scratch, pool, accordText, accordId, logs, cut, onProgress } = options;
  for (const number of logs.keys()) fillRoots(scratch, number);
  scratch.settle();
  const house = foldHouseOf(accordText, scratch);
  const numberOf = new Map(logs.map(({ party }, number) => [party, number]));
  const disregard = ({ party, index, code, detail }: { party: string; index: number; code: string; detail: string }) =>
    scratch.putDisregarded(numberOf.get(party)! * SPAN + index, code, detail);
  for (const one of house.disregarded) disregard(one);
  scratch.putSubject(accordId, house.state.kind, subjectDigest(house.state));

  const stretches = pool.width === 1 ? 1 : STRETCHES;
  const width = 65_536 / stretches;
  let done = 0;
  await sideBySide(pool, numbersTo(stretches), async (stretch) => {
    const to = stretch + 1 === stretches ? undefined : (stretch + 1) * width;
    const { subjects, disregarded } = await pool.run({ kind: 'fold', from: stretch * width, to });
    for (const { id, kind, digest, refers } of subjects) {
      scratch.putSubject(id, kind, digest);
      if (refers.length > 0) scratch.putObliged(id, refers);
    }
    for (const one of disregarded) disregard(one);
    onProgress(++done, stretches);
  });
  await sideBySide(pool, scratch.idsOf('first', SUBJECTS_A_JOB), async (subjects) => {
    const states = await pool.run({ kind: 'states', subjects });
    for (const [place, id] of subjects.entries()) scratch.putFirst(id, states[place]!);
  });
  scratch.settleSpill();
  await sideBySide(pool, scratch.idsOf('obliged', SUBJECTS_A_JOB), async (subjects) => {
    const digests = await pool.run({ kind: 'oblige', subjects });
    for (const [place, id] of subjects.entries()) scratch.changeSubject(id, digests[place]!);
  });
  return {
    digest: digestOf(scratch, accordId, cut, logs),
    cut,
    subjects: scratch.countByKind(),
    disregarded: scratch.countByCode(),
  };
}

/** As many at once as the pool is wide. */
async function sideBySide<Item>(pool: Pool, items: Iterator<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  const lane = async () => {
    for (let next = items.next(); next.done !== true; next = items.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: pool.width }, lane));
}

function* numbersTo(end: number): Generator<number> {
  for (let number = 0; number < end; number++) yield number;
}

function foldHouseOf(accordText: string, scratch: Scratch) {
  const folding = Folding.open({ accordText, scratch: scratch.folder });
  try {
    return folding.house;
  } finally {
    folding.close();
  }
}

/** The roots of a log at every size that some act claims to have seen. */
function fillRoots(scratch: Scratch, number: number): void {
  const sizes = [...scratch.seenSizes(number)];
  const frontier = emptyFrontier();
  let next = 0;
  for (const leaf of scratch.leaves(number)) {
    if (next === sizes.length) return;
    appendLeaf(frontier, leaf);
    if (frontier.size !== sizes[next]) continue;
    scratch.putRoot(number, frontier.size, encodeBase64(frontierRoot(frontier)));
    next++;
  }
}

/** As `docketDigest`, from lists that are too long to hold: they come out of the scratch file in its order. */
function digestOf(scratch: Scratch, accordId: string, cut: Cut, logs: readonly { origin: string }[]): string {
  const hash = createHash('sha256');
  hash.update(`{"accord":${encodeCanonical(accordId)},"cut":${encodeCanonical(cut)},"disregarded":[`);
  const numbered = logs
    .map(({ origin }, number) => ({ origin, number }))
    .sort((a, b) => (a.origin < b.origin ? -1 : 1));
  let comma = '';
  for (const { origin, number } of numbered) {
    for (const { position, code } of scratch.disregarded(number)) {
      hash.update(comma + encodeCanonical([origin, position % SPAN, code]));
      comma = ',';
    }
  }
  hash.update('],"subjects":[');
  comma = '';
  for (const { id, digest } of scratch.subjects()) {
    hash.update(comma + encodeCanonical([id, digest]));
    comma = ',';
  }
  hash.update(']}');
  return encodeBase64url(hash.digest());
}
