// The demonstration's two nodes before they run: keys, the accord that names them, and a folder for each. A real party makes its own
// folder and keeps its root key and its officers' keys elsewhere; here one process plays both sides, and each folder says so.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAccord } from '@parley/record/accord';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { webEd25519Signer, type Ed25519Signer } from '@parley/record/ed25519';
import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { webMlDsa44Signer } from '@parley/record/mldsa';
import { refuse, type Result } from '@parley/record/refusal';
import type { ExerciseAccord } from '@parley/demo/exercise/story';
import type { AccordDraft } from '@parley/demo/record';
import { DEMO_OFFICERS } from '@parley/node/access/demo-keys';
import type { NodeFile } from '@parley/node/config';
import { folderFiles, writeSeed, type KeyName } from '@parley/node/folder';

/** Who founds: the accord but for what is made here, and the officers whose keys are. */
export type Founders = {
  accord: AccordDraft | ExerciseAccord;
  officers: readonly { id: string; party: string; office: string }[];
};

/** What a demonstration's folder remembers beside its nodes: `D/demo.json`. `endedAt`: where its clocks stand still for good, in seconds. */
type DemoFile = { accordId: string; complete: boolean; endedAt?: number };

export type DemoParty = {
  id: string;
  dir: string;
  port: number;
  url: string;
  root: Ed25519Signer;
  /** by the officer's id in the script */
  officers: Map<string, Ed25519Signer>;
};

/** `complete`: told to its end before. `endedAt`: in seconds, for a story whose clocks never pass into real time. */
export type Founding = {
  accordText: string;
  accordId: string;
  parties: DemoParty[];
  complete: boolean;
  endedAt?: number;
};

const DEMO_FILE = 'demo.json';
const README = `This folder is one side of a demonstration. It holds keys that a real party would keep apart: its root key (keys/root.key) and the
keys of all its officers (officers/). Nothing signed with them speaks for anybody.
`;

/** Reads a demonstration kept in `dir`, or makes a new one there. Refuses a folder that holds anything else. */
export async function found(
  demo: Founders,
  dir: string,
  ports: readonly number[],
): Promise<Result<{ founding: Founding }>> {
  const kept = readKept(dir);
  if (!kept.ok) return kept;
  if (kept.file !== undefined) return reopen(demo, dir, kept.file);
  const parties: DemoParty[] = [];
  const drafts: JsonObject[] = [];
  for (const [place, party] of demo.accord.parties.entries()) {
    const port = ports[place]!;
    const own = join(dir, party.id);
    mkdirSync(join(own, DEMO_OFFICERS), { recursive: true, mode: 0o700 });
    writeFileSync(join(own, 'README'), README);
    const seed = (name: KeyName): Uint8Array => {
      const bytes = new Uint8Array(randomBytes(32));
      writeSeed(own, name, bytes);
      return bytes;
    };
    const ed25519 = async (name: KeyName) => webEd25519Signer(seed(name));
    const mldsa44 = async (name: KeyName) => webMlDsa44Signer(seed(name));
    const text = ({ publicKey }: Ed25519Signer) => encodeBase64url(publicKey);
    const root = await ed25519('root');
    const registrar = seed('registrar');
    drafts.push({
      ...party,
      addresses: [`http://127.0.0.1:${port}`],
      keys: {
        root: text(root),
        http: text(await ed25519('http')),
        log: { ed25519: text(await ed25519('log-ed25519')), mldsa44: text(await mldsa44('log-mldsa44')) },
        holder: { ed25519: text(await ed25519('holder-ed25519')), mldsa44: text(await mldsa44('holder-mldsa44')) },
      },
    });
    const officers = new Map<string, Ed25519Signer>();
    for (const { id, office } of demo.officers.filter((officer) => officer.party === party.id)) {
      // The registrar is the node itself.
      const bytes = office === 'registrar' ? registrar : new Uint8Array(randomBytes(32));
      writeFileSync(join(own, DEMO_OFFICERS, `${id}.key`), `${encodeBase64url(bytes)}\n`, { mode: 0o600 });
      officers.set(id, await webEd25519Signer(bytes));
    }
    parties.push({ id: party.id, dir: own, port, url: `http://127.0.0.1:${port}`, root, officers });
  }
  const accordText = encodeCanonical({ ...demo.accord, v: 'parley/1', parties: drafts });
  const parsed = parseAccord(accordText);
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  for (const { id, dir: own, port } of parties) {
    // The story may have a party move to an address of its own; its node stays on this machine.
    const others = parties.filter((other) => other.id !== id).map((other) => [other.id, [other.url]]);
    const counterparts = Object.fromEntries(others) as Record<string, string[]>;
    const file: NodeFile = { party: id, listen: { host: '127.0.0.1', port }, counterparts, clock: 'scripted' };
    writeFileSync(join(own, folderFiles.accord), accordText);
    writeFileSync(join(own, folderFiles.node), `${JSON.stringify(file, null, 2)}\n`);
  }
  writeKept(dir, { accordId: parsed.accordId, complete: false });
  return { ok: true, founding: { accordText, accordId: parsed.accordId, parties, complete: false } };
}

