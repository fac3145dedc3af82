import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { measureActs } from '@parley/docket/measure/acts';
import { codeName } from '@parley/docket/vocabulary/codes';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, Refused, type Asked } from '#api/call';
import { deskId } from '#desk/id';
import type { SubjectNames } from '#desk/parts';
import { Subject } from '#desk/Subject.tsx';
import { SubjectPicker } from '#desk/SubjectPicker.tsx';
import { contentOf, type Option } from '#desk/OptionsPage.tsx';
import { Refusal } from '#refusal/Refusal.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Desk.module.css';

type Content = Asked<'makeOption'>['body'];

const { kind: Kind, orientation: Orientation } = measureActs['measure.announce'].body.shape;

/** An option as it is put down or changed: what it is called and what kind of measure; the rest where one wants it. */
export function OptionForm({ option, names, onDone }: { option?: Option; names: SubjectNames; onDone: () => void }) {
  const { t } = useLingui();
  const naming = useNaming();
  const announce = useAnnounce();
  const client = useQueryClient();
  const [id] = useState(deskId);
  const [content, setContent] = useState<Content>(
    option === undefined ? { title: '', kind: 'demarche' } : contentOf(option),
  );
  const set = (changed: Partial<Content>) => setContent((before) => ({ ...before, ...changed }));
  const save = useMutation({
    mutationFn: () =>
      option === undefined
        ? call('makeOption', { body: { id, ...written(content) } })
        : call('saveOption', { params: { option: option.id }, body: { version: option.version, ...written(content) } }),
    onSuccess: () => {
      announce(t`The option was kept`);
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['options'] }),
  });
  const subjects = content.subjects ?? [];
  const kinds = Kind.options.map((value) => ({ value, label: naming.of(codeName('kind', value)) }));
  const stale = save.error instanceof Refused && save.error.problem.code === 'desk.stale';
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={t`What would be done`}
        required
        maxLength={300}
        value={content.title}
        onChange={({ currentTarget }) => set({ title: currentTarget.value })}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={t`Kind of measure`}
          value={content.kind}
          onChange={({ currentTarget }) => set({ kind: Kind.parse(currentTarget.value) })}
          data={kinds}
        />
        <NativeSelect
          label={t`Orientation`}
          value={content.orientation ?? ''}
          onChange={({ currentTarget: { value } }) =>
            set({ orientation: value === '' ? undefined : Orientation.parse(value) })
          }
          data={[
            { value: '', label: t`not said` },
            ...Orientation.options.map((value) => ({ value, label: naming.of(codeName('orientation', value)) })),
          ]}
        />
      </div>
      <Textarea
        label={t`Legal basis`}
        autosize
        minRows={2}
        maxLength={20_000}
        value={content.basis ?? ''}
        onChange={({ currentTarget }) => set({ basis: currentTarget.value })}
      />
      <Textarea
        label={t`Why it would be proportionate`}
        autosize
        minRows={2}
        maxLength={20_000}
        value={content.proportionality ?? ''}
        onChange={({ currentTarget }) => set({ proportionality: currentTarget.value })}
      />
      <NativeSelect
        label={t`Risk of an answer in kind`}
        value={content.reciprocity?.risk ?? ''}
        onChange={({ currentTarget: { value } }) =>
          set({
            reciprocity: {
              ...content.reciprocity,
              risk: value === '' ? undefined : (value as 'low' | 'moderate' | 'high'),
            },
          })
        }
        data={[
          { value: '', label: t`not weighed` },
          { value: 'low', label: t`low` },
          { value: 'moderate', label: t`moderate` },
          { value: 'high', label: t`high` },
        ]}
      />
      <Textarea
        label={t`What they may do in turn`}
        description={t`Stays here even when the option becomes a draft.`}
        autosize
        minRows={2}
        maxLength={20_000}
        value={content.reciprocity?.text ?? ''}
        onChange={({ currentTarget }) => set({ reciprocity: { ...content.reciprocity, text: currentTarget.value } })}
      />
      <details className={classes.fold} open={subjects.length > 0 || (content.text ?? '') !== ''}>
        <summary>
          <Trans>What it would answer, and more words</Trans>
        </summary>
        <div className={classes.form}>
          {subjects.length > 0 && (
            <ul className={classes.rows}>
              {subjects.map((subject) => (
                <li key={subject} className={classes.row}>
                  <div className={classes.line}>
                    <Subject id={subject} name={names.get(subject)} />
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      onClick={() => set({ subjects: subjects.filter((one) => one !== subject) })}
                    >
                      <Trans>Leave out</Trans>
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          )}
          <SubjectPicker
            key={subjects.length}
            label={t`A case, a request or another subject that it would answer`}
            value={null}
            onChange={(subject) =>
              subject !== null && !subjects.includes(subject) && set({ subjects: [...subjects, subject] })
            }
          />
          <Textarea
            label={t`More`}
            autosize
            minRows={2}
            maxLength={20_000}
            value={content.text ?? ''}
            onChange={({ currentTarget }) => set({ text: currentTarget.value })}
          />
        </div>
      </details>
      {save.error !== null && <Refusal error={save.error} />}
      {stale && (
        <p className={classes.by}>
          <Trans>A colleague changed it meanwhile. Cancel to see how it stands; what you wrote is still above.</Trans>
        </p>
      )}
      <div className={classes.actions}>
        <Button type="submit" loading={save.isPending} disabled={content.title.trim() === ''}>
          <Trans>Keep the option</Trans>
        </Button>
        <Button variant="subtle" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}

/** Without what is empty. */
function written({
  basis,
  proportionality,
  reciprocity,
  text,
  subjects = [],
  orientation,
  title,
  kind,
}: Content): Content {
  const risk = reciprocity?.risk;
  const inTurn = reciprocity?.text?.trim() ?? '';
  return {
    title: title.trim(),
    kind,
    ...(orientation !== undefined && { orientation }),
    ...(subjects.length > 0 && { subjects }),
    ...(basis !== undefined && basis.trim() !== '' && { basis }),
    ...(proportionality !== undefined && proportionality.trim() !== '' && { proportionality }),
    ...((risk !== undefined || inTurn !== '') && {
      reciprocity: { ...(risk !== undefined && { risk }), ...(inTurn !== '' && { text: inTurn }) },
    }),
    ...(text !== undefined && text.trim() !== '' && { text }),
  };
}
