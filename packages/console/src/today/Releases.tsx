import { Trans, useLingui } from '@lingui/react/macro';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import type { Answer } from '#api/call';
import { pages } from '#pages';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { visible } from '#ui/visible';
import { useNaming } from '#vocabulary/naming';
import classes from './Waiting.module.css';

type Draft = Answer<'drafts'>['items'][number];

/** Drafts that go nowhere before this person has released them. */
export function Releases({ drafts }: { drafts: readonly Draft[] }) {
  const { t } = useLingui();
  const naming = useNaming();
  return (
    <Section title={t`Waits for your release`} aside={drafts.length}>
      <ul className={classes.lines}>
        {drafts.map(({ id, type, title, savedAt, savedBy }) => {
          const kind = type === undefined ? t`A draft` : naming.of(labelOf(actNames, type));
          const by = savedBy.name;
          return (
            <li key={id} className={classes.line}>
              <p className={classes.of}>
                <strong>{kind}</strong>
                {title !== '' && (
                  <>
                    {naming.say(': ', '：')}
                    <bdi>{visible(title)}</bdi>
                  </>
                )}
              </p>
              <p className={classes.small}>
                <Trans>
                  written by {by}, <Moment at={savedAt} />
                </Trans>
              </p>
              <span className={classes.buttons}>
                <ButtonLink to={pages.sign} params={{ draft: id }} size="compact-sm">
                  <Trans>Read and release</Trans>
                </ButtonLink>
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
