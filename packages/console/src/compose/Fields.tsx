import type { ReactNode } from 'react';
import type { Json } from '@parley/record/json';
import type { Field } from '@parley/docket/fields';
import type { Half } from '#compose/form';
import classes from './Entry.module.css';

export type EntryProps = {
  half: Half;
  /** Whose member it is, by which codes and labels are named. */
  name: string;
  path: string;
  field: Field;
  required: boolean;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  /** In place of the member's own name. */
  label?: string;
  /** The name stands above already: it is for those who do not see it. */
  unnamed?: true;
};

/** Members that belong together, under one name. */
export function Fields({
  label,
  id,
  required,
  error,
  unnamed,
  children,
}: {
  label: string;
  unnamed?: true | undefined;
  id?: string;
  required?: boolean;
  error?: string | undefined;
  children: ReactNode;
}) {
  return (
    <fieldset className={classes.fields} id={id} tabIndex={-1}>
      <legend data-unnamed={unnamed}>
        {label}
        {required === true && (
          <span className={classes.needed} aria-hidden="true">
            {' '}
            *
          </span>
        )}
      </legend>
      {children}
      {error !== undefined && <p className={classes.error}>{error}</p>}
    </fieldset>
  );
}
