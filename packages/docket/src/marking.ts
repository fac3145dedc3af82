// How material may be handled: TLP 2.0, PAP, and what it may be used for (3-docket §2). A national marking is opaque free text and
// stands in the words; none of these is ever translated into another.

import { z } from 'zod';

export const Marking = z.strictObject({
  tlp: z.enum(['red', 'amber-strict', 'amber', 'green', 'clear']),
  pap: z.enum(['red', 'amber', 'green', 'clear']).optional(),
  use: z.enum(['intelligence-only', 'may-be-used-in-proceedings', 'needs-mutual-legal-assistance']).optional(),
});
