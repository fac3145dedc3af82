import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, CloseButton, Modal } from '@mantine/core';
import { codeName } from '@parley/docket/vocabulary/codes';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call, type Answer } from '#api/call';
import { useColleagues, useSubjectNames } from '#desk/parts';
import { PeoplePicker } from '#desk/PeoplePicker.tsx';
import { Subject } from '#desk/Subject.tsx';
import { pages } from '#pages';
import { useDeskNames } from '#people/desks';
import { Refusal } from '#refusal/Refusal.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Moment } from '#ui/Moment.tsx';
import { useNaming } from '#vocabulary/naming';
import { useOffices } from '#vocabulary/offices';
import classes from './Restricted.module.css';

type Seen = Answer<'whoSees'>;
type Desk = Seen['desks'][number];

/** Who on our side sees a subject and why; whoever holds the power to restrict changes it here, and it takes effect at once. */
export function WhoSees({ seen, opened, onClose }: { seen: Seen; opened: boolean; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      // Its own header would be a second banner of the page.
      withCloseButton={false}
      attributes={{ content: { 'aria-label': t`Who on our side sees it` } }}
      transitionProps={{ duration: 0 }}
    >
      <div className={classes.head}>
        <h2>
          <Trans>Who on our side sees it</Trans>
        </h2>
        <CloseButton aria-label={t`Close`} onClick={onClose} />
      </div>
      <p className={classes.private}>
        <Trans>Private · the other side never learns of it</Trans>
      </p>
      <People seen={seen} />
      {/* What is being changed begins anew when somebody else changed it. */}
      <Restriction key={JSON.stringify(seen.restrictions)} seen={seen} />
      <Desks key={seen.desks.join(' ')} seen={seen} />
    </Modal>
  );
}

function People({ seen }: { seen: Seen }) {
  const naming = useNaming();
  const offices = useOffices();
  const { all } = useColleagues();
  const people = all.filter(({ account }) => seen.seenBy.includes(account));
  return (
    <div className={classes.part}>
      <h3>
        <Plural value={people.length} one="# officer sees it" other="# officers see it" />
      </h3>
      <ul className={classes.people}>
        {people.map(({ account, name, offices: held }) => (
          <li key={account}>
            {name} <span className={classes.quiet}>{offices(...held)}</span>
          </li>
        ))}
      </ul>
      {/* Nobody is cleared for less than what is clear. */}
      {seen.marking !== 'clear' && (
        <p className={classes.quiet}>
          <Trans>
            It is marked {naming.of(codeName('tlp', seen.marking))}: whose office is cleared for less does not see it.
          </Trans>{' '}
          <Link to={pages.need}>
            <Trans>Clearances</Trans>
          </Link>
        </p>
      )}
    </div>
  );
}

