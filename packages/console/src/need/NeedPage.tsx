import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { codeName } from '@parley/docket/vocabulary/codes';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer } from '#api/call';
import { reading } from '#api/queries';
import { DeskFrame } from '#desk/DeskFrame.tsx';
import { useColleagues, useSubjectNames } from '#desk/parts';
import { Subject } from '#desk/Subject.tsx';
import { useDeskNames } from '#people/desks';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { useNaming } from '#vocabulary/naming';
import { useOffices } from '#vocabulary/offices';
import desk from '#desk/Desk.module.css';
import classes from './NeedPage.module.css';

type Policy = Answer<'needPolicy'>;
type Clearance = Policy['clearances'][number];
type Marking = Clearance['marking'];

const MARKINGS: readonly Marking[] = ['clear', 'green', 'amber', 'amber-strict', 'red'];

/** Who on our side sees what: restricted subjects, clearances, and who decides. */
export function NeedPage() {
  const { t } = useLingui();
  const { offices: held } = useViewer();
  const policy = useQuery(reading('needPolicy', {}));
  const accord = useQuery(reading('accord', {}));
  const offices = Object.keys(accord.data?.offices ?? {});
  const powerful = policy.data !== undefined && held.some((office) => policy.data.power.includes(office));
  const failed = policy.error ?? accord.error;
  return (
    <DeskFrame
      title={t`Who sees what`}
      lead={t`Among our own officers. The record itself hides nothing from either side.`}
    >
      {failed !== null && <Refusal error={failed} />}
      {policy.isPending && <Loading label={t`Reading who sees what …`} lines={5} />}
      {policy.data !== undefined && accord.data !== undefined && (
        <>
          <RestrictedSubjects />
          <Rules key={JSON.stringify(policy.data)} policy={policy.data} offices={offices} powerful={powerful} />
        </>
      )}
    </DeskFrame>
  );
}

