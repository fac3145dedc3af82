import { useLingui } from '@lingui/react/macro';
import { Radio } from '@mantine/core';
import { requestActs } from '@parley/docket/request/acts';
import { withMember } from '#compose/change';
import { findingsAt, placeOf, useForm } from '#compose/form';
import { OnePart, Rest, useArranged, type FormProps } from '#compose/Parts.tsx';
import { useFindingWords, useNames } from '#compose/words';
import classes from './ReplyForm.module.css';
import parts from './Parts.module.css';

const OUTCOMES = requestActs['request.reply'].body.shape.outcome.options;

/** A reply: how far we do what is asked, then what we answer. A ground is asked of a refusal alone. */
export function ReplyForm(props: FormProps) {
  const { t } = useLingui();
  const { content, onChange } = props;
  const form = useForm();
  const names = useNames(form.type);
  const say = useFindingWords();
  const { first, rest } = useArranged(form.type, props);
  const refused = content.body['outcome'] === 'refused';
  const missing = form.loud && findingsAt(form, 'body', 'outcome')[0];
  const put = (outcome: string) => {
    const body = withMember(content.body, 'outcome', outcome)!;
    const { ground: _, ...without } = body;
    onChange({ ...content, body: outcome === 'refused' ? body : without });
  };
  return (
    <>
      <div className={parts.parts}>
        <Radio.Group
          id={placeOf('body', 'outcome')}
          label={t`Do we do what is asked?`}
          classNames={{ label: classes.question! }}
          withAsterisk
          error={missing ? say(missing) : undefined}
          value={typeof content.body['outcome'] === 'string' ? content.body['outcome'] : ''}
          onChange={put}
        >
          <div className={classes.outcomes}>
            {OUTCOMES.map((outcome) => (
              <Radio key={outcome} value={outcome} label={names.code('outcome', outcome)} />
            ))}
          </div>
        </Radio.Group>
        {first
          .filter(({ name }) => name !== 'outcome' && (name !== 'ground' || refused))
          .map((part) => (
            <OnePart key={part.name} part={part} {...props} />
          ))}
      </div>
      <Rest parts={rest} {...props} />
    </>
  );
}
