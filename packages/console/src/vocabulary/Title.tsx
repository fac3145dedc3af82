import { useLingui } from '@lingui/react/macro';
import { lineOf, textIn } from '#ui/text';
import { Untrusted } from '#ui/Untrusted.tsx';
import { titleOf } from '#vocabulary/title';

/** What a subject is about, in the first line of its officer's own words, in the reader's language if they are in it. */
export function Title({ words }: { words: Record<string, unknown> }) {
  const { t, i18n } = useLingui();
  const texts = titleOf(words);
  const found = texts === undefined ? undefined : textIn(texts, i18n.locale);
  if (found === undefined) return t`(words not held)`;
  return <Untrusted text={lineOf(found.text)} lang={found.lang} />;
}
