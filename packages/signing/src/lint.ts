// What the officer's own node would say of an act before it is signed, as far as that can be said without the docket: the type, the body by its
// schema, and the words. Whether it is in order now, only the node knows.

import { actTypes } from '@parley/docket/kinds';
import { lintWords } from '@parley/docket/lint';
import type { Finding } from '@parley/docket/lint/finding';
import type { Terms } from '@parley/docket/terms';
import type { Content } from '#content';

/** As the docket's findings, and two more: a type that is not known, a body that does not fit its type. */
export type ContentFinding = Omit<Finding, 'code'> & { code: Finding['code'] | 'act.type_unknown' | 'act.body' };

/** In a stable order. `at`: the claimed time in seconds. With one `refused` among them it is not signed. */
export function lintContent({ type, body, words }: Content, terms: Terms, at: number): ContentFinding[] {
  const acts = actTypes.get(type);
  if (acts === undefined) {
    const detail = `no act is of the type ${type}: it would be kept and have no effect`;
    return [{ code: 'act.type_unknown', weight: 'refused', path: '', detail }];
  }
  const read = acts.body.safeParse(body);
  const wrong = read.success
    ? []
    : read.error.issues.map(({ path, message }): ContentFinding => {
        return { code: 'act.body', weight: 'refused', path: path.map(String).join('.'), detail: message };
      });
  return [...wrong, ...lintWords(type, body, words, terms, at)];
}

/** The first that stands in the way. */
export function worstOf(findings: readonly ContentFinding[]): ContentFinding | undefined {
  return findings.find(({ weight }) => weight === 'refused');
}
