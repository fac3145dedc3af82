import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call, type Answer } from '#api/call';
import { keep } from '#founding/founding';
import { Refusal } from '#refusal/Refusal.tsx';
import { useLanguageNames } from '#vocabulary/languages';
import classes from './Founding.module.css';

/** Asked for in any case: the accord is read in these. */
const ALWAYS = ['en', 'zh'];

/** What we are called, as long as no accord has it. */
export function PartyForm({ view, onDone }: { view: Answer<'founding'>; onDone: () => void }) {
  const { t } = useLingui();
  const languageNames = useLanguageNames();
  const hueId = useId();
  const [names, setNames] = useState(view.names);
  const [languages, setLanguages] = useState(view.own.languages.join(', '));
  const [hue, setHue] = useState(view.own.hue);
  const tags = [...new Set([...ALWAYS, ...Object.keys(view.names)])];
  const read = languages.split(/[\s,，、]+/).filter((tag) => tag !== '');
  const save = useMutation({
    mutationFn: () => {
      const said = Object.entries(names).flatMap(([tag, name]) => (name.trim() === '' ? [] : [[tag, name.trim()]]));
      return call('foundingParty', {
        body: { names: Object.fromEntries(said) as Record<string, string>, languages: read, hue },
      });
    },
    onSuccess: (after) => {
      keep(after);
      onDone();
    },
  });
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={classes.ways}>
        {tags.map((tag) => (
          <TextInput
            key={tag}
            label={t`Name in ${languageNames(tag)}`}
            lang={tag}
            maxLength={200}
            autoComplete="off"
            value={names[tag] ?? ''}
            onChange={(event) => setNames({ ...names, [tag]: event.currentTarget.value })}
          />
        ))}
        <TextInput
          label={t`Languages`}
          description={t`That we read: their codes, the first one first.`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          spellCheck={false}
          value={languages}
          onChange={(event) => setLanguages(event.currentTarget.value)}
        />
        <div>
          <label className={classes.label} htmlFor={hueId}>
            <Trans>Colour</Trans>
          </label>
          <div className={classes.control}>
            <input
              id={hueId}
              className={classes.range}
              type="range"
              min={0}
              max={359}
              value={hue}
              onChange={(event) => setHue(Number(event.currentTarget.value))}
            />
            <Swatch hue={hue} />
          </div>
        </div>
      </div>
      {save.error !== null && <Refusal error={save.error} />}
      <div className={classes.actions}>
        <Button
          type="submit"
          loading={save.isPending}
          disabled={read.length === 0 || tags.every((tag) => (names[tag] ?? '').trim() === '')}
        >
          <Trans>Keep it so</Trans>
        </Button>
        <Button variant="default" onClick={onDone}>
          <Trans>Leave it as it was</Trans>
        </Button>
      </div>
    </form>
  );
}

export function Swatch({ hue }: { hue: number }) {
  return (
    <svg className={classes.hue} viewBox="0 0 40 14" width="40" height="14" aria-hidden="true">
      <rect width="40" height="14" rx="4" fill={`hsl(${hue} 42% 42%)`} />
    </svg>
  );
}
