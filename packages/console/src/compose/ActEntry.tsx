import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { kindNames, actNames, kindPlurals } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { standingName } from '@parley/docket/vocabulary/states';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { Fields, type EntryProps } from '#compose/Fields.tsx';
import { placeOf, useForm } from '#compose/form';
import { FORMATS, type Language } from '#language';
import { Refusal } from '#refusal/Refusal.tsx';
import { composePath } from '#say/SayLink.tsx';
import { textIn } from '#ui/text';
import { useNaming } from '#vocabulary/naming';
import { titleOf } from '#vocabulary/title';
import { Title } from '#vocabulary/Title.tsx';
import classes from './Entry.module.css';

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
const TYPING_MS = 250;

/** The kind of subject that a member of an act names; undefined: it names an act. */
export function kindNamed(type: string, name: string): string | undefined {
  return type === 'request.supersede' && name === 'by' ? 'request' : KIND[name];
}

/** An act or a subject, chosen by what it is and not by its id. */
export function ActEntry(props: EntryProps & { label: string; error: string | undefined }) {
  const { type, subject } = useForm();
  const kind = kindNamed(type, props.name);
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

/** Acts that make or answer points: the exhibits that they name are shown on each. */
const BEHIND = new Set(['case.allege', 'case.restate', 'case.position']);

/** So many of a kind are looked through without a search. */
const SEARCH_FROM = 8;

/** Subjects of a kind, ticked: by what they are, whose they are and how they stand. Those that are ticked stand first. */
export function SubjectsEntry({
  kind,
  id,
  label,
  error,
  required,
  value,
  onChange,
}: {
  kind: string;
  id: string;
  label: string;
  error: string | undefined;
  required: boolean;
  value: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  const { t, i18n } = useLingui();
  const { type } = useForm();
  const naming = useNaming();
  const { nameOf } = useParties();
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words.trim(), TYPING_MS);
  const query = { kind, limit: '200', ...(asked !== '' && { q: asked }) };
  const { data, error: failed } = useQuery({
    ...reading('subjects', { query }),
    placeholderData: keepPreviousData,
  });
  const [before] = useState(value);
  const many = (data?.items.length ?? 0) > SEARCH_FROM || words !== '';
  const known = new Set(data?.items.map((one) => one.id));
  const rows = (data?.items ?? []).toSorted((a, b) => Number(before.includes(b.id)) - Number(before.includes(a.id)));
  const plural = labelOf(kindPlurals, kind)[naming.language];
  return (
    <Fields label={label} id={id} required={required} error={error}>
      {failed !== null && <Refusal error={failed} />}
      {many && (
        <TextInput
          type="search"
          size="sm"
          aria-label={t`Search: ${plural}`}
          placeholder={t`Search`}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <div className={classes.subjects}>
        {value
          .filter((one) => !known.has(one))
          .map((one) => (
            <Checkbox
              key={one}
              checked
              label={one.slice(0, 8)}
              onChange={() => onChange(value.filter((other) => other !== one))}
            />
          ))}
        {rows.map((row) => (
          <Checkbox
            key={row.id}
            checked={value.includes(row.id)}
            label={
              <>
                <Title words={row.words} />{' '}
                <span className={classes.beside}>
                  {nameOf(row.openedBy)} · {naming.of(standingName(kind, row.standing))} ·{' '}
                  {day(row.openedAt, i18n.locale)}
                </span>
              </>
            }
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...value, row.id] : value.filter((one) => one !== row.id))
            }
          />
        ))}
      </div>
      {data?.items.length === 0 && (
        <p className={classes.beside}>{words === '' ? t`There are none yet.` : t`Nothing is found for these words.`}</p>
      )}
      {kind === 'exhibit' && BEHIND.has(type) && (
        <p className={classes.beside}>
          <Trans>What is ticked stands behind every point that is made here.</Trans>
        </p>
      )}
      {kind === 'exhibit' && (
        <p>
          <a href={composePath('exhibit.deposit')} target="_blank" rel="noreferrer">
            <Trans>Deposit an exhibit, in a window of its own</Trans>
          </a>
        </p>
      )}
    </Fields>
  );
}

function day(at: number, locale: string): string {
  return new Intl.DateTimeFormat(FORMATS[locale as Language], { dateStyle: 'medium', timeZone: 'UTC' }).format(
    at * 1000,
  );
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
