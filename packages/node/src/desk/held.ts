// Drafts as whoever holds the node's folder reads them, beside a running node or without one. No viewer is asked: a folder has none.

import type { Database, Sql } from '../platform/sqlite.ts';

export type HeldDraft = {
  id: string;
  title: string;
  state: string;
  type: string | null;
  subject: string | null;
  version: number;
  digest: string;
  savedBy: string;
  savedAt: number;
  act: string | null;
};

const HELD = `select d.id, d.title, d.state, d.type, d.subject, d.version, d.digest, d.act, v.saved_name, v.saved_at, v.text
  from desk_draft d join desk_draft_version v on v.draft = d.id and v.version = d.version`;

/** The newest first. `state`: only those. */
export function heldDrafts(database: Database, state: string | undefined, limit: number): HeldDraft[] {
  return database
    .all(`${HELD} where (?1 is null or d.state = ?1) order by d.seq desc limit ?2`, state ?? null, limit)
    .map(heldOf);
}

/** One draft with its text and who released it; releases that ended are not among them. */
export function heldDraft(
  database: Database,
  id: string,
): (HeldDraft & { content: unknown; releases: { name: string; at: number; digest: string }[] }) | undefined {
  const row = database.get(`${HELD} where d.id = ?`, id);
  if (row === undefined) return undefined;
  const releases = database
    .all('select name, at, digest from desk_release where of = ? and ended_at is null order by seq', id)
    .map(({ name, at, digest }) => ({ name: String(name), at: Number(at), digest: String(digest) }));
  return { ...heldOf(row), content: JSON.parse(String(row['text'])) as unknown, releases };
}

function heldOf(row: Record<string, Sql>): HeldDraft {
  const text = (name: string) => (row[name] === null ? null : String(row[name]));
  return {
    id: String(row['id']),
    title: String(row['title']),
    state: String(row['state']),
    type: text('type'),
    subject: text('subject'),
    version: Number(row['version']),
    digest: String(row['digest']),
    savedBy: String(row['saved_name']),
    savedAt: Number(row['saved_at']),
    act: text('act'),
  };
}
