// One node of the demonstration, as the process it really is. The clock of both is moved from here, by messages over the pipe that only
// a parent process has.

import { fork, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse, type Result } from '@parley/record/refusal';
import type { FromNode, ToNode } from '@parley/node/script';

const MAIN = fileURLToPath(import.meta.resolve('@parley/node/main'));

/** How long a node may take to end after it was asked to. */
const STOP_MS = 15_000;

export class NodeProcess {
  readonly party: string;
  readonly dir: string;
  #child: ChildProcess;
  #waiting: {
    wanted: (message: FromNode) => boolean;
    settle: (message: FromNode) => void;
    fail: (cause: Error) => void;
  }[] = [];
  #ended: Promise<void>;
  #idles = 0;

  /** `stateDir`: where the boot marker goes, outside the folder. */
  constructor(party: string, dir: string, stateDir: string | undefined) {
    this.party = party;
    this.dir = dir;
    const log = openSync(join(dir, 'node.log'), 'a');
    this.#child = fork(MAIN, ['--dir', dir], {
      stdio: ['ignore', 'ignore', log, 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...process.env, PARLEY_LOG: 'warn', ...(stateDir === undefined ? {} : { PARLEY_STATE: stateDir }) },
      // A Ctrl-C in the terminal reaches the whole group: the nodes are asked by us, in order.
      detached: true,
    });
    this.#child.on('message', (message: FromNode) => {
      const at = this.#waiting.findIndex(({ wanted }) => wanted(message));
      if (at >= 0) this.#waiting.splice(at, 1)[0]!.settle(message);
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        const cause = new Error(
          `the node of ${party} ended (${signal ?? `exit ${code}`}): see ${join(dir, 'node.log')}`,
        );
        for (const { fail } of this.#waiting.splice(0)) fail(cause);
        resolve();
      });
    });
  }

  #ask(wanted: (message: FromNode) => boolean, message?: ToNode): Promise<FromNode> {
    return new Promise((settle, fail) => {
      this.#waiting.push({ wanted, settle, fail });
      if (message !== undefined) {
        this.#child.send(message, (fault) => {
          if (fault !== null) fail(fault);
        });
      }
    });
  }

  /** Gives the node its first time and waits until it serves. */
  async start(clock: number | 'release'): Promise<Result<{ url: string }>> {
    const first = await this.#ask((message) => 'waiting' in message || 'refused' in message);
    if ('refused' in first) return { ok: false, refusal: first.refused };
    await this.moveClock(clock);
    const next = await this.#ask((message) => 'ready' in message || 'refused' in message);
    if ('refused' in next) return { ok: false, refusal: next.refused };
    if (!('ready' in next)) return refuse('demo.node', `the node of ${this.party} did not start`);
    return { ok: true, url: next.ready.url };
  }

  async moveClock(clock: number | 'release'): Promise<void> {
    await this.#ask((message) => 'clock' in message, { clock });
  }

  /** Waits until nothing is on its way at this node. */
  async idle(): Promise<void> {
    const number = ++this.#idles;
    await this.#ask((message) => 'idle' in message && message.idle === number, { idle: number });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    await this.#ended;
    clearTimeout(late);
  }

  /** Resolves when the process ends, for whatever reason. */
  get ended(): Promise<void> {
    return this.#ended;
  }
}
