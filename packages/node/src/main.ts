// One node as a process: folder → config → secrets → database → app → server, and back in the same order. `parley serve` calls startNode;
// run as a program, this file is the node alone:  node main.ts --dir <folder> [--host <host>] [--port <port>]
//
// Exit codes: 0 stopped as asked; 1 it could not start (a sentence on stderr says what to do), or a fault ended it.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NAME_CHARACTERS_MAX } from '@parley/api/access';
import { openApiDocument } from '@parley/api/openapi';
import { parseAct } from '@parley/record/act';
import type { JsonObject } from '@parley/record/json';
import { thumbprint, type KeyPair } from '@parley/record/key';
import { refuse, type Refusal, type Result } from '@parley/record/refusal';
import { Access, accessTables } from './access/access.ts';
import { colleaguesOf } from './access/colleagues.ts';
import { Demo } from './access/demo.ts';
import { readDemoKeys } from './access/demo-keys.ts';
import { Need } from './access/need.ts';
import { serveNeed } from './access/need-serve.ts';
import { relyingPartyOf } from './access/origins.ts';
import { readProvider } from './access/provider-config.ts';
import { Provider } from './access/provider.ts';
import { rosterOf } from './access/roster.ts';
import { systemRandom } from './access/secret.ts';
import { serveAccess } from './access/serve.ts';
import type { Tokens } from './access/tokens.ts';
import { keepTrail } from './access/trail/keep.ts';
import { gateOf } from './api/gate.ts';
import { taking } from './api/take.ts';
import { Live } from './api/live.ts';
import { serveApi } from './api/serve.ts';
import { App, appTables } from './app.ts';
import { readConfig, readEnvironment, type Config, type ConfigCode, type Environment } from './config.ts';
import { pinOf } from './exchange/dial.ts';
import { serveConsole } from './console/serve.ts';
import { openDesk, settleDesk } from './desk/open.ts';
import { serveDesk } from './desk/serve.ts';
import { deskTables } from './desk/tables.ts';
import { counterpartKeys, httpGenerations, httpKeyOf } from './exchange/keys.ts';
import { ownAddresses, routesTo } from './exchange/routes.ts';
import { serveExchange } from './exchange/serve.ts';
import { httpTransport, type RequestSigner } from './exchange/transport.ts';
import { DiskContents } from './exhibits/contents.ts';
import { folderFiles, lockFolder, reasonOf } from './folder.ts';
import { foundedIn } from './founding/founded.ts';
import { lineAfter } from './founding/line.ts';
import { serveLine } from './founding/serve.ts';
import { KeyChest, type NodeKey } from './keychest.ts';
import type { Log } from './log/log.ts';
import { fileMarker } from './log/marker.ts';
import { readCertificate, type CertificateCode } from './platform/certificate.ts';
import { seconds as secondsOf, systemClock, type ScriptedClock } from './platform/clock.ts';
import { NonceMemory } from './platform/httpsig.ts';
import { httpServer, isDiskFull } from './platform/http.ts';
import { jsonLogger, type Logger } from './platform/logger.ts';
import { Metrics } from './platform/metrics.ts';
import { systemScheduler } from './platform/scheduler.ts';
import { Database, NewerDatabaseError } from './platform/sqlite.ts';
import { threadedSuite } from './platform/suite.ts';
import { codeInUse } from './platform/threads.ts';
import { Reviews } from './report/reviews.ts';
import { serveRunning } from './running.ts';
import { firstTime, followParent, type Parent } from './script.ts';
import manifest from '../package.json' with { type: 'json' };

/** Requests in hand are finished within this when the node stops. */
export const STOP_GRACE_MS = 10_000;

export type StartCode =
  | ConfigCode
  | CertificateCode
  | 'start.database'
  | 'start.newer'
  | 'start.disk_full'
  | 'start.port'
  | 'start.address';

export type RunningNode = {
  config: Config;
  app: App;
  tokens: Tokens;
  /** Where it answers, on this machine. */
  url: string;
  /** Reads node.json's `tls` again and serves that certificate from the next connection on; what cannot be read changes nothing. */
  renewCertificate(): Result<{ pin: string }, StartCode>;
  /** Lets nothing new in, finishes what was begun, closes the database. Safe to call twice. */
  stop(): Promise<void>;
};

type Renew = (files: Config['tls']) => Result<{ pin: string }, StartCode>;

export type StartOptions = {
  log: Logger;
  /** The process that started this one, if it tells the time of a scripted accord. */
  parent?: Parent | undefined;
  /** Whether metrics include those of the process: one node a process. */
  processMetrics?: boolean;
};

