import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { actNames, kindNames } from '@parley/docket/vocabulary/acts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '#api/call';
import { reading } from '#api/queries';
import { patternsOf, usePatternName, type Policy } from '#desk/ReleasesPage.tsx';
import { Refusal } from '#refusal/Refusal.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { useOffices } from '#vocabulary/offices';
import desk from './Desk.module.css';
import classes from './ReleasesPage.module.css';

type Requirement = Policy['acts'][string];

/** Another policy to propose: it is in force once those release it who are to agree to a change. */
export function PolicyForm({ policy, version, onDone }: { policy: Policy; version: number; onDone: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const announce = useAnnounce();
  const patternName = usePatternName();
  const accord = useQuery(reading('accord', {}));
  const offices = Object.keys(accord.data?.offices ?? {});
  const [acts, setActs] = useState(policy.acts);
  const [change, setChange] = useState(policy.change!);
  const [adding, setAdding] = useState('');
  const propose = useMutation({
    mutationFn: () => call('proposePolicy', { body: { version, policy: { acts, change } } }),
    onSuccess: () => {
      announce(t`Proposed: it waits for its releases`);
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['releasePolicy'] }),
  });
  // The kinds of which acts are said, each as a whole, and every act by itself.
  const kinds = [...kindNames.keys()].filter((kind) =>
    [...actNames.keys()].some((type) => type.startsWith(`${kind}.`)),
  );
  const patterns = ['*', ...kinds.map((kind) => `${kind}.*`), ...actNames.keys()].filter(
    (pattern) => !Object.hasOwn(acts, pattern),
  );
  return (
    <form
      className={desk.form}
      onSubmit={(event) => {
        event.preventDefault();
        propose.mutate();
      }}
    >
      <div>
        {patternsOf({ acts }).map((pattern) => (
          <Rule
            key={pattern}
            name={patternName(pattern)}
            requirement={acts[pattern]!}
            offices={offices}
            onChange={(next) => setActs((before) => ({ ...before, [pattern]: next }))}
            onLeaveOut={() =>
              setActs((before) => Object.fromEntries(Object.entries(before).filter(([one]) => one !== pattern)))
            }
          />
        ))}
        <Rule name={t`A change of these rules`} requirement={change} offices={offices} onChange={setChange} />
      </div>
      <div className={classes.office}>
        <NativeSelect
          label={t`Another rule, for`}
          value={adding}
          onChange={({ currentTarget }) => setAdding(currentTarget.value)}
          data={[
            { value: '', label: t`choose what is said` },
            ...patterns.map((value) => ({ value, label: patternName(value) })),
          ]}
        />
        <Button
          variant="default"
          disabled={adding === '' || offices.length === 0}
          onClick={() => {
            setActs((before) => ({ ...before, [adding]: { need: 'all', offices: [offices[0]!] } }));
            setAdding('');
          }}
        >
          <Trans>Add</Trans>
        </Button>
      </div>
      {propose.error !== null && <Refusal error={propose.error} />}
      <div className={desk.actions}>
        <Button type="submit" loading={propose.isPending}>
          <Trans>Propose it</Trans>
        </Button>
        <Button variant="subtle" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}

function Rule({
  name,
  requirement: { need, offices: chosen },
  offices,
  onChange,
  onLeaveOut,
}: {
  name: string;
  requirement: Requirement;
  offices: readonly string[];
  onChange: (requirement: Requirement) => void;
  onLeaveOut?: () => void;
}) {
  const { t } = useLingui();
  const officeNames = useOffices();
  const numbers = chosen.slice(1, -1).map((_, at) => at + 2);
  return (
    <fieldset className={classes.rule}>
      <legend>{name}</legend>
      <div className={classes.offices}>
        {chosen.map((office, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- an office may stand there twice, and its place is what it is known by
          <div key={at} className={classes.office}>
            <NativeSelect
              aria-label={t`${name}: office ${at + 1}`}
              value={office}
              onChange={({ currentTarget: { value } }) =>
                onChange({ need, offices: chosen.map((one, place) => (place === at ? value : one)) })
              }
              data={[...new Set([...offices, office])].map((value) => ({ value, label: officeNames(value) }))}
            />
            {chosen.length > 1 && (
              <Button
                variant="subtle"
                aria-label={t`Leave out: ${name}, office ${at + 1}`}
                onClick={() =>
                  onChange({
                    need: typeof need === 'number' ? Math.min(need, chosen.length - 1) : need,
                    offices: chosen.filter((_, place) => place !== at),
                  })
                }
              >
                <Trans>Leave out</Trans>
              </Button>
            )}
          </div>
        ))}
        {chosen.length > 1 && (
          <NativeSelect
            label={t`How many of them`}
            value={String(need)}
            onChange={({ currentTarget: { value } }) =>
              onChange({ need: value === 'all' || value === 'any' ? value : Number(value), offices: chosen })
            }
            data={[
              { value: 'all', label: t`all` },
              { value: 'any', label: t`one` },
              ...[...new Set([...numbers, ...(typeof need === 'number' ? [need] : [])])].map((value) => ({
                value: String(value),
                label: String(value),
              })),
            ]}
          />
        )}
        <div className={desk.actions}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t`Add an office: ${name}`}
            disabled={offices.length === 0}
            onClick={() => onChange({ need, offices: [...chosen, offices[0]!] })}
          >
            <Trans>Add an office</Trans>
          </Button>
          {onLeaveOut !== undefined && (
            <Button size="compact-sm" variant="subtle" aria-label={t`No release needed: ${name}`} onClick={onLeaveOut}>
              <Trans>No release needed</Trans>
            </Button>
          )}
        </div>
      </div>
    </fieldset>
  );
}
