import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { actPath, subjectPath } from '#said/paths';

/** To the page of an act, with its text and its proof. */
export function ActLink({ id, className, children }: { id: string; className?: string; children: ReactNode }) {
  return (
    <Within href={actPath(id)} className={className}>
      {children}
    </Within>
  );
}

/** To where a subject is shown. */
export function SubjectLink({
  subject,
  className,
  children,
}: {
  subject: { id: string; kind: string };
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Within href={subjectPath(subject)} className={className}>
      {children}
    </Within>
  );
}

/** To an address of ours that is made of data. */
function Within({ href, className, children }: { href: string; className?: string | undefined; children: ReactNode }) {
  const navigate = useNavigate();
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
