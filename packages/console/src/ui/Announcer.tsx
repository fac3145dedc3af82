import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';
import classes from './Announcer.module.css';

const Announce = createContext<(text: string) => void>(() => undefined);

/** Says to those who do not see it what changed on the page. */
export const useAnnounce = () => useContext(Announce);

export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', no: 0 });
  // The same words twice are two announcements: a new element each time.
  const announce = useCallback((text: string) => setSaid(({ no }) => ({ text, no: no + 1 })), []);
  return (
    <Announce value={announce}>
      {children}
      <div className={classes.hidden} role="status" aria-live="polite">
        <span key={said.no}>{said.text}</span>
      </div>
    </Announce>
  );
}
