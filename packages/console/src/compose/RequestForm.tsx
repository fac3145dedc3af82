import { Trans, useLingui } from '@lingui/react/macro';
import { Radio, TextInput } from '@mantine/core';
import type { Allowance } from '@parley/docket/allowance';
import { Category } from '@parley/docket/terms';
import { isSaid, demandedOf } from '#compose/parts';
import { withMember } from '#compose/change';
import { Fields } from '#compose/Fields.tsx';
import { findingsAt, placeOf, useForm } from '#compose/form';
import { momentOf, secondsOf } from '#compose/moment';
import { OnePart, Rest, useArranged, type FormProps } from '#compose/Parts.tsx';
import { useAllowance, useFindingWords, useNames } from '#compose/words';
import parts from './Parts.module.css';
import classes from './RequestForm.module.css';

const SOON = new Set(['urgency', 'due']);

/** A request: of which kind it is, what is asked, then what the accord asks of such a request, and by when the answer is wanted. */
export function RequestForm(props: FormProps) {
  const { type } = useForm();
  const { first, rest } = useArranged(type, props);
  // What the accord demands belongs to what is asked; how soon it is wanted comes last.
  const inOrder = first.toSorted((a, b) => Number(SOON.has(a.name)) - Number(SOON.has(b.name)));
  return (
    <>
      <div className={parts.parts}>
        {inOrder.map((part) => {
          if (part.name === 'category') return <What key="category" {...props} />;
          if (part.name === 'due') return <When key="due" {...props} />;
          return <OnePart key={part.name} part={part} {...props} />;
        })}
      </div>
      <Rest parts={rest} {...props} />
    </>
  );
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function What({ content: { body, words }, terms, onChange }: FormProps) {
  const { t } = useLingui();
  const form = useForm();
  const names = useNames(form.type);
  const say = useFindingWords();
  const allowance = useAllowance();
  const category = textOf(body['category']);
  const [missing] = form.loud ? findingsAt(form, 'body', 'category') : [];
  const demanded = demandedOf(terms, category);
  const label = (name: string) => names.member(['asked', 'necessity', 'basis'].includes(name) ? 'words' : 'body', name);
  return (
    <div className={classes.what}>
      <Radio.Group
        id={placeOf('body', 'category')}
        label={t`What do we want of them?`}
        classNames={{ label: classes.question! }}
        withAsterisk
        error={missing && say(missing)}
        value={category}
        onChange={(one) => onChange({ body: withMember(body, 'category', one) ?? {}, words })}
      >
        <div className={classes.categories}>
          {Category.options.map((one) => (
            <Radio
              key={one}
              value={one}
              label={names.code('category', one)}
              description={terms === undefined ? undefined : allowance(terms.allowances.request.reply[one])}
            />
          ))}
        </div>
      </Radio.Group>
      {demanded.length > 0 && (
        <p className={classes.demanded}>
          <Trans>The accord asks of it:</Trans>{' '}
          {demanded.map((name) => (
            <span key={name} data-said={isSaid({ name }, body, words) || undefined}>
              {isSaid({ name }, body, words) ? '✓ ' : ''}
              {label(name)}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

/** By when the answer is wanted: as the accord has it, unless a time is named. */
function When({ content: { body, words }, terms, onChange }: FormProps) {
  const { t } = useLingui();
  const form = useForm();
  const say = useFindingWords();
  const allowance = useAllowance();
  const due = typeof body['due'] === 'number' ? body['due'] : undefined;
  const [found] = findingsAt(form, 'body', 'due');
  const category = textOf(body['category']);
  const given: Allowance | undefined =
    terms !== undefined && Object.hasOwn(terms.allowances.request.reply, category)
      ? terms.allowances.request.reply[category as keyof typeof terms.allowances.request.reply]
      : undefined;
  const put = (at: number | undefined) => onChange({ body: withMember(body, 'due', at) ?? {}, words });
  return (
    <Fields label={t`Reply wanted by`}>
      <div className={classes.when}>
        <TextInput
          id={placeOf('body', 'due')}
          type="datetime-local"
          aria-label={t`Reply wanted by`}
          error={found && say(found, due)}
          value={due === undefined ? '' : momentOf(due)}
          onChange={(event) => put(secondsOf(event.currentTarget.value))}
        />
        <p>
          {due !== undefined ? (
            <Trans>In the time of this device: {Intl.DateTimeFormat().resolvedOptions().timeZone}</Trans>
          ) : given === undefined ? (
            <Trans>Left open, they have the time that the accord gives.</Trans>
          ) : (
            <Trans>Left open, they have {allowance(given)}, as the accord has it.</Trans>
          )}
        </p>
      </div>
    </Fields>
  );
}
