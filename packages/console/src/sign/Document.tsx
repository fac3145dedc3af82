import { Trans, useLingui } from '@lingui/react/macro';
import { linesOf, type Line, type Said } from '#sign/lines';
import type { meaning } from '#sign/prepare';
import { Tag } from '#ui/Tag.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import { visible } from '#ui/visible';
import classes from './Document.module.css';

/** The act as it stands in the log or will, in both languages: what one reads here is what was or is signed. `side`: whose it is. */
export function Document({
  meaning: shown,
  side = 'us',
}: {
  meaning: ReturnType<typeof meaning>;
  side?: 'us' | 'them';
}) {
  const { t } = useLingui();
  const { head, frame, facts, said } = linesOf(shown);
  return (
    <div className={classes.sheet} data-side={side}>
      <Lines lines={head} />
      {said.map((one, no) => (
        // Members of an act have no other name than their place in it.
        // oxlint-disable-next-line react/no-array-index-key
        <Texts key={no} said={one} />
      ))}
      {facts.length > 0 && <Lines lines={facts} />}
      <details className={classes.more}>
        <summary>
          <Trans>Where it stands: accord, log, what has been seen</Trans>
        </summary>
        <Lines lines={frame} />
      </details>
      <details className={classes.more}>
        <summary>
          <Trans>The exact bytes, {new TextEncoder().encode(shown.payload).length} of them</Trans>
        </summary>
        {shown.digest !== undefined && (
          <p className={classes.digest}>
            <Trans>SHA-256 of what the key signs</Trans>
            <code>{shown.digest}</code>
          </p>
        )}
        <pre className={classes.bytes} tabIndex={0} aria-label={t`The exact bytes`}>
          {visible(shown.payload)}
        </pre>
      </details>
    </div>
  );
}

function Lines({ lines }: { lines: Line[] }) {
  const { i18n } = useLingui();
  const [first, second] = i18n.locale === 'en' ? (['en', 'zh'] as const) : (['zh', 'en'] as const);
  return (
    <dl className={classes.lines}>
      {lines.map((line, no) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={no}>
          <dt>
            <span lang={first}>{line[first]}</span>
            {line[second] !== line[first] && (
              <span lang={second} className={classes.other}>
                {line[second]}
              </span>
            )}
          </dt>
          {line.values.en === line.values.zh ? (
            <dd className={classes.once}>
              <Untrusted text={line.values.en} />
            </dd>
          ) : (
            <>
              <dd lang={first}>
                <Untrusted text={line.values[first]} />
              </dd>
              <dd lang={second}>
                <Untrusted text={line.values[second]} />
              </dd>
            </>
          )}
        </div>
      ))}
    </dl>
  );
}

function Texts({ said }: { said: Said }) {
  const { i18n } = useLingui();
  const [first, second] = i18n.locale === 'en' ? (['en', 'zh'] as const) : (['zh', 'en'] as const);
  const mine = (lang: string) => Number(lang.split('-', 1)[0] !== first);
  return (
    <section className={classes.said}>
      <h3>
        <span lang={first}>{said[first]}</span>
        {said[second] !== said[first] && (
          <span lang={second} className={classes.other}>
            {said[second]}
          </span>
        )}
      </h3>
      <div className={classes.texts}>
        {said.texts
          .toSorted((a, b) => mine(a.lang) - mine(b.lang))
          .map(({ lang, mark, text }) => (
            <div key={lang}>
              <p className={classes.text} {...(lang !== 'und' && { lang })}>
                <Untrusted text={text} />
              </p>
              {mark[first] !== '' && <Tag>{mark[first]}</Tag>}
            </div>
          ))}
      </div>
    </section>
  );
}
