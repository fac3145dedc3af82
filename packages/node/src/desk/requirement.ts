// When a requirement is met: each of its places is an office, and is filled by a person who holds that office now. One person fills one place,
// whatever offices and keys they have; so it is a matching of persons to places, and counting heads would not do.

import type { ReleasePolicy, Requirement } from '@parley/api/desk';
import type { LogHouse } from '@parley/docket/roster';

/** What a policy asks of an act type: by the type itself, by `kind.*`, by `*`; undefined: nothing. */
export function requirementFor(policy: ReleasePolicy, type: string | undefined): Requirement | undefined {
  if (type === undefined) return undefined;
  const dot = type.indexOf('.');
  const patterns = dot < 0 ? [type, '*'] : [type, `${type.slice(0, dot)}.*`, '*'];
  const found = patterns.find((pattern) => Object.hasOwn(policy.acts, pattern));
  return found === undefined ? undefined : policy.acts[found];
}

/** How many places must be filled. */
export function placesNeeded({ need, offices }: Requirement): number {
  return need === 'all' ? offices.length : need === 'any' ? 1 : need;
}

/** `persons`: of each, the offices held now. */
export function isMet(requirement: Requirement, persons: readonly (readonly string[])[]): boolean {
  return placesFilled(requirement, persons) >= placesNeeded(requirement);
}

/** Whether one more person would fill one more place. */
export function bringsNearer(
  requirement: Requirement,
  persons: readonly (readonly string[])[],
  another: readonly string[],
): boolean {
  return placesFilled(requirement, [...persons, another]) > placesFilled(requirement, persons);
}

/** The most places that the persons can fill together (Kuhn's algorithm; both sides are at most a few). */
function placesFilled({ offices }: Requirement, persons: readonly (readonly string[])[]): number {
  const heldBy: (number | undefined)[] = offices.map(() => undefined);
  const seat = (person: number, tried: Set<number>): boolean => {
    for (const [place, office] of offices.entries()) {
      if (tried.has(place) || !persons[person]!.includes(office)) continue;
      tried.add(place);
      const before = heldBy[place];
      if (before !== undefined && !seat(before, tried)) continue;
      heldBy[place] = person;
      return true;
    }
    return false;
  };
  return persons.filter((_, person) => seat(person, new Set())).length;
}

/** The offices that keys hold at a time (seconds), by the roster of our log. */
export function officesHeld({ officers }: LogHouse, kids: readonly string[], now: number): string[] {
  const held = officers.filter(
    ({ kid, relieved, from, until }) =>
      kids.includes(kid) && relieved === null && from <= now && (until === null || now < until),
  );
  return [...new Set(held.map(({ office }) => office))];
}
