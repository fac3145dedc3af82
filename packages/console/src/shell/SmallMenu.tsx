import { useLingui } from '@lingui/react/macro';
import { Drawer } from '@mantine/core';
import { Brand } from '#shell/Brand.tsx';
import { Nav } from '#shell/Nav.tsx';
import classes from './Shell.module.css';

/** The pages, where the screen is too narrow to show them beside. `between`: the parties. */
export function SmallMenu(props: { opened: boolean; onClose: () => void; between: string | undefined }) {
  const { t } = useLingui();
  const { opened, onClose, between } = props;
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={
        <span className={classes.title}>
          <Brand />
        </span>
      }
      size="17rem"
      closeButtonProps={{ 'aria-label': t`Close the menu` }}
    >
      <p className={classes.accord}>{between}</p>
      <Nav onGo={onClose} />
    </Drawer>
  );
}
