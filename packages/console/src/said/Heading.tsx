import { useLingui } from '@lingui/react/macro';
import { lineOf, textIn, type Texts } from '#ui/text';
import { Untrusted } from '#ui/Untrusted.tsx';
import classes from './Heading.module.css';

/** A heading that takes the page is none. */
const LETTERS_MAX = 400;

/** A title in the reader's language; below it in the others, on paper and where all languages are asked for. */
export function Heading({ texts, all = false }: { texts: Texts; all?: boolean }) {
  const { i18n } = useLingui();
  const own = textIn(texts, i18n.locale);
  if (own === undefined) return null;
  return (
    <>
      <Untrusted text={lineOf(own.text, LETTERS_MAX)} lang={own.lang} />
      {Object.entries(texts)
        .filter(([lang]) => lang !== own.lang)
        .map(([lang, text]) => (
          <span key={lang} className={classes.other} data-all={all || undefined}>
            <Untrusted text={lineOf(text, LETTERS_MAX)} lang={lang} />
          </span>
        ))}
    </>
  );
}
