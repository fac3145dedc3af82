import { useLingui } from '@lingui/react/macro';
import { Select } from '@mantine/core';
import { kindNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { reading } from '#api/queries';
import { textIn } from '#ui/text';
import { visible } from '#ui/visible';
import { useNaming } from '#vocabulary/naming';
import { titleOf } from '#vocabulary/title';

const TYPING_MS = 200;
const FOUND = '12';

type Props = {
  label: string;
  value: string | null;
  onChange: (id: string | null) => void;
  required?: boolean;
  /** Where an id was chosen that is not among what is found: what it is called. */
  named?: string | undefined;
};

/** A case, a request or anything else of the docket, found by any of its words; the newest cases while nothing is typed. */
export function SubjectPicker({ label, value, onChange, required = false, named }: Props) {
  const { t, i18n } = useLingui();
  const naming = useNaming();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string }>();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const words = chosen !== undefined && asked === chosen.label ? '' : asked;
  const found = useQuery({
    ...reading('subjects', { query: words === '' ? { limit: FOUND } : { q: words, limit: FOUND } }),
    placeholderData: (before) => before,
  });
  const data = (found.data?.items ?? []).map((one) => {
    const title = textIn(titleOf(one.words) ?? {}, i18n.locale)
      ?.text.trim()
      .split(/[\n\r]/, 1)[0];
    const kind = naming.of(labelOf(kindNames, one.kind));
    return { value: one.id, label: `${kind} · ${title === undefined ? one.id.slice(0, 8) : visible(title)}` };
  });
  const own = chosen ?? (value !== null && named !== undefined ? { value, label: named } : undefined);
  const all = own !== undefined && !data.some((one) => one.value === own.value) ? [own, ...data] : data;
  return (
    <Select
      label={label}
      placeholder={t`Words of any act, in either language`}
      searchable
      clearable={!required}
      required={required}
      data={all}
      value={value}
      maxDropdownHeight={320}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      clearButtonProps={{ 'aria-label': t`Choose none` }}
      nothingFoundMessage={found.isFetching ? t`Searching the record …` : t`Nothing has these words`}
      // The node has searched: what it found is shown.
      filter={({ options }) => options}
      onSearchChange={setTyped}
      onChange={(id, option) => {
        setChosen(id === null ? undefined : { value: id, label: option?.label ?? id });
        onChange(id);
      }}
    />
  );
}
