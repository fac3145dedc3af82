// What stands on the edge of every printed page. The sheet of style reads it from the root (look/print.css); only here is it written.

import { useEffect } from 'react';

type Mark = 'title' | 'marking' | 'source';

/** Longer than this it would not stand in one line beside the others. */
const CHARS_MAX = 90;

/** A text as a string of CSS: whatever it holds, it stays a string. */
export function cssString(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const letters = Array.from(line);
  const short = letters.length > CHARS_MAX ? `${letters.slice(0, CHARS_MAX - 1).join('')}…` : line;
  return `"${short.replaceAll(/["\\\p{Cc}]/gu, (one) => `\\${one.codePointAt(0)!.toString(16)} `)}"`;
}

export function setMark(mark: Mark, text: string): void {
  document.documentElement.style.setProperty(`--print-${mark}`, cssString(text));
}

/** How what is on the page is marked, as long as it is there: a sheet that is handed round says it by itself. */
export function useMarked(marking: string): void {
  useEffect(() => {
    setMark('marking', marking);
    return () => setMark('marking', '');
  }, [marking]);
}
