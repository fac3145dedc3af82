import { placeOf } from '#compose/form';

/** What was folded is there a moment after it is opened. */
const OPENED_MS = 60;

/** To the entry of a member, or to the nearest one around it. */
export function leadTo(path: string, halves: readonly ('body' | 'words')[] = ['body', 'words']): void {
  const steps = path.split('.');
  setTimeout(() => {
    for (let length = steps.length; length > 0; length--) {
      for (const half of halves) {
        const at = document.getElementById(placeOf(half, steps.slice(0, length).join('.')));
        const target = at?.matches('input, select, textarea, button')
          ? at
          : (at?.querySelector<HTMLElement>('input, select, textarea, button') ?? at);
        if (target === null || target === undefined) continue;
        target.scrollIntoView({ block: 'center' });
        target.focus({ preventScroll: true });
        return;
      }
    }
  }, OPENED_MS);
}
