// Weeks in remission of 42 patients, with 6-mercaptopurine and with placebo: Freireich and others (1963), Blood 21, as printed by
// Gehan (1965), Biometrika 52. The example on which every text of survival analysis agrees.

import type { Duration } from '#scorecard/survival';

export const SIX_MP: Duration[] = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map((time) => ({ time, event: true })),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((time) => ({ time, event: false })),
];

export const PLACEBO: Duration[] = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(
  (time) => ({
    time,
    event: true,
  }),
);
