import { TITLE_MEMBERS } from '@parley/docket/vocabulary/title';
import { textsIn } from '#said/words';
import type { Texts } from '#ui/text';

/** What a subject is about, in its officer's words; undefined: it has none that are held and say anything. */
export function titleOf(words: Record<string, unknown>): Texts | undefined {
  for (const member of TITLE_MEMBERS) {
    const texts = Object.entries(textsIn(words, member) ?? {}).filter(([, text]) => text.trim() !== '');
    if (texts.length > 0) return Object.fromEntries(texts);
  }
  return undefined;
}
