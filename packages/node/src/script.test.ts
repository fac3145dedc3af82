import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ScriptedClock } from './platform/clock.ts';
import { firstTime, followParent, parseMessage, type FromNode, type Parent, type ToNode } from './script.ts';
import { foundAccord, type TestAccord } from './testing.ts';

class Pipe extends EventEmitter implements Parent {
  sent: FromNode[] = [];
  send(message: FromNode): void {
    this.sent.push(message);
  }
  say(message: unknown): void {
    this.emit('message', message);
  }
}

test('messages are what they should be, or nothing', () => {
  assert.deepEqual(parseMessage({ clock: 5 }), { clock: 5 });
  assert.deepEqual(parseMessage({ clock: 'release' }), { clock: 'release' });
  assert.deepEqual(parseMessage({ idle: 3 }), { idle: 3 });
  for (const none of [
    undefined,
    null,
    'clock',
    {},
    { clock: '5' },
    { clock: -1 },
    { clock: 0.5 },
    { clock: Infinity },
    { idle: 'x' },
  ]) {
    assert.equal(parseMessage(none), undefined);
  }
});

test('a scripted node asks for its first time, follows, and never goes back', async () => {
  const pipe = new Pipe();
  const asked = firstTime(pipe);
  assert.deepEqual(pipe.sent, [{ waiting: 'clock' }]);
  pipe.say({ idle: 1 });
  pipe.say({ clock: 1000 });
  const clock = await asked;
  let ticks = 0;
  let idle = false;
  const stop = followParent(pipe, clock, {
    get idle() {
      return idle;
    },
    tick: () => void ticks++,
  });
  pipe.say({ clock: 3000 });
  pipe.say({ clock: 2000 });
  assert.equal(clock.now(), 3000);
  assert.equal(ticks, 2);
  pipe.say({ idle: 7 });
  await pause(20);
  assert.deepEqual(pipe.sent.splice(0), [{ waiting: 'clock' }, { clock: 1000 }, { clock: 3000 }, { clock: 3000 }]);
  idle = true;
  await pause(20);
  assert.deepEqual(pipe.sent.splice(0), [{ idle: 7 }]);
  pipe.say({ clock: 'release' });
  assert.ok(Math.abs(clock.now() - Date.now()) < 60_000);
  stop();
  pipe.sent = [];
  pipe.say({ idle: 8 });
  await pause(10);
  assert.deepEqual(pipe.sent, []);
});

test('a node in real time answers whether it is idle, and moves no clock', async () => {
  const pipe = new Pipe();
  followParent(pipe, undefined, { idle: true, tick: () => assert.fail('moved') });
  pipe.say({ clock: 5 });
  pipe.say({ idle: 2 });
  await pause(10);
  assert.deepEqual(pipe.sent, [{ idle: 2 }]);
  assert.equal(new ScriptedClock(9).scripted, true);
});

let accord: TestAccord;
before(async () => void (accord = await foundAccord('scripted')));
after(() => accord.remove());

function child(t: TestContext): {
  process: ChildProcess;
  ask: (wanted: string, message?: ToNode) => Promise<Record<string, unknown>>;
} {
  const { dir } = accord.parties[0]!;
  const process_ = fork(join(import.meta.dirname, 'main.ts'), ['--dir', dir], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, PARLEY_STATE: accord.stateDir, PARLEY_LOG: 'error' },
  });
  t.after(() => process_.kill('SIGKILL'));
  const ask = (wanted: string, message?: ToNode) =>
    new Promise<Record<string, unknown>>((resolve) => {
      const listener = (said: Record<string, unknown>) => {
        if (!(wanted in said)) return;
        process_.off('message', listener);
        resolve(said);
      };
      process_.on('message', listener);
      if (message !== undefined) process_.send(message);
    });
  return { process: process_, ask };
}

test('a child process starts at the time it is told, and stops when asked', async (t) => {
  const { process: node, ask } = child(t);
  await ask('waiting');
  const ready = ask('ready');
  assert.deepEqual(await ask('clock', { clock: 1_400_000_000_000 }), { clock: 1_400_000_000_000 });
  const { ready: told } = (await ready) as { ready: { party: string; url: string } };
  assert.equal(told.party, 'us');
  assert.equal((await fetch(`${told.url}/healthz`)).status, 200);
  assert.deepEqual(await ask('clock', { clock: 1_400_000_100_000 }), { clock: 1_400_000_100_000 });

  const second = child(t);
  const { refused } = (await second.ask('refused')) as { refused: { code: string } };
  assert.equal(refused.code, 'start.in_use');
  assert.deepEqual(await once(second.process, 'exit'), [1, null]);

  node.kill('SIGTERM');
  assert.deepEqual(await once(node, 'exit'), [0, null]);
});

test('a node whose parent dies stops', async (t) => {
  const { process: node, ask } = child(t);
  await ask('waiting');
  const ready = ask('ready');
  await ask('clock', { clock: 'release' });
  await ready;
  node.disconnect();
  assert.deepEqual(await once(node, 'exit'), [0, null]);
});