/** Starts the node of a folder. Every refusal says in a sentence what to do. */
export async function startNode(
  environment: Environment,
  options: StartOptions,
): Promise<Result<{ node: RunningNode }, StartCode>> {
  const configured = readConfig(environment);
  if (!configured.ok) return configured;
  const { config } = configured;
  const keys = await KeyChest.open(config.dir, config.lost);
  if (!keys.ok) return keys;
  const lock = lockFolder(config.dir);
  if (!lock.ok) return lock;
  const opened = openDatabase(config.dir);
  if (!opened.ok) {
    lock.release();
    return opened;
  }
  const closing: (() => Promise<void> | void)[] = [lock.release, () => opened.database.close()];
  const close = async () => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    const started = await assemble(config, keys.chest, opened.database, options, closing);
    if (!started.ok) {
      await close();
      return started;
    }
    let stopped: Promise<void> | undefined;
    const { renew, ...node } = started.node;
    const renewCertificate = () => {
      const again = readConfig(environment);
      return again.ok ? renew(again.config.tls) : again;
    };
    return { ok: true, node: { ...node, config, renewCertificate, stop: () => (stopped ??= close()) } };
  } catch (fault) {
    await close();
    if (isDiskFull(fault)) return diskFull(config.dir);
    throw fault;
  }
}

