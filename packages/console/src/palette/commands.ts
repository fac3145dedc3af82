// What the palette offers for what is typed: places and things to say whose names have all of its words, and an act whose id it is.

/** `does`: what happens here and now; otherwise it leads to `href`. `also`: other words that it is found by. */
export type Command = { key: string; name: string; more?: string | undefined; also?: string } & (
  | { href: string; does?: undefined }
  | { does: () => void }
);

/** Fewer characters of an id name too many acts, and look like a word. */
const ID_MIN = 43;

/** Whether every word of `typed` stands in the text, in any order and case. */
export function fits(typed: string, text: string): boolean {
  const low = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word));
}

/** Commands that fit, those whose name begins with what is typed first. */
export function narrow(commands: readonly Command[], typed: string): Command[] {
  const text = typed.trim();
  if (text === '') return [...commands];
  const begins = ({ name }: Command) => name.toLowerCase().startsWith(text.toLowerCase());
  return commands
    .filter(({ name, more = '', also = '' }) => fits(text, `${name} ${more} ${also}`))
    .toSorted((a, b) => Number(begins(b)) - Number(begins(a)));
}

/** The id of an act that somebody pasted, as it is or within a citation. */
export function actIn(typed: string): string | undefined {
  return new RegExp(`(?:^|[^A-Za-z0-9_-])([A-Za-z0-9_-]{${ID_MIN}})(?:$|[^A-Za-z0-9_-])`).exec(typed)?.[1];
}

/** The next place in a ring of `count`; from nowhere (-1), the first or the last. */
export function step(at: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1;
  return at < 0 ? (by === 1 ? 0 : count - 1) : (at + by + count) % count;
}
