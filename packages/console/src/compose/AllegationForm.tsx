import { useLingui } from '@lingui/react/macro';
import { NativeSelect, Radio, TextInput } from '@mantine/core';
import { fieldsOf } from '@parley/docket/fields';
import { caseActs } from '@parley/docket/case/acts';
import { withMember } from '#compose/change';
import { Fields } from '#compose/Fields.tsx';
import { findingsAt, placeOf, useForm } from '#compose/form';
import { OnePart, Rest, useArranged, type FormProps } from '#compose/Parts.tsx';
import { PointsEntry } from '#compose/PointsEntry.tsx';
import { useFindingWords, useNames } from '#compose/words';
import parts from './Parts.module.css';
import classes from './Entry.module.css';

const CLAIMANTS = caseActs['case.allege'].body.shape.claimant.options;

/** An allegation: in one line, then point by point, when it was, who says so, and what stands behind it. */
export function AllegationForm(props: FormProps) {
  const { type } = useForm();
  const { first, rest } = useArranged(type, props);
  return (
    <>
      <div className={parts.parts}>
        {first.map((part) => {
          if (part.name === 'points') return <PointsEntry key="points" {...props} />;
          if (part.name === 'claimant') return <Claimant key="claimant" {...props} />;
          return part.name === 'adopted' ? null : <OnePart key={part.name} part={part} {...props} />;
        })}
      </div>
      <Rest parts={rest} {...props} />
    </>
  );
}

/** Who made the claim first; if it was not the government, by name, and whether it is now ours. */
function Claimant({ content: { body, words }, onChange }: FormProps) {
  const { t } = useLingui();
  const form = useForm();
  const names = useNames(form.type);
  const say = useFindingWords();
  const claimant = typeof body['claimant'] === 'string' ? body['claimant'] : '';
  const [missing] = form.loud ? findingsAt(form, 'body', 'claimant') : [];
  const adopted = fieldsOf(form.type) !== undefined && body['adopted'] === true;
  const put = (one: string) => {
    const { adopted: _, ...rest } = body;
    const { claimant: name, ...said } = words;
    const own = one === 'government';
    onChange({
      body: withMember(own ? rest : body, 'claimant', one === '' ? undefined : one) ?? {},
      words: own || name === undefined ? said : { ...said, claimant: name },
    });
  };
  return (
    <Fields label={t`Who says so`} required>
      <div className={classes.pair} data-top>
        <NativeSelect
          id={placeOf('body', 'claimant')}
          label={names.member('body', 'claimant')}
          error={missing && say(missing)}
          value={claimant}
          onChange={(event) => put(event.currentTarget.value)}
          data={[
            ...(claimant === '' ? [{ value: '', label: t`Choose` }] : []),
            ...CLAIMANTS.map((code) => ({ value: code, label: names.code('claimant', code) })),
          ]}
        />
        {claimant !== '' && claimant !== 'government' && (
          <TextInput
            id={placeOf('words', 'claimant')}
            label={t`By name`}
            value={typeof words['claimant'] === 'string' ? words['claimant'] : ''}
            onChange={(event) =>
              onChange({
                body,
                words: withMember(words, 'claimant', event.currentTarget.value || undefined) ?? {},
              })
            }
          />
        )}
      </div>
      {claimant !== '' && claimant !== 'government' && (
        <Radio.Group
          aria-label={t`Whose claim it is`}
          value={String(adopted)}
          onChange={(one) =>
            onChange({ body: withMember(body, 'adopted', one === 'true' ? true : undefined) ?? {}, words })
          }
        >
          <div className={classes.glance}>
            <Radio value="true" label={t`We make it our own claim`} />
            <Radio value="false" label={t`We pass it on as theirs`} />
          </div>
        </Radio.Group>
      )}
    </Fields>
  );
}
