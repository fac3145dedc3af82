import { useLingui } from '@lingui/react/macro';
import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import type { Colleague } from '#desk/parts';
import { useOffices } from '#vocabulary/offices';

type Props = {
  label: string;
  description?: string;
  of: readonly Colleague[];
  value: readonly string[];
  onChange: (accounts: string[]) => void;
};

/** Colleagues, by their names and offices. */
export function PeoplePicker({ label, description, of, value, onChange }: Props) {
  const { t } = useLingui();
  const offices = useOffices();
  const [open, setOpen] = useState(false);
  const all = value.length === of.length;
  return (
    <MultiSelect
      label={label}
      description={description}
      placeholder={value.length === 0 ? t`Name or office` : ''}
      searchable
      hidePickedOptions
      data={of.map(({ account, name, offices: held }) => ({
        value: account,
        label: held.length === 0 ? name : `${name}, ${offices(...held)}`,
      }))}
      value={[...value]}
      onChange={onChange}
      // Once somebody was chosen it is out of the way of what stands below.
      dropdownOpened={open && !all}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      onOptionSubmit={() => setOpen(false)}
      onSearchChange={(typed) => typed !== '' && setOpen(true)}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      nothingFoundMessage={t`Nobody is called so`}
    />
  );
}
