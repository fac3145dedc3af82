import { useLingui } from '@lingui/react/macro';
import { usePrinting } from '#ui/printing';
import { shownOf } from '#ui/said';
import { Tag } from '#ui/Tag.tsx';
import type { Texts } from '#ui/text';
import { Untrusted } from '#ui/Untrusted.tsx';
import classes from './Said.module.css';

/** What was officially said, in the reader's language and in the one it was written in. `all`: in every language, side by side, as on paper. */
export function Said({
  texts,
  authentic,
  all: asked = false,
}: {
  texts: Texts;
  authentic: readonly string[] | undefined;
  all?: boolean;
}) {
  const { t, i18n } = useLingui();
  const printing = usePrinting();
  const all = asked || printing;
  const shown = shownOf(texts, authentic, i18n.locale, all);
  return (
    <div className={classes.said} data-all={(all && shown.length > 1) || undefined}>
      {shown.map(({ lang, text, mark }) => (
        <p key={lang} className={classes.text} data-mark={mark}>
          <Untrusted text={text} lang={lang} />
          {mark === 'translation' && (
            <>
              {' '}
              <Tag>{t`translation`}</Tag>
            </>
          )}
          {mark === 'authentic' && shown.length > 1 && (
            <>
              {' '}
              <Tag>{t`authentic`}</Tag>
            </>
          )}
        </p>
      ))}
    </div>
  );
}
