// Where an entry goes: to the house (the accord, its parties and what they publish), to the subject it opens or belongs to, or
// nowhere. It needs nothing but the entry, so a node can write it beside the row for good.

import type { Refusal } from '@parley/record/refusal';
import type { Entry } from '#entry';
import { actTypes } from '#kinds';
import { refuseAct } from '#refusals';

export type Route = { to: 'house' } | { to: 'subject'; subject: string } | { to: 'nothing' };

/** Types whose acts make the house, known to this version or not: `keys` counts the first three. */
const HOUSE = /^((accord|officer|party|calendar)\.|contact\.publish$)/;

/** Types that `keys` counts: they change keys, officers or terms. */
export const KEY_ACTS = /^(accord|officer|party)\./;

/** What may be said of an act of any subject, the house included. */
const ANYWHERE = new Set(['endorse', 'decline', 'note', 'translate', 'correct', 'erasure']);

export function routeOf(entry: Entry): Route {
  if (entry.act === undefined) return { to: 'nothing' };
  const { type, subject } = entry.act.payload;
  if (HOUSE.test(type)) return { to: 'house' };
  if (subject !== undefined) return { to: 'subject', subject };
  if (ANYWHERE.has(type)) return { to: 'house' };
  return actTypes.get(type)?.opens !== undefined ? { to: 'subject', subject: entry.id } : { to: 'nothing' };
}

/** Why an entry that goes nowhere takes no effect. */
export function refuseUnrouted(entry: Entry): Refusal {
  if (entry.act === undefined) {
    if (entry.refusal === undefined) throw new Error('routing an entry: it has neither an act nor a refusal');
    return entry.refusal;
  }
  const { type } = entry.act.payload;
  const at = `hearing ${type} at ${entry.party} ${entry.index}:`;
  return actTypes.has(type)
    ? refuseAct('act.subject_missing', `${at} it names no subject and opens none`).refusal
    : refuseAct('act.type_unknown', `${at} no kind of this version has acts of that type`).refusal;
}
