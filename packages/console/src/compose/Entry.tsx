import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, Radio, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Json, JsonObject } from '@parley/record/json';
import { ActEntry, kindNamed, SubjectsEntry } from '#compose/ActEntry.tsx';
import { chosen, objectOf, withMember } from '#compose/change';
import type { Field, Member } from '@parley/docket/fields';
import { findingsAt, join, placeOf, useForm, type Half } from '#compose/form';
import { momentOf, secondsOf } from '#compose/moment';
import { Fields, type EntryProps } from '#compose/Fields.tsx';
import { TextEntry } from '#compose/TextEntry.tsx';
import { WhenEntry } from '#compose/WhenEntry.tsx';
import { useFindingWords, useNames } from '#compose/words';
import { useParties } from '#api/parties';
import classes from './Entry.module.css';

/** So few codes are read at a glance; more are a list. */
const GLANCE = 4;

/** What is short is not asked in a long line. */
const SHORT = '26rem';

/** One member, in the form that fits what its schema says. */
export function Entry(props: EntryProps) {
  const { field, half, name, path, value, required, onChange } = props;
  const { t } = useLingui();
  const form = useForm();
  const names = useNames(form.type);
  const say = useFindingWords();
  const { parties, nameOf } = useParties();
  const label = props.label ?? names.member(half, name);
  const found = findingsAt(form, half, path);
  const shown = found.filter(() => form.loud || (value !== undefined && value !== ''));
  const error = shown.length === 0 ? undefined : say(shown[0]!, value);
  const common = { id: placeOf(half, path), label, error, withAsterisk: required };
  const text = typeof value === 'string' ? value : '';
  const written = (said: string) => onChange(said === '' ? undefined : said);
  switch (field.is) {
    case 'text':
      return <TextEntry {...props} label={label} error={error} />;
    case 'when':
      return <WhenEntry {...props} label={label} error={error} />;
    case 'act':
      return <ActEntry {...props} label={label} error={error} />;
    case 'line':
      return <TextInput {...common} value={text} onChange={(event) => written(event.currentTarget.value)} />;
    case 'string':
    case 'language':
      return (
        <TextInput
          {...common}
          spellCheck={false}
          classNames={{ input: classes.exact! }}
          value={text}
          onChange={(event) => written(event.currentTarget.value)}
        />
      );
    case 'day':
      return (
        <TextInput
          {...common}
          maw={SHORT}
          type="date"
          value={text}
          onChange={(event) => written(event.currentTarget.value)}
        />
      );
    case 'moment':
      return (
        <TextInput
          {...common}
          maw={SHORT}
          type="datetime-local"
          description={t`In the time of this device: ${Intl.DateTimeFormat().resolvedOptions().timeZone}`}
          value={typeof value === 'number' ? momentOf(value) : ''}
          onChange={(event) => onChange(secondsOf(event.currentTarget.value))}
        />
      );
    case 'number':
      if (name === 'rung' && form.rungs.length > 0)
        return (
          <NativeSelect
            {...common}
            maw={SHORT}
            value={typeof value === 'number' ? String(value) : ''}
            onChange={(event) => onChange(Number(event.currentTarget.value) || undefined)}
            data={[
              ...(value === undefined ? [{ value: '', label: t`Choose` }] : []),
              ...form.rungs.map((rung, at) => ({
                value: String(at + 1),
                label: `${at + 1} · ${names.code(name, rung)}`,
              })),
            ]}
          />
        );
      return (
        <TextInput
          {...common}
          maw={SHORT}
          type="number"
          min={field.min}
          max={field.max}
          value={typeof value === 'number' ? String(value) : ''}
          onChange={(event) => {
            const read = event.currentTarget.valueAsNumber;
            onChange(Number.isSafeInteger(read) ? read : undefined);
          }}
        />
      );
    case 'mark':
      return (
        <Checkbox
          id={common.id}
          label={label}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked ? true : undefined)}
        />
      );
    case 'yes-no':
      return (
        <Radio.Group
          {...common}
          value={typeof value === 'boolean' ? String(value) : ''}
          onChange={(one) => onChange(one === 'true')}
        >
          <div className={classes.glance}>
            <Radio value="true" label={t`Yes`} />
            <Radio value="false" label={t`No`} />
          </div>
        </Radio.Group>
      );
    case 'party':
      return (
        <NativeSelect
          {...common}
          maw={SHORT}
          value={text}
          onChange={(event) => written(event.currentTarget.value)}
          data={[{ value: '', label: t`Choose` }, ...parties.map(({ id }) => ({ value: id, label: nameOf(id) }))]}
        />
      );
    case 'code':
      return field.codes.length <= GLANCE ? (
        <Radio.Group {...common} value={text} onChange={written}>
          <div className={classes.glance}>
            {field.codes.map((code) => (
              <Radio key={code} value={code} label={names.code(name, code)} />
            ))}
            {!required && text !== '' && (
              <Button size="compact-xs" variant="subtle" onClick={() => onChange(undefined)}>
                <Trans>Say nothing of it</Trans>
              </Button>
            )}
          </div>
        </Radio.Group>
      ) : (
        <NativeSelect
          {...common}
          maw={SHORT}
          value={text}
          onChange={(event) => written(event.currentTarget.value)}
          data={[
            { value: '', label: required ? t`Choose` : t`(not said)` },
            ...field.codes.map((code) => ({ value: code, label: names.code(name, code) })),
          ]}
        />
      );
    case 'group':
      return (
        <Fields label={label} required={required} id={common.id} error={error}>
          <Members half={half} path={path} members={field.members} value={objectOf(value)} onChange={onChange} />
        </Fields>
      );
    case 'list':
      return <ListEntry {...props} field={field} label={label} error={error} />;
    case 'choice':
      return <ChoiceEntry {...props} field={field} label={label} error={error} />;
    case 'table':
      return <TableEntry {...props} field={field} label={label} error={error} />;
  }
}