/** Puts the node together; each step leaves in `closing` how it is undone, the last one first. */
async function assemble(
  config: Config,
  chest: KeyChest,
  database: Database,
  options: StartOptions,
  closing: (() => Promise<void> | void)[],
): Promise<Result<{ node: Pick<RunningNode, 'app' | 'tokens' | 'url'> & { renew: Renew } }, StartCode>> {
  const { log, parent } = options;
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  let clock: ScriptedClock | undefined;
  if (config.clock === 'scripted' && parent !== undefined) clock = await firstTime(parent);

  const transport = httpTransport({
    routesTo: (party) => routesTo(config, app.docket.house, party),
    signersFor: (party) => httpSigners(config, chest, app, party),
    now,
    random,
    log,
  });
  closing.push(() => transport.close());
  const desk = openDesk({
    database,
    party: config.party,
    app: () => app,
    access: () => access,
    sees: (person, subject) => need.sees(person, subject),
    seesTexts: (person, texts) => need.seesTexts(person, texts),
    suite: threadedSuite,
    clock: clock ?? systemClock,
    random,
  });
  const app = await App.open({
    database,
    accordText: config.accordText,
    party: config.party,
    signers: chest.pair,
    exhibits: {
      contents: new DiskContents(join(config.dir, folderFiles.exhibits)),
      registrars: () => chest.of('registrar').map(named),
      random,
    },
    clock: clock ?? systemClock,
    scheduler: systemScheduler,
    transport,
    suite: threadedSuite,
    marker: fileMarker(join(config.stateDir, `${config.accordId}-${config.party}.boot`)),
    desk,
    onFault: (cause) => log.error('app.fault', { party: config.party }, cause),
  });
  const inForce = await checkKeys(config, chest, app);
  if (!inForce.ok) return inForce;

  const metrics = new Metrics({ process: options.processMetrics ?? true });
  const secure = config.addresses[0]?.startsWith('https:') ?? false;
  const certificate = config.tls && readCertificate(config.tls);
  if (certificate?.ok === false) return certificate;
  const server = httpServer({ log, metrics, secure, tls: certificate?.tls, proxies: config.proxies });
  const live = new Live(randomBytes(6).toString('hex'), metrics);
  let { house } = app.docket;
  const unsubscribe = app.subscribe((change) => {
    live.publish(change);
    if (app.docket.house === house) return;
    // Keys may have been put in force whose files were added after we started.
    ({ house } = app.docket);
    chest.refresh().catch((cause: unknown) => log.error('keys.unreadable', {}, cause));
  });
  const seconds = () => Math.floor(now() / 1000);
  let { port } = config;
  const reviews = new Reviews(config.dir);
  closing.push(() => reviews.stop());
  const provided = config.oidc && readProvider(config.oidc);
  if (provided?.ok === false) return provided;
  const kept = keepTrail(config, systemRandom);
  if (!kept.ok) return kept;
  const recordClock = clock ?? systemClock;
  const access = new Access({
    database,
    random: systemRandom,
    now: seconds,
    roster: rosterOf({
      accord: config.accord,
      party: config.party,
      house: () => app.docket.house,
      now: () => secondsOf(recordClock.now()),
    }),
    onFault: (cause) => log.error('access.fault', { party: config.party }, cause),
  });
  await access.trail.sign(kept.signer, kept.marker);
  const { tokens } = access;
  const rp = () => relyingPartyOf(`Parley ${config.party}`, config.addresses, port);
  const gate = gateOf({
    tokens,
    signIns: access.signIns,
    setup: (secret) => access.setup.opens(secret),
    ours: (origin) => rp().origins.includes(origin),
    now: seconds,
  });
  access.signIns.onEnd(() => gate.recheck());
  server.onStop(() => gate.stop());
  serveAccess({
    ...taking(server.fastify, gate, undefined),
    access,
    rp,
    party: config.party,
    position: () => live.position,
    provider:
      provided &&
      new Provider(provided.provider, seconds, (cause) => log.warn('provider.refused', { reason: reasonOf(cause) })),
    demo:
      config.accord.terms['clock'] === 'scripted' && parent !== undefined
        ? demoOf(app, database, access, { dir: config.dir, still: () => recordClock.scripted === true })
        : undefined,
  });
  const need = new Need({
    database,
    classes: () => app.docket.classes,
    offices: () => app.docket.house.versions.at(-1)!.offices,
    isOfficer: (id) => {
      const account = access.accounts.get(id);
      return account?.role === 'officer' && account.closedAt === null;
    },
    notes: access.trail,
    now: seconds,
  });
  need.onChange(() => live.reload());
  const colleagues = () => colleaguesOf(access);
  serveNeed(taking(server.fastify, gate, undefined), need, colleagues);
  serveDesk(taking(server.fastify, gate, undefined), desk, {
    colleagues,
    subject: (person, id) => app.readerAs(need.sightOf(person)).subject(id),
    live,
  });
  serveApi(server.fastify, {
    app,
    reviews,
    gate,
    need,
    notes: access.trail,
    metrics,
    live,
    openApi: openApiDocument(manifest.version, '/'),
  });
  const startedAt = seconds();
  let { certificate: served } = certificate ?? {};
  serveRunning(taking(server.fastify, gate, undefined).answer, {
    app,
    dir: config.dir,
    version: manifest.version,
    startedAt,
    now: seconds,
    certificateUntil: () => served && Math.floor(served.validToDate.getTime() / 1000),
  });
  const keyOf = counterpartKeys(config.accord, config.party, () => app.docket.house);
  const addresses = ownAddresses(
    config.addresses,
    config.party,
    () => app.docket.house,
    (index) => bodyOf(app.own, index),
  );
  const exchange = serveExchange(server.fastify, {
    app,
    tokens,
    notes: access.trail,
    verifier: {
      get addresses() {
        return addresses();
      },
      keyOf,
      nonces: new NonceMemory(),
      now,
    },
    suite: threadedSuite,
  });
  serveLine(taking(server.fastify, gate, undefined).take, () =>
    lineAfter({
      folded: { house: app.docket.house, reader: app.reader },
      party: config.party,
      parties: config.accord.parties,
      now: secondsOf(recordClock.now()),
      reachable: (party) => app.health().counterparts.some((one) => one.party === party && one.reachable),
      clockOf: (party) => transport.clockOf(party),
    }),
  );
  const founded = await foundedIn(config.dir, server.fastify, log);
  if (founded !== undefined) closing.push(() => founded.close());
  serveConsole(server.fastify);
  server.onStop(() => live.stop());
  server.onStop(exchange.stop);
  measure(metrics, app);

  try {
    ({ port } = await server.listen(config.host, config.port));
  } catch (fault) {
    return cannotListen(config, fault);
  }
  settleDesk(desk, app);
  app.start();
  const endFounding = founded?.begin(app);
  const unfollow = parent === undefined ? undefined : followParent(parent, clock, app);
  closing.push(async () => {
    unfollow?.();
    await endFounding?.();
    await server.stop(STOP_GRACE_MS);
    unsubscribe();
    await app.stop();
    log.info('node.stopped', { party: config.party });
  });
  const url = `${certificate === undefined ? 'http' : 'https'}://${urlHost(config.host)}:${port}`;
  log.info('node.started', {
    party: config.party,
    url,
    accord: config.accordId,
    version: manifest.version,
    clock: config.clock,
  });
  void codeInUse().then((ed25519) => log.info('node.verifies', { party: config.party, ed25519 }));
  const renew: Renew = (files) => {
    if (certificate === undefined || files === undefined) {
      return refuse(
        'start.tls',
        'the certificate is not renewed: a node begins or ends to speak TLS when it is started',
      );
    }
    const read = readCertificate(files);
    if (!read.ok) return read;
    server.renew(read.tls);
    served = read.certificate;
    const pin = pinOf(read.certificate);
    log.info('tls.renewed', { pin });
    return { ok: true, pin };
  };
  return { ok: true, node: { app, tokens, url, renew } };
}

