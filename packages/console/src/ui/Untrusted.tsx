import { useLingui } from '@lingui/react/macro';
import { piecesOf } from '#ui/untrusted';
import { visible } from '#ui/visible';
import classes from './Untrusted.module.css';

/** Somebody else's text, shown for what it is: whatever it does to its own direction stays within it. */
export function Untrusted({ text, lang }: { text: string; lang?: string }) {
  const { t } = useLingui();
  return (
    <bdi {...(lang !== undefined && lang !== 'und' && { lang })}>
      {piecesOf(text).map(({ text: piece, kind }, no) =>
        kind === 'plain' ? (
          piece
        ) : (
          // Pieces have no other name than their place.
          // oxlint-disable-next-line react/no-array-index-key
          <mark
            key={no}
            className={classes.mark}
            title={kind === 'mixed' ? t`Letters of more than one alphabet` : t`A character that is not seen`}
          >
            {visible(piece)}
            {kind === 'mixed' && <span className={classes.note}>{t`mixed alphabets`}</span>}
          </mark>
        ),
      )}
    </bdi>
  );
}
