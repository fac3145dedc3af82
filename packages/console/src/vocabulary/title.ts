import { TITLE_MEMBERS } from '@parley/docket/vocabulary/title';
import type { Texts } from '#ui/text';

/** What a subject is about, in its officer's words; undefined: it has none that are held. */
export function titleOf(words: Record<string, unknown>): Texts | undefined {
  for (const member of TITLE_MEMBERS) {
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
