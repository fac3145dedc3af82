import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { isObject, type Json } from '@parley/record/json';
import { codeNames } from '@parley/docket/accord/review/names';
import { labelOf } from '@parley/docket/vocabulary/label';
import { useState } from 'react';
import { useNaming } from '#vocabulary/naming';
import classes from './Founding.module.css';

type Wish = (value: Json | undefined) => void;

/** The members of a request that an accord may demand. */
const ASKED = ['asked', 'necessity', 'basis', 'identifiers', 'conditions', 'due', 'case'];
const FLOORS = ['red', 'amber-strict', 'amber', 'green', 'clear'];

/** One member of the terms, in the control that fits what it is. `stood`: what it says without our wish. */
export function Field({
  at,
  name,
  value,
  optional,
  stood,
  changed,
  onWish,
}: {
  at: string;
  name: string;
  value: Json | undefined;
  optional: boolean;
  stood: string | undefined;
  changed: boolean;
  onWish: Wish;
}) {
  const { t } = useLingui();
  return (
    <div
      className={classes.field}
      role="group"
      aria-label={name}
      data-changed={changed || undefined}
      data-long={(Array.isArray(value) && !at.startsWith('terms.required.')) || undefined}
    >
      <p className={classes.label}>{name}</p>
      <div className={classes.control}>
        <Control at={at} name={name} value={value} onWish={onWish} />
        {optional && value !== undefined && (
          <Button size="compact-xs" variant="subtle" onClick={() => onWish(stood === undefined ? undefined : null)}>
            <Trans>Not agreed</Trans>
          </Button>
        )}
      </div>
      {changed && (
        <p className={classes.stood}>
          {stood === undefined ? <Trans>not agreed so far</Trans> : <Trans>so far: {stood}</Trans>}{' '}
          <Button size="compact-xs" variant="subtle" aria-label={t`Undo: ${name}`} onClick={() => onWish(undefined)}>
            <Trans>Undo</Trans>
          </Button>
        </p>
      )}
    </div>
  );
}

function Control({ at, name, value, onWish }: { at: string; name: string; value: Json | undefined; onWish: Wish }) {
  const naming = useNaming();
  const { t } = useLingui();
  const named = (code: string) => naming.of(labelOf(codeNames, code));
  if (value === undefined) {
    const begin: Json = at === 'terms.extensionByRight' ? { workingDays: 5 } : 183;
    return (
      <Button size="compact-sm" variant="default" onClick={() => onWish(begin)}>
        <Trans>Agree on one</Trans>
      </Button>
    );
  }
  if (isObject(value) && ('hours' in value || 'workingDays' in value))
    return <Allowance name={name} value={value} onWish={onWish} />;
  if (typeof value === 'number') {
    return (
      <>
        <Whole name={name} value={value} onValue={onWish} />
        <span className={classes.soft}>
          {at.endsWith('Hours') ? t`hours` : at.endsWith('Days') && !at.startsWith('terms.calendars') ? t`days` : null}
        </span>
      </>
    );
  }
  if (typeof value === 'string' && (at === 'terms.markingFloor' || at === 'terms.clock')) {
    const codes = at === 'terms.clock' ? ['real', 'scripted'] : FLOORS;
    return (
      <NativeSelect
        aria-label={name}
        value={value}
        onChange={(event) => onWish(event.currentTarget.value)}
        data={codes.map((code) => ({ value: code, label: named(code) }))}
      />
    );
  }
  if (Array.isArray(value) && at.startsWith('terms.required.')) {
    return (
      <div className={classes.chips}>
        {ASKED.map((code) => (
          <Checkbox
            key={code}
            size="xs"
            label={named(code)}
            checked={value.includes(code)}
            onChange={() => onWish(ASKED.filter((one) => (one === code ? !value.includes(code) : value.includes(one))))}
          />
        ))}
      </div>
    );
  }
  if (Array.isArray(value)) return <Codes name={name} value={value as string[]} onWish={onWish} />;
  return <code>{JSON.stringify(value)}</code>;
}

function Allowance({ name, value, onWish }: { name: string; value: { [member: string]: Json }; onWish: Wish }) {
  const { t } = useLingui();
  const unit = 'hours' in value ? 'hours' : 'workingDays';
  const count = Number(value[unit]);
  return (
    <>
      <Whole name={name} value={count} onValue={(next) => onWish({ [unit]: next })} />
      <NativeSelect
        aria-label={t`Unit: ${name}`}
        value={unit}
        onChange={(event) => onWish({ [event.currentTarget.value]: count })}
        data={[
          { value: 'workingDays', label: t`working days` },
          { value: 'hours', label: t`hours` },
        ]}
      />
    </>
  );
}

/** From here on it needs a wider field. */
const LONG = 100_000;

/** While it is being typed it may be no number at all; a wish is made of a number alone. */
export function Whole({ name, value, onValue }: { name: string; value: number; onValue: (value: number) => void }) {
  const [typed, setTyped] = useState<string>();
  return (
    <TextInput
      aria-label={name}
      className={value < LONG ? classes.whole : classes.long}
      inputMode="numeric"
      value={typed ?? String(value)}
      error={typed !== undefined && !/^\d{1,9}$/.test(typed.trim())}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        if (/^\d{1,9}$/.test(next.trim())) onValue(Number(next.trim()));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}

/** In their order, separated by commas. */
function Codes({ name, value, onWish }: { name: string; value: readonly string[]; onWish: Wish }) {
  const [typed, setTyped] = useState<string>();
  return (
    <TextInput
      aria-label={name}
      className={classes.codes}
      autoComplete="off"
      spellCheck={false}
      value={typed ?? value.join(', ')}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        const codes = next
          .split(/[,，、]/)
          .map((one) => one.trim())
          .filter((one) => one !== '');
        if (codes.length > 0) onWish(codes);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
