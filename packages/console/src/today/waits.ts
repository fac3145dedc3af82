import { reading } from '#api/queries';

/** Of what waits, so much is read: more than anybody looks through. */
const READ = 150;

/** What waits on one side, due first at the head; one reading for all parts of a page that count it. */
export function waitsOn(on: 'us' | 'them') {
  return reading('waits', { query: { on, limit: String(READ) } });
}

/** How much there is of it: all that waits, however much of it is read. */
export const waitCounts = reading('waitCounts', {});
