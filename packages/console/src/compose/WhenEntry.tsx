import { useLingui } from '@lingui/react/macro';
import { Checkbox, TextInput } from '@mantine/core';
import { objectOf, withMember } from '#compose/change';
import { Fields, type EntryProps } from '#compose/Fields.tsx';
import { placeOf } from '#compose/form';
import { precisionOf } from '#compose/moment';
import classes from './Entry.module.css';

/** When something happened, as precisely as it is known: how it is written says how precise it is. */
export function WhenEntry({
  half,
  path,
  value,
  required,
  onChange,
  label,
  error,
}: EntryProps & { label: string; error: string | undefined }) {
  const { t } = useLingui();
  const when = objectOf(value);
  const put = (member: string, said: string | true | undefined) => {
    const next = withMember(when, member, said === '' ? undefined : said);
    const from = next?.['from'];
    const precision = typeof from === 'string' ? precisionOf(from.trim()) : undefined;
    const { precision: _, ...rest } = next ?? {};
    onChange(Object.keys(rest).length === 0 ? undefined : { ...rest, ...(precision !== undefined && { precision }) });
  };
  const text = (member: string) => (typeof when?.[member] === 'string' ? when[member] : '');
  return (
    <Fields label={label} id={placeOf(half, path)} required={required} error={error}>
      <div className={classes.pair}>
        <TextInput
          label={t`From`}
          description={t`A day 2025-04-11, a month 2025-04, a quarter 2025-Q2 or a year`}
          value={text('from')}
          error={
            text('from') !== '' && precisionOf(text('from')) === undefined
              ? t`Not in the form that is expected.`
              : undefined
          }
          onChange={(event) => put('from', event.currentTarget.value.trim())}
        />
        <TextInput
          label={t`To, if it took longer`}
          description={t`As precisely as the beginning`}
          value={text('to')}
          disabled={when?.['ongoing'] === true}
          onChange={(event) => put('to', event.currentTarget.value.trim())}
        />
      </div>
      <div className={classes.glance}>
        <Checkbox
          label={t`approximately`}
          checked={when?.['approximate'] === true}
          onChange={(event) => put('approximate', event.currentTarget.checked ? true : undefined)}
        />
        <Checkbox
          label={t`still going on`}
          checked={when?.['ongoing'] === true}
          onChange={(event) => put('ongoing', event.currentTarget.checked ? true : undefined)}
        />
      </div>
    </Fields>
  );
}
