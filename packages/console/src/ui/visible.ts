// Characters that change how a text looks without being seen: written as what they are, so that nobody signs or believes a text that shows
// something else than it says. Beside controls and formats: what fonts leave out, what a font of the reader may draw as anything, and an empty
// letter. What makes an emoji of a sign is none of them.

export const UNSEEN =
  /(?![\t\n])[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u2800]|(?<!\p{Extended_Pictographic})[\ufe0e\ufe0f]|(?![\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/gu;

export function visible(text: string): string {
  return text.replace(UNSEEN, codePoints);
}

export function codePoints(text: string): string {
  return Array.from(text, (one) => `⟨U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`).join('');
}
