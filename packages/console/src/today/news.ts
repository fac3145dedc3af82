// What came on the record since somebody looked: acts of both logs, the last one first.

import type { Answer } from '#api/call';

type Act = Answer<'acts'>['items'][number];

export type News = Act & {
  /** When it came here, in Unix seconds: a counterpart's when we received it, ours when it was signed. */ cameAt: number;
};

/** `logs`: the newest acts of each, in any order; `own`: our party. */
export function newsOf(logs: readonly (readonly Act[])[], own: string, since: number): News[] {
  return logs
    .flat()
    .map((act) => ({ ...act, cameAt: cameAt(act, own) }))
    .filter((act) => act.cameAt > since)
    .toSorted((a, b) => b.cameAt - a.cameAt || b.index - a.index);
}

function cameAt({ party, signedAt = 0, delivery }: Act, own: string): number {
  return party === own ? signedAt : (delivery.received.find((receipt) => receipt.party === own)?.at ?? signedAt);
}

/** Kinds whose acts open and belong to no subject. */
const HOUSE = /^(accord|officer|party|calendar)\.|^contact\.publish$/;

/** The subject that an act belongs to; undefined: it is an act of the accord, or cannot be read. */
export function subjectOf({ id, type, subject }: Pick<Act, 'id' | 'type' | 'subject'>): string | undefined {
  return subject ?? (type === undefined || HOUSE.test(type) ? undefined : id);
}
