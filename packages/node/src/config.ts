// Configuration in typed steps: the environment says where the folder is and what overrides it; the folder's node.json and accord.json make the
// config; the private keys are read by keychest.ts. Each step refuses with a plain sentence that says what to do.
//
//     node.json   { "party": "us", "listen": { "host": "127.0.0.1", "port": 4101 },
//                   "address"?: "https://parley.example", "counterparts"?: { "cn": ["http://…"] }, "allowInternal"?: true,
//                   "tls"?: { "keyFile": "keys/tls.key", "certFile": "keys/tls.crt" }, "proxies"?: ["127.0.0.1"],
//                   "clock"?: "scripted" }

import { resolve } from 'node:path';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { z } from 'zod';
import { parseAccord, type Accord } from '@parley/record/accord';
import { accordId } from '@parley/record/key';
import { refuse, type Result } from '@parley/record/refusal';
import { normalAddress } from './exchange/address.ts';
import { normal } from './exchange/routes.ts';
import { folderFiles, readFolderFile, type FolderCode } from './folder.ts';
import type { Level } from './platform/logger.ts';

export type ConfigCode = FolderCode | 'start.config' | 'start.accord' | 'start.clock';

export const LOST_ROLES = ['log', 'holder', 'http', 'registrar'] as const;
export type LostRole = (typeof LOST_ROLES)[number];

/** What the caller and the process environment say. */
export type Environment = {
  dir: string;
  host?: string;
  port?: number;
  logLevel: Level;
  /** Roles whose keys are lost, so that the node starts without them and they can be replaced. */
  lost: LostRole[];
  /** Folder for boot markers, outside every node's folder. */
  stateDir: string;
};

const address = z
  .string()
  .refine((text) => normalAddress(text) === text, 'expected an http or https address without a slash at the end');

/** node.json. */
export const NodeFile = z.strictObject({
  party: z.string().regex(/^[a-z0-9-]{1,16}$/),
  listen: z.strictObject({ host: z.string().min(1).max(255), port: z.int().min(0).max(65_535) }),
  /** How browsers and operators reach the node, if not by the first address that the accord gives. */
  address: address.optional(),
  /** Addresses of counterparts beside those that they publish, tried before them in this order. */
  counterparts: z.record(z.string(), z.array(address).min(1)).optional(),
  /** Follow a counterpart to published addresses that are not of the public Internet, too. */
  allowInternal: z.literal(true).optional(),
  /** Serve HTTPS: PEM files, below this folder unless they are absolute. */
  tls: z.strictObject({ keyFile: z.string().min(1), certFile: z.string().min(1) }).optional(),
  /** Addresses and networks of our own proxies: whom to believe where a request comes from. */
  proxies: z.array(z.string().refine(isNetwork, 'expected an IP address, or a network such as 10.0.0.0/8')).optional(),
  /** Officers may also sign in at this OpenID Connect provider; `clientSecretFile` is below this folder unless it is absolute. */
  oidc: z
    .strictObject({
      issuer: z.string().refine(isIssuer, 'expected an https address, or an http one of this machine'),
      clientId: z.string().min(1).max(255),
      clientSecretFile: z.string().min(1),
      claim: z
        .string()
        .regex(/^[A-Za-z0-9_:./-]{1,100}$/)
        .default('sub'),
    })
    .optional(),
  /** Follow a script until the process that started the node lets go; only where the accord's terms allow it. */
  clock: z.enum(['real', 'scripted']).optional(),
});

