import { Trans, useLingui } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '#api/call';
import { Differences } from '#founding/Differences.tsx';
import { grouped } from '#founding/groups';
import { useGroupNames } from '#founding/names';
import { standingOf } from '#founding/standing';
import { Seat } from '#founding/Seat.tsx';
import { pages } from '#pages';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Section } from '#ui/Section.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Founding.module.css';

type View = Answer<'founding'>;
type Review = NonNullable<View['review']>;
type Line = Review['lines'][number];
type Shown = 'both' | 'en' | 'zh';
type Texts = Record<string, string>;

/** All of it, before anything is signed: what to look out for, what differs from the template, and then every member in both languages. */
export function Read({ view }: { view: View }) {
  const { t } = useLingui();
  const naming = useNaming();
  const groupNames = useGroupNames();
  const [shown, setShown] = useState<Shown>('both');
  const { review, accord } = view;
  if (review === undefined || accord === undefined) return null;
  const { title, text, dated } = accord as { title: Texts; text: Texts; dated: string };
  const standing = standingOf(view);
  return (
    <>
      <Section title={t`Look out`} aside={t`seen from the terms alone; nothing here replaces reading`}>
        {review.warnings.length === 0 ? (
          <p className={classes.soft}>
            <Trans>Nothing stands out.</Trans>
          </p>
        ) : (
          <ul className={classes.warnings}>
            {review.warnings.map(({ code, about, says }) => (
              <li key={`${code} ${about} ${says.en}`}>
                <Untrusted text={naming.of(says)} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section
        title={t`Different from the template`}
        aside={review.fromTemplate === undefined ? undefined : review.fromTemplate.name}
      >
        {review.fromTemplate === undefined ? (
          <p className={classes.soft}>
            <Trans>This Parley has no such template to compare with. Read every line.</Trans>
          </p>
        ) : (
          <Differences
            items={review.fromTemplate.differences}
            label={t`Different from the template`}
            empty={t`Nothing: it is the template as it stands.`}
          />
        )}
      </Section>
      <div className={classes.bar}>
        <h2>
          <Trans>The whole accord</Trans>
        </h2>
        <SegmentedControl
          size="xs"
          aria-label={t`In which language`}
          value={shown}
          onChange={(value) => setShown(value)}
          data={[
            { value: 'both', label: t`Both languages` },
            { value: 'en', label: 'English' },
            { value: 'zh', label: '中文' },
          ]}
        />
        <Button size="compact-sm" variant="default" onClick={() => print()}>
          <Trans>Print it</Trans>
        </Button>
      </div>
      <Section title={t`Title and text`} aside={t`dated ${dated}`}>
        <Sides shown={shown} texts={title} heading />
        {review.accordId !== undefined && (
          <p className={classes.soft}>
            <Trans>
              Id of the accord as it stands: <code className={classes.id}>{review.accordId}</code>
            </Trans>
          </p>
        )}
        <Sides shown={shown} texts={text} />
      </Section>
      {grouped(review.lines).map(([group, lines]) => (
        <Section key={group} title={groupNames[group]}>
          <Lines lines={lines} shown={shown} />
        </Section>
      ))}
      <div className={classes.actions}>
        {standing === 'offered' && <Seat />}
        {(standing === 'talking' || standing === 'theirs') && (
          <ButtonLink to={pages.founding} search={{ step: 'sign' }} size="md">
            <Trans>Go on to compare and sign</Trans>
          </ButtonLink>
        )}
        {(standing === 'offered' || standing === 'talking' || standing === 'theirs' || standing === 'drafted') && (
          <ButtonLink to={pages.founding} search={{ step: 'accord' }} size="md" variant="default">
            <Trans>Propose something else</Trans>
          </ButtonLink>
        )}
      </div>
    </>
  );
}

/** A text in each language that it is there in: the reader's choice, or all beside each other, article by article. */
function Sides({ shown, texts, heading = false }: { shown: Shown; texts: Texts; heading?: boolean }) {
  const tags = Object.keys(texts).toSorted((a, b) => (a < b ? -1 : 1));
  const chosen = tags.filter((tag) => shown === 'both' || tag.split('-', 1)[0] === shown);
  const columns = (chosen.length === 0 ? tags : chosen).map((tag) => ({ tag, parts: texts[tag]!.split(/\n{2,}/) }));
  // Versions of other lengths cannot be laid article by article: each is then one piece.
  const even = columns.every(({ parts }) => parts.length === columns[0]!.parts.length);
  const rows = even ? columns[0]!.parts.map((_, row) => [row]) : [undefined];
  return (
    <div className={heading ? classes.title : classes.prose} data-alone={columns.length < 2 || undefined}>
      {rows.map((row, no) => (
        // An article has no other name than its place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={no} className={classes.sides}>
          {columns.map(({ tag, parts }) => (
            <div key={tag} lang={tag}>
              {(row?.map((at) => parts[at]!) ?? parts).map((paragraph) => (
                <p key={paragraph}>
                  <Untrusted text={paragraph} lang={tag} />
                </p>
              ))}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Every member, in one language or in both. */
function Lines({ lines, shown }: { lines: readonly Line[]; shown: Shown }) {
  return (
    <ul className={classes.read} data-shown={shown}>
      {lines.map(({ at, name, says }) => (
        <li key={at}>
          {(['en', 'zh'] as const).map((language) =>
            shown !== 'both' && shown !== language ? null : (
              <div key={language} lang={language === 'en' ? 'en' : 'zh-Hans'}>
                <p className={classes.label}>{name[language]}</p>
                <div className={classes.value}>
                  <Value text={says[language]} />
                </div>
              </div>
            ),
          )}
        </li>
      ))}
    </ul>
  );
}

/** Powers are a long list: one a line. */
function Value({ text }: { text: string }) {
  const parts = text.split(/; |；/);
  if (parts.length < 3) return <Untrusted text={text} />;
  return (
    <ul>
      {parts.map((part) => (
        <li key={part}>
          <Untrusted text={part} />
        </li>
      ))}
    </ul>
  );
}
