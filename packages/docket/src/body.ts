// Does a body fit the schema of its act type: asked of every act at every fold, so the answer is kept with the act.

import type { VerifiedAct } from '@parley/record/act';
import { actTypes } from '#kinds';

const problems = new WeakMap<VerifiedAct, string>();

/** What is wrong with the body, by its path, or undefined. The type must be known. */
export function problemOfBody(act: VerifiedAct): string | undefined {
  let problem = problems.get(act);
  if (problem === undefined) {
    const read = actTypes.get(act.payload.type)!.body.safeParse(act.payload.body);
    problem = read.success ? '' : describe(read.error.issues[0]!);
    problems.set(act, problem);
  }
  return problem === '' ? undefined : problem;
}

function describe(issue: { path: PropertyKey[]; message: string }): string {
  return `${issue.path.map(String).join('.')}: ${issue.message}`;
}
