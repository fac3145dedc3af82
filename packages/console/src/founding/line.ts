// When the line is as it should be.

import type { Answer } from '#api/call';

type LineView = Answer<'foundingLine'>;

/** An act signed further ahead than this is not taken; a clock half as wrong is worth setting right. */
const CLOCK_SECONDS_MAX = 150;

export function clocksAgree(aheadSeconds: number): boolean {
  return Math.abs(aheadSeconds) <= CLOCK_SECONDS_MAX;
}

/** Machines and people: nothing is left to be done before the first allegation. */
export function isComplete({ done, sides }: Pick<LineView, 'done' | 'sides'>): boolean {
  return (
    done &&
    sides.every(
      ({ own, officers, contacts, clock, reachable }) =>
        officers > 0 &&
        contacts !== null &&
        (own || (reachable === true && clock !== null && clocksAgree(clock.aheadSeconds))),
    )
  );
}
