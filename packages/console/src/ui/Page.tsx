import { useEffect, useRef, type ReactNode } from 'react';
import { useRouterState } from '@tanstack/react-router';
import { useAnnounce } from '#ui/Announcer.tsx';
import classes from './Page.module.css';

type Props = {
  title: string;
  /** The heading, where it is more than its text. */
  heading?: ReactNode;
  /** Where it belongs, above the title. */
  crumb?: ReactNode;
  /** One line below the title: what it is about. */
  lead?: ReactNode;
  /** What can be done with the whole page. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A page: its one heading, which has the focus when one arrives, and its name in the browser. */
export function Page({ title, heading: shown, crumb, lead, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const announce = useAnnounce();
  const arrived = useRouterState({ select: (state) => state.resolvedLocation !== undefined });
  useEffect(() => {
    document.title = `${title} · Parley`;
  }, [title]);
  useEffect(() => {
    // On the very first page the browser's own order holds: the skip link comes first.
    if (!arrived) return;
    heading.current?.focus({ preventScroll: true });
    announce(document.title);
  }, []);
  return (
    <>
      <header className={classes.head}>
        <div>
          {crumb !== undefined && <p className={classes.crumb}>{crumb}</p>}
          <h1 ref={heading} tabIndex={-1}>
            {shown ?? title}
          </h1>
          {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </>
  );
}
