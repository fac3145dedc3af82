// What is read over the telephone against what is on the screen.

/** So many characters are read out: enough that nobody finds a key that begins with them. */
export const READ_CHARS = 8;

/** `none`: nothing, or not enough yet, and nothing wrong so far. Whoever types more than the beginning is taken at their word. */
export function comparedWith(heard: string, fingerprint: string): 'none' | 'same' | 'other' {
  const typed = heard.replaceAll(/[\s.·]/g, '');
  if (!fingerprint.startsWith(typed)) return 'other';
  return typed.length >= READ_CHARS ? 'same' : 'none';
}
