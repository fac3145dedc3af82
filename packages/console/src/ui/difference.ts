// Two texts word by word: what stands in both, and what in one of them alone. For eyes that look for what changed, in any script.

/** A stretch of a text; `own`: it does not stand in the other one. */
export type Stretch = { text: string; own: boolean };

/** Beyond this, a text is shown as another one: nobody looks for single words in it. */
const CELLS_MAX = 4_000_000;

export function differenceOf(left: string, right: string, locale: string): { left: Stretch[]; right: Stretch[] } {
  const a = wordsOf(left, locale);
  const b = wordsOf(right, locale);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [midA, midB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const common = commonOf(midA, midB);
  const join = (words: readonly string[], middle: readonly boolean[]) =>
    stretchesOf(words, (at) => at >= start && at < words.length - end && middle[at - start] !== true);
  return { left: join(a, common.left), right: join(b, common.right) };
}

function wordsOf(text: string, locale: string): string[] {
  return Array.from(new Intl.Segmenter(locale, { granularity: 'word' }).segment(text), ({ segment }) => segment);
}

/** Which words of each belong to a longest common sequence. */
function commonOf(a: readonly string[], b: readonly string[]): { left: boolean[]; right: boolean[] } {
  const left = Array.from(a, () => false);
  const right = Array.from(b, () => false);
  const width = b.length + 1;
  if ((a.length + 1) * width > CELLS_MAX) return { left, right };
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) left[i++] = right[j++] = true;
    else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) i++;
    else j++;
  }
  return { left, right };
}

function stretchesOf(words: readonly string[], isOwn: (at: number) => boolean): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [at, text] of words.entries()) {
    const own = isOwn(at);
    const last = stretches.at(-1);
    if (last?.own === own) last.text += text;
    else stretches.push({ text, own });
  }
  return stretches;
}
