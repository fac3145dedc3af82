import { cloneElement, Suspense, useRef, useState, type ReactElement, type Ref } from 'react';

/** What stands around the button that opens it. */
export type Opened = {
  opened: boolean;
  onChange: (opened: boolean) => void;
  children: ReactElement<ButtonProps>;
};

type ButtonProps = {
  ref?: Ref<HTMLButtonElement>;
  onClick?: () => void;
  'aria-haspopup'?: 'menu' | 'dialog';
  'aria-expanded'?: boolean;
};

/** A button. `what` it opens is `lazy`, and comes when somebody opens it: nobody does before the first paint. */
export function Opener({
  what,
  popup,
  children: button,
}: {
  what: (around: Opened) => ReactElement;
  popup: 'menu' | 'dialog';
  children: ReactElement<ButtonProps>;
}) {
  const [asked, setAsked] = useState(false);
  const [opened, setOpened] = useState(false);
  const plain = useRef<HTMLButtonElement>(null);
  const had = useRef(false);
  const shown = cloneElement(button, {
    ref: plain,
    'aria-haspopup': popup,
    'aria-expanded': false,
    onClick: () => {
      had.current = plain.current === document.activeElement;
      setAsked(true);
      setOpened(true);
    },
  });
  if (!asked) return shown;
  // The button that takes its place has the focus that it had, so that it comes back there.
  const focus = (node: HTMLButtonElement | null) => {
    if (node === null || !had.current) return;
    had.current = false;
    node.focus();
  };
  return (
    <Suspense fallback={shown}>
      {what({ opened, onChange: setOpened, children: cloneElement(button, { ref: focus }) })}
    </Suspense>
  );
}
