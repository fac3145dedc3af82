import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { subjectPath } from '#said/paths';

/** Leads to a subject. */
export function SubjectLink({
  kind,
  id,
  className,
  children,
}: {
  kind: string;
  id: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Link to={subjectPath({ id, kind })} className={className}>
      {children}
    </Link>
  );
}
