import type { Texts } from '#ui/text';

/** The members of words that say what a subject is about, the first that is there. */
const TITLES = ['title', 'asked', 'summary', 'text', 'claim', 'statement', 'description', 'name'];

/** What a subject is about, in its officer's words; undefined: it has none that are held. */
export function titleOf(words: Record<string, unknown>): Texts | undefined {
  for (const member of TITLES) {
    const text = words[member];
    if (typeof text === 'string') return { und: text };
    if (
      typeof text === 'object' &&
      text !== null &&
      !Array.isArray(text) &&
      Object.values(text).every((one) => typeof one === 'string')
    )
      return text as Texts;
  }
  return undefined;
}
