// A record of N really signed acts, kept under fixtures/ beside this file (git ignores it): requests and their final replies, half asked by
// each party, held and receipted by the other, folded on both sides. It is grown through the product's own filing and exchange; the
// folders are those of two nodes that were stopped in order, and every measurement works on a copy.
//
//     node bench/fixture.ts --acts 100000

import { constants, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeUtf8 } from '@parley/record/bytes';
import { sha256 } from '@parley/record/hash';
import { encodeHex } from '@parley/record/hex';
import { tokensMigration } from '@parley/node/access/tokens';
import { appTables } from '@parley/node/app';
import { actsOf, report } from './report.ts';
import { Nodes } from './nodes.ts';
import { foundParties, type PartyId } from './parties.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

/** Requests before they are answered: some ten batches of a node. */
const ROUND_REQUESTS = 2048;

/** Says that a fixture on its way has its founding acts: from there on it grows whenever it is asked for, also after it broke off. */
const GROWING = 'growing';

/** The folder of the fixture of `acts` acts, made if it is not there. */
export function fixtureOf(acts: number): Promise<string> {
  return kept(String(acts), async (dir) => {
    const nodes = await Nodes.open(dir);
    await begin(nodes, dir);
    const begun = performance.now();
    await growTo(nodes, acts, (said) => {
      const seconds = Math.round((performance.now() - begun) / 1000);
      if (said % 50_000 < 2 * ROUND_REQUESTS) process.stderr.write(`fixture ${acts}: ${said} acts, ${seconds} s\n`);
    });
    nodes.checkDigests();
    await nodes.stop();
  });
}

/** Founds the record, or finds it as far as it has grown. */
export async function begin(nodes: Nodes, dir: string): Promise<void> {
  if (!existsSync(join(dir, GROWING))) {
    await nodes.found();
    writeFileSync(join(dir, GROWING), '');
  }
  await nodes.idle();
}

/** A fixture by its name and the tables it is in: made in both parties' folders below `dir` if there is none, or other tables. */
export async function kept(name: string, make: (dir: string) => Promise<void>): Promise<string> {
  const tables = encodeHex(sha256(encodeUtf8(JSON.stringify([...appTables, tokensMigration])))).slice(0, 8);
  const dir = join(FIXTURES, `${name}-${tables}`);
  if (existsSync(dir)) return dir;
  const building = `${dir}.building`;
  if (!existsSync(join(building, GROWING))) {
    rmSync(building, { recursive: true, force: true });
    mkdirSync(building, { recursive: true });
    await foundParties(building);
  }
  await make(building);
  rmSync(join(building, GROWING), { force: true });
  renameSync(building, dir);
  return dir;
}

/** Adds acts to a record until it has `acts` beside those that found it, in rounds: amber asks, birch replies; birch asks, amber replies. */
async function growTo(nodes: Nodes, acts: number, onRound: (said: number) => void): Promise<void> {
  const before: Record<PartyId, number> = { amber: 0, birch: 0 };
  let said = 0;
  for (let turn = 0; said < acts; turn++) {
    const [asking, answering] = turn % 2 === 0 ? (['amber', 'birch'] as const) : (['birch', 'amber'] as const);
    const asks = Math.min(ROUND_REQUESTS, Math.ceil((acts - said) / 2));
    const answers = Math.min(asks, acts - said - asks);
    // What there is of a round is left as it is: this is not the first time that the record grows, perhaps.
    const asked = Math.min(asks, nodes.said(asking) - before[asking]);
    if (asked < asks) {
      await nodes.ask(asking, asks - asked, said + asked);
      await nodes.idle();
    }
    const answered = nodes.said(answering) - before[answering];
    if (answered < answers) {
      const ids = nodes.idsOf(asking, before[asking], answers);
      await nodes.answer(answering, answered > 0 ? nodes.unanswered(answering, ids) : ids);
      await nodes.idle();
      onRound(said + asks + answers);
    }
    before[asking] += asks;
    before[answering] += answers;
    said += asks + answers;
  }
}

/** A copy of a fixture to spoil, in the system's folder for temporary files unless BENCH_DIR names another; `parties` alone, if given. */
export function copyOf(fixture: string, parties: readonly PartyId[]): { dir: string; clear: () => void } {
  const dir = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'parley-bench-'));
  for (const part of [...parties, 'state']) {
    cpSync(join(fixture, part), join(dir, part), { recursive: true, mode: constants.COPYFILE_FICLONE });
  }
  return { dir, clear: () => rmSync(dir, { recursive: true, force: true }) };
}

if (import.meta.main) {
  const acts = actsOf();
  const begun = performance.now();
  const dir = await fixtureOf(acts);
  report('fixture', { acts, dir, seconds: (performance.now() - begun) / 1000 });
}