/** The script was told to its end: from now on the folder may be opened again. */
export function markComplete(dir: string, { accordId }: Founding, endedAt?: number): void {
  writeKept(dir, { accordId, complete: true, ...(endedAt === undefined ? {} : { endedAt }) });
}

function readKept(dir: string): Result<{ file: DemoFile | undefined }> {
  if (!existsSync(dir) || readdirSync(dir).length === 0) return { ok: true, file: undefined };
  try {
    return { ok: true, file: JSON.parse(readFileSync(join(dir, DEMO_FILE), 'utf8')) as DemoFile };
  } catch {
    return refuse(
      'demo.folder',
      `${dir} holds something else than a demonstration: give an empty or a new folder with --dir`,
    );
  }
}

function writeKept(dir: string, file: DemoFile): void {
  writeFileSync(join(dir, DEMO_FILE), `${JSON.stringify(file)}\n`);
}

async function reopen(demo: Founders, dir: string, file: DemoFile): Promise<Result<{ founding: Founding }>> {
  if (!file.complete) {
    return refuse(
      'demo.broken_off',
      `the demonstration in ${dir} was broken off before its end: remove the folder and start again`,
    );
  }
  const other = refuse(
    'demo.other_accord',
    `${dir} holds another accord than the demonstration’s: give an empty or a new folder with --dir`,
  );
  if (demo.accord.parties.some(({ id }) => !existsSync(join(dir, id)))) return other;
  const parties: DemoParty[] = [];
  let accordText = '';
  for (const { id } of demo.accord.parties) {
    const own = join(dir, id);
    accordText = readFileSync(join(own, folderFiles.accord), 'utf8');
    const node = JSON.parse(readFileSync(join(own, folderFiles.node), 'utf8')) as NodeFile;
    const officers = new Map<string, Ed25519Signer>();
    for (const name of readdirSync(join(own, DEMO_OFFICERS))) {
      const seed = parseBase64url(readFileSync(join(own, DEMO_OFFICERS, name), 'utf8').trim())!;
      officers.set(name.replace(/\.key$/, ''), await webEd25519Signer(seed));
    }
    const rootSeed = parseBase64url(readFileSync(join(own, folderFiles.keys, 'root.key'), 'utf8').trim())!;
    const { port } = node.listen;
    const url = `http://127.0.0.1:${port}`;
    parties.push({ id, dir: own, port, url, root: await webEd25519Signer(rootSeed), officers });
  }
  const parsed = parseAccord(accordText);
  if (
    !parsed.ok ||
    parsed.accordId !== file.accordId ||
    encodeCanonical(parsed.accord.title) !== encodeCanonical(demo.accord.title)
  ) {
    return other;
  }
  const { endedAt } = file;
  const ended = endedAt === undefined ? {} : { endedAt };
  return { ok: true, founding: { accordText, accordId: parsed.accordId, parties, complete: true, ...ended } };
}
