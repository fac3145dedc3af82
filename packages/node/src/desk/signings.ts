// The payload that officers are signing: kept from the first signature until the act is filed, so that all sign the same bytes. Once it has
// enough signatures its act id is written down before it is filed; whatever happens then, the log knows whether it was.

import type { Payload } from '@parley/record/act';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { encodeCanonical } from '@parley/record/json';
import type { Database } from '../platform/sqlite.ts';

export type SigningView = { payload: string; words: string[]; kids: string[] };

/** `act`: its id, once it has enough signatures. */
export type Signing = {
  payload: string;
  words: string[];
  signatures: { kid: string; signature: Uint8Array }[];
  act: string | undefined;
};

/** The text of a payload: what all sign, and what two payloads are compared by. */
export function payloadText(payload: Payload): string {
  return encodeCanonical(payload);
}

export class Signings {
  #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  of(draft: string): Signing | undefined {
    const row = this.#database.get(
      'select payload, words, signatures, act_id from desk_signing where draft = ?',
      draft,
    );
    if (row === undefined) return undefined;
    const signatures = JSON.parse(String(row['signatures'])) as Record<string, string>;
    return {
      payload: String(row['payload']),
      words: JSON.parse(String(row['words'])) as string[],
      signatures: Object.entries(signatures).map(([kid, text]) => ({ kid, signature: parseBase64url(text)! })),
      act: row['act_id'] === null ? undefined : String(row['act_id']),
    };
  }

  view(draft: string): SigningView | undefined {
    const signing = this.of(draft);
    return signing && viewOf(signing);
  }

  put(draft: string, { payload, words, signatures, act }: Signing): void {
    const texts = signatures.map(({ kid, signature }) => [kid, encodeBase64url(signature)]);
    this.#database.run(
      `insert into desk_signing (draft, payload, words, signatures, act_id) values (?, ?, ?, ?, ?) on conflict (draft) do update
       set payload = excluded.payload, words = excluded.words, signatures = excluded.signatures, act_id = excluded.act_id`,
      draft,
      payload,
      JSON.stringify(words),
      JSON.stringify(Object.fromEntries(texts)),
      act ?? null,
    );
  }

  /** The signatures are destroyed: the node cannot file by them any more. */
  end(draft: string): void {
    this.#database.run('delete from desk_signing where draft = ?', draft);
  }

  /** Drafts that are open although an act with enough signatures was about to be filed. */
  unsettled(): { draft: string; act: string }[] {
    return this.#database
      .all(
        `select s.draft, s.act_id from desk_signing s join desk_draft d on d.id = s.draft
         where s.act_id is not null and d.state in ('drafting', 'asked')`,
      )
      .map((row) => ({ draft: String(row['draft']), act: String(row['act_id']) }));
  }
}

export function viewOf({ payload, words, signatures }: Signing): SigningView {
  return { payload, words, kids: signatures.map(({ kid }) => kid).toSorted() };
}
