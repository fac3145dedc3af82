// A refusal on the wire: application/problem+json (RFC 9457). `code` is stable and what programs read; `detail` is the rule in words;
// `remedy` says what would be in order. The table of codes and their statuses is in refusals.ts.

import { z } from 'zod';
import type { Refusal } from '@parley/record/refusal';
import { paths } from './paths.ts';
import { statusOf, titleOf, remedyOf } from './refusals.ts';

export const PROBLEM_TYPE = 'application/problem+json';

export const Problem = z
  .looseObject({
    type: z.string().describe('Where the code is explained, relative to this node.'),
    title: z.string().describe('What kind of refusal it is.'),
    status: z.int().min(400).max(599),
    code: z.string().describe('Stable code; programs read this.'),
    detail: z.string().describe('The rule, in words: what was tried, the fact, what was expected.'),
    remedy: z.string().optional().describe('What would be in order.'),
  })
  .describe('A refusal (RFC 9457). Members beside these belong to the code, such as `keys` of act.keys_stale.');

export type Problem = z.infer<typeof Problem>;

const OWN = new Set(['type', 'title', 'status', 'code', 'detail', 'remedy', 'instance']);

/** The problem document of a refusal; members that the refusal carries beside code and detail come along. */
export function problemOf(refusal: Refusal): Problem {
  const problem: Problem = {
    type: `${paths.docs}#${refusal.code}`,
    title: titleOf(refusal.code),
    status: statusOf(refusal.code),
    code: refusal.code,
    detail: refusal.detail,
  };
  const remedy = typeof refusal['remedy'] === 'string' ? refusal['remedy'] : remedyOf(refusal.code);
  if (remedy !== undefined) problem.remedy = remedy;
  for (const [member, value] of Object.entries(refusal)) {
    if (!OWN.has(member) && value !== undefined) problem[member] = value;
  }
  return problem;
}
