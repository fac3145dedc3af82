// Whose signatures may stand on the heads of a log: all of it follows from the accord.

import type { AccordKeys } from '@parley/record/key';
import { holderVkeys, logVkeys, originOf, partyOf } from '@parley/record/key';
import { parseVkey, type Vkey } from '@parley/record/vkey';

/** `by`: the id of a party, for its holder, or the name of a witness. */
export type Cosigner = { by: string; vkeys: readonly Vkey[] };

/** The keys of the log itself, and of everybody who may cosign it. */
export type HeadKeys = { log: readonly Vkey[]; cosigners: readonly Cosigner[] };

export function headKeys(accord: AccordKeys, accordId: string, party: string): HeadKeys {
  const holders = accord.parties
    .filter(({ id }) => id !== party)
    .map(({ id, keys }) => ({ by: id, vkeys: holderVkeys(originOf(accord, accordId, id), keys.holder) }));
  const witnesses = accord.witnesses.map(({ name, vkeys }) => ({ by: name, vkeys: vkeys.map(vkeyOf) }));
  const { keys } = partyOf(accord, party);
  return { log: logVkeys(originOf(accord, accordId, party), keys.log), cosigners: [...holders, ...witnesses] };
}

// An accord is only parsed with verifier keys that parse.
function vkeyOf(text: string): Vkey {
  const parsed = parseVkey(text);
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  return parsed.vkey;
}
