import { useLingui } from '@lingui/react/macro';
import { linesOf, type Line } from '@parley/docket/accord/review/lines';
import { codeName } from '@parley/docket/vocabulary/codes';
import { oursFirst } from '#accord/sides';
import type { Answer } from '#api/call';
import { Section } from '#ui/Section.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './AccordPage.module.css';

type Accord = Answer<'accord'>;

const GROUPS: readonly [name: 'times' | 'rhythm' | 'asked' | 'limits', members: RegExp][] = [
  ['times', /^terms\.allowances\./],
  ['asked', /^terms\.required\./],
  ['rhythm', /^terms\.(cadence|hotlineRungs|contactsReviewDays|calendars)/],
  ['limits', /^terms\./],
];

/** Terms and powers in force, each in a line of the reader's language, as they were read before they were signed. */
export function Terms({ accord }: { accord: Accord }) {
  const { t } = useLingui();
  const naming = useNaming();
  const lines = linesOf({ accord: { ...accord.document, terms: accord.terms, offices: accord.offices } });
  const parties = accord.document['parties'] as { id: string }[];
  const taken = new Set<string>();
  const names = {
    times: t`Time limits`,
    asked: t`What a request must contain`,
    rhythm: t`Rhythm`,
    limits: t`Limits and rules`,
  };
  const groups = GROUPS.map(([group, members]) => {
    const rows = lines.filter(({ at }) => members.test(at) && !taken.has(at));
    for (const { at } of rows) taken.add(at);
    return { name: names[group], rows };
  });
  const offices = lines.filter(({ at }) => at.startsWith('offices.'));
  const rest = lines.filter(({ at }) => /^(quotas|witnesses|quorum)/.test(at));
  return (
    <>
      <Section title={t`Terms`} aside={t`as they are in force now`}>
        {groups.map(({ name, rows }) => (
          <Group key={name} name={name} lines={rows} />
        ))}
        <Group name={t`Witnesses and quotas`} lines={rest} />
      </Section>
      <Section title={t`Offices and their powers`} aside={t`who may sign what`}>
        <dl className={classes.powers}>
          {offices.map(({ at, says }) => (
            <div key={at}>
              <dt>{naming.of(codeName('office', at.slice('offices.'.length)))}</dt>
              <dd>
                <Powers text={naming.of(says)} />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t`Parties and their keys`} aside={t`from the founding document`}>
        <div className={classes.parties}>
          {oursFirst(parties.map(({ id }) => ({ id, own: id === accord.party }))).map(({ id }) => (
            <Lines key={id} lines={lines.filter(({ at }) => at.startsWith(`parties.${id}.`))} />
          ))}
        </div>
      </Section>
    </>
  );
}

function Group({ name, lines }: { name: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <div className={classes.group}>
      <h3>{name}</h3>
      <Lines lines={lines} />
    </div>
  );
}

export function Lines({ lines }: { lines: readonly Line[] }) {
  const naming = useNaming();
  return (
    <dl className={classes.lines}>
      {lines.map(({ at, name, says }) => (
        <div key={at}>
          <dt>{naming.of(name)}</dt>
          <dd>
            <Untrusted text={naming.of(says)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Powers are a long list: one a line, the name before the code. */
function Powers({ text }: { text: string }) {
  return (
    <ul className={classes.list}>
      {text.split(/; |；/).map((power) => (
        <li key={power}>
          <Untrusted text={power} />
        </li>
      ))}
    </ul>
  );
}
