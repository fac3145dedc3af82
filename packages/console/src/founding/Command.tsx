import { Copy } from '#ui/Copy.tsx';
import classes from './Founding.module.css';

/** A line to be typed on another machine. `what`: what it does, for whoever hears it. */
export function Command({ text, what }: { text: string; what: string }) {
  return (
    <div className={classes.command}>
      <code translate="no">{text}</code>
      <Copy text={text} what={what} />
    </div>
  );
}
