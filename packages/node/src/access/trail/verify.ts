// Judges a trail: whether its entries are the ones that its head was signed over, and whether it continues every head that was seen before. What
// it takes may have been made by anybody.

import { encodeUtf8, equalBytes } from '@parley/record/bytes';
import { leafHash } from '@parley/record/hash';
import { isObject, parseCanonical } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import { appendLeaf, emptyFrontier, frontierRoot } from '@parley/record/tree';
import type { Vkey } from '@parley/record/vkey';
import { openHead, type TrailCode, type TrailHead } from './head.ts';

/** A trail as somebody hands it over: `head` is the note. */
export type TrailFile = { vkey: Vkey; head: string; entries: Iterable<string> };

/** A head seen before, and where: `marker outside the folder`, `--since`. */
export type Earlier = { note: string; from: string };

/** Checks everything; gives the head that the whole trail has. */
export async function verifyTrail(
  { vkey, head, entries }: TrailFile,
  earlier: readonly Earlier[],
): Promise<Result<TrailHead, TrailCode>> {
  const opened = await openHead(head, vkey);
  if (!opened.ok) return opened;
  const before: { head: TrailHead; from: string }[] = [];
  for (const { note, from } of earlier) {
    const one = await openHead(note, vkey);
    if (!one.ok)
      return refuse(
        'trail.key',
        `check the trail against the head of ${from}: another key signed it (${one.refusal.detail})`,
      );
    before.push({ head: one, from });
  }
  const seen: string[] = [];
  let malformed: number | undefined;
  for (const entry of entries) {
    if (malformed === undefined && !isEntry(entry)) malformed = seen.length;
    seen.push(entry);
  }
  for (const { head: one, from } of before) {
    if (one.size > opened.size)
      return refuse(
        'trail.truncated',
        `check the trail against the head of ${from}: it has ${opened.size} entries, and had ${one.size}`,
      );
  }
  if (seen.length !== opened.size)
    return refuse(
      'trail.altered',
      `check the trail: it has ${seen.length} entries, its head was signed over ${opened.size}`,
    );
  const roots = rootsAt(seen, [opened.size, ...before.map((one) => one.head.size)]);
  if (!equalBytes(roots.get(opened.size)!, opened.root))
    return refuse('trail.altered', 'check the trail: its entries are not those that its head was signed over');
  for (const { head: one, from } of before) {
    if (!equalBytes(roots.get(one.size)!, one.root))
      return refuse(
        'trail.rewritten',
        `check the trail against the head of ${from}: its first ${one.size} entries are not those that were there then`,
      );
  }
  if (malformed !== undefined)
    return refuse(
      'trail.malformed',
      `check the trail: entry ${malformed} is not canonical JSON with a time and a matter`,
    );
  return { ok: true, size: opened.size, root: opened.root };
}

/** The roots that a trail had at these sizes; one for each that it reaches. */
export function rootsAt(entries: Iterable<string>, sizes: readonly number[]): Map<number, Uint8Array> {
  const wanted = new Set(sizes);
  const roots = new Map<number, Uint8Array>();
  const frontier = emptyFrontier();
  const keep = () => void (wanted.has(frontier.size) && roots.set(frontier.size, frontierRoot(frontier)));
  keep();
  for (const entry of entries) {
    appendLeaf(frontier, leafHash(encodeUtf8(entry)));
    keep();
  }
  return roots;
}

function isEntry(text: string): boolean {
  const parsed = parseCanonical(text);
  if (!parsed.ok || !isObject(parsed.value)) return false;
  const { at, what } = parsed.value;
  return Number.isSafeInteger(at) && typeof what === 'string';
}
