// The parts of a form: what the body and the words say under one name is asked in one place, and lists whose items are joined by numbers are one
// list. What is asked openly comes first, by the table; the rest is folded.

import type { Json } from '@parley/record/json';
import type { RequestMember, Terms } from '@parley/docket/terms';
import { orderOf } from '@parley/docket/vocabulary/words';
import { askedOf } from '#compose/asked';
import { chosen, objectOf } from '#compose/change';
import { fieldsOf, type Field, type Member } from '@parley/docket/fields';

type Slot = { field: Field; required: boolean };
/** What is asked under one name. Both: codes and the words that belong to them. */
export type Part = { name: string; body?: Slot; words?: Slot };

/** Marks of the whole act, asked once beside the form. */
const MARKS = new Set(['authentic']);

export function partsOf(type: string, body: Json | undefined): Part[] {
  const fields = fieldsOf(type);
  if (fields === undefined) return [];
  return merged(membersOf(fields.body, body), membersOf(fields.words, undefined)).filter(
    ({ name }) => !MARKS.has(name),
  );
}

/** The parts of one item of a list that body and words have together, without its number. */
export function itemParts(part: Part): Part[] {
  return merged(itemMembers(part.body), itemMembers(part.words)).filter(({ name }) => name !== 'no');
}

/** Both halves are lists of items with numbers. */
export function isJoined({ body, words }: Part): boolean {
  return isNumbered(body) && (words === undefined || isNumbered(words));
}

/** Members of a group; of several forms, those of the one that is chosen. */
function membersOf(field: Field, value: Json | undefined): readonly Member[] {
  if (field.is === 'group') return field.members;
  if (field.is !== 'choice') return [];
  const option = field.options[Math.max(0, chosen(field.options, value))]!;
  return option.is === 'group' ? option.members : [];
}

function itemMembers(slot: Slot | undefined): readonly Member[] {
  return slot?.field.is === 'list' && slot.field.item.is === 'group' ? slot.field.item.members : [];
}

function isNumbered(slot: Slot | undefined): boolean {
  return itemMembers(slot).some(({ name }) => name === 'no');
}

function merged(body: readonly Member[], words: readonly Member[]): Part[] {
  const parts = new Map<string, Part>();
  for (const { name, field, required } of body) parts.set(name, { name, body: { field, required } });
  for (const { name, field, required } of words)
    parts.set(name, { ...parts.get(name), name, words: { field, required } });
  return [...parts.values()];
}

/** Said once for the whole act, of nearly every act; nobody thinks of them first. */
const LAST = new Set(['marking', 'reference', 'nationalMarking', 'sources', 'said', 'speaker', 'exhibits', 'persons']);

/** `first`: what is asked openly; `rest`: what is folded. `settled`: members that the act already has, which nobody need think of. */
export function arranged(
  type: string,
  parts: readonly Part[],
  {
    terms,
    category,
    settled = [],
  }: { terms?: Terms | undefined; category?: string | undefined; settled?: readonly string[] },
): { first: Part[]; rest: Part[] } {
  const asked = askedOf(type);
  const demanded: readonly string[] = type === 'request.make' ? demandedOf(terms, category) : [];
  const matter = parts
    .filter(({ name, words }) => words?.field.is === 'text' && !LAST.has(name))
    .toSorted((a, b) => orderOf(a.name) - orderOf(b.name));
  // A title, and the first text beside it: the rest belongs to them.
  const told = [
    ...matter.filter(({ name }) => name === 'title'),
    ...matter.filter(({ name }) => name !== 'title').slice(0, 1),
  ];
  const isFirst = (part: Part) =>
    !settled.includes(part.name) &&
    (part.body?.required === true ||
      part.words?.required === true ||
      demanded.includes(part.name) ||
      (asked === undefined ? told.includes(part) : asked.includes(part.name)));
  const place = ({ name, body }: Part) => {
    const at = asked?.indexOf(name) ?? -1;
    if (at >= 0) return at;
    return 100 + (body?.required === true ? 0 : 50 + orderOf(name));
  };
  const first = parts.filter(isFirst).toSorted((a, b) => place(a) - place(b));
  const rest = parts
    .filter((part) => !first.includes(part))
    .toSorted((a, b) => Number(LAST.has(a.name)) - Number(LAST.has(b.name)));
  return { first, rest };
}

/** What the accord demands of a request of that category, in the order in which it is asked. */
export function demandedOf(terms: Terms | undefined, category: string | undefined): readonly RequestMember[] {
  if (terms === undefined || category === undefined || !Object.hasOwn(terms.required, category)) return [];
  return terms.required[category as keyof Terms['required']];
}

/** Whether a part says anything in this content. */
export function isSaid({ name }: Part, body: Json | undefined, words: Json | undefined): boolean {
  return objectOf(body)?.[name] !== undefined || objectOf(words)?.[name] !== undefined;
}
