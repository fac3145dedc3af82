// How much of another log an act has seen.

/** Entries of `party`'s log seen, 0 if none. Party ids come from an accord: no name may pass for a member every object has. */
export function seenOf(seen: Readonly<Record<string, number>>, party: string): number {
  return Object.hasOwn(seen, party) ? seen[party]! : 0;
}
