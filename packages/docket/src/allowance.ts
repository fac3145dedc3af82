// How long a party has: hours on the wall clock, or working days in its own calendar (3-docket §4).

import { z } from 'zod';

/** Ten years: longer is a mistake in writing, not an allowance. */
const HOURS_MAX = 87_600;
const WORKING_DAYS_MAX = 2_600;

export const Allowance = z.union([
  z.strictObject({ hours: z.int().min(1).max(HOURS_MAX) }),
  z.strictObject({ workingDays: z.int().min(1).max(WORKING_DAYS_MAX) }),
]);

export type Allowance = z.infer<typeof Allowance>;
