import assert from 'node:assert/strict';
import test from 'node:test';
import { catchMutant, MUTANTS } from './mutants.ts';

for (const mutant of MUTANTS) {
  test(`a node that would ${mutant.name} is caught`, (t) => {
    // The seed on the list, or, when the product has changed since, the first that does.
    const seed = catchMutant(mutant, mutant.seed, 1) ?? catchMutant(mutant, 1, 200);
    t.diagnostic(`caught by seed ${seed}`);
    assert.notEqual(seed, undefined);
  });
}
