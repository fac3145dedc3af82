// Text of somebody who may want it to look like another: what is not seen is written out, as are marks heaped on one letter, which would reach over
// other lines; a word is marked whose letters come from more than one alphabet, or from another than the text around it while each of them looks
// like one of that.

import { UNSEEN } from '#ui/visible';

export type Piece = { text: string; kind: 'plain' | 'unseen' | 'mixed' | 'alike' };

/** Alphabets whose letters are taken for each other’s. Chinese beside any of them is nobody's look-alike. */
const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

const WORD = /[\p{Letter}\p{Mark}\p{Number}]+/gu;

/** Cyrillic and Greek letters that are drawn as Latin ones (Unicode TS 39). */
const ALIKE = /^[асԁеһіјӏорԛѕԝхуѵАВЕЅІЈКМНОРСТУХοαινρυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ\p{Number}]{2,}$/u;

/** Marks upon each other that no language writes. */
const HEAPED = /\p{Mn}{4,}/gu;

type Kind = 'mixed' | 'alike' | undefined;

function kindOf(word: string, latin: boolean): Kind {
  // Nearly every word is plain ASCII or Chinese.
  if (/^[\p{ASCII}\p{Script=Han}]*$/u.test(word)) return undefined;
  if (ALPHABETS.filter((one) => one.test(word)).length > 1) return 'mixed';
  return latin && ALIKE.test(word) ? 'alike' : undefined;
}

/** Whether a text is written in Latin letters: most of them are. */
function isLatin(text: string): boolean {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const others = text.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu)?.length ?? 0;
  return others > 0 && latin > others;
}

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const latin = isLatin(text);
  const add = (piece: string, kind: Piece['kind']) => {
    const last = pieces.at(-1);
    if (piece === '') return;
    if (last?.kind === kind && kind === 'plain') last.text += piece;
    else pieces.push({ text: piece, kind });
  };
  const words = (part: string) => {
    let at = 0;
    for (const { 0: word, index } of part.matchAll(WORD)) {
      const kind = kindOf(word, latin);
      if (kind === undefined) continue;
      add(part.slice(at, index), 'plain');
      add(word, kind);
      at = index + word.length;
    }
    add(part.slice(at), 'plain');
  };
  let at = 0;
  for (const [from, to] of hiddenIn(text)) {
    words(text.slice(at, from));
    add(text.slice(from, to), 'unseen');
    at = to;
  }
  words(text.slice(at));
  return pieces;
}

/** What is not shown as it stands, from and to, in its order. */
function hiddenIn(text: string): [number, number][] {
  const heaped = [...text.matchAll(HEAPED)].map(({ 0: found, index }) => [index, index + found.length] as const);
  const unseen = [...text.matchAll(UNSEEN)]
    .map(({ 0: found, index }) => [index, index + found.length] as const)
    .filter(([from]) => !heaped.some(([a, b]) => from >= a && from < b));
  return [...heaped, ...unseen].map(([from, to]): [number, number] => [from, to]).toSorted(([a], [b]) => a - b);
}
