import { useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { kindNames, actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import type { EntryProps } from '#compose/Fields.tsx';
import { placeOf, useForm } from '#compose/form';
import { FORMATS, type Language } from '#language';
import { textIn } from '#ui/text';
import { titleOf } from '#vocabulary/title';

/** Members that name a subject of one kind. */
const KIND: Readonly<Record<string, string>> = {
  case: 'case',
  cases: 'case',
  counter: 'case',
  request: 'request',
  requests: 'request',
  exhibit: 'exhibit',
  exhibits: 'exhibit',
  hotline: 'hotline',
  session: 'session',
  finding: 'finding',
  measure: 'measure',
  commitment: 'commitment',
  commitments: 'commitment',
  remedy: 'remedy',
  statement: 'statement',
};

const LINE_CHARS = 70;

/** An act or a subject, chosen by what it is and not by its id. */
export function ActEntry(props: EntryProps & { label: string; error: string | undefined }) {
  const { type, subject } = useForm();
  const kind = type === 'request.supersede' && props.name === 'by' ? 'request' : KIND[props.name];
  if (kind !== undefined) return <SubjectOf {...props} kind={kind} />;
  return subject === undefined ? <ById {...props} /> : <ActOf {...props} />;
}

type Props = EntryProps & { label: string; error: string | undefined };
type Option = { value: string; label: string };

function SubjectOf({ kind, ...props }: Props & { kind: string }) {
  const { i18n } = useLingui();
  const { data } = useQuery(reading('subjects', { query: { kind, limit: '200' } }));
  const options = data?.items.map(({ id, words }) => {
    const title =
      textIn(titleOf(words) ?? {}, i18n.locale)?.text.split('\n', 1)[0] ??
      labelOf(kindNames, kind)[i18n.locale === 'en' ? 'en' : 'zh'];
    return { value: id, label: `${shortened(title)} · ${id.slice(0, 8)}` };
  });
  return <Choose {...props} options={options} />;
}

function ActOf(props: Props) {
  const { i18n } = useLingui();
  const { subject } = useForm();
  const { nameOf } = useParties();
  const acts = (subject?.state['acts'] ?? []) as { id: string; type: string; party: string; signedAt: number }[];
  const day = new Intl.DateTimeFormat(FORMATS[i18n.locale as Language], { dateStyle: 'medium' });
  const options = acts
    .map(({ id, type, party, signedAt }) => {
      const name = labelOf(actNames, type)[i18n.locale === 'en' ? 'en' : 'zh'];
      return { value: id, label: `${name} · ${nameOf(party)} · ${day.format(signedAt * 1000)} · ${id.slice(0, 8)}` };
    })
    .toReversed();
  return <Choose {...props} options={options} />;
}

function Choose({
  half,
  path,
  value,
  required,
  onChange,
  label,
  error,
  options,
}: Props & { options: Option[] | undefined }) {
  const { t } = useLingui();
  const text = typeof value === 'string' ? value : '';
  const other =
    text !== '' && options?.some((one) => one.value === text) !== true ? [{ value: text, label: text }] : [];
  return (
    <NativeSelect
      id={placeOf(half, path)}
      label={label}
      error={error}
      withAsterisk={required}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      data={[{ value: '', label: required ? t`Choose` : t`(not said)` }, ...other, ...(options ?? [])]}
    />
  );
}

function ById({ half, path, value, required, onChange, label, error }: Props) {
  return (
    <TextInput
      id={placeOf(half, path)}
      label={label}
      error={error}
      withAsterisk={required}
      spellCheck={false}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) =>
        onChange(event.currentTarget.value.trim() === '' ? undefined : event.currentTarget.value.trim())
      }
    />
  );
}

function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length <= LINE_CHARS ? text : `${letters.slice(0, LINE_CHARS - 1).join('')}…`;
}
