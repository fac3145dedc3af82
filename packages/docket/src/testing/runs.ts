// How many stories a property is told, and which.

import type { Parameters } from 'fast-check';

/**
 * The same stories every time, so that what they reach can be asserted; or as many new ones as DOCKET_RUNS names, where what they
 * reach is chance. A failure prints its seed.
 */
export function runs(usual: number): Pick<Parameters<unknown>, 'numRuns' | 'seed'> {
  const asked = process.env['DOCKET_RUNS'];
  return asked === undefined ? { numRuns: usual, seed: 20150925 } : { numRuns: Number(asked) };
}
