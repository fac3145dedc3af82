// The node of a folder, whatever the folder is: while its accord is being founded it serves the founding, sign-in and the console, and nothing else;
// once both have signed it becomes the full node, in the same process and on the same port. `parley serve` calls this.

import { parseNodeFile, type Environment } from '../config.ts';
import { resolve } from 'node:path';
import { refuse, type Result } from '@parley/record/refusal';
import { Access } from '../access/access.ts';
import { relyingPartyOf } from '../access/origins.ts';
import { noRoster } from '../access/roster.ts';
import { systemRandom } from '../access/secret.ts';
import { serveAccess } from '../access/serve.ts';
import { gateOf } from '../api/gate.ts';
import { taking } from '../api/take.ts';
import { serveConsole } from '../console/serve.ts';
import { folderFiles, lockFolder, readFolderFile } from '../folder.ts';
import { startNode, STOP_GRACE_MS, type RunningNode, type StartCode, type StartOptions } from '../main.ts';
import { readCertificate } from '../platform/certificate.ts';
import { httpServer } from '../platform/http.ts';
import { Metrics } from '../platform/metrics.ts';
import { Founding } from './founding.ts';
import { isFounding } from './party.ts';
import { lineBefore } from './line.ts';
import { followNews } from './news.ts';
import { serveFounding, serveFoundingLink, serveLine } from './serve.ts';

/** Commands may conclude the founding too, in their own process: the accord is looked for this often. */
const LOOK_MS = 300;

/** What runs from a folder. `node`: undefined while the accord is being founded. */
export type Served = {
  party: string;
  url: string;
  readonly node: RunningNode | undefined;
  /** Resolves when the full node runs; rejects, with the refusal's sentence, if it cannot be started. */
  founded: Promise<RunningNode>;
  stop(): Promise<void>;
};

export async function serveFolder(
  environment: Environment,
  options: StartOptions,
): Promise<Result<{ served: Served }, StartCode>> {
  if (!isFounding(environment.dir)) {
    const started = await startNode(environment, options);
    if (!started.ok) return started;
    const { node } = started;
    return {
      ok: true,
      served: {
        party: node.config.party,
        url: node.url,
        node,
        founded: Promise.resolve(node),
        stop: () => node.stop(),
      },
    };
  }
  const opened = await startFounding(environment, options);
  if (!opened.ok) return opened;
  const { before } = opened;
  let node: RunningNode | undefined;
  let stopping = false;
  const founded = before.founded.then(async (really) => {
    await before.stop();
    if (!really || stopping) throw new Error('the node was stopped before its accord was founded');
    const started = await startNode({ ...environment, host: before.host, port: before.port }, options);
    if (!started.ok) throw new Error(started.refusal.detail);
    ({ node } = started);
    return node;
  });
  // Whoever waits for it is told; nobody need wait.
  founded.catch(() => undefined);
  return {
    ok: true,
    served: {
      party: before.party,
      url: before.url,
      get node() {
        return node;
      },
      founded,
      async stop() {
        stopping = true;
        await before.stop();
        await founded.catch(() => undefined);
        await node?.stop();
      },
    },
  };
}

type Before = {
  party: string;
  url: string;
  host: string;
  port: number;
  /** True when the accord lies in the folder; false if it was stopped before. */
  founded: Promise<boolean>;
  stop(): Promise<void>;
};

async function startFounding(
  environment: Environment,
  { log, processMetrics = true }: StartOptions,
): Promise<Result<{ before: Before }, StartCode>> {
  const { dir } = environment;
  const nodeFile = readFolderFile(dir, folderFiles.node);
  if (!nodeFile.ok) return nodeFile;
  const parsed = parseNodeFile(nodeFile.text);
  if (!parsed.ok) return refuse('start.config', `${dir}/${folderFiles.node} is not in order: ${parsed.refusal.detail}`);
  const { listen, address, tls, proxies = [] } = parsed.file;
  const certificate =
    tls && readCertificate({ keyFile: resolve(dir, tls.keyFile), certFile: resolve(dir, tls.certFile) });
  if (certificate?.ok === false) return certificate;
  const lock = lockFolder(dir);
  if (!lock.ok) return lock;
  const opened = await Founding.open(dir);
  if (!opened.ok) {
    lock.release();
    return refuse('start.keys', opened.refusal.detail);
  }
  const { founding } = opened;
  const { party } = founding.own;
  // Both may have signed before, and this process ended in between.
  await founding.conclude();

  const seconds = () => Math.floor(Date.now() / 1000);
  const access = new Access({
    database: founding.database,
    random: systemRandom,
    now: seconds,
    roster: noRoster,
    onFault: (cause) => log.error('access.fault', { party: party.id }, cause),
  });
  const addresses = [...(address === undefined ? [] : [address]), ...party.addresses];
  const metrics = new Metrics({ process: processMetrics });
  const secure = addresses[0]?.startsWith('https:') ?? false;
  const server = httpServer({ log, metrics, secure, tls: certificate?.tls, proxies });
  let port = environment.port ?? listen.port;
  const host = environment.host ?? listen.host;
  const rp = () => relyingPartyOf(`Parley ${party.id}`, addresses, port);
  const gate = gateOf({
    tokens: access.tokens,
    signIns: access.signIns,
    setup: (secret) => access.setup.opens(secret),
    ours: (origin) => rp().origins.includes(origin),
    now: seconds,
  });
  access.signIns.onEnd(() => gate.recheck());
  server.onStop(() => gate.stop());
  const { take, answer } = taking(server.fastify, gate, undefined);
  serveAccess({ take, answer, access, rp, party: party.id, provider: undefined, demo: undefined });
  const news = followNews(founding, seconds, (cause) => log.error('founding.fault', { party: party.id }, cause));
  serveFounding(take, founding, news.unheard);
  serveLine(take, () => lineBefore(founding, seconds()));
  serveFoundingLink(server.fastify, () => founding);
  answer('healthz', () => ({ status: 'ok' }));
  serveConsole(server.fastify);
  try {
    ({ port } = await server.listen(host, port));
  } catch (fault) {
    founding.close();
    lock.release();
    const { code } = fault as NodeJS.ErrnoException;
    if (code === undefined) throw fault;
    return refuse(
      'start.port',
      `cannot listen on ${host}:${port} (${code}): stop what does, or give another with --host and --port`,
    );
  }
  const { promise: founded, resolve: settle } = Promise.withResolvers<boolean>();
  const looking = setInterval(() => {
    if (!founding.open) settle(true);
  }, LOOK_MS);
  let stopped: Promise<void> | undefined;
  const stop = () =>
    (stopped ??= (async () => {
      clearInterval(looking);
      await news.stop();
      await server.stop(STOP_GRACE_MS);
      founding.close();
      lock.release();
      settle(false);
    })());
  const url = `${certificate === undefined ? 'http' : 'https'}://${host}:${port}`;
  log.info('founding.started', { party: party.id, url });
  void founded.then((really) => really && log.info('founding.founded', { party: party.id }));
  return { ok: true, before: { party: party.id, url, host, port, founded, stop } };
}
