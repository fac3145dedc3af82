import type { JsonObject } from '@parley/record/json';
import { checkWords } from '@parley/record/words';
import { readFiled } from '#sign/prepare';

/** The words of an act, from its very bytes; none, where they are not held. */
export async function wordsOf(id: string, signal: AbortSignal): Promise<JsonObject> {
  const read = await readFiled(id, signal);
  if (read === null) return {};
  const checked = checkWords(read.act.payload, read.act.disclosures);
  return checked.ok ? checked.words : {};
}
