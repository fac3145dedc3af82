// What one viewer may see, as readers of the docket take it: names of classes (docket/classes.ts) for the database, and ids to leave out of what is
// shown. need.ts makes it; nothing else does, but for the node itself, which sees everything.

/**
 * `all`: everything there is, so nothing need be asked. `rows`, `whole`: JSON lists of the classes of which a subject is seen at all, and seen with
 * nothing left out. `hides`: whether the subject of that id is not to be named. `tag`: differs between viewers, and changes with what they may
 * see.
 */
export type Sight = {
  all: boolean;
  rows: string;
  whole: string;
  hides: (subject: string) => boolean;
  tag: string;
};

/** Of the node itself: exhibits, the registrar, the desk's own filing. */
export const everything: Sight = { all: true, rows: '[]', whole: '[]', hides: () => false, tag: '' };

/**
 * The condition that a row belongs to a subject which is seen, to be followed by the parameter `rows` or `whole`. `position`: of the act that
 * opened it, as SQL.
 */
export function seenAt(position: string): string {
  return `exists (select 1 from classed seen indexed by classed_position
    where seen.position = ${position} and seen.class in (select value from json_each(?)))`;
}

/** The same of an act by its own position: acts of the house are seen by all, acts of no subject by nobody who does not see everything. */
export function actSeenAt(position: string): string {
  return `exists (select 1 from act told where told.position = ${position} and (told.house = 1 or exists (
    select 1 from classed seen where seen.key = told.subject_key and seen.subject = told.subject
      and seen.class in (select value from json_each(?)))))`;
}

const ACT_ID = /^[A-Za-z0-9_-]{43}$/;

/** Whether anything in a value names a subject that is not to be named. */
export function names(value: unknown, hides: (subject: string) => boolean): boolean {
  if (typeof value === 'string') return ACT_ID.test(value) && hides(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, member]) => names(name, hides) || names(member, hides));
}
