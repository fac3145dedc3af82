import { Trans } from '@lingui/react/macro';
import { Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '#api/call';
import { liveLine } from '#live/live';
import { pages } from '#pages';
import { useViewer } from '#shell/viewer';
import type { Opened } from '#ui/Opener.tsx';
import { useOffices } from '#vocabulary/offices';
import classes from './Shell.module.css';

/** Who one is here, and the way out. */
export function WhoMenu({ opened, onChange, children }: Opened) {
  const offices = useOffices();
  const viewer = useViewer();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const out = async () => {
    await call('signOut', {});
    liveLine.close();
    queries.clear();
    await navigate({ to: pages.signIn, search: { to: pages.today } });
  };
  return (
    <Menu position="bottom-end" width={240} opened={opened} onChange={onChange}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <strong className={classes.person}>{viewer.name}</strong>
          {viewer.role === 'administrator' ? (
            <Trans>Administrator: runs the node, sees no content</Trans>
          ) : viewer.offices.length === 0 ? (
            <Trans>No key in office yet</Trans>
          ) : (
            offices(...viewer.offices)
          )}
        </Menu.Label>
        <Menu.Item onClick={() => void navigate({ to: pages.settings })}>
          <Trans>My keys and sign-ins</Trans>
        </Menu.Item>
        <Menu.Item onClick={() => void out()}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
