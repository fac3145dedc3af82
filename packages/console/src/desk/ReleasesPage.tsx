import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { actNames, kindNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { call, type Answer } from '#api/call';
import { confirmByPasskey } from '#api/passkey';
import { reading } from '#api/queries';
import { DeskFrame } from '#desk/DeskFrame.tsx';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { useNaming } from '#vocabulary/naming';
import { useOffices } from '#vocabulary/offices';
import desk from './Desk.module.css';
import classes from './ReleasesPage.module.css';

type View = Answer<'releasePolicy'>;
export type Policy = View['policy'];
type Requirement = Policy['acts'][string];
type Proposal = View['proposals'][number];

const PolicyForm = lazy(async () => ({ default: (await import('#desk/PolicyForm.tsx')).PolicyForm }));

/** Who in our own house must agree before something may be signed, and what is proposed instead. */
export function ReleasesPage() {
  const { t } = useLingui();
  const [proposing, setProposing] = useState(false);
  const policy = useQuery(reading('releasePolicy', {}));
  const view = policy.data;
  const changeable = view?.policy.change !== undefined;
  return (
    <DeskFrame
      title={t`Who releases`}
      lead={t`Before an officer may sign and file, these must agree. The accord says who signs; this is ours alone.`}
      actions={
        changeable &&
        !proposing && (
          <Button size="compact-md" onClick={() => setProposing(true)}>
            <Trans>Propose a change</Trans>
          </Button>
        )
      }
    >
      {policy.error !== null && <Refusal error={policy.error} />}
      {policy.isPending && <Loading label={t`Reading the release policy …`} lines={5} />}
      {view !== undefined && (
        <>
          {proposing && (
            <Section title={t`A changed policy`}>
              <Suspense fallback={<Loading label={t`Opening the form …`} />}>
                <PolicyForm policy={view.policy} version={view.version} onDone={() => setProposing(false)} />
              </Suspense>
            </Section>
          )}
          {view.proposals.map((proposal) => (
            <Proposed key={proposal.digest} proposal={proposal} />
          ))}
          <Section
            title={t`In force`}
            aside={
              view.since !== null && (
                <>
                  <Trans>since</Trans> <Moment at={view.since} aged={false} />
                </>
              )
            }
          >
            {view.version === 0 ? (
              <Empty title={t`There is no release policy yet`}>
                <Trans>
                  Officers file whatever the accord lets them sign. The first policy is put in force on the node’s
                  machine, so that nobody gives themselves the say: ask the administrator.
                </Trans>
              </Empty>
            ) : (
              <Rules policy={view.policy} />
            )}
          </Section>
        </>
      )}
    </DeskFrame>
  );
}

/** What acts a pattern means. */
export function usePatternName(): (pattern: string) => string {
  const { t } = useLingui();
  const naming = useNaming();
  return (pattern) => {
    if (pattern === '*') return t`Everything else`;
    if (!pattern.endsWith('.*')) return naming.of(labelOf(actNames, pattern));
    const kind = naming.of(labelOf(kindNames, pattern.slice(0, -2)));
    return t`${kind}: all acts`;
  };
}

/** What it names, everything else at the end. */
export function patternsOf({ acts }: Pick<Policy, 'acts'>): string[] {
  return Object.keys(acts).toSorted((a, b) => Number(a === '*') - Number(b === '*') || (a < b ? -1 : 1));
}

/** A requirement in words. */
function useRequirementWords(): (requirement: Requirement) => string {
  const { t } = useLingui();
  const naming = useNaming();
  const officeNames = useOffices();
  return ({ need, offices }) => {
    const names = [...Map.groupBy(offices, (office) => office)]
      .map(([office, all]) => (all.length === 1 ? officeNames(office) : `${officeNames(office)} ×${all.length}`))
      .join(naming.say(', ', '、'));
    if (offices.length === 1) return names;
    if (need === 'all') return t`all of: ${names}`;
    return need === 'any' ? t`one of: ${names}` : t`${need} of: ${names}`;
  };
}

function Rules({ policy }: { policy: Policy }) {
  const patternName = usePatternName();
  const words = useRequirementWords();
  return (
    <>
      <dl className={classes.rules}>
        {patternsOf(policy).map((pattern) => (
          <div key={pattern}>
            <dt>{patternName(pattern)}</dt>
            <dd>{words(policy.acts[pattern]!)}</dd>
          </div>
        ))}
        <div className={classes.change}>
          <dt>
            <Trans>A change of these rules</Trans>
          </dt>
          <dd>{policy.change === undefined ? <Trans>on the node’s machine alone</Trans> : words(policy.change)}</dd>
        </div>
      </dl>
      {policy.acts['*'] === undefined && (
        <p className={desk.by}>
          <Trans>What is not named here needs no release.</Trans>
        </p>
      )}
    </>
  );
}

function Proposed({ proposal: { digest, policy, by, at, releases } }: { proposal: Proposal }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const announce = useAnnounce();
  const officeNames = useOffices();
  const { account } = useViewer();
  const again = () => client.invalidateQueries({ queryKey: ['releasePolicy'] });
  const release = useMutation({
    mutationFn: async () => {
      await confirmByPasskey(digest);
      return call('releasePolicyChange', { body: { digest } });
    },
    onSuccess: ({ proposals }) =>
      announce(proposals.some((one) => one.digest === digest) ? t`Released` : t`The policy is in force`),
    onSettled: again,
  });
  const recall = useMutation({
    mutationFn: () => call('recallPolicyRelease', { body: { digest } }),
    onSuccess: () => announce(t`Your release was recalled`),
    onSettled: again,
  });
  const standing = releases.filter(({ counts }) => counts);
  const mine = standing.some((one) => one.by.account === account);
  const failed = release.error ?? recall.error;
  return (
    <Section
      title={t`Proposed`}
      aside={
        <>
          {by.name}, <Moment at={at} />
        </>
      }
    >
      <Rules policy={policy} />
      <p className={classes.releases}>
        {standing.length === 0 ? (
          <Tag tone="wait">{t`released by nobody yet`}</Tag>
        ) : (
          <>
            <Trans>Released by</Trans>{' '}
            {standing.map((one) => (
              <Tag key={one.by.account} tone="good">
                {one.by.name} ({officeNames(...one.offices)})
              </Tag>
            ))}
          </>
        )}
      </p>
      {failed !== null && <Refusal error={failed} />}
      <div className={desk.actions}>
        {mine ? (
          <Button size="compact-md" variant="default" loading={recall.isPending} onClick={() => recall.mutate()}>
            <Trans>Recall my release</Trans>
          </Button>
        ) : (
          <Button size="compact-md" loading={release.isPending} onClick={() => release.mutate()}>
            <Trans>Release this policy</Trans>
          </Button>
        )}
      </div>
    </Section>
  );
}
