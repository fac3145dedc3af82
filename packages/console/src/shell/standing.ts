// Whether both sides hold the same record, in one word for the top of every page. What the node says is compared with what the notes say that it
// keeps, and those are checked in this browser; what cannot be known is not said.

import type { Answer } from '#api/call';

type Health = Answer<'health'>;
type LogView = Answer<'logs'>['items'][number];

export type Standing =
  /** Somebody signed two histories, or a signature on a head does not hold. */
  | { is: 'contradiction' | 'not-held' }
  /** Our own node signs nothing at present. */
  | { is: 'not-signing' }
  /** A counterpart does not answer. `since`: when it last did, in Unix seconds; undefined: not since our node was started. */
  | { is: 'silent'; party: string; since: number | undefined }
  /** Entries that the other side does not hold yet, and that we do not. */
  | { is: 'on-its-way'; out: number; in: number }
  | { is: 'checking' }
  /** As of `at`, Unix seconds, everything that either side is known to have signed was held and cosigned by the other. */
  | { is: 'agreed'; at: number };

/** They are asked every half minute: after four times that, what they said is no news of today. */
const SILENT_SECONDS = 120;

/**
 * `checked`: of each note of the logs, why it does not stand, if it does not; undefined: it is being checked. `now`: Unix seconds.
 */
export function standingOf(
  { alarms, signing, size, counterparts }: Health,
  logs: readonly LogView[],
  checked: ReadonlyMap<string, string | undefined> | undefined,
  now: number,
): Standing {
  if (alarms.some(({ kind }) => kind !== 'unproven') || counterparts.some(({ cosigning }) => !cosigning))
    return { is: 'contradiction' };
  const notes = notesOf(logs);
  if (checked !== undefined && notes.some((note) => checked.get(note) !== undefined)) return { is: 'not-held' };
  if (signing !== 'on') return { is: 'not-signing' };
  const silent = counterparts.find(
    ({ reachable, shownAt = -Infinity }) => !reachable || now - shownAt > SILENT_SECONDS,
  );
  if (silent !== undefined) return { is: 'silent', party: silent.party, since: silent.shownAt };
  const lacking = {
    out: Math.max(0, ...counterparts.map(({ receiptSize }) => size - receiptSize)),
    in: Math.max(0, ...counterparts.map(({ pendingSize, heldSize }) => pendingSize - heldSize)),
  };
  if (lacking.out > 0 || lacking.in > 0) return { is: 'on-its-way', ...lacking };
  if (notes.some((note) => checked?.has(note) !== true) || !logs.every(whole)) return { is: 'checking' };
  return { is: 'agreed', at: Math.min(...counterparts.map(({ shownAt }) => shownAt ?? now), now) };
}

/** All that has to be checked. */
export function notesOf(logs: readonly LogView[]): string[] {
  return logs.flatMap(({ head, holders }) => [
    ...(head === undefined ? [] : [head.note]),
    ...holders.map(({ note }) => note),
  ]);
}

/** Some other party has cosigned all of it: by its note, and not only by what the node says. */
function whole({ size, party, holders }: LogView): boolean {
  return size === 0 || holders.some((one) => one.party !== party && one.size === size);
}
