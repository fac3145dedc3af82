import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer, type Asked } from '#api/call';
import { useDeskNames } from '#people/desks';
import type { Made } from '#people/PeoplePage.tsx';
import { Refusal } from '#refusal/Refusal.tsx';
import classes from './PeoplePage.module.css';

type Role = Answer<'openAccount'>['account']['role'];
type Desk = NonNullable<Asked<'openAccount'>['body']['desks']>[number];

/** A new account, and the address by which its person comes in. */
export function Invite({ onMade }: { onMade: (made: Made) => void }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const deskNames = useDeskNames();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('officer');
  const [desks, setDesks] = useState<Desk[]>([]);
  const open = useMutation({
    mutationFn: () => call('openAccount', { body: { name: name.trim(), role, ...(role === 'officer' && { desks }) } }),
    onSuccess: ({ account, invitation }) => {
      onMade({ ...invitation, name: account.name });
      setName('');
      setDesks([]);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate();
      }}
    >
      <TextInput
        label={t`Name`}
        description={t`As it is shown on this node; the other side never sees it.`}
        required
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t`What they are here`}
        description={t`One or the other, for as long as the account is there.`}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
        data={[
          { value: 'officer', label: t`Officer: speaks for the party` },
          { value: 'administrator', label: t`Administrator: runs the node, sees no content` },
        ]}
      />
      {role === 'officer' && (
        <fieldset className={classes.desks}>
          <legend>
            <Trans>Desks they work at</Trans>
          </legend>
          {Object.entries(deskNames).map(([desk, label]) => (
            <Checkbox
              key={desk}
              label={label}
              checked={desks.includes(desk as Desk)}
              onChange={() =>
                setDesks((before) =>
                  before.includes(desk as Desk) ? before.filter((one) => one !== desk) : [...before, desk as Desk],
                )
              }
            />
          ))}
        </fieldset>
      )}
      {open.error !== null && <Refusal error={open.error} />}
      <div>
        <Button type="submit" loading={open.isPending} disabled={name.trim() === ''}>
          <Trans>Make the invitation</Trans>
        </Button>
      </div>
    </form>
  );
}
