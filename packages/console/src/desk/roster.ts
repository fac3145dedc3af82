// The duty roster as a picture: bars that do not lie on each other, and times when nobody is on duty. Times in Unix seconds.

export type Turn = { id: string; from: number; until: number };
export type Span = { from: number; until: number };
/** `left`, `width`: percent of the picture. `row`: from 0, of bars that would overlap. */
export type Bar<T extends Turn> = { turn: T; left: number; width: number; row: number };

/** Those that are within the picture, cut at its edges. */
export function barsOf<T extends Turn>(turns: readonly T[], { from, until }: Span): Bar<T>[] {
  const ends: number[] = [];
  return turns
    .filter((turn) => turn.until > from && turn.from < until)
    .toSorted((a, b) => a.from - b.from || a.until - b.until)
    .map((turn) => {
      const free = ends.findIndex((end) => end <= turn.from);
      const row = free < 0 ? ends.length : free;
      ends[row] = turn.until;
      const [begins, over] = [Math.max(turn.from, from), Math.min(turn.until, until)];
      return {
        turn,
        left: (100 * (begins - from)) / (until - from),
        width: (100 * (over - begins)) / (until - from),
        row,
      };
    });
}

/** When nobody is on duty within a span. */
export function gapsOf(turns: readonly Span[], { from, until }: Span): Span[] {
  const gaps: Span[] = [];
  let covered = from;
  for (const turn of turns.toSorted((a, b) => a.from - b.from)) {
    if (turn.from >= until) break;
    if (turn.from > covered) gaps.push({ from: covered, until: turn.from });
    covered = Math.max(covered, turn.until);
  }
  if (covered < until) gaps.push({ from: covered, until });
  return gaps;
}

/** The first moment of the Monday on or before a day, as the device's zone has it. */
export function mondayOf(seconds: number): number {
  const day = new Date(seconds * 1000);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  return Math.floor(day.getTime() / 1000);
}

/** So many days later at the same time of day, also over a change of the clocks. */
export function daysLater(seconds: number, days: number): number {
  const day = new Date(seconds * 1000);
  day.setDate(day.getDate() + days);
  return Math.floor(day.getTime() / 1000);
}
