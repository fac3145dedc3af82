import { useLingui } from '@lingui/react/macro';
import { piecesOf } from '#ui/untrusted';
import { codePoints } from '#ui/visible';
import classes from './Untrusted.module.css';

/** Somebody else's text, shown for what it is: whatever it does to its own direction stays within it. */
export function Untrusted({ text, lang }: { text: string; lang?: string }) {
  const { t } = useLingui();
  const notes = {
    mixed: { title: t`Letters of more than one alphabet`, note: t`mixed alphabets` },
    alike: { title: t`Letters of another alphabet that look like Latin ones`, note: t`not Latin letters` },
  };
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
            title={kind === 'unseen' ? t`A character that is not seen` : notes[kind].title}
          >
            {kind === 'unseen' ? codePoints(piece) : piece}
            {kind !== 'unseen' && <span className={classes.note}>{notes[kind].note}</span>}
          </mark>
        ),
      )}
    </bdi>
  );
}