function isNetwork(text: string): boolean {
  const [, address = '', prefix = '1'] = /^([^/%]+)(?:\/([1-9][0-9]{0,2}))?$/.exec(text) ?? [];
  return Number(prefix) <= { 0: 0, 4: 32, 6: 128 }[isIP(address)]!;
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  if (search !== '' || hash !== '' || username !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

export type NodeFile = z.input<typeof NodeFile>;

export type Config = {
  dir: string;
  accordText: string;
  accord: Accord;
  accordId: string;
  party: string;
  host: string;
  port: number;
  /** Addresses at which counterparts ask us, as the accord and node.json say: what their signatures cover. */
  addresses: string[];
  /** By party, where the operator says that it is asked. */
  counterparts: Record<string, string[]>;
  allowInternal: boolean;
  tls: { keyFile: string; certFile: string } | undefined;
  proxies: string[];
  oidc: { issuer: string; clientId: string; clientSecretFile: string; claim: string } | undefined;
  clock: 'real' | 'scripted';
  logLevel: Level;
  lost: LostRole[];
  stateDir: string;
};

/** Step one. `given` wins over `env` (PARLEY_HOST, PARLEY_PORT, PARLEY_LOG, PARLEY_STATE, PARLEY_LOST_KEYS). */
export function readEnvironment(
  env: Record<string, string | undefined>,
  given: { dir: string; host?: string; port?: number },
): Result<{ environment: Environment }, ConfigCode> {
  const portText = env['PARLEY_PORT'];
  if (portText !== undefined && !/^(0|[1-9][0-9]{0,4})$/.test(portText)) {
    return refuse('start.config', `PARLEY_PORT is ${portText}: expected a port number`);
  }
  const logLevel = env['PARLEY_LOG'] ?? 'info';
  if (logLevel !== 'debug' && logLevel !== 'info' && logLevel !== 'warn' && logLevel !== 'error') {
    return refuse('start.config', `PARLEY_LOG is ${logLevel}: expected debug, info, warn or error`);
  }
  const lostText = env['PARLEY_LOST_KEYS'] ?? '';
  const lost = LOST_ROLES.filter((role) => lostText.split(',').includes(role));
  if (lostText !== '' && lost.length < lostText.split(',').length)
    return refuse('start.config', `PARLEY_LOST_KEYS is ${lostText}: expected some of ${LOST_ROLES.join(',')}`);
  const host = given.host ?? env['PARLEY_HOST'];
  const port = given.port ?? (portText === undefined ? undefined : Number(portText));
  return {
    ok: true,
    environment: {
      dir: resolve(given.dir),
      ...(host !== undefined && { host }),
      ...(port !== undefined && { port }),
      logLevel,
      lost,
      stateDir: resolve(env['PARLEY_STATE'] ?? `${env['XDG_STATE_HOME'] ?? `${homedir()}/.local/state`}/parley`),
    },
  };
}

/** Step two: the folder's accord.json and node.json, under what the environment overrides. */
export function readConfig(environment: Environment): Result<{ config: Config }, ConfigCode> {
  const { dir } = environment;
  const accordFile = readFolderFile(dir, folderFiles.accord);
  if (!accordFile.ok) return accordFile;
  const parsed = parseAccord(accordFile.text);
  if (!parsed.ok) {
    return refuse(
      'start.accord',
      `${dir}/${folderFiles.accord} is not an accord (${parsed.refusal.detail}): restore the founding document`,
    );
  }
  const { accord } = parsed;
  const nodeFile = readFolderFile(dir, folderFiles.node);
  if (!nodeFile.ok) return nodeFile;
  const node = parseNodeFile(nodeFile.text);
  if (!node.ok) return refuse('start.config', `${dir}/${folderFiles.node} is not in order: ${node.refusal.detail}`);
  const {
    party,
    listen,
    address: own,
    counterparts = {},
    allowInternal = false,
    tls,
    proxies = [],
    oidc,
    clock = 'real',
  } = node.file;
  const us = accord.parties.find(({ id }) => id === party);
  if (us === undefined) {
    return refuse(
      'start.config',
      `${dir}/${folderFiles.node} names the party ${party}: the accord has ${accord.parties.map(({ id }) => id).join(', ')}`,
    );
  }
  const stranger = Object.keys(counterparts).find((id) => id === party || !accord.parties.some((one) => one.id === id));
  if (stranger !== undefined) {
    return refuse(
      'start.config',
      `${dir}/${folderFiles.node} gives addresses for ${stranger}: the accord has no such counterpart`,
    );
  }
  if (clock === 'scripted' && accord.terms['clock'] !== 'scripted') {
    return refuse(
      'start.clock',
      `${dir}/${folderFiles.node} asks for a scripted clock, and the terms of the accord do not allow one: remove it`,
    );
  }
  return {
    ok: true,
    config: {
      dir,
      accordText: accordFile.text,
      accord,
      accordId: accordId(accordFile.text),
      party,
      host: environment.host ?? listen.host,
      port: environment.port ?? listen.port,
      addresses: [...new Set([...(own === undefined ? [] : [own]), ...normal(us.addresses)])],
      counterparts,
      allowInternal,
      tls: tls && { keyFile: resolve(dir, tls.keyFile), certFile: resolve(dir, tls.certFile) },
      proxies,
      oidc: oidc && { ...oidc, clientSecretFile: resolve(dir, oidc.clientSecretFile) },
      clock,
      logLevel: environment.logLevel,
      lost: environment.lost,
      stateDir: environment.stateDir,
    },
  };
}

/** Reads the text of node.json. */
export function parseNodeFile(text: string): Result<{ file: z.output<typeof NodeFile> }, 'start.config'> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('start.config', 'it is not JSON');
  }
  const parsed = NodeFile.safeParse(value);
  if (parsed.success) return { ok: true, file: parsed.data };
  const [issue] = parsed.error.issues;
  return refuse('start.config', `${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not in order'}`);
}
