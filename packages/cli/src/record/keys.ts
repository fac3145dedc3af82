// Whose signatures may stand on the heads of a log: all of it follows from the accord, and from what the logs put in the place of its keys.

import type { AccordKeys } from '@parley/record/key';
import { holderVkeys, logVkeys, originOf } from '@parley/record/key';
import { lineOf, type Note } from '@parley/record/note';
import { parseVkey, type Vkey } from '@parley/record/vkey';
import { foundingKeys, type Generation, type PartyKeys } from '@parley/docket/party/rotation';

/** `by`: the id of a party, for its holder, or the name of a witness. */
export type Cosigner = { by: string; vkeys: readonly Vkey[] };

/** The keys of the log itself by the sizes at which they are in force, and of everybody who may cosign it: a holder by each generation, the newest first. */
export type HeadKeys = { log: readonly Generation<readonly Vkey[]>[]; cosigners: readonly Cosigner[] };

/** By party; those that are not in it are the accord's. */
export type KeysOf = ReadonlyMap<string, PartyKeys>;

export function headKeys(accord: AccordKeys, accordId: string, party: string, keysOf: KeysOf): HeadKeys {
  const keys = (id: string) => keysOf.get(id) ?? foundingKeys(accord, id);
  const holders = accord.parties
    .filter(({ id }) => id !== party)
    .flatMap(({ id }) =>
      keys(id)
        .holder.toReversed()
        .map((pair) => ({ by: id, vkeys: holderVkeys(originOf(accord, accordId, id), pair.keys) })),
    );
  const witnesses = accord.witnesses.map(({ name, vkeys }) => ({ by: name, vkeys: vkeys.map(vkeyOf) }));
  const origin = originOf(accord, accordId, party);
  return {
    log: keys(party).log.map(({ since, keys: pair }) => ({ since, keys: logVkeys(origin, pair) })),
    cosigners: [...holders, ...witnesses],
  };
}

/** The keys by which somebody cosigned a note: the newest all of which stand on it; undefined if none do. */
export function cosignedBy(note: Note, by: string, { cosigners }: HeadKeys): readonly Vkey[] | undefined {
  return cosigners.find((one) => one.by === by && one.vkeys.every((vkey) => lineOf(note, vkey) !== undefined))?.vkeys;
}

// An accord is only parsed with verifier keys that parse.
function vkeyOf(text: string): Vkey {
  const parsed = parseVkey(text);
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  return parsed.vkey;
}
