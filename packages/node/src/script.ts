// The scripted clock's wire: a process that tells history starts nodes as child processes and moves their clocks by messages. Only the
// parent process can send them (a pipe that it made), and only a node whose accord has a scripted clock listens.
//
//     parent → node    { "clock": 1388534400000 }   it is now this time (Unix milliseconds); never goes back
//                      { "clock": "release" }        from here on it is real time
//                      { "idle": 7 }                 say so when nothing is on its way
//     node → parent    { "waiting": "clock" }        a scripted node asks for its first time before it opens the record
//                      { "ready": { "party", "url" } }
//                      { "refused": { "code", "detail" } }   it did not start
//                      { "clock": 1388534400000 }   moved (or released): what the clock reads now
//                      { "idle": 7 }

import { setTimeout as pause } from 'node:timers/promises';
import type { Refusal } from '@parley/record/refusal';
import { ScriptedClock, systemClock } from './platform/clock.ts';

export type ToNode = { clock: number | 'release' } | { idle: number };

export type FromNode =
  | { waiting: 'clock' }
  | { ready: { party: string; url: string } }
  | { refused: Refusal }
  | { clock: number }
  | { idle: number };

/** The end of the pipe that a child process has: `process`, or a stand-in. */
export type Parent = {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
  send(message: FromNode): void;
};

/** What the script moves. */
export type Scripted = { readonly idle: boolean; tick(): void };

/** How often it is looked whether the node is idle, while somebody waits for it. */
const IDLE_LOOK_MS = 3;

/** Any other message is ignored: undefined. */
export function parseMessage(message: unknown): ToNode | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { clock, idle } = message as Record<string, unknown>;
  if (clock === 'release' || (typeof clock === 'number' && Number.isSafeInteger(clock) && clock >= 0)) return { clock };
  if (typeof idle === 'number') return { idle };
  return undefined;
}

/** Asks the parent for the first time, and resolves with a clock that stands there. */
export function firstTime(parent: Parent): Promise<ScriptedClock> {
  return new Promise((resolve) => {
    const listener = (message: unknown) => {
      const said = parseMessage(message);
      if (said === undefined || !('clock' in said)) return;
      parent.off('message', listener);
      const clock = new ScriptedClock(said.clock === 'release' ? systemClock.now() : said.clock);
      if (said.clock === 'release') clock.release(systemClock);
      parent.send({ clock: clock.now() });
      resolve(clock);
    };
    parent.on('message', listener);
    parent.send({ waiting: 'clock' });
  });
}

/** Follows the parent from there on, until the function that is returned is called. `clock` undefined: real time, and only `idle` is answered. */
export function followParent(parent: Parent, clock: ScriptedClock | undefined, app: Scripted): () => void {
  let following = true;
  const listener = (message: unknown) => {
    const said = parseMessage(message);
    if (said === undefined) return;
    if ('idle' in said) {
      void untilIdle(app, () => following).then(() => following && parent.send({ idle: said.idle }));
      return;
    }
    if (clock === undefined) return;
    if (said.clock === 'release') clock.release(systemClock);
    else clock.moveTo(said.clock);
    app.tick();
    parent.send({ clock: clock.now() });
  };
  parent.on('message', listener);
  return () => {
    following = false;
    parent.off('message', listener);
  };
}

async function untilIdle(app: Scripted, following: () => boolean): Promise<void> {
  while (following() && !app.idle) await pause(IDLE_LOOK_MS);
}
