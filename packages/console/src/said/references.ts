// The file numbers under which each side keeps a subject, as it said in its own acts.

import { useQueries } from '@tanstack/react-query';
import { opening } from '#said/opened';
import { lineIn } from '#said/words';

/** Of the acts of one party, the last first: the file number that stands in one of them. */
export function useReference(
  acts: readonly string[],
  words: Readonly<Record<string, unknown>> = {},
): string | undefined {
  const opened = useQueries({ queries: acts.map((id) => opening(id)) });
  for (const { data } of opened) {
    const reference = data === undefined ? undefined : lineIn(data.words, 'reference');
    if (reference !== undefined) return reference;
  }
  return lineIn(words, 'reference');
}
