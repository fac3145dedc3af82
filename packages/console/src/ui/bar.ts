// Where things stand on the bar of a running time, in hundredths of its length. It ends at the due time, or at now if that is later, so that
// what is late is seen to be; but not so late that the time which was given can no longer be seen.

/** Unix seconds; `to` null: it goes on. */
export type Stretch = { from: number; to: number | null };

export type Bar = {
  /** How much of the time is used up. */
  used: number;
  /** Where it was due, where that is not the end. */
  due: number | undefined;
  /** Where now is; undefined: it was over before. */
  now: number | undefined;
  pauses: { from: number; width: number }[];
};

/** How many times the time that was given a bar is long, at most. */
const LENGTHS_MAX = 4;

/** `stoppedAt`: when the answer was there; null: there is none yet. */
export function barOf(
  startsAt: number,
  dueAt: number,
  stoppedAt: number | null,
  now: number,
  pauses: readonly Stretch[],
): Bar {
  const given = Math.max(dueAt - startsAt, 1);
  const end = Math.min(Math.max(dueAt, stoppedAt ?? now, startsAt + 1), startsAt + LENGTHS_MAX * given);
  const at = (time: number) => (100 * (Math.min(Math.max(time, startsAt), end) - startsAt)) / (end - startsAt);
  return {
    used: at(stoppedAt ?? now),
    due: dueAt < end ? at(dueAt) : undefined,
    now: stoppedAt === null ? at(now) : undefined,
    pauses: pauses.map(({ from, to }) => ({ from: at(from), width: at(to ?? stoppedAt ?? now) - at(from) })),
  };
}
