import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '#api/call';
import { reading } from '#api/queries';
import { Invite } from '#people/Invite.tsx';
import { PersonRow } from '#people/PersonRow.tsx';
import { Refusal } from '#refusal/Refusal.tsx';
import { SignIns } from '#sign-ins/SignIns.tsx';
import { Copy } from '#ui/Copy.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './PeoplePage.module.css';

/** An address that was just made, and for whom. */
export type Made = { name: string } & Answer<'inviteAccount'>;

/** For administrators: who has an account here, and invitations. What anybody may say is no business of this page. */
export function PeoplePage() {
  const { t } = useLingui();
  const accounts = useQuery(reading('accounts', {}));
  const [made, setMade] = useState<Made>();
  const people = accounts.data?.items ?? [];
  const open = people.filter(({ closedAt }) => closedAt === null);
  const closed = people.filter(({ closedAt }) => closedAt !== null);
  return (
    <Page
      title={t`People`}
      lead={t`Whoever is to work on this node is invited by you. What an officer may say comes from an appointment on the record, never from here.`}
    >
      {made !== undefined && (
        <div className={classes.made}>
          <Address key={made.id} made={made} />
        </div>
      )}
      <Section title={t`Invite somebody`} aside={t`an address that opens once`}>
        <Invite onMade={setMade} />
      </Section>
      {accounts.error !== null && <Refusal error={accounts.error} />}
      {accounts.isPending && <Loading label={t`Reading the accounts …`} />}
      {open.length > 0 && (
        <Section title={t`With an account`} aside={open.length}>
          <ul className={classes.rows}>
            {open.map((account) => (
              <PersonRow key={account.id} account={account} onMade={setMade} />
            ))}
          </ul>
        </Section>
      )}
      <SignIns title={t`Signed in now`} everybody />
      {closed.length > 0 && (
        <Section title={t`Closed`} aside={closed.length}>
          <ul className={classes.rows}>
            {closed.map((account) => (
              <PersonRow key={account.id} account={account} onMade={setMade} />
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

function Address({ made: { name, address, expiresAt } }: { made: Made }) {
  const { t } = useLingui();
  return (
    <Notice title={t`Give this address to ${name} alone`} actions={<Copy text={address} what={t`the address`} />}>
      <p className={classes.address} translate="no">
        {address}
      </p>
      <p>
        <Trans>
          It is shown here and never again, and is good until <Moment at={expiresAt} aged={false} />. Whoever opens it
          first makes keys in that name: the fingerprint is compared by telephone before they are worth anything.
        </Trans>
      </p>
    </Notice>
  );
}