function RestrictedSubjects() {
  const { t } = useLingui();
  const list = useQuery(reading('restrictions', {}));
  const items = list.data?.items ?? [];
  const names = useSubjectNames(items.map(({ subject }) => subject));
  const { nameOf } = useColleagues();
  return (
    <Section title={t`Restricted to named people`} aside={list.data === undefined ? undefined : items.length}>
      {list.error !== null && <Refusal error={list.error} />}
      {list.data !== undefined && items.length === 0 && (
        <Empty title={t`Nothing that you see is restricted`}>
          <Trans>
            Whoever holds the power restricts a case or a request from its own page. It then is not there for anybody
            who is not named: not in lists, not in searches, not by its address.
          </Trans>
        </Empty>
      )}
      <ul className={desk.rows}>
        {(names.read ? items : []).map(({ subject, accounts, by, at, belonging }) => (
          <li key={subject} className={desk.row}>
            <Subject id={subject} name={names.get(subject)} />
            <p>
              {accounts.length === 0 ? (
                <Trans>nobody is named</Trans>
              ) : (
                accounts.map((one) => nameOf(one) ?? t`somebody who has left`).join(' · ')
              )}
            </p>
            <p className={desk.by}>
              {by.name}, <Moment at={at} />
              {belonging > 1 && (
                <>
                  {' · '}
                  <Plural
                    value={belonging - 1}
                    one="# more that belongs to it is restricted with it"
                    other="# more that belong to it are restricted with it"
                  />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The power and the clearances: read by all, set by whoever holds the power, as one. */
function Rules({ policy, offices, powerful }: { policy: Policy; offices: readonly string[]; powerful: boolean }) {
  const { t } = useLingui();
  const naming = useNaming();
  const officeNames = useOffices();
  const deskNames = useDeskNames();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { offices: held } = useViewer();
  const [changing, setChanging] = useState(false);
  const [power, setPower] = useState<string[]>(policy.power);
  const [clearances, setClearances] = useState<Clearance[]>(policy.clearances);
  const set = useMutation({
    mutationFn: () => call('setNeedPolicy', { body: { power, clearances } }),
    onSuccess: () => {
      announce(t`It is in effect`);
      setChanging(false);
    },
    onSettled: () => client.invalidateQueries({ predicate: ({ meta }) => meta?.['kept'] !== true }),
  });
  const places: { desk: Clearance['desk']; name: string }[] = [
    ...Object.entries(deskNames).map(([name, label]) => ({ desk: name as Clearance['desk'], name: label })),
    { desk: 'none', name: t`at no desk` },
  ];
  const of = (office: string, at: Clearance['desk']) =>
    clearances.find((one) => one.office === office && one.desk === at)?.marking;
  const clear = (office: string, at: Clearance['desk'], marking: Marking | undefined) =>
    setClearances((before) => [
      ...before.filter((one) => one.office !== office || one.desk !== at),
      ...(marking === undefined ? [] : [{ office, desk: at, marking }]),
    ]);
  const losing = changing && !held.some((office) => power.includes(office));
  const shown = changing ? offices : offices.filter((office) => clearances.some((one) => one.office === office));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate();
      }}
    >
      <Section title={t`The power to restrict`} aside={t`restricts, gives to desks, and sets what stands here`}>
        {changing ? (
          <fieldset className={classes.power}>
            <legend className={classes.hidden}>
              <Trans>Offices that hold the power to restrict</Trans>
            </legend>
            {offices.map((office) => (
              <Checkbox
                key={office}
                label={officeNames(office)}
                checked={power.includes(office)}
                onChange={({ currentTarget: { checked } }) =>
                  setPower((before) => (checked ? [...before, office] : before.filter((one) => one !== office)))
                }
              />
            ))}
          </fieldset>
        ) : (
          <p>{officeNames(...policy.power)}</p>
        )}
        {losing && (
          <p className={classes.warning} role="status">
            {power.length === 0 ? (
              <Trans>With no office chosen, the power goes back to where the accord put it.</Trans>
            ) : (
              <Trans>Your own office gives the power away, and could not take it back.</Trans>
            )}
          </p>
        )}
      </Section>
      <Section
        title={t`Clearances`}
        aside={t`the highest marking that an office sees, by desk; everything, if nothing is said`}
      >
        {shown.length === 0 ? (
          <p className={desk.by}>
            <Trans>Nothing is said: every office sees every marking.</Trans>
          </p>
        ) : (
          <div className={classes.scroll} tabIndex={0} role="region" aria-label={t`Clearances by office and desk`}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">
                    <Trans>Office</Trans>
                  </th>
                  {places.map(({ desk: at, name }) => (
                    <th key={at} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map((office) => (
                  <tr key={office}>
                    <th scope="row">{officeNames(office)}</th>
                    {places.map(({ desk: at, name }) => {
                      const marking = of(office, at);
                      return (
                        <td key={at} data-limited={marking !== undefined || undefined}>
                          {changing ? (
                            <NativeSelect
                              size="xs"
                              aria-label={`${officeNames(office)}, ${name}`}
                              value={marking ?? ''}
                              onChange={({ currentTarget: { value } }) =>
                                clear(office, at, value === '' ? undefined : (value as Marking))
                              }
                              data={[
                                { value: '', label: t`everything` },
                                ...MARKINGS.map((one) => ({ value: one, label: naming.of(codeName('tlp', one)) })),
                              ]}
                            />
                          ) : marking === undefined ? (
                            <span className={desk.by}>
                              <Trans>everything</Trans>
                            </span>
                          ) : (
                            naming.of(codeName('tlp', marking))
                          )}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      {set.error !== null && <Refusal error={set.error} />}
      {powerful && (
        <div className={desk.actions}>
          {changing ? (
            <>
              <Button key="submit" type="submit" loading={set.isPending}>
                <Trans>Put it in effect</Trans>
              </Button>
              <Button
                variant="subtle"
                onClick={() => {
                  setChanging(false);
                  setPower(policy.power);
                  setClearances(policy.clearances);
                }}
              >
                <Trans>Cancel</Trans>
              </Button>
            </>
          ) : (
            // A button of its own: were it made into the one that submits, the click that pressed it would.
            <Button key="change" variant="default" onClick={() => setChanging(true)}>
              <Trans>Change power and clearances</Trans>
            </Button>
          )}
        </div>
      )}
    </form>
  );
}
