import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { caseActs } from '@parley/docket/case/acts';
import type { JsonObject } from '@parley/record/json';
import { itemsOf, nextNo, spoken, withItem, withMember } from '#compose/change';
import { Fields } from '#compose/Fields.tsx';
import { findingsAt, findingsOf, placeOf, useForm } from '#compose/form';
import type { FormProps } from '#compose/Parts.tsx';
import { TextEntry } from '#compose/TextEntry.tsx';
import { useFindingWords, useNames } from '#compose/words';
import classes from './PointsEntry.module.css';

const KINDS = caseActs['case.allege'].body.shape.points.element.shape.kind.options;

/** What is alleged, point by point: each of one kind and one text, which the other side answers by its number. */
export function PointsEntry({ content, onChange }: FormProps) {
  const { t } = useLingui();
  const form = useForm();
  const names = useNames(form.type);
  const say = useFindingWords();
  const items = itemsOf(content.body['points']);
  const told = itemsOf(content.words['points']);
  const put = (no: number, body: JsonObject | undefined, words: JsonObject | undefined) =>
    onChange({
      body: withMember(content.body, 'points', withItem(content.body['points'], no, body)) ?? {},
      words: withMember(content.words, 'points', withItem(content.words['points'], no, spoken(words))) ?? {},
    });
  const add = () => {
    const no = nextNo(content.body['points'], content.words['points']);
    put(no, { no }, undefined);
    setTimeout(() => document.getElementById(placeOf('body', `points.${items.length}.kind`))?.focus(), 0);
  };
  const whole = form.loud ? findingsAt(form, 'body', 'points') : [];
  const untold = form.loud ? findingsOf(form, 'points') : [];
  return (
    <Fields
      label={t`What we allege, point by point`}
      id={placeOf('body', 'points')}
      required
      error={whole[0] && say(whole[0])}
    >
      <div className={classes.points}>
        {items.map((item, at) => {
          const { no } = item;
          const spokenAt = told.findIndex((one) => one.no === no);
          const words = told[spokenAt];
          const [missing] = form.loud ? findingsAt(form, 'body', `points.${at}.kind`) : [];
          const silent = words?.['text'] === undefined ? untold.find(({ weight }) => weight === 'refused') : undefined;
          return (
            <div key={no} className={classes.point} role="group" aria-label={t`Point ${no}`}>
              <span className={classes.no} aria-hidden="true">
                {no}
              </span>
              <div className={classes.said}>
                <div className={classes.head}>
                  <NativeSelect
                    id={placeOf('body', `points.${at}.kind`)}
                    aria-label={t`What point ${no} is about`}
                    error={missing && say(missing)}
                    value={typeof item['kind'] === 'string' ? item['kind'] : ''}
                    onChange={(event) =>
                      put(no, withMember(item, 'kind', event.currentTarget.value || undefined), words)
                    }
                    data={[
                      { value: '', label: t`What is it about?` },
                      ...KINDS.map((code) => ({ value: code, label: names.code('kind', code) })),
                    ]}
                  />
                  {items.length > 1 && (
                    <Button size="compact-sm" variant="subtle" onClick={() => put(no, undefined, undefined)}>
                      <Trans>Take point {no} out</Trans>
                    </Button>
                  )}
                </div>
                <TextEntry
                  half="words"
                  name="text"
                  path={`points.${spokenAt < 0 ? told.length : spokenAt}.text`}
                  field={{ is: 'text' }}
                  required={false}
                  label={t`Point ${no}`}
                  unnamed
                  error={silent && say(silent)}
                  value={words?.['text']}
                  onChange={(value) => put(no, item, withMember({ ...words, no }, 'text', value))}
                />
              </div>
            </div>
          );
        })}
      </div>
      <div>
        <Button size="compact-md" variant="default" onClick={add}>
          <Trans>Add a point</Trans>
        </Button>
      </div>
    </Fields>
  );
}
