import { useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { codesOf } from '@parley/docket/vocabulary/told';
import { standingName } from '@parley/docket/vocabulary/states';
import { useNavigate } from '@tanstack/react-router';
import { useParties } from '#api/parties';
import { isNarrowed, MARKINGS, parseSearch, STANDINGS, type Search } from '#docket/search';
import { Fields } from '#list/Fields.tsx';
import { pages } from '#pages';
import { useNaming } from '#vocabulary/naming';

/** What the list is asked, in the address. */
export function Filters({ search }: { search: Search }) {
  const { t } = useLingui();
  const naming = useNaming();
  const navigate = useNavigate();
  const { parties } = useParties();
  const set = (changed: Record<string, string>, replace = false) =>
    void navigate({ to: pages.docket, search: parseSearch({ ...search, ...changed }), replace, resetScroll: false });
  return (
    <Fields
      label={t`Cases`}
      words={search.q ?? ''}
      onWords={(q) => set({ q }, true)}
      onClear={isNarrowed(search) ? () => void navigate({ to: pages.docket, search: {} }) : undefined}
    >
      <NativeSelect
        label={t`Who alleges`}
        value={search.by ?? ''}
        onChange={({ currentTarget }) => set({ by: currentTarget.value })}
        data={[
          { value: '', label: t`either side` },
          ...parties.map(({ id, names }) => ({ value: id, label: names[naming.language] ?? names['en'] ?? id })),
        ]}
      />
      <NativeSelect
        label={t`Position`}
        value={search.stance ?? ''}
        onChange={({ currentTarget }) => set({ stance: currentTarget.value })}
        data={[
          { value: '', label: t`any` },
          ...STANDINGS.map((value) => ({ value, label: naming.of(standingName('case', value)) })),
        ]}
      />
      <NativeSelect
        label={t`State`}
        value={search.open ?? ''}
        onChange={({ currentTarget }) => set({ open: currentTarget.value })}
        data={[
          { value: '', label: t`open and closed` },
          { value: 'true', label: t`open` },
          { value: 'false', label: t`closed` },
        ]}
      />
      <NativeSelect
        label={t`Next deadline`}
        value={search.due ?? ''}
        onChange={({ currentTarget }) => set({ due: currentTarget.value })}
        data={[
          { value: '', label: t`any, or none` },
          { value: 'overdue', label: t`overdue` },
          { value: 'week', label: t`within a week` },
          { value: 'month', label: t`within 30 days` },
        ]}
      />
      <NativeSelect
        label={t`Marking`}
        value={search.marking ?? ''}
        onChange={({ currentTarget }) => set({ marking: currentTarget.value })}
        data={[
          { value: '', label: t`any` },
          ...MARKINGS.map((value) => ({ value, label: codesOf('marking', { tlp: value }, naming) })),
        ]}
      />
      <NativeSelect
        label={t`Order`}
        value={search.q === undefined ? (search.sort ?? '-opened') : '-opened'}
        disabled={search.q !== undefined}
        onChange={({ currentTarget }) => set({ sort: currentTarget.value })}
        data={[
          { value: '-opened', label: t`newest first` },
          { value: 'opened', label: t`oldest first` },
          { value: 'due', label: t`due first` },
          { value: '-due', label: t`due last` },
        ]}
      />
    </Fields>
  );
}
