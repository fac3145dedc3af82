// What an act says, line by line: as its officer read it when signing, or as far as its words are held.

import { parseAct } from '@parley/record/act';
import type { Accord } from '@parley/record/accord';
import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { checkWords, parseDisclosure } from '@parley/record/words';
import { toldOf } from '@parley/docket/vocabulary/told';
import { call, type Answer } from '#api/call';
import { taken } from '#api/taken';
import { entryBytes } from '#record/read';
import { meaning } from '#sign/prepare';
import { namingIn } from '#vocabulary/naming';

type Text = ReturnType<typeof meaning>;

/** Of an act whose entry and words were found to hold. */
export async function readText(act: Answer<'act'>, signal: AbortSignal): Promise<Text> {
  const view = await call('accord', {}, { signal });
  const { payload } = taken(parseAct(entryBytes(act))).act;
  const disclosures = act.words
    .map((text) => taken(parseDisclosure(text)).disclosure)
    .toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
  const accord = { ...view.document, terms: view.terms, offices: view.offices } as unknown as Accord;
  const others = accord.parties.filter(({ id }) => id !== act.party);
  const under = {
    accord,
    accordId: view.id,
    party: act.party,
    to: others.length === 1 ? others[0]!.id : undefined,
  };
  const { words, missing } = taken(checkWords(payload, disclosures));
  if (missing.length === 0) return meaning({ act: { payload, disclosures, signatures: [] }, under }, act.kids[0]);
  return {
    en: linesIn('en', payload.body, words),
    zh: linesIn('zh', payload.body, words),
    payload: encodeCanonical(payload),
  };
}

function linesIn(language: 'en' | 'zh', body: JsonObject, words: JsonObject): Text['en'] {
  return {
    head: [],
    ...toldOf(
      { body, words },
      namingIn(language, (id) => id),
      { all: true, exact: true },
    ),
  };
}
