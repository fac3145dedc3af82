import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { pages } from '#pages';

/** To the page of an act, with its text and its proof. */
export function ActLink({
  id,
  className,
  children,
}: {
  id: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  const navigate = useNavigate();
  const href = pages.act.replace('$act', id);
  return (
    <a
      href={href}
      className={className}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        void navigate({ href });
      }}
    >
      {children}
    </a>
  );
}
