// Words as they are held. No rule reads them, so the log may hold any JSON in any place of them: here a member is taken if it has the form that its
// act gives it, and is otherwise as one that is not held.

import { textOf } from '@parley/docket/vocabulary/text';
import type { Texts } from '#ui/text';

type Words = Readonly<Record<string, unknown>>;
type Item = Words & { no: number };

/** A text by language, or one line that has none. */
export function textsIn(words: Words, ...members: readonly string[]): Texts | undefined {
  for (const member of members) {
    const text = textOf(words[member]);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** One line: a name, a file number. */
export function lineIn(words: Words, member: string): string | undefined {
  const line = words[member];
  return typeof line === 'string' && line.trim() !== '' ? line : undefined;
}

/** Numbered items, each number once. */
export function itemsIn(words: Words, member: string): Map<number, Item> {
  const items = new Map<number, Item>();
  const list = words[member];
  for (const one of Array.isArray(list) ? (list as unknown[]) : []) {
    if (typeof one !== 'object' || one === null) continue;
    const { no } = one as Partial<Item>;
    if (typeof no === 'number' && !items.has(no)) items.set(no, one as Item);
  }
  return items;
}

/** The languages that the officer wrote in; undefined: the act does not say. */
export function authenticOf({ authentic }: Words): string[] | undefined {
  return Array.isArray(authentic) ? authentic.filter((one) => typeof one === 'string') : undefined;
}
