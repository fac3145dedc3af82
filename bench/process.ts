// A node as the process it really is, started from a folder and watched from outside.

import { fork, type ChildProcess } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FromNode, ToNode } from '@parley/node/script';
import { PARTIES, writeAddresses, type PartyId } from './parties.ts';

const MAIN = fileURLToPath(import.meta.resolve('@parley/node/main'));

export type Serving = {
  url: string;
  pid: number;
  /** From the start of the process until it serves. */
  startedInMs: number;
  /** Resident memory, bytes. */
  memory(): number;
  /** The most that it has been. */
  memoryPeak(): number;
  /** Processor time of all its threads until now, in seconds: what is left to compare when others use the machine, too. */
  processorSeconds(): number;
  /** Resolves when nothing is on its way at the node. */
  idle(): Promise<void>;
  /** From here on the process takes what time others leave. */
  standBack(): void;
  stop(): Promise<void>;
};

/** Free ports, one a party. */
export async function freePorts(): Promise<Record<PartyId, number>> {
  const servers = await Promise.all(
    PARTIES.map(async () => {
      const server = createServer();
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      return server;
    }),
  );
  const [amber, birch] = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return { amber: amber!, birch: birch! };
}

/** Starts the node of `party` below `dir`; `nodeOptions` go to the runtime (`--cpu-prof`). */
export async function serve(
  dir: string,
  party: PartyId,
  ports: Record<PartyId, number>,
  nodeOptions: string[] = [],
): Promise<Serving> {
  writeAddresses(dir, party, ports);
  const log = openSync(join(dir, `${party}.log`), 'a');
  const begun = performance.now();
  const child = fork(MAIN, ['--dir', join(dir, party)], {
    stdio: ['ignore', 'ignore', log, 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning', ...nodeOptions],
    env: { ...process.env, PARLEY_LOG: 'warn', PARLEY_STATE: join(dir, 'state') },
    detached: true,
  });
  const { url } = await ready(child, party, join(dir, `${party}.log`));
  const startedInMs = performance.now() - begun;
  let idles = 0;
  const pid = child.pid!;
  const field = (name: string) => {
    const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) * 1024;
  };
  return {
    url,
    pid,
    startedInMs,
    memory: () => field('VmRSS'),
    memoryPeak: () => field('VmHWM'),
    processorSeconds() {
      // After the name, which may hold spaces: utime and stime are the 12th and 13th field, in hundredths.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    idle() {
      const number = ++idles;
      return new Promise((resolve, reject) => {
        const listen = (message: FromNode) => {
          if (!('idle' in message) || message.idle !== number) return;
          child.off('message', listen);
          resolve();
        };
        child.on('message', listen);
        child.send({ idle: number } satisfies ToNode, (fault) => {
          if (fault !== null) reject(fault);
        });
      });
    },
    standBack() {
      setPriority(pid, constants.priority.PRIORITY_LOW);
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function ready(child: ChildProcess, party: string, logPath: string): Promise<{ url: string }> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) =>
      reject(new Error(`the node of ${party} ended (${signal ?? `exit ${code}`}): see ${logPath}`)),
    );
    child.on('message', (message: FromNode) => {
      if ('ready' in message) resolve(message.ready);
      if ('refused' in message) reject(new Error(message.refused.detail));
    });
  });
}
