import { useLingui } from '@lingui/react/macro';
import { Textarea } from '@mantine/core';
import { objectOf, withText } from '#compose/change';
import { Fields, type EntryProps } from '#compose/Fields.tsx';
import { placeOf, useForm } from '#compose/form';
import { useNames } from '#compose/words';
import { Tag } from '#ui/Tag.tsx';
import classes from './TextEntry.module.css';

/** Texts of one line, more or less. */
const SHORT = new Set(['title', 'place', 'occasion', 'role', 'authority', 'programme', 'name']);

/** A text in the languages of the accord, side by side; which of them is the officer's own is said beside it. */
export function TextEntry({
  half,
  name,
  path,
  value,
  required,
  onChange,
  label,
  error,
  unnamed,
}: EntryProps & { label: string; error: string | undefined }) {
  const { t } = useLingui();
  const { type, languages, authentic } = useForm();
  const names = useNames(type);
  const text = objectOf(value);
  const all = [...new Set([...languages, ...Object.keys(text ?? {})])];
  return (
    <Fields label={label} required={required} error={error} unnamed={unnamed}>
      <div className={classes.languages}>
        {all.map((language, at) => (
          <Textarea
            key={language}
            {...(at === 0 && { id: placeOf(half, path) })}
            aria-label={`${label}, ${names.language(language)}`}
            label={
              <span className={classes.mark}>
                <span aria-hidden="true">{names.language(language)}</span>
                <Tag tone={authentic.includes(language) ? 'good' : 'calm'}>
                  {authentic.includes(language) ? t`authentic` : t`translation`}
                </Tag>
              </span>
            }
            lang={language}
            autosize
            minRows={SHORT.has(name) ? 1 : 3}
            maxRows={24}
            error={error !== undefined}
            classNames={{ input: classes.text! }}
            value={typeof text?.[language] === 'string' ? text[language] : ''}
            onChange={(event) => onChange(withText(text, language, event.currentTarget.value))}
          />
        ))}
      </div>
    </Fields>
  );
}
