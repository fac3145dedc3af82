// A text of an act as it is read, whatever stands in its place: no rule reads words, so any JSON may.

/** A text by language, or one line that has none. */
export function textOf(value: unknown): Record<string, string> | undefined {
  if (typeof value === 'string') return { und: value };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const parts = Object.entries(value).filter((part): part is [string, string] => typeof part[1] === 'string');
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}
