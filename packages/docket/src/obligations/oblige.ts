// The second pass: what follows for a subject from the subjects it refers to. A seal whose condition was met is to be disclosed, a measure
// whose condition was met is to be lifted, a case is closed by a finding that became joint. It reads first-pass states alone, along declared
// references, one step: so it ends, and the order in which subjects are taken makes no difference.

import { gatherFacts, type Await, type Context } from '#facts';
import type { Obligation, Others, SubjectState } from '#kind';
import { kinds } from '#kinds';

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

/** Ids of the subjects that one refers to, each once: when the state of one of them changes, this subject is obliged again. */
export function refersOf(state: SubjectState): string[] {
  return [...new Set(byName.get(state.kind)!.refers(state))].filter((id) => id !== state.id);
}

/** True for kinds that the second pass says anything of. */
export function isObliged(state: SubjectState): boolean {
  return byName.get(state.kind)!.oblige !== undefined;
}

/** The state with its obligations, and what would change them beside the states themselves. `others` answers for `refersOf` alone. */
export function obligeSubject<State extends SubjectState>(
  context: Context,
  state: State,
  others: Others,
): { state: State; awaits: Await[] } {
  const facts = gatherFacts(context);
  const obligations: Obligation[] = byName.get(state.kind)!.oblige?.(state, others, facts) ?? [];
  if (obligations.length === 0 && state.obligations.length === 0) return { state, awaits: [...facts.awaits.values()] };
  return { state: { ...state, obligations }, awaits: [...facts.awaits.values()] };
}
