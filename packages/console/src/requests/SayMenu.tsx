import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { composePath } from '#say/SayLink.tsx';
import { useVerb } from '#today/verb';
import type { Opened } from '#ui/Opener.tsx';

/** Acts that can be said of a subject, by what one does. */
export function SayMenu({
  opened,
  onChange,
  children,
  acts,
  subject,
}: Opened & { acts: readonly string[]; subject: string }) {
  const verb = useVerb();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end" opened={opened} onChange={onChange}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {acts.map((act) => (
          <Menu.Item key={act} onClick={() => void navigate({ href: composePath(act, subject) })}>
            {verb(act)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
