import { reading } from '#api/queries';

/** Of what waits, so much is read: more than anybody looks through; the count beyond is said as a plus. */
const READ = 150;

/** What waits on one side, due first at the head; one reading for all parts of a page that count it. */
export function waitsOn(on: 'us' | 'them') {
  return reading('waits', { query: { on, limit: String(READ) } });
}
