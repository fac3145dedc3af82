import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import type { Json, JsonObject } from '@parley/record/json';
import { useState } from 'react';
import { Whole } from '#founding/Field.tsx';
import classes from './Founding.module.css';

type Witness = { name: string; vkeys: string[] };

/** Independent witnesses, who cosign both logs and see no content; and how many of them must have. */
export function Witnesses({
  accord,
  set,
}: {
  accord: JsonObject;
  set: (path: string) => (value: Json | undefined) => void;
}) {
  const { t } = useLingui();
  const witnesses = (accord['witnesses'] ?? []) as unknown as Witness[];
  const [name, setName] = useState('');
  const [keys, setKeys] = useState('');
  const put = (next: readonly Witness[]) => set('witnesses')(next as unknown as Json);
  const vkeys = keys.split(/\s+/).filter((key) => key !== '');
  return (
    <div className={classes.stack}>
      {witnesses.length === 0 && (
        <p className={classes.soft}>
          <Trans>None: that a party withheld its log cannot be proven to anybody else.</Trans>
        </p>
      )}
      {witnesses.length > 0 && (
        <ul className={classes.powers}>
          {witnesses.map((witness) => (
            <li key={witness.name}>
              <span>
                {witness.name} <code className={classes.id}>{witness.vkeys.join(' ')}</code>
              </span>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t`Take away: ${witness.name}`}
                onClick={() => put(witnesses.filter((one) => one !== witness))}
              >
                <Trans>Take away</Trans>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.control}>
        <span className={classes.label}>
          <Trans>So many must have cosigned</Trans>
        </span>
        <Whole name={t`So many must have cosigned`} value={Number(accord['quorum'] ?? 0)} onValue={set('quorum')} />
      </div>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          put([...witnesses, { name: name.trim(), vkeys }]);
          setName('');
          setKeys('');
        }}
      >
        <TextInput
          className={classes.codes}
          label={t`A witness, by its name`}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label={t`Its verifier keys, one a line`}
          autosize
          minRows={2}
          spellCheck={false}
          classNames={{ input: classes.mono! }}
          value={keys}
          onChange={(event) => setKeys(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" variant="default" disabled={name.trim() === '' || vkeys.length === 0}>
            <Trans>Add the witness</Trans>
          </Button>
        </div>
      </form>
    </div>
  );
}
