import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JsonObject } from '@parley/record/json';
import { textOf } from '@parley/docket/vocabulary/text';
import { itemsOf, spoken, withItem, withMember } from '#compose/change';
import { placeOf, useForm } from '#compose/form';
import { OnePart, Rest, useArranged, type FormProps } from '#compose/Parts.tsx';
import { TextEntry } from '#compose/TextEntry.tsx';
import { useNames } from '#compose/words';
import { textIn } from '#ui/text';
import { Untrusted } from '#ui/Untrusted.tsx';
import parts from './Parts.module.css';
import classes from './PositionForm.module.css';

const VIEWS = ['agree', 'contest', 'cannot-say'] as const;

/** A position: the stance as a whole, then point by point, each beside what it answers. */
export function PositionForm(props: FormProps) {
  const { content, onChange } = props;
  const { type, subject } = useForm();
  const { first, rest } = useArranged(type, props);
  const points = (subject?.state['points'] ?? []) as { no: number; kind: string; from: string }[];
  const answer = (no: number, body: JsonObject | undefined, words: JsonObject | undefined) =>
    onChange({
      body: withMember(content.body, 'points', withItem(content.body['points'], no, body)) ?? {},
      words: withMember(content.words, 'points', withItem(content.words['points'], no, spoken(words))) ?? {},
    });
  return (
    <>
      <div className={parts.parts}>
        {first
          .filter(({ name }) => name === 'stance')
          .map((part) => (
            <OnePart key={part.name} part={part} {...props} />
          ))}
        {points.length > 0 && (
          <section className={classes.points}>
            <h3>
              <Trans>Point by point</Trans>
            </h3>
            {points.map((point) => (
              <Point
                key={point.no}
                point={point}
                view={itemsOf(content.body['points']).find(({ no }) => no === point.no)}
                told={itemsOf(content.words['points']).find(({ no }) => no === point.no)}
                onAnswer={(body, words) => answer(point.no, body, words)}
              />
            ))}
          </section>
        )}
        {first
          .filter(({ name }) => name !== 'stance' && (name !== 'points' || points.length === 0))
          .map((part) => (
            <OnePart key={part.name} part={part} {...props} />
          ))}
      </div>
      <Rest parts={rest} {...props} />
    </>
  );
}

function Point({
  point: { no, kind, from },
  view,
  told,
  onAnswer,
}: {
  point: { no: number; kind: string; from: string };
  view: JsonObject | undefined;
  told: JsonObject | undefined;
  onAnswer: (body: JsonObject | undefined, words: JsonObject | undefined) => void;
}) {
  const { t, i18n } = useLingui();
  const { type, subject } = useForm();
  const names = useNames(type);
  // A point that was corrected has its words in the act that did so.
  const restated = useQuery({
    queryKey: ['wordsOf', from],
    queryFn: async ({ signal }) => (await import('#compose/read')).wordsOf(from, signal),
    enabled: from !== subject?.id,
    staleTime: Infinity,
    meta: { kept: true },
  });
  const words = from === subject?.id ? subject.words : restated.data;
  const text = itemsOf(words?.['points']).find((one) => one.no === no)?.['text'];
  const claim = textIn(textOf(text) ?? {}, i18n.locale);
  const said = typeof view?.['view'] === 'string' ? view['view'] : '';
  return (
    <div className={classes.point} role="group" aria-label={t`Point ${no}`}>
      <span className={classes.no} aria-hidden="true">
        {no}
      </span>
      <div className={classes.ours}>
        <Radio.Group
          aria-label={t`Our view of point ${no}`}
          id={placeOf('body', `points.${no}`)}
          value={said}
          onChange={(one) => onAnswer({ ...view, no, view: one }, told)}
        >
          <div className={classes.views}>
            {VIEWS.map((one) => (
              <Radio key={one} value={one} label={names.code('view', one)} />
            ))}
            {said !== '' && (
              <Button size="compact-xs" variant="subtle" onClick={() => onAnswer(undefined, undefined)}>
                <Trans>Leave it unanswered</Trans>
              </Button>
            )}
          </div>
        </Radio.Group>
        {said !== '' && (
          <TextEntry
            half="words"
            name="text"
            path={`points.${no}.text`}
            field={{ is: 'text' }}
            required={false}
            label={t`Our answer to point ${no}`}
            error={undefined}
            value={told?.['text']}
            onChange={(value) => onAnswer(view, withMember({ ...told, no }, 'text', value))}
          />
        )}
      </div>
      <div className={classes.theirs}>
        <p className={classes.kind}>{names.code('kind', kind)}</p>
        {claim !== undefined && (
          <p className={classes.claim}>
            <Untrusted text={claim.text} lang={claim.lang} />
          </p>
        )}
      </div>
    </div>
  );
}
