import { Trans, useLingui } from '@lingui/react/macro';
import type { CaseState } from '@parley/docket/case/kind';
import { toldOf } from '@parley/docket/vocabulary/told';
import type { JsonObject } from '@parley/record/json';
import { usePrinting } from '#ui/printing';
import { Section } from '#ui/Section.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Parts.module.css';

/** Shown above already, point by point. */
const ABOVE = new Set(['title', 'summary', 'points', 'reference', 'authentic']);

/** Whatever else the allegation says: victims, attribution with its grounds, techniques, figures, evidence, sources. */
export function Allegation({ state, words }: { state: CaseState; words: Record<string, unknown> }) {
  const { t } = useLingui();
  const naming = useNaming();
  const printing = usePrinting();
  const { points: _, exhibits: __, ...body } = state.allegation;
  const rest = Object.fromEntries(Object.entries(words).filter(([member]) => !ABOVE.has(member))) as JsonObject;
  const { facts, texts } = toldOf({ body, words: rest }, naming, { all: printing });
  return (
    <Section title={t`The allegation in full`}>
      <details className={classes.plain}>
        <summary>
          <Trans>Attribution, victims, techniques, figures and sources as alleged</Trans>
        </summary>
        <dl className={classes.facts}>
          {facts.map(([label, value], no) => (
            // Facts have no other name than their place.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={no}>
              <dt>{label}</dt>
              <dd>
                <Untrusted text={value} />
              </dd>
            </div>
          ))}
          {texts.map(([label, text], no) => (
            // oxlint-disable-next-line react/no-array-index-key
            <div key={no}>
              <dt>{label}</dt>
              <dd className={classes.text}>
                <Untrusted text={text} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </Section>
  );
}
