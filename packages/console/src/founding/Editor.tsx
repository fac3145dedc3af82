import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { NOTE_CHARS_MAX } from '@parley/docket/accord/founding/envelope';
import { differencesBetween } from '@parley/docket/accord/review/compare';
import { linesOf } from '@parley/docket/accord/review/lines';
import { memberNames } from '@parley/docket/accord/review/names';
import type { Json, JsonObject } from '@parley/record/json';
import { Differences } from '#founding/Differences.tsx';
import { Field } from '#founding/Field.tsx';
import { grouped } from '#founding/groups';
import type { Kept } from '#founding/kept';
import { newWarnings, problemOf } from '#founding/judge';
import { useGroupNames } from '#founding/names';
import { Offices } from '#founding/Offices.tsx';
import { standingWishes, valueAt, wish, wished } from '#founding/wishes';
import { Witnesses } from '#founding/Witnesses.tsx';
import { Refusal } from '#refusal/Refusal.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { useLanguageNames } from '#vocabulary/languages';
import { useNaming } from '#vocabulary/naming';
import classes from './Founding.module.css';

/** May be agreed or not: shown also where it is not. */
const OPTIONAL = [
  'terms.cadence.sessionDays',
  'terms.cadence.checkDays',
  'terms.cadence.drillDays',
  'terms.extensionByRight',
];

/** Terms in plain words, folded by what they are about; what is changed stands below, as the other side will see it. */
export function Editor({
  base,
  kept: { wishes: all, note },
  change,
  changesTitle,
  unchanged,
  error,
  children,
}: {
  base: JsonObject;
  kept: Kept;
  change: (change: Partial<Kept>) => void;
  changesTitle: string;
  unchanged: string;
  error: Error | null;
  children: ReactNode;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  const groupNames = useGroupNames();
  const wishes = standingWishes(all, base);
  const accord = useMemo(() => wished(base, wishes), [JSON.stringify([base, wishes])]);
  const stood = new Map(linesOf({ accord: base }).map(({ at, says }) => [at, says]));
  const lines = linesOf({ accord });
  const missing = OPTIONAL.filter((at) => valueAt(accord, at) === undefined).map((at) => ({
    at,
    name: memberNames.get(at)!,
    says: { en: '', zh: '' },
  }));
  const set = (path: string) => (value: Json | undefined) => change({ wishes: wish(wishes, base, path, value) });
  const problem = problemOf(accord);
  const warnings = problem === undefined ? newWarnings(base, accord) : [];
  const differences = differencesBetween({ accord: base }, { accord });
  const count = (paths: RegExp) => Object.keys(wishes).filter((path) => paths.test(path)).length;
  return (
    <>
      <Section plain title={t`The terms`} aside={t`open what you want to look at or change`}>
        <div className={classes.folds}>
          <Fold title={t`Title, date and text`} changed={count(/^(title|dated|text)/)}>
            <Prose accord={accord} base={base} set={set} />
          </Fold>
          {grouped([...lines, ...missing]).map(([group, members]) =>
            group === 'parties' ? null : group === 'offices' ? (
              <Fold key={group} title={groupNames[group]} changed={count(/^offices\./)}>
                <Offices offices={(accord['offices'] ?? {}) as JsonObject} base={base} wishes={wishes} set={set} />
              </Fold>
            ) : group === 'witnesses' ? (
              <Fold key={group} title={groupNames[group]} changed={count(/^(witnesses|quorum)/)}>
                <Witnesses accord={accord} set={set} />
              </Fold>
            ) : (
              <Fold
                key={group}
                title={groupNames[group]}
                changed={members.filter(({ at }) => Object.hasOwn(wishes, at)).length}
              >
                <div className={classes.fields} data-wide={group === 'asked' || undefined}>
                  {members.map(({ at, name }) => (
                    <Field
                      key={at}
                      at={at}
                      name={naming.of(name)}
                      value={valueAt(accord, at)}
                      optional={OPTIONAL.includes(at)}
                      stood={stood.get(at) && naming.of(stood.get(at)!)}
                      changed={Object.hasOwn(wishes, at)}
                      onWish={set(at)}
                    />
                  ))}
                </div>
              </Fold>
            ),
          )}
        </div>
      </Section>
      <Section title={changesTitle} aside={differences.length === 0 ? undefined : t`as the other side will see it`}>
        <Differences items={differences} label={changesTitle} empty={unchanged} />
        {Object.keys(wishes).length > 0 && (
          <p className={classes.gap}>
            <Button size="compact-sm" variant="default" onClick={() => change({ wishes: {} })}>
              <Trans>Undo all of it</Trans>
            </Button>
          </p>
        )}
        {problem !== undefined && (
          <div className={classes.gap}>
            <Notice tone="late" title={t`The terms are not in order`}>
              <p lang="en">{problem}</p>
            </Notice>
          </div>
        )}
        {warnings.length > 0 && (
          <div className={classes.gap}>
            <Notice tone="wait" title={t`What these changes bring`}>
              <ul className={classes.warnings}>
                {warnings.map(({ about, says }) => (
                  <li key={`${about} ${says.en}`}>{naming.of(says)}</li>
                ))}
              </ul>
            </Notice>
          </div>
        )}
        <Textarea
          className={classes.gap}
          label={t`A word to the counterpart`}
          description={t`Kept with this round, for both to read.`}
          autosize
          minRows={2}
          maxLength={NOTE_CHARS_MAX}
          value={note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
      </Section>
      {error !== null && (
        <div className={classes.lead}>
          <Refusal error={error} />
        </div>
      )}
      <div className={classes.actions}>{children}</div>
    </>
  );
}

function Fold({ title, changed, children }: { title: string; changed: number; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <details className={classes.part}>
      <summary>
        <span>{title}</span> {changed > 0 && <Tag tone="wait">{t`${changed} changed`}</Tag>}
      </summary>
      <div className={classes.inside}>{children}</div>
    </details>
  );
}

function Prose({
  accord,
  base,
  set,
}: {
  accord: JsonObject;
  base: JsonObject;
  set: (path: string) => (value: Json | undefined) => void;
}) {
  const { t } = useLingui();
  const languageNames = useLanguageNames();
  const tags = [...new Set(['title', 'text'].flatMap((member) => Object.keys((accord[member] ?? {}) as JsonObject)))];
  const said = (path: string) => {
    const value = valueAt(accord, path);
    return typeof value === 'string' ? value : '';
  };
  const write = (path: string, value: string) =>
    set(path)(value !== '' ? value : valueAt(base, path) === undefined ? undefined : null);
  return (
    <div className={classes.stack}>
      <TextInput
        className={classes.short}
        type="date"
        label={t`Dated`}
        value={said('dated')}
        onChange={(event) => set('dated')(event.currentTarget.value)}
      />
      <div className={classes.sides} data-alone={tags.length < 2 || undefined}>
        {tags.map((tag) => (
          <div key={tag} className={classes.stack} lang={tag}>
            <TextInput
              label={t`Title in ${languageNames(tag)}`}
              value={said(`title.${tag}`)}
              onChange={(event) => write(`title.${tag}`, event.currentTarget.value)}
            />
            <Textarea
              label={t`Text in ${languageNames(tag)}`}
              autosize
              minRows={10}
              maxRows={28}
              classNames={{ input: classes.writing! }}
              value={said(`text.${tag}`)}
              onChange={(event) => write(`text.${tag}`, event.currentTarget.value)}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
