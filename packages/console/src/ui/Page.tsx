import { useLingui } from '@lingui/react/macro';
import { useIsFetching } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Loading } from '#ui/Loading.tsx';
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

/** What an answer lets ask for next is asked for within this. */
const NEXT_MS = 30;
/** On a line so slow, what there is says more than a page that is whole. */
const PATIENCE_MS = 4000;

/** Whether what was first asked for has come. Pieces shown one after the other would push each other about under the reader's eyes. */
function useWhole(): boolean {
  const asked = useIsFetching({
    predicate: ({ state }) => state.status === 'pending' && state.fetchFailureCount === 0,
  });
  const [whole, setWhole] = useState(false);
  useEffect(() => {
    if (asked > 0) return undefined;
    const timer = setTimeout(() => setWhole(true), NEXT_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  useEffect(() => {
    const timer = setTimeout(() => setWhole(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return whole;
}

/** Where the console was opened, and whether somebody went on from there. */
const opening: { at?: string; left: boolean } = { left: false };

/** Whether somebody came here from another page of ours. While a page is read, another one may stand in its place, at the same address. */
function hasArrived(here: string): boolean {
  opening.at ??= here;
  opening.left ||= here !== opening.at;
  return opening.left;
}

/** A page: its one heading, which has the focus when one arrives, and its name in the browser. */
export function Page({ title, heading: shown, crumb, lead, actions, children }: Props) {
  const { t } = useLingui();
  const whole = useWhole();
  const heading = useRef<HTMLHeadingElement>(null);
  const announce = useAnnounce();
  const here = useRouterState({ select: ({ location }) => location.href });
  const [arrived] = useState(() => hasArrived(here));
  useEffect(() => {
    document.title = `${title} · Parley`;
  }, [title]);
  useLayoutEffect(() => {
    if (!whole) return;
    // On the very first page the browser's own order holds: the way past the menu comes first.
    if (!arrived) return;
    heading.current?.focus({ preventScroll: true });
    announce(document.title);
  }, [whole]);
  return (
    <div className={classes.page} data-whole={whole || undefined}>
      {!whole && (
        <div className={classes.meanwhile}>
          <Loading label={t`Opening the page …`} lines={4} />
        </div>
      )}
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
    </div>
  );
}
