import { Button, type ButtonProps } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Where one composes an act of that type, in a subject if it has one. */
export function composePath(type: string, subject?: string): string {
  return `/compose?${new URLSearchParams({ type, ...(subject !== undefined && { subject }) })}`;
}

/** To the form of an act. */
export function SayLink({
  type,
  subject,
  children,
  ...look
}: Pick<ButtonProps, 'size' | 'variant'> & { type: string; subject?: string; children: ReactNode }) {
  const navigate = useNavigate();
  const href = composePath(type, subject);
  return (
    <Button
      {...look}
      component="a"
      href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        void navigate({ href });
      }}
    >
      {children}
    </Button>
  );
}
