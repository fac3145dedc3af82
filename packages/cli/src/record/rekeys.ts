// What the logs put in the place of the accord's keys: read from a node's folder for those who write a record, and from a record for those who judge it.

import type { Accord } from '@parley/record/accord';
import type { Suite } from '@parley/record/suite';
import {
  encodeRekeys,
  foundingKeys,
  openRekeys,
  parseRekeys,
  REKEYS_BYTES_MAX,
  type PartyKeys,
  type Rekey,
} from '@parley/docket/party/rotation';
import type { HeldLog, HeldRecord } from '@parley/node/report/held';
import type { Report } from '#audit/report';
import { TooLarge, type Source } from '#audit/source';
import { originHash, REKEYS } from '#record/layout';

/** `keysOf`: by party; `texts`: by party, the file that tells them, empty if none was replaced. */
export type Replaced = { keysOf: Map<string, PartyKeys>; texts: Map<string, string> };

/** Of a node's folder. `sizeOf`: how many entries of a log count. */
export async function heldRekeys(
  record: HeldRecord,
  suite: Suite,
  sizeOf: (log: HeldLog) => number = () => Infinity,
): Promise<Replaced> {
  const replaced: Replaced = { keysOf: new Map(), texts: new Map() };
  for (const log of record.logs) {
    const candidates = record.rekeys(log).filter(({ index }) => index < sizeOf(log));
    const { keys, rekeys } = await openRekeys(foundingKeys(record.accord, log.party), candidates, suite);
    replaced.keysOf.set(log.party, keys);
    replaced.texts.set(log.party, encodeRekeys(rekeys));
  }
  return replaced;
}

/** Of a record, as it tells them: each is signed by the root key, and whether it stands in its log, and nothing is left out, the log shows. */
export async function readRekeys(
  source: Source,
  accord: Accord,
  logs: readonly { party: string; origin: string }[],
  report: Report,
  suite: Suite,
): Promise<Replaced> {
  const replaced: Replaced = { keysOf: new Map(), texts: new Map() };
  for (const { party, origin } of logs) {
    const file = `${originHash(origin)}/${REKEYS}`;
    const told = await readTold(source, file, report);
    const { keys, rekeys } = await openRekeys(foundingKeys(accord, party), told, suite);
    if (rekeys.length < told.length) {
      const stray = told.findIndex((one) => !rekeys.includes(one));
      report.fail(file, `line ${stray + 1}`, `it is no act by which the root key of ${party} replaces a key`);
    }
    replaced.keysOf.set(party, keys);
    replaced.texts.set(party, encodeRekeys(told));
  }
  return replaced;
}

async function readTold(source: Source, file: string, report: Report): Promise<Rekey[]> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await source.read(file, REKEYS_BYTES_MAX);
  } catch (fault) {
    if (!(fault instanceof TooLarge)) throw fault;
    report.fail(file, undefined, fault.message);
  }
  if (bytes === undefined) return [];
  const parsed = parseRekeys(bytes);
  if (parsed.ok && parsed.rekeys.length > 0) return parsed.rekeys;
  report.fail(
    file,
    undefined,
    parsed.ok ? 'it is empty: it is there only if keys were replaced' : parsed.refusal.detail,
  );
  return [];
}
