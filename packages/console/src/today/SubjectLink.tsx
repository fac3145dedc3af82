import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Where a subject is shown whole; undefined: its kind has no page of its own. */
export function subjectPath(kind: string, id: string): string | undefined {
  return kind === 'case' ? `/docket/${id}` : kind === 'request' ? `/requests/${id}` : undefined;
}

/** Leads to a subject, where there is a page of it. */
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
  const to = subjectPath(kind, id);
  return to === undefined ? (
    <span className={className}>{children}</span>
  ) : (
    <Link to={to} className={className}>
      {children}
    </Link>
  );
}
