// Texts that are nearly right, for tests of parsers: a valid text with a character or a line changed, and text of nobody's making.

import fc from 'fast-check';

const PIECES = [
  '\n',
  '\n\n',
  ' ',
  '  ',
  '\r\n',
  '\t',
  '\0',
  '+',
  '=',
  '/',
  '-',
  '0',
  '— ',
  'é',
  '\ufeff',
  '\ud800',
  '\u0085',
];
const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 3 }));
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** One of the valid texts with one to three changes. */
export function nearly(...valid: string[]): fc.Arbitrary<string> {
  const change = fc.record({ kind: fc.nat(5), at: place, to: place, piece });
  return fc
    .tuple(fc.constantFrom(...valid), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([text, changes]) => changes.reduce(changed, text));
}

function changed(text: string, change: { kind: number; at: number; to: number; piece: string }): string {
  const at = Math.floor(change.at * text.length);
  const lines = text.split('\n');
  const line = Math.floor(change.at * lines.length);
  const other = Math.floor(change.to * lines.length);
  switch (change.kind) {
    case 0:
      return text.slice(0, at) + change.piece + text.slice(at);
    case 1:
      return text.slice(0, at) + change.piece + text.slice(at + change.piece.length);
    case 2:
      return text.slice(0, at) + text.slice(at + 1 + Math.floor(change.to * 4));
    case 3:
      return lines.toSpliced(line, 1).join('\n');
    case 4:
      return lines.toSpliced(line, 0, lines[other]!).join('\n');
    default:
      return lines.with(line, lines[other]!).with(other, lines[line]!).join('\n');
  }
}

/** Text of nobody's making, nearly right text, and text in which what the formats are made of occurs by chance. */
export function anyText(...valid: string[]): fc.Arbitrary<string> {
  const shaped = fc.array(fc.oneof(piece, fc.constantFrom(...valid.flatMap((text) => text.split('\n')))), {
    maxLength: 12,
  });
  return fc.oneof(
    nearly(...valid),
    fc.string({ unit: 'binary' }),
    shaped.map((pieces) => pieces.join('\n')),
  );
}
