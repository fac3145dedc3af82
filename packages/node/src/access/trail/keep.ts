// A node's trail as its folder has it: the key that signs its heads, made when it is missing, and where the newest head is kept outside.

import { join } from 'node:path';
import type { Accord } from '@parley/record/accord';
import { originOf } from '@parley/record/key';
import type { Result } from '@parley/record/refusal';
import { readSeed, writeSeed, type FolderCode } from '../../folder.ts';
import type { Random } from '../secret.ts';
import { trailOrigin, trailSigner, type TrailSigner } from './head.ts';
import { trailMarker, type TrailMarker } from './marker.ts';

/** The file of the key in a folder's keys, without its ending. */
const KEY = 'trail';
const SEED_BYTES = 32;

export type TrailKeeping = { signer: TrailSigner; marker: TrailMarker };

/** `stateDir`: outside every node's folder. */
export function keepTrail(
  of: { dir: string; stateDir: string; accord: Accord; accordId: string; party: string },
  random: Random,
): Result<TrailKeeping, FolderCode> {
  const { dir, stateDir, accord, accordId, party } = of;
  const read = readSeed(dir, KEY);
  if (!read.ok) return read;
  const seed = read.seed ?? random(SEED_BYTES);
  if (read.seed === undefined) writeSeed(dir, KEY, seed);
  return {
    ok: true,
    signer: trailSigner(trailOrigin(originOf(accord, accordId, party)), seed),
    marker: trailMarker(join(stateDir, `${accordId}-${party}.trail`)),
  };
}
