// How far off a time is, in the unit in which one would say it.

const UNITS = [
  ['year', 31_557_600],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** `seconds` from now, negative if past. Rounded towards now: what was said is never more than it was. */
export function ageOf(seconds: number): { value: number; unit: 'year' | 'day' | 'hour' | 'minute' | 'second' } {
  const size = Math.abs(seconds);
  // Days and years only from the second on: «in 31 h» says more than «tomorrow».
  for (const [unit, length] of UNITS)
    if (size >= (unit === 'day' || unit === 'year' ? 2 * length : length))
      return { value: Math.trunc(seconds / length), unit };
  return { value: Math.trunc(seconds), unit: 'second' };
}