function Restriction({ seen }: { seen: Seen }) {
  const { t } = useLingui();
  const { subject, restrictions, mayChange } = seen;
  const { inOffice, all, nameOf } = useColleagues();
  const own = restrictions.find((one) => one.subject === subject);
  const others = restrictions.filter((one) => one.subject !== subject);
  const names = useSubjectNames(others.map((one) => one.subject));
  const [named, setNamed] = useState<string[]>(own?.accounts ?? []);
  const [changing, setChanging] = useState(false);
  const client = useQueryClient();
  const announce = useAnnounce();
  const again = () => client.invalidateQueries({ predicate: ({ meta }) => meta?.['kept'] !== true });
  const restrict = useMutation({
    mutationFn: () => call('restrict', { params: { subject }, body: { accounts: named } }),
    onSuccess: () => announce(t`Restricted`),
    onSettled: again,
  });
  const lift = useMutation({
    mutationFn: () => call('liftRestriction', { params: { subject } }),
    onSuccess: () => announce(t`The restriction was lifted`),
    onSettled: again,
  });
  const failed = restrict.error ?? lift.error;
  return (
    <div className={classes.part}>
      <h3>
        <Trans>Named people</Trans>
      </h3>
      {restrictions.length === 0 && (
        <p className={classes.why}>
          <Trans>It is not restricted.</Trans>
        </p>
      )}
      {others.map((one) => (
        <p key={one.subject} className={classes.why}>
          <Trans>Restricted with</Trans> <Subject id={one.subject} name={names.get(one.subject)} />
        </p>
      ))}
      {own !== undefined && (
        <p className={classes.why}>
          {own.accounts.length === 0 ? (
            <Trans>Restricted to whoever holds the power to restrict.</Trans>
          ) : (
            <Trans>
              Restricted to {own.accounts.map((one) => nameOf(one) ?? t`somebody who has left`).join(' · ')}, and
              whoever holds the power to restrict.
            </Trans>
          )}{' '}
          <span className={classes.quiet}>
            {own.by.name}, <Moment at={own.at} />
            {own.belonging > 1 && (
              <>
                {' · '}
                <Plural
                  value={own.belonging - 1}
                  one="# more that belongs to it is restricted with it"
                  other="# more that belong to it are restricted with it"
                />
              </>
            )}
          </span>
        </p>
      )}
      {mayChange && (own !== undefined || changing) && (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            restrict.mutate();
          }}
        >
          <PeoplePicker
            label={t`Who sees it`}
            description={t`Everything that belongs to it, requests and drafts too, is seen by these alone. It takes effect at once.`}
            of={all.filter(({ account }) => inOffice.some((one) => one.account === account) || named.includes(account))}
            value={named}
            onChange={setNamed}
          />
          <div className={classes.actions}>
            <Button type="submit" size="compact-md" loading={restrict.isPending}>
              {own === undefined ? <Trans>Restrict it to these</Trans> : <Trans>Name these instead</Trans>}
            </Button>
            {own === undefined ? (
              <Button size="compact-md" variant="subtle" onClick={() => setChanging(false)}>
                <Trans>Cancel</Trans>
              </Button>
            ) : (
              <Button size="compact-md" variant="default" loading={lift.isPending} onClick={() => lift.mutate()}>
                <Trans>Lift the restriction</Trans>
              </Button>
            )}
          </div>
        </form>
      )}
      {mayChange && own === undefined && !changing && (
        <Button size="compact-md" variant="default" onClick={() => setChanging(true)}>
          <Trans>Restrict it to named people</Trans>
        </Button>
      )}
      {failed !== null && <Refusal error={failed} />}
    </div>
  );
}

function Desks({ seen }: { seen: Seen }) {
  const { t } = useLingui();
  const { subject, desks, given, mayChange } = seen;
  const deskNames = useDeskNames();
  const client = useQueryClient();
  const announce = useAnnounce();
  const all = Object.keys(deskNames) as Desk[];
  const [chosen, setChosen] = useState<Desk[]>(desks);
  const give = useMutation({
    // All of them is none in particular: then it is seen by whoever works at no desk, too.
    mutationFn: () =>
      call('giveToDesks', { params: { subject }, body: { desks: chosen.length === all.length ? [] : chosen } }),
    onSuccess: () => announce(t`The desks were changed`),
    onSettled: () => client.invalidateQueries({ predicate: ({ meta }) => meta?.['kept'] !== true }),
  });
  const same = all.every((desk) => chosen.includes(desk) === desks.includes(desk));
  if (!mayChange) {
    return (
      <div className={classes.part}>
        <h3>
          <Trans>Desks</Trans>
        </h3>
        <p>{given ? desks.map((desk) => deskNames[desk]).join(' · ') : <Trans>It is with all desks.</Trans>}</p>
      </div>
    );
  }
  return (
    <form
      className={classes.part}
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate();
      }}
    >
      <fieldset className={classes.desks}>
        <legend>
          <Trans>Desks that it is with</Trans>
        </legend>
        {all.map((desk) => (
          <Checkbox
            key={desk}
            label={deskNames[desk]}
            checked={chosen.includes(desk)}
            onChange={({ currentTarget: { checked } }) =>
              setChosen((before) => (checked ? [...before, desk] : before.filter((one) => one !== desk)))
            }
          />
        ))}
      </fieldset>
      {give.error !== null && <Refusal error={give.error} />}
      {!same && (
        <div className={classes.actions}>
          <Button type="submit" size="compact-md" loading={give.isPending} disabled={chosen.length === 0}>
            <Trans>Give it to these desks</Trans>
          </Button>
        </div>
      )}
    </form>
  );
}
