/** `text` in groups of four, as it is read out. */
export function groupsOf(text: string): string[] {
  return text.match(/.{1,4}/gsu) ?? [];
}
