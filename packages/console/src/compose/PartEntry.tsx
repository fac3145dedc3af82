import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { Json, JsonObject } from '@parley/record/json';
import { itemsOf, nextNo, spoken, withItem, withMember } from '#compose/change';
import { Entry } from '#compose/Entry.tsx';
import { Fields } from '#compose/Fields.tsx';
import { findingsOf, join, placeOf, useForm } from '#compose/form';
import { isJoined, itemParts, type Part } from '#compose/parts';
import { useFindingWords, useNames } from '#compose/words';
import classes from './Entry.module.css';

export type Halves = { body: JsonObject; words: JsonObject };

type Props = {
  part: Part;
  body: JsonObject | undefined;
  words: JsonObject | undefined;
  bodyPath?: string;
  wordsPath?: string;
  /** Both halves at once: an item is in both. */
  onChange: (body: JsonObject | undefined, words: JsonObject | undefined) => void;
};

/** Fields of one line. */
const BRIEF: ReadonlySet<string> = new Set(['line', 'string', 'code', 'number', 'mark', 'day', 'party']);

/** What is asked under one name: codes, words, or both; what the accord says of it stands below. */
export function PartEntry(props: Props) {
  const { part, body, words, bodyPath = '', wordsPath = '', onChange } = props;
  const { name } = part;
  const { t } = useLingui();
  const form = useForm();
  const names = useNames(form.type);
  const say = useFindingWords();
  const top = bodyPath === '' && wordsPath === '';
  const found = top
    ? findingsOf(form, name).filter(({ weight, path }) => form.loud || weight === 'refused' || path.includes('.'))
    : [];
  return (
    <div className={classes.part}>
      {isJoined(part) ? (
        <Joined {...props} />
      ) : (
        <>
          {part.body !== undefined && (
            <Entry
              half="body"
              name={name}
              path={join(bodyPath, name)}
              field={part.body.field}
              required={part.body.required}
              value={body?.[name]}
              onChange={(value) => onChange(withMember(body, name, value), words)}
            />
          )}
          {part.words !== undefined && (
            <Entry
              half="words"
              name={name}
              {...(part.body !== undefined && { label: t`${names.member('words', name)}, in words` })}
              path={join(wordsPath, name)}
              field={part.words.field}
              required={part.words.required}
              value={words?.[name]}
              onChange={(value) => onChange(body, withMember(words, name, value))}
            />
          )}
        </>
      )}
      {found.map(({ code, path, detail, weight }) => (
        <p key={`${code} ${path} ${detail}`} className={weight === 'refused' ? classes.error : classes.advice}>
          {say({ code, detail })}
        </p>
      ))}
    </div>
  );
}

/** A numbered list whose codes stand in the body and whose texts stand in the words. */
function Joined({ part, body, words, bodyPath = '', wordsPath = '', onChange }: Props) {
  const { t } = useLingui();
  const { name } = part;
  const { type } = useForm();
  const names = useNames(type);
  const label = names.member('body', name);
  const single = names.item(name);
  const items = itemsOf(body?.[name]);
  const told = itemsOf(words?.[name]);
  const one = itemParts(part);
  const brief = one.every(({ body: inBody, words: inWords }) =>
    [inBody, inWords].every((slot) => slot === undefined || BRIEF.has(slot.field.is)),
  );
  const put = (no: number, inBody: JsonObject | undefined, inWords: JsonObject | undefined) => {
    onChange(
      withMember(body, name, withItem(body?.[name], no, inBody)),
      part.words === undefined ? words : withMember(words, name, withItem(words?.[name], no, spoken(inWords))),
    );
  };
  const add = () => {
    const no = nextNo(body?.[name], words?.[name]);
    const list: Json[] = [...items, { no }];
    onChange(withMember(body, name, list), words);
  };
  return (
    <Fields label={label} id={placeOf('body', join(bodyPath, name))} required={part.body?.required === true}>
      {items.map((item, at) => {
        const { no } = item;
        const spokenAt = told.findIndex((other) => other.no === no);
        return (
          <div key={no} className={classes.numbered} role="group" aria-label={`${single} ${no}`}>
            <span className={classes.no} aria-hidden="true">
              {no}
            </span>
            <div className={brief ? classes.row : classes.members}>
              {one.map((inner) => (
                <PartEntry
                  key={inner.name}
                  part={inner}
                  body={item}
                  words={told[spokenAt] ?? { no }}
                  bodyPath={join(join(bodyPath, name), at)}
                  wordsPath={join(join(wordsPath, name), spokenAt < 0 ? told.length : spokenAt)}
                  onChange={(inBody, inWords) => put(no, inBody ?? { no }, inWords)}
                />
              ))}
              <div>
                <Button size="compact-xs" variant="subtle" onClick={() => put(no, undefined, undefined)}>
                  {t`Take ${single} ${no} out`}
                </Button>
              </div>
            </div>
          </div>
        );
      })}
      <div>
        <Button size="compact-sm" variant="default" onClick={add}>
          {t`Add: ${single}`}
        </Button>
      </div>
    </Fields>
  );
}
