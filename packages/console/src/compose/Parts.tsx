import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import type { JsonObject } from '@parley/record/json';
import type { Terms } from '@parley/docket/terms';
import { PartEntry, type Halves } from '#compose/PartEntry.tsx';
import { useForm } from '#compose/form';
import { arranged, isSaid, partsOf, type Part } from '#compose/parts';
import { useNames } from '#compose/words';
import classes from './Parts.module.css';

export type FormProps = {
  content: Halves;
  terms: Terms | undefined;
  /** Members that nobody need think of. */
  settled: readonly string[];
  onChange: (content: Halves) => void;
};

/** The form of any act type: what it is nothing without, and below it, folded, all else that it may say. */
export function ActForm(props: FormProps) {
  const { type } = useForm();
  const { first, rest } = useArranged(type, props);
  return (
    <>
      <div className={classes.parts}>
        {first.map((part) => (
          <OnePart key={part.name} part={part} {...props} />
        ))}
      </div>
      <Rest parts={rest} {...props} />
    </>
  );
}

export function useArranged(type: string, { content, terms, settled }: FormProps) {
  const { body } = content;
  const category = typeof body['category'] === 'string' ? body['category'] : undefined;
  return arranged(type, partsOf(type, body), { terms, category, settled });
}

export function OnePart({ part, content, onChange }: FormProps & { part: Part }) {
  return (
    <PartEntry
      part={part}
      body={content.body}
      words={content.words}
      onBody={(body: JsonObject | undefined) => onChange({ ...content, body: body ?? {} })}
      onWords={(words: JsonObject | undefined) => onChange({ ...content, words: words ?? {} })}
    />
  );
}

/** What few acts say: folded, with what is said of it counted, so that nothing is signed unseen. */
export function Rest({ parts, ...props }: FormProps & { parts: readonly Part[] }) {
  const { type, findings } = useForm();
  const names = useNames(type);
  const [open, setOpen] = useState(false);
  const { body, words } = props.content;
  const said = parts.filter((part) => isSaid(part, body, words));
  const wrong = parts.some(({ name }) =>
    findings.some(({ weight, path }) => weight === 'refused' && path.split('.', 1)[0] === name),
  );
  if (parts.length === 0) return null;
  return (
    <details className={classes.rest} open={open || wrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Trans>More that it may say</Trans>
        {said.length > 0 && (
          <span className={classes.said}>
            <Trans>said so far:</Trans>{' '}
            {said.map(({ name, body: half }) => names.member(half === undefined ? 'words' : 'body', name)).join(', ')}
          </span>
        )}
      </summary>
      {(open || wrong) && (
        <div className={classes.parts}>
          {parts.map((part) => (
            <OnePart key={part.name} part={part} {...props} />
          ))}
        </div>
      )}
    </details>
  );
}
