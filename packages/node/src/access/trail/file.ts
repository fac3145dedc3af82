// A trail as a file: one line that says what it is, with its key and its signed head, and then an entry a line, as it was noted. It can be
// judged with no node; the key, and heads seen before, must come from elsewhere than the file.

import { encodeCanonical, isObject, parseCanonical } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import { encodeVkey, type Vkey } from '@parley/record/vkey';
import { parseTrailKey, type TrailCode } from './head.ts';
import type { TrailFile } from './verify.ts';

const VERSION = 'parley/trail/1';

/** The lines of a file, each with its line end. */
export function* encodeTrail({ vkey, head, entries }: TrailFile): Generator<string> {
  yield `${encodeCanonical({ v: VERSION, key: encodeVkey(vkey), head })}\n`;
  for (const entry of entries) yield `${entry}\n`;
}

/** Reads a file. `named`: the key that it claims, which proves nothing by itself. */
export function parseTrail(text: string): Result<{ named: Vkey; head: string; entries: string[] }, TrailCode> {
  if (!text.endsWith('\n')) return malformed('its last line has no end');
  const [first, ...entries] = text.slice(0, -1).split('\n');
  const parsed = parseCanonical(first ?? '');
  if (!parsed.ok || !isObject(parsed.value)) return malformed('its first line is not a canonical JSON object');
  const { v, key, head, ...rest } = parsed.value;
  if (v !== VERSION || typeof key !== 'string' || typeof head !== 'string' || Object.keys(rest).length > 0)
    return malformed(`its first line is not { v: “${VERSION}”, key, head }`);
  const vkey = parseTrailKey(key);
  return vkey.ok ? { ok: true, named: vkey.vkey, head, entries } : vkey;
}

function malformed(fact: string) {
  return refuse<TrailCode>('trail.malformed', `read a trail: ${fact}`);
}
