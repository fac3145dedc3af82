// Two parties that found an accord in temporary folders, with real keys, for tests that run whole nodes over real sockets.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths } from '@parley/api/paths';
import type { Filed } from '@parley/api/acts';
import { composeAct, type Payload } from '@parley/record/act';
import { encodeBase64url } from '@parley/record/base64';
import { parseUtf8 } from '@parley/record/bytes';
import { webEd25519Signer, type Ed25519Signer } from '@parley/record/ed25519';
import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import { webMlDsa44Signer } from '@parley/record/mldsa';
import { encodeDisclosure } from '@parley/record/words';
import { defaultOffices, defaultTerms } from '@parley/docket/terms';
import { folderFiles, writeSeed, type KeyName } from './folder.ts';
import type { NodeFile } from './config.ts';

export type TestParty = { id: string; dir: string; port: number; root: Ed25519Signer; liaison: Ed25519Signer };
export type TestAccord = { dir: string; stateDir: string; parties: TestParty[]; remove: () => void };

/** Founds an accord of parties `us` and `cn`, each with a folder and a free port. `clock` is that of the accord and of the folders. */
export async function foundAccord(clock: 'real' | 'scripted' = 'real'): Promise<TestAccord> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-'));
  const ids = ['us', 'cn'];
  const ports = await freePorts(ids.length);
  const parties: TestParty[] = [];
  const drafts: JsonObject[] = [];
  for (const [place, id] of ids.entries()) {
    const own = join(dir, id);
    mkdirSync(own, { mode: 0o700 });
    const ed25519 = (name: KeyName) => webEd25519Signer(seed(own, name));
    const mldsa44 = (name: KeyName) => webMlDsa44Signer(seed(own, name));
    const text = ({ publicKey }: { publicKey: Uint8Array }) => encodeBase64url(publicKey);
    const root = await ed25519('root');
    await ed25519('registrar');
    drafts.push({
      id,
      names: { en: `Party ${id}` },
      languages: id === 'cn' ? ['zh', 'en'] : ['en'],
      domain: `${id}.example`,
      addresses: [`http://127.0.0.1:${ports[place]!}`],
      hue: 10,
      keys: {
        root: text(root),
        http: text(await ed25519('http')),
        log: { ed25519: text(await ed25519('log-ed25519')), mldsa44: text(await mldsa44('log-mldsa44')) },
        holder: { ed25519: text(await ed25519('holder-ed25519')), mldsa44: text(await mldsa44('holder-mldsa44')) },
      },
    });
    parties.push({ id, dir: own, port: ports[place]!, root, liaison: await webEd25519Signer(randomBytes(32)) });
  }
  const accord = encodeCanonical({
    v: 'parley/1',
    title: { en: 'An accord for tests' },
    dated: '2026-01-01',
    text: { en: 'Fictional.' },
    parties: drafts,
    witnesses: [],
    quorum: 0,
    quotas: { entriesPerDay: 100_000, bytesPerDay: 100_000_000 },
    terms: { ...defaultTerms, clock } as JsonObject,
    offices: defaultOffices as JsonObject,
  });
  for (const { id, dir: own, port } of parties) {
    const file: NodeFile = { party: id, listen: { host: '127.0.0.1', port }, ...(clock === 'scripted' && { clock }) };
    writeFileSync(join(own, folderFiles.accord), accord);
    writeFileSync(join(own, folderFiles.node), JSON.stringify(file));
  }
  return { dir, stateDir: join(dir, 'state'), parties, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

function seed(dir: string, name: KeyName): Uint8Array {
  const bytes = new Uint8Array(randomBytes(32));
  writeSeed(dir, name, bytes);
  return bytes;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports: number[] = [];
  for (const server of servers) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ports.push((server.address() as AddressInfo).port);
  }
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return ports;
}

/** Composes an act by what the node at `url` tells, and files it there. */
export async function say(
  url: string,
  token: string,
  signer: Ed25519Signer,
  act: { type: string; body: JsonObject; words?: JsonObject; subject?: string; exhibits?: Payload['exhibits'] },
): Promise<{ status: number; answer: Filed & { code?: string } }> {
  const compose = await fetch(url + paths.compose, { headers: { authorization: `Bearer ${token}` } });
  const { accord, log, keys, seen, now } = (await compose.json()) as {
    accord: string;
    log: string;
    keys?: number;
    seen: NonNullable<Payload['seen']>;
    now: number;
  };
  const disclosures = Object.entries(act.words ?? {}).map(([name, value]) =>
    encodeDisclosure(randomBytes(16), name, value),
  );
  const payload: Payload = {
    v: 'parley/1',
    accord,
    log,
    type: act.type,
    iat: now,
    nonce: encodeBase64url(randomBytes(16)),
    ...(keys !== undefined && { keys }),
    ...(act.subject !== undefined && { subject: act.subject }),
    ...(act.exhibits !== undefined && { exhibits: act.exhibits }),
    ...(Object.keys(seen).length > 0 && { seen }),
    body: act.body,
    ...(disclosures.length > 0 && {
      _sd: disclosures.map(({ digest }) => digest).toSorted(),
      _sd_alg: 'sha-256' as const,
    }),
  };
  const entry = await composeAct(payload, [{ kid: thumbprint(signer.publicKey), sign: signer.sign }]);
  const filing = { act: parseUtf8(entry)!, words: disclosures.map(({ text }) => text) };
  const response = await fetch(url + paths.acts, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(filing),
  });
  return { status: response.status, answer: (await response.json()) as Filed & { code?: string } };
}
