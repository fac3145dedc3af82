// Text of somebody who may want it to look like another: what is not seen is written out, and a word whose letters come from more than one
// alphabet is marked, since it may be a look-alike of a word of one.

import { UNSEEN } from '#ui/visible';

export type Piece = { text: string; kind: 'plain' | 'unseen' | 'mixed' };

/** Alphabets whose letters are taken for each other’s. Chinese beside any of them is nobody's look-alike. */
const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

const WORD = /[\p{Letter}\p{Mark}\p{Number}]+/gu;

function isMixed(word: string): boolean {
  // Nearly every word is plain ASCII or Chinese.
  if (/^[\p{ASCII}\p{Script=Han}]*$/u.test(word)) return false;
  return ALPHABETS.filter((one) => one.test(word)).length > 1;
}

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const add = (piece: string, kind: Piece['kind']) => {
    const last = pieces.at(-1);
    if (piece === '') return;
    if (last?.kind === kind && kind === 'plain') last.text += piece;
    else pieces.push({ text: piece, kind });
  };
  const words = (part: string) => {
    let at = 0;
    for (const { 0: word, index } of part.matchAll(WORD)) {
      if (!isMixed(word)) continue;
      add(part.slice(at, index), 'plain');
      add(word, 'mixed');
      at = index + word.length;
    }
    add(part.slice(at), 'plain');
  };
  let at = 0;
  for (const { 0: found, index } of text.matchAll(UNSEEN)) {
    words(text.slice(at, index));
    add(found, 'unseen');
    at = index + found.length;
  }
  words(text.slice(at));
  return pieces;
}