/**
 * Our http keys for requests to a party: the newest first once it holds the act that put it there, and before that the former ones. Whether it has
 * folded the act by then, it tells by what it refuses.
 */
function httpSigners(config: Config, chest: KeyChest, app: App, party: string): RequestSigner[] {
  const { accord, party: own } = config;
  const generations = httpGenerations(accord, app.docket.house, own);
  const received = app.receivedBy(party);
  const known = generations.filter(({ since }) => since < received);
  const ordered = [...known.toReversed(), ...generations.slice(known.length)];
  const keys = chest.of('http').map(named);
  return ordered.flatMap(({ kid }) => keys.find((key) => key.kid === kid) ?? []);
}

function named({ publicKey, sign }: NodeKey): RequestSigner {
  return { kid: thumbprint(publicKey), sign };
}

function bodyOf(log: Log, index: number): JsonObject | undefined {
  const [entry] = log.store.entries(index, index + 1);
  const parsed = entry && parseAct(entry);
  return parsed?.ok === true ? parsed.act.payload.body : undefined;
}

/** Holds the keys in force against those in the folder: without them the node could say nothing. */
async function checkKeys(config: Config, chest: KeyChest, app: App): Promise<Result<object, StartCode>> {
  for (const [role, keys] of Object.entries(await app.keysInForce()) as ['log' | 'holder', KeyPair][]) {
    if (!config.lost.includes(role) && (await chest.pair(role, keys)) === undefined)
      return wrongKey(config, `${role}-ed25519 and ${role}-mldsa44`);
  }
  const http = httpKeyOf(config.accord, app.docket.house, config.party);
  return !config.lost.includes('http') && (await chest.find('http', http)) === undefined
    ? wrongKey(config, 'http')
    : { ok: true };
}

function wrongKey(config: Config, names: string): Result<never, StartCode> {
  return refuse(
    'start.keys',
    `no file of ${join(config.dir, folderFiles.keys)} is the key that ${config.party} signs with now as ${names}: restore it, or replace it with parley rekey`,
  );
}

/** One-click officers: those of our roster who are in office. */
function demoOf(app: App, db: Database, access: Access, { dir, still }: { dir: string; still: () => boolean }): Demo {
  const { random, accounts, keyring, now, roster } = access;
  const officers = () =>
    app.reader.officers().flatMap(({ party, kid, appointed, words }) => {
      const { office } = roster.standing(kid);
      if (party !== app.party || office === null || office === 'registrar') return [];
      const publicKey = bodyOf(app.own, appointed)?.['key'];
      if (typeof publicKey !== 'string') return [];
      const name = words['name'];
      return [{ kid, publicKey, office, name: typeof name === 'string' ? name.slice(0, NAME_CHARACTERS_MAX) : office }];
    });
  return new Demo({ db, random, accounts, keyring, officers, keys: () => readDemoKeys(dir), still, now });
}

function measure(metrics: Metrics, app: App): void {
  metrics.gauge('log_entries', 'Entries in our log: filed, published.', ['grade'], () => {
    const { size, publishedSize } = app.health();
    return [
      { labels: { grade: 'filed' }, value: size },
      { labels: { grade: 'published' }, value: publishedSize },
    ];
  });
  const each = (
    name: string,
    help: string,
    value: (one: ReturnType<App['health']>['counterparts'][number]) => number,
  ) =>
    metrics.gauge(name, help, ['party'], () =>
      app.health().counterparts.map((one) => ({ labels: { party: one.party }, value: value(one) })),
    );
  each('counterpart_held_entries', 'Entries of their log that we hold.', ({ heldSize }) => heldSize);
  each('counterpart_pending_entries', 'Entries of their log that they offered.', ({ pendingSize }) => pendingSize);
  each('counterpart_receipted_entries', 'Entries of our log that they hold.', ({ receiptSize }) => receiptSize);
  each('counterpart_reachable', 'Whether they answered when last asked.', ({ reachable }) => (reachable ? 1 : 0));
  metrics.gauge('exhibit_contents', 'Contents of exhibits: held, wanted from a counterpart.', ['state'], () => {
    const { contents, wanted } = app.health().exhibits;
    return [
      { labels: { state: 'held' }, value: contents },
      { labels: { state: 'wanted' }, value: wanted },
    ];
  });
  metrics.gauge('ready', 'Whether the node can do its work and no alarm stands.', [], () => [
    { value: app.health().ready ? 1 : 0 },
  ]);
  metrics.gauge('alarms', 'Contradictions kept, by kind.', ['kind'], () => {
    const counts = new Map<string, number>();
    for (const { kind } of app.health().alarms) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return [...counts].map(([kind, value]) => ({ labels: { kind }, value }));
  });
}

