// Where an act is held. An id is the hash of an entry's bytes, and bytes can be copied: a counterpart may put an act of ours in its log, or one
// of its own there twice. The copy that counts is in the log that the act names, and has effect if any has.

import { parseAct } from '@parley/record/act';
import { encodeBase64url } from '@parley/record/base64';
import type { Log } from '../../log/log.ts';
import type { Database } from '../../platform/sqlite.ts';
import { subjectKey } from '../subjects.ts';

/** Copies looked at in one log: whoever makes more of its own acts hides nothing but them. */
const COPIES_MAX = 64;

/** The position of an act, or undefined if no log holds it. */
export function findAct(database: Database, logs: readonly Log[], id: string): number | undefined {
  let found: number | undefined;
  for (const log of logs) {
    const copies = database
      .all(
        `select e.position, e.id from entry_key k join entry e on e.position = k.position
         where k.key = ? and k.position >= ? and k.position < ? order by k.position limit ${COPIES_MAX}`,
        subjectKey(id),
        log.store.position(0),
        log.store.position(log.size),
      )
      .filter((row) => encodeBase64url(row['id'] as Uint8Array) === id)
      .map((row) => Number(row['position']));
    if (copies.length === 0) continue;
    const counts =
      copies.length === 1 ? copies[0]! : (copies.find((position) => !isDisregarded(database, position)) ?? copies[0]!);
    if (found === undefined || names(database, counts, log)) found = counts;
  }
  return found;
}

function isDisregarded(database: Database, position: number): boolean {
  return database.get('select 1 from disregarded where position = ?', position) !== undefined;
}

function names(database: Database, position: number, log: Log): boolean {
  const entry = database.get('select bytes from entry where position = ?', position)!;
  const parsed = parseAct(entry['bytes'] as Uint8Array);
  return parsed.ok && parsed.act.payload.log === log.origin;
}
