import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { Terms } from '@parley/docket/terms';
import { codesOf } from '@parley/docket/vocabulary/told';
import { PartEntry, type Halves } from '#compose/PartEntry.tsx';
import { useForm } from '#compose/form';
import { leadTo } from '#compose/lead';
import { arranged, isJoined, isSaid, partsOf, type Part } from '#compose/parts';
import { useNames } from '#compose/words';
import { useNaming } from '#vocabulary/naming';
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
      onChange={(body, words) => onChange({ body: body ?? {}, words: words ?? {} })}
    />
  );
}

/** Whom it goes to is said above the form. */
const WHOM = new Set(['to', 'respondent']);

/**
 * What few acts say: by name alone until somebody opens it, and open where something is said or wrong, so that nothing is signed unseen. What the
 * act has from its beginning stands there with its value.
 */
export function Rest({ parts, ...props }: FormProps & { parts: readonly Part[] }) {
  const { t } = useLingui();
  const { type, findings, opened, onOpen } = useForm();
  const names = useNames(type);
  const naming = useNaming();
  const { body, words } = props.content;
  const { settled } = props;
  const isWrong = ({ name }: Part) =>
    findings.some(({ weight, path }) => weight === 'refused' && path.split('.', 1)[0] === name);
  const isOpen = (part: Part) =>
    opened.has(part.name) || isWrong(part) || (isSaid(part, body, words) && !settled.includes(part.name));
  const nameOf = ({ name, body: half }: Part) => names.member(half === undefined ? 'words' : 'body', name);
  const open = parts.filter(isOpen);
  const folded = parts.filter((part) => !isOpen(part) && !(WHOM.has(part.name) && settled.includes(part.name)));
  const leave = ({ name }: Part) => {
    const { [name]: _, ...inBody } = body;
    const { [name]: __, ...inWords } = words;
    props.onChange({ body: inBody, words: inWords });
    onOpen(name, false);
  };
  const show = (part: Part) => {
    const { name } = part;
    // Whoever opens a list means to say one thing of it, at least.
    if (isJoined(part) && !isSaid(part, body, words)) props.onChange({ body: { ...body, [name]: [{ no: 1 }] }, words });
    onOpen(name, true);
    leadTo(name);
  };
  return (
    <>
      {open.length > 0 && (
        <div className={classes.opened}>
          {open.map((part) => (
            <div key={part.name} className={classes.one}>
              <OnePart part={part} {...props} />
              {part.body?.required !== true && part.words?.required !== true && (
                <Button size="compact-xs" variant="subtle" onClick={() => leave(part)}>
                  {t`Leave out: ${nameOf(part)}`}
                </Button>
              )}
            </div>
          ))}
        </div>
      )}
      {folded.length > 0 && (
        <section className={classes.rest} aria-label={t`More that it may say`}>
          <h3>
            <Trans>More that it may say</Trans>
          </h3>
          <ul>
            {folded.map((part) => (
              <li key={part.name}>
                <button type="button" onClick={() => show(part)}>
                  {nameOf(part)}
                  {isSaid(part, body, words) && part.body !== undefined && (
                    <span>{codesOf(part.name, body[part.name]!, naming)}</span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