type Of<Is extends Field['is']> = EntryProps & {
  label: string;
  error: string | undefined;
  field: Extract<Field, { is: Is }>;
};

export function Members({
  half,
  path,
  members,
  value,
  onChange,
}: {
  half: Half;
  path: string;
  members: readonly Member[];
  value: JsonObject | undefined;
  onChange: (value: JsonObject | undefined) => void;
}) {
  const ordered = members.toSorted((a, b) => Number(b.required) - Number(a.required));
  return (
    <div className={classes.members}>
      {ordered.map(({ name, field, required }) => (
        <Entry
          key={name}
          half={half}
          name={name}
          path={join(path, name)}
          field={field}
          required={required}
          value={value?.[name]}
          onChange={(one) => onChange(withMember(value, name, one))}
        />
      ))}
    </div>
  );
}

/** Codes are ticked, lines are written one below the other, everything else is added one by one. */
function ListEntry({ field, half, name, path, value, required, onChange, label, error }: Of<'list'>) {
  const { t } = useLingui();
  const form = useForm();
  const names = useNames(form.type);
  const items: Json[] = Array.isArray(value) ? value : [];
  const single = names.item(name);
  const { item } = field;
  const id = placeOf(half, path);
  const keep = (list: Json[]) => onChange(list.length === 0 ? undefined : list);
  const kind = item.is === 'act' ? kindNamed(form.type, name) : undefined;
  if (kind !== undefined)
    return (
      <SubjectsEntry
        kind={kind}
        id={id}
        label={label}
        error={error}
        required={required}
        value={items.filter((one) => typeof one === 'string')}
        onChange={keep}
      />
    );
  if (item.is === 'code') {
    return (
      <Fields label={label} id={id} required={required && field.least > 0} error={error}>
        <div className={classes.glance}>
          {item.codes.map((code) => (
            <Checkbox
              key={code}
              label={names.code(name, code)}
              checked={items.includes(code)}
              onChange={(event) =>
                keep(item.codes.filter((one) => (one === code ? event.currentTarget.checked : items.includes(one))))
              }
            />
          ))}
        </div>
      </Fields>
    );
  }
  if (
    item.is === 'line' ||
    item.is === 'string' ||
    item.is === 'day' ||
    item.is === 'language' ||
    item.is === 'party'
  ) {
    return (
      <Lines
        id={id}
        label={label}
        error={error ?? undefined}
        required={required && field.least > 0}
        items={items}
        onChange={keep}
        day={item.is === 'day'}
      />
    );
  }
  return (
    <Fields label={label} id={id} required={required && field.least > 0} error={error}>
      {items.map((one, at) => (
        // Items without a number have no other name than their place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={classes.item}>
          <Entry
            half={half}
            name={name}
            label={`${single} ${at + 1}`}
            path={join(path, at)}
            field={item}
            required
            value={one === '' ? undefined : one}
            onChange={(said) =>
              onChange(items.with(at, said ?? (item.is === 'group' || item.is === 'choice' ? {} : '')))
            }
          />
          <Button size="compact-xs" variant="subtle" onClick={() => keep(items.toSpliced(at, 1))}>
            {t`Take ${single} ${at + 1} out`}
          </Button>
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onChange([...items, item.is === 'group' || item.is === 'choice' ? {} : ''])}
        >
          {t`Add: ${single}`}
        </Button>
      </div>
    </Fields>
  );
}

/** What is being typed may have lines that say nothing yet. */
function Lines({
  id,
  label,
  error,
  required,
  items,
  day,
  onChange,
}: {
  id: string;
  label: string;
  error: string | undefined;
  required: boolean;
  items: Json[];
  day: boolean;
  onChange: (items: Json[]) => void;
}) {
  const { t } = useLingui();
  const [typed, setTyped] = useState<string>();
  const text = items.filter((item) => typeof item === 'string').join('\n');
  return (
    <Textarea
      id={id}
      label={label}
      description={day ? t`One a line, as 2026-10-01` : t`One a line`}
      error={error}
      withAsterisk={required}
      autosize
      minRows={2}
      value={typed ?? text}
      onChange={(event) => {
        const said = event.currentTarget.value;
        setTyped(said);
        onChange(
          said
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        );
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}

/** One of several forms: which, and then what it asks. */
function ChoiceEntry({ field, half, name, path, value, required, onChange, label, error }: Of<'choice'>) {
  const { t } = useLingui();
  const form = useForm();
  const names = useNames(form.type);
  const [picked, setPicked] = useState(-1);
  const fit = chosen(field.options, value);
  const at = fit >= 0 ? fit : picked;
  const option = field.options[at];
  const nameOf = (one: Field): string => {
    if (one.is === 'group') {
      const fixed = one.members.find(({ field: inner }) => inner.is === 'code' && inner.codes.length === 1);
      if (fixed?.field.is === 'code') return names.code(fixed.name, fixed.field.codes[0]!);
      return names.member(half, one.members[0]!.name);
    }
    return one.is === 'code' && one.codes.length === 1 ? names.code(name, one.codes[0]!) : label;
  };
  const pick = (next: number) => {
    setPicked(next);
    const one = field.options[next];
    if (one === undefined) return onChange(undefined);
    if (one.is === 'code' && one.codes.length === 1) return onChange(one.codes[0]);
    if (one.is === 'list') return onChange([{}]);
    const begun = Object.fromEntries(
      (one.is === 'group' ? one.members : []).flatMap(({ name: fixed, field: inner }) =>
        inner.is === 'code' && inner.codes.length === 1 ? [[fixed, inner.codes[0]!]] : [],
      ),
    );
    onChange(Object.keys(begun).length === 0 ? undefined : begun);
  };
  return (
    <Fields label={label} id={placeOf(half, path)} required={required} error={error}>
      <NativeSelect
        maw={SHORT}
        aria-label={label}
        value={String(at)}
        onChange={(event) => pick(Number(event.currentTarget.value))}
        data={[
          { value: '-1', label: required ? t`Choose` : t`(not said)` },
          ...field.options.map((one, no) => ({ value: String(no), label: nameOf(one) })),
        ]}
      />
      {option !== undefined &&
        !(option.is === 'code' && option.codes.length === 1) &&
        (option.is === 'group' ? (
          <Members
            half={half}
            path={path}
            members={option.members.filter(({ field: inner }) => !(inner.is === 'code' && inner.codes.length === 1))}
            value={objectOf(value)}
            onChange={onChange}
          />
        ) : (
          <Entry
            half={half}
            name={name}
            path={path}
            field={option}
            required={false}
            value={value}
            onChange={onChange}
          />
        ))}
    </Fields>
  );
}

/** Values by keys that the officer writes. */
function TableEntry({ field, half, name, path, value, onChange, label, error, required }: Of<'table'>) {
  const { t } = useLingui();
  const [key, setKey] = useState('');
  const table = objectOf(value) ?? {};
  return (
    <Fields label={label} id={placeOf(half, path)} required={required} error={error}>
      {Object.entries(table).map(([one, said]) => (
        <div key={one} className={classes.item}>
          <Entry
            half={half}
            name={name}
            label={one}
            path={join(path, one)}
            field={field.value}
            required
            value={said}
            onChange={(next) => onChange(withMember(table, one, next ?? {}))}
          />
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(withMember(table, one, undefined))}>
            {t`Take ${one} out`}
          </Button>
        </div>
      ))}
      <div className={classes.adding}>
        <TextInput
          type={field.key.is === 'day' ? 'date' : 'text'}
          aria-label={t`New: ${label}`}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={key === '' || Object.hasOwn(table, key)}
          onClick={() => {
            onChange(withMember(table, key, {}));
            setKey('');
          }}
        >
          {t`Add: ${label}`}
        </Button>
      </div>
    </Fields>
  );
}
