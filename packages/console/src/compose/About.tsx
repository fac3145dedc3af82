import { Trans, useLingui } from '@lingui/react/macro';
import { textOf } from '@parley/docket/vocabulary/text';
import { codesOf } from '@parley/docket/vocabulary/told';
import { kindNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { wordName } from '@parley/docket/vocabulary/words';
import { useParties } from '#api/parties';
import type { Subject } from '#compose/begin';
import { Moment } from '#ui/Moment.tsx';
import { textIn } from '#ui/text';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './About.module.css';

/** Members of an opening act that say the matter. */
const MATTER = ['title', 'asked', 'necessity', 'summary', 'text', 'claim', 'observed', 'statement', 'description'];

type Owed = { for: string; owedBy: string; dueAt: number | null; stoppedAt: number | null };

/** What the act is said of, in the words that opened it: one answers what one has before one's eyes. */
export function About({ subject, own }: { subject: Subject; own: string }) {
  const { i18n } = useLingui();
  const { nameOf, sideOf } = useParties();
  const language = i18n.locale === 'en' ? 'en' : 'zh';
  const naming = useNaming();
  const by = (subject.state['sides'] as string[] | undefined)?.[0] ?? '';
  const texts = MATTER.flatMap((member) => {
    const found = textIn(textOf(subject.words[member]) ?? {}, i18n.locale);
    return found === undefined ? [] : [{ member, ...found }];
  });
  const opening = subject.state['request'] as { category?: string } | undefined;
  const due = ((subject.state['deadlines'] ?? []) as unknown as Owed[])
    .filter(({ owedBy, dueAt, stoppedAt }) => owedBy === own && dueAt !== null && stoppedAt === null)
    .toSorted((a, b) => a.dueAt! - b.dueAt!)[0];
  return (
    <section className={classes.about} data-side={sideOf(by)}>
      <p className={classes.who}>
        {labelOf(kindNames, subject.kind)[language]} · {nameOf(by)}
        {opening?.category !== undefined && <> · {codesOf('category', opening.category, naming)}</>}
      </p>
      {texts.map(({ member, text, lang }) =>
        member === 'title' ? (
          <h2 key={member} className={classes.title}>
            <Untrusted text={text} lang={lang} />
          </h2>
        ) : (
          <div key={member}>
            <h3>{wordName(member)[language]}</h3>
            <p className={classes.text}>
              <Untrusted text={text} lang={lang} />
            </p>
          </div>
        ),
      )}
      {due !== undefined && (
        <p className={classes.due}>
          <Trans>
            We owe an answer by <Moment at={due.dueAt!} />
          </Trans>
        </p>
      )}
    </section>
  );
}
