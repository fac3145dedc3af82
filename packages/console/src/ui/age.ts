// How far off a time is, in the unit in which one would say it.

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** `seconds` from now, negative if past. Rounded towards now: what was said is never more than it was. */
export function ageOf(seconds: number): { value: number; unit: 'day' | 'hour' | 'minute' | 'second' } {
  const size = Math.abs(seconds);
  // Days only from the second on: «in 31 h» says more than «tomorrow».
  for (const [unit, length] of UNITS)
    if (size >= (unit === 'day' ? 2 * length : length)) return { value: Math.trunc(seconds / length), unit };
  return { value: Math.trunc(seconds), unit: 'second' };
}
