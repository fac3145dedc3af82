// References from one subject to others, by the id of the act that opened them. A rule reads them in the second pass alone; that they name
// what they say they name is seen there, since the other subject may not be held yet.

import { z } from 'zod';
import { ActId, Code } from '#code';

const distinct = <Item>(items: readonly Item[]) => new Set(items).size === items.length;

/** Subjects of one kind, each once. */
export const Refs = z.array(ActId).min(1).max(100).refine(distinct, { message: 'each subject once' });

/** One subject of any kind. */
export const About = z.union([
  z.strictObject({ case: ActId }),
  z.strictObject({ request: ActId }),
  z.strictObject({ exhibit: ActId }),
  z.strictObject({ hotline: ActId }),
  z.strictObject({ session: ActId }),
  z.strictObject({ finding: ActId }),
  z.strictObject({ measure: ActId }),
  z.strictObject({ commitment: ActId }),
  z.strictObject({ remedy: ActId }),
  z.strictObject({ statement: ActId }),
]);

/** A commitment on the docket by its act id, or one of the accord's text by the code the accord gives it. */
export const CommitmentRef = z.union([z.strictObject({ commitment: ActId }), z.strictObject({ code: Code })]);
