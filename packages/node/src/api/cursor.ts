// Cursors: where a page ended, as numbers and an id, in characters that need no escaping in a URL. A client keeps it as it is; one that
// makes its own reads from another place, and nothing else.

const CURSOR = /^[~0-9]{1,20}(?:\.[~0-9]{1,20}){0,3}(?:\.[A-Za-z0-9_-]{43})?$/;

/** `numbers` are whole; a minus is written as ~. `id`: an act id, if rows may tie. */
export function encodeCursor(numbers: readonly number[], id?: string): string {
  const parts = numbers.map((number) => String(number).replace('-', '~'));
  return (id === undefined ? parts : [...parts, id]).join('.');
}

/** The numbers and id of a cursor with exactly `count` numbers, or undefined for any other text. */
export function parseCursor(text: string | undefined, count: number): { numbers: number[]; id: string } | undefined {
  if (text === undefined || !CURSOR.test(text)) return undefined;
  const parts = text.split('.');
  const id = parts.length > count ? parts.pop()! : '';
  const numbers = parts.map((part) => Number(part.replace('~', '-')));
  if (numbers.length !== count || !numbers.every(Number.isSafeInteger)) return undefined;
  return { numbers, id };
}