function openDatabase(dir: string): Result<{ database: Database }, StartCode> {
  const path = join(dir, folderFiles.database);
  try {
    return { ok: true, database: Database.open(path, [...appTables, ...accessTables, deskTables]) };
  } catch (fault) {
    if (fault instanceof NewerDatabaseError) return refuse('start.newer', `cannot open ${path}: ${fault.message}`);
    if (isDiskFull(fault)) return diskFull(dir);
    const { errcode } = fault as { errcode?: number };
    if (errcode === 26 || errcode === 11) {
      return refuse(
        'start.database',
        `${path} is damaged or no database: restore it from a backup; entries that it lacks come back from the counterpart`,
      );
    }
    return refuse(
      'start.database',
      `cannot open ${path} (${reasonOf(fault)}): the node must be able to read and write it`,
    );
  }
}

function diskFull(dir: string): Result<never, StartCode> {
  return refuse(
    'start.disk_full',
    `the disk that holds ${dir} is full: make room and start again; nothing filed was lost`,
  );
}

function cannotListen(config: Config, fault: unknown): Result<never, StartCode> {
  const { code } = fault as NodeJS.ErrnoException;
  const where = `${config.host}:${config.port}`;
  switch (code) {
    case 'EADDRINUSE':
      return refuse('start.port', `${where} is in use by another program: stop it, or give another port with --port`);
    case 'EACCES':
      return refuse(
        'start.port',
        `this user may not listen on ${where}: use a port above 1023, and put a proxy in front`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return refuse(
        'start.address',
        `${config.host} is no address of this machine: set listen.host in node.json, or --host`,
      );
    default:
      throw fault;
  }
}

function urlHost(host: string): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return shown.includes(':') ? `[${shown}]` : shown;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { dir: { type: 'string' }, host: { type: 'string' }, port: { type: 'string' } },
  });
  const parent = parentProcess();
  let stop = (): void => process.exit(0);
  let asked = 0;
  const give = (refusal: Refusal): void => {
    process.stderr.write(`parley: ${refusal.detail}\n`);
    parent?.send({ refused: refusal });
    process.exitCode = 1;
    asked++;
    process.disconnect?.();
  };
  if (values.dir === undefined) return give({ code: 'start.folder', detail: 'name the node’s folder with --dir' });
  if (values.port !== undefined && !/^\d{1,5}$/.test(values.port))
    return give({ code: 'start.config', detail: '--port is a port number' });
  const read = readEnvironment(process.env, {
    dir: values.dir,
    ...(values.host !== undefined && { host: values.host }),
    ...(values.port !== undefined && { port: Number(values.port) }),
  });
  if (!read.ok) return give(read.refusal);
  const log = jsonLogger((line) => process.stderr.write(line), {
    level: read.environment.logLevel,
    now: () => Date.now(),
  });
  // A broken invariant must not go on: the process ends, and the next start recovers from what is durable.
  process.on('uncaughtException', (fault) => {
    log.error('node.defect', {}, fault);
    process.exit(1);
  });

  const end = (): void => {
    if (asked++ === 0) stop();
    else process.exit(1);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (parent !== undefined) process.on('disconnect', () => asked === 0 && end());

  const started = await startNode(read.environment, { log, parent });
  if (!started.ok) return give(started.refusal);
  const { node } = started;
  stop = () =>
    void node.stop().then(
      () => process.exit(0),
      (fault: unknown) => {
        log.error('node.stop_failed', {}, fault);
        process.exit(1);
      },
    );
  if (asked > 0) return stop();
  renewOnHangup(node, log);
  parent?.send({ ready: { party: node.config.party, url: node.url } });
}

/** SIGHUP: the certificate was replaced on the disk. */
export function renewOnHangup(node: RunningNode, log: Logger): void {
  process.on('SIGHUP', () => {
    const renewed = node.renewCertificate();
    if (!renewed.ok) log.error('tls.not_renewed', { reason: renewed.refusal.detail });
  });
}

function parentProcess(): Parent | undefined {
  if (process.send === undefined) return undefined;
  return {
    on: (event, listener) => process.on(event, listener),
    off: (event, listener) => process.off(event, listener),
    send: (message) => void (process.connected && process.send?.(message)),
  };
}

if (import.meta.main) await main();
