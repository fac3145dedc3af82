// What subjects are called, for the desk's lists: they name them by their ids alone.

import type { SubjectName } from '@parley/api/duties';
import { TITLE_MEMBERS } from '@parley/docket/vocabulary/title';
import type { z } from 'zod';

type Name = z.output<typeof SubjectName>;

/** Those that are there, in the order asked for, each once. `subject`: as whoever asks may see it. */
export function namesOf(
  ids: readonly string[],
  subject: (id: string) => Pick<Name, 'id' | 'kind' | 'openedBy' | 'open' | 'words'> | undefined,
  numberOf: (id: string) => string | undefined,
): Name[] {
  return [...new Set(ids)].flatMap((id): Name[] => {
    const found = subject(id);
    if (found === undefined) return [];
    const number = numberOf(id);
    const { kind, openedBy, open, words } = found;
    return [{ id, kind, openedBy, open, words: titleWords(words), ...(number !== undefined && { number }) }];
  });
}

/** The one member that says what it is about. */
function titleWords(words: Name['words']): Name['words'] {
  const member = TITLE_MEMBERS.find((name) => words[name] !== undefined);
  return member === undefined ? {} : { [member]: words[member] };
}
