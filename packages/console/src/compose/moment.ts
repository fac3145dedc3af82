// Moments as a device's own clock and zone write them.

/** `YYYY-MM-DDTHH:MM`, as a browser's field has it. */
export function momentOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Unix seconds; undefined: not a moment yet. */
export function secondsOf(written: string): number | undefined {
  const at = new Date(written).getTime();
  return written === '' || Number.isNaN(at) || at < 0 ? undefined : Math.floor(at / 1000);
}

/** How precisely a day, a month, a quarter or a year is written; undefined: it is none. */
export function precisionOf(written: string): 'day' | 'month' | 'quarter' | 'year' | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(written)) return 'day';
  if (/^\d{4}-\d{2}$/.test(written)) return 'month';
  if (/^\d{4}-Q[1-4]$/.test(written)) return 'quarter';
  return /^\d{4}$/.test(written) ? 'year' : undefined;
}
