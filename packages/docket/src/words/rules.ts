// Translations, corrections and erasures. Nobody alters an act: what is added stands beside it, by whom it was added. An erasure is a
// promise of whoever confirms it, and is shown as that.

import type { Refusal } from '@parley/record/refusal';
import type { Correction, Erasure, Said, Translation } from '#kind';
import { refuseAct, type DocketCode } from '#refusals';

/** What these acts read and change; subjects and the house both have it. */
export type Wording = { translations: Translation[]; corrections: Correction[]; erasures: Erasure[] };

export const WORDS_TYPES: ReadonlySet<string> = new Set(['translate', 'correct', 'erasure']);

/** `authorOf`: the party whose act has effect here, by act id. */
export function admitWording(
  wording: Wording,
  said: Said,
  authorOf: (id: string) => string | undefined,
): Refusal | undefined {
  const { type, party, body } = said;
  const says = (code: DocketCode, fact: string) => refuseAct(code, `hearing ${type}: ${fact}`).refusal;
  const confirms = body['confirms'] as string | undefined;
  if (confirms !== undefined) {
    const erasure = wording.erasures.find(({ id }) => id === confirms);
    if (erasure === undefined) return says('erasure.unknown', `no erasure ${confirms} is in order here`);
    if (erasure.party === party) return says('erasure.own', 'the erasure is its own');
    return erasure.confirmations.some((one) => one.party === party)
      ? says('erasure.confirmed', `${party} has confirmed it`)
      : undefined;
  }
  const of = body['of'] as string;
  const author = authorOf(of);
  if (author === undefined) return says('words.of_unknown', `no act ${of} has effect here`);
  if (type === 'translate') return undefined;
  if (author !== party) return says('words.not_author', `${of} is an act of ${author}`);
  if (type === 'correct') return undefined;
  const { words, exhibit } = body as { words: string[]; exhibit?: true };
  return words.length === 0 && exhibit === undefined
    ? says('erasure.nothing', 'it names nothing to delete')
    : undefined;
}

/** The lists after such an act that is in order. They belong to the fold alone until it ends, and only grow. */
export function foldWording(wording: Wording, { id, party, type, body }: Said): Wording {
  const { translations, corrections } = wording;
  let { erasures } = wording;
  const of = body['of'] as string;
  if (type === 'translate') {
    translations.push({ id, party, of, language: body['language'] as string, authentic: body['authentic'] === true });
  } else if (type === 'correct') corrections.push({ id, party, of });
  else if (body['confirms'] === undefined) {
    const { words, exhibit, reason } = body as { words: string[]; exhibit?: true; reason: string };
    erasures.push({ id, party, of, reason, words, exhibit: exhibit === true, confirmations: [] });
  } else {
    erasures = erasures.map((erasure) =>
      erasure.id === body['confirms']
        ? { ...erasure, confirmations: [...erasure.confirmations, { id, party }] }
        : erasure,
    );
  }
  return { translations, corrections, erasures };
}
