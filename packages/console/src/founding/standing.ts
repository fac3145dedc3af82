// How far a founding is, out of what the node tells: who is in, who proposed last, who has signed; and which step of the page that makes it.

import type { Answer } from '#api/call';

type View = Answer<'founding'>;

/** `drafted`: ours, and they are not in it yet. `offered`: theirs, and we are not in it yet. `ours` and `theirs`: whose signature there is. */
export type Standing = 'nothing' | 'drafted' | 'offered' | 'talking' | 'ours' | 'theirs' | 'complete';

export function standingOf({ party, review }: Pick<View, 'party' | 'review'>): Standing {
  if (review === undefined) return 'nothing';
  const { parties } = review;
  const own = parties.find(({ id }) => id === party);
  if (parties.length < 2) return own === undefined ? 'offered' : 'drafted';
  const other = parties.find(({ id }) => id !== party)!;
  if (own!.signed && other.signed) return 'complete';
  if (own!.signed) return 'ours';
  return other.signed ? 'theirs' : 'talking';
}

export const STEPS = ['node', 'accord', 'counterpart', 'read', 'sign', 'line'] as const;

export type Step = (typeof STEPS)[number];

/** What is to be done next. */
export function stepOf(view: Pick<View, 'party' | 'review'>): Step {
  switch (standingOf(view)) {
    case 'nothing':
      return 'node';
    case 'drafted':
      return 'counterpart';
    case 'offered':
      return 'read';
    case 'talking':
      // What they proposed last is read; what we did waits for them.
      return view.review!.rounds.at(-1)!.by === view.party ? 'counterpart' : 'read';
    default:
      return 'sign';
  }
}

/** Steps that there is something to see at. */
export function openSteps(view: Pick<View, 'party' | 'review'>): ReadonlySet<Step> {
  switch (standingOf(view)) {
    case 'nothing':
      return new Set(['node', 'accord']);
    case 'drafted':
    case 'offered':
      return new Set(['node', 'accord', 'counterpart', 'read']);
    default:
      return new Set(['node', 'accord', 'counterpart', 'read', 'sign']);
  }
}

export function parseStep({ step }: Record<string, unknown>): { step?: Step } {
  const known = STEPS.find((one) => one === step);
  return known === undefined ? {} : { step: known };
}
