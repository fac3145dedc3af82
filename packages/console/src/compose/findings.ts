// What is to be said of a draft before the node is asked: the checks at filing, and whether the file is there that it is to carry.

import { actTypes } from '@parley/docket/kinds';
import type { Terms } from '@parley/docket/terms';
import type { Content } from '@parley/signing/content';
import { lintContent, type ContentFinding } from '@parley/signing/lint';
import { isOfWords } from '#compose/words';

export type Finding = Omit<ContentFinding, 'code'> & { code: ContentFinding['code'] | 'act.content' };

/** Where the file is asked. */
export const FILE = 'file';

export function findingsFor(content: Content, terms: Terms, at: number): Finding[] {
  const carries = actTypes.get(content.type)?.carries;
  const there = carries === 'seal' ? content.seals : content.exhibits;
  if (carries === undefined || (there?.length ?? 0) > 0) return lintContent(content, terms, at);
  // The salt comes with the file.
  const rest = lintContent(content, terms, at).filter(({ path }) => path !== 'salt');
  return [{ code: 'act.content', weight: 'refused', path: FILE, detail: 'it carries no content' }, ...rest];
}

/** In which half of the content the member stands that a finding names. */
export function halfOf({ code }: Pick<Finding, 'code'>): 'body' | 'words' {
  return isOfWords(code) ? 'words' : 'body';
}
