import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { patternName } from '@parley/docket/accord/review/lines';
import { actNames, kindPlurals } from '@parley/docket/vocabulary/acts';
import { codeName } from '@parley/docket/vocabulary/codes';
import type { Json, JsonObject } from '@parley/record/json';
import { useState } from 'react';
import { Whole } from '#founding/Field.tsx';
import { valueAt, type Wishes } from '#founding/wishes';
import { Tag } from '#ui/Tag.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Founding.module.css';

type Set = (path: string) => (value: Json | undefined) => void;

/** Every act, every act of a kind, and each act by itself. */
const PATTERNS = ['*', ...[...kindPlurals.keys(), 'officer', 'party'].map((kind) => `${kind}.*`), ...actNames.keys()];

/** Which acts an office may sign, and how many officers it takes. */
export function Offices({
  offices,
  base,
  wishes,
  set,
}: {
  offices: JsonObject;
  base: JsonObject;
  wishes: Wishes;
  set: Set;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  const [code, setCode] = useState('');
  const taken = Object.hasOwn(offices, code);
  return (
    <div className={classes.offices}>
      {Object.entries(offices).map(([office, value]) => (
        <Office
          key={office}
          name={naming.of(codeName('office', office))}
          signs={((value as JsonObject)['signs'] ?? {}) as Record<string, number>}
          changed={Object.hasOwn(wishes, `offices.${office}`)}
          onSigns={(signs) => set(`offices.${office}`)({ signs })}
          onRemove={() => set(`offices.${office}`)(valueAt(base, `offices.${office}`) === undefined ? undefined : null)}
          onUndo={() => set(`offices.${office}`)(undefined)}
        />
      ))}
      {Object.keys(wishes)
        .filter((path) => path.startsWith('offices.') && wishes[path] === null)
        .map((path) => {
          const name = naming.of(codeName('office', path.slice('offices.'.length)));
          return (
            <p key={path} className={classes.stood}>
              <Trans>{name} is taken away.</Trans>{' '}
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t`Undo: ${name}`}
                onClick={() => set(path)(undefined)}
              >
                <Trans>Undo</Trans>
              </Button>
            </p>
          );
        })}
      <form
        className={classes.link}
        onSubmit={(event) => {
          event.preventDefault();
          set(`offices.${code}`)({ signs: { note: 1 } });
          setCode('');
        }}
      >
        <TextInput
          label={t`Another office`}
          description={t`A short name: small letters, digits and hyphens.`}
          autoComplete="off"
          value={code}
          error={taken ? t`There is one of that name.` : undefined}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={taken || !/^[a-z][a-z0-9-]{0,30}$/.test(code)}>
          <Trans>Add the office</Trans>
        </Button>
      </form>
    </div>
  );
}

function Office({
  name,
  signs,
  changed,
  onSigns,
  onRemove,
  onUndo,
}: {
  name: string;
  signs: Record<string, number>;
  changed: boolean;
  onSigns: (signs: Record<string, number>) => void;
  onRemove: () => void;
  onUndo: () => void;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  const patterns = Object.keys(signs).toSorted();
  const others = PATTERNS.filter((pattern) => !Object.hasOwn(signs, pattern));
  const [next, setNext] = useState('');
  return (
    <section className={classes.office} aria-label={name} data-changed={changed || undefined}>
      <div className={classes.bar}>
        <h3>{name}</h3> {changed && <Tag tone="wait">{t`changed`}</Tag>}
        {changed && (
          <Button size="compact-xs" variant="subtle" aria-label={t`Undo: ${name}`} onClick={onUndo}>
            <Trans>Undo</Trans>
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" aria-label={t`Take away: ${name}`} onClick={onRemove}>
          <Trans>Take away</Trans>
        </Button>
      </div>
      <ul className={classes.powers}>
        {patterns.map((pattern) => {
          const what = naming.of(patternName(pattern));
          return (
            <li key={pattern}>
              <span>{what}</span>
              <span className={classes.control}>
                <Whole
                  name={t`Officers for ${what}`}
                  value={signs[pattern]!}
                  onValue={(many) => onSigns({ ...signs, [pattern]: many })}
                />
                <span className={classes.soft}>{signs[pattern] === 1 ? t`officer` : t`officers together`}</span>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={t`Take away: ${what}`}
                  disabled={patterns.length === 1}
                  onClick={() => {
                    const { [pattern]: _gone, ...rest } = signs;
                    onSigns(rest);
                  }}
                >
                  <Trans>Take away</Trans>
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      <div className={classes.control}>
        <NativeSelect
          aria-label={t`Another power for ${name}`}
          className={classes.codes}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          data={[
            { value: '', label: t`another power …` },
            ...others.map((pattern) => ({ value: pattern, label: naming.of(patternName(pattern)) })),
          ]}
        />
        <Button
          size="compact-sm"
          variant="default"
          disabled={next === ''}
          onClick={() => {
            onSigns({ ...signs, [next]: 1 });
            setNext('');
          }}
        >
          <Trans>Add</Trans>
        </Button>
      </div>
    </section>
  );
}
