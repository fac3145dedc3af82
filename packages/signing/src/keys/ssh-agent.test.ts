// Against the agent that OpenSSH ships, where it is installed; and against agents that lie.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { encodeUtf8 } from '@parley/record/bytes';
import { webEd25519 } from '@parley/record/ed25519';
import { thumbprint } from '@parley/record/key';
import { signChecked } from '#keys/officer-key';
import { agentIdentities, agentKey } from '#keys/ssh-agent';

const folder = (t: TestContext) => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-agent-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? 'ok' : result.refusal.code;

/** OpenSSH's, if this machine has it: no package of ours brings it. */
const AGENT = 'ssh-agent';
const installed = [AGENT, 'ssh-add', 'ssh-keygen'].every(
  (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0,
);

/** A running agent and a way to give it keys. */
async function openSsh(t: TestContext) {
  const dir = folder(t);
  const socket = join(dir, 'agent');
  const agent = spawn(AGENT, ['-D', '-a', socket], { stdio: 'ignore' });
  t.after(async () => {
    agent.kill();
    await once(agent, 'exit');
  });
  while (!existsSync(socket)) await new Promise((later) => setTimeout(later, 5));
  const run = (tool: string, ...args: string[]) => {
    const { status, stderr } = spawnSync(tool, args, {
      encoding: 'utf8',
      env: { ...process.env, SSH_AUTH_SOCK: socket },
      input: '',
    });
    assert.equal(status, 0, `${tool} ${args.join(' ')}: ${stderr}`);
  };
  const add = (comment: string, type = 'ed25519') => {
    const path = join(dir, comment);
    run('ssh-keygen', '-q', '-t', type, '-N', '', '-C', comment, '-f', path);
    run('ssh-add', '-q', path);
    return readFileSync(`${path}.pub`, 'utf8').split(' ')[1]!;
  };
  return { socket, add, run };
}

test('a key in the agent signs as any officer’s key does', async (t) => {
  if (!installed) return t.skip('ssh-agent is not installed');
  const { socket, add } = await openSsh(t);
  assert.equal(codeOf(await agentKey(socket, undefined)), 'agent.no_key');
  const blob = Buffer.from(add('officer'), 'base64');
  add('old', 'ecdsa');
  const listed = await agentIdentities(socket);
  assert.ok(listed.ok);
  assert.deepEqual(listed.identities, [{ publicKey: new Uint8Array(blob.subarray(-32)), comment: 'officer' }]);
  const opened = await agentKey(socket, undefined);
  assert.ok(opened.ok);
  const { key } = opened;
  assert.equal(key.kid, thumbprint(key.publicKey));
  for (const bytes of [0, 1, 200, 32_768]) {
    const message = new Uint8Array(bytes).fill(65);
    const signed = await signChecked(key, message);
    assert.ok(signed.ok, JSON.stringify(signed));
    assert.ok(await webEd25519(key.publicKey, message, signed.signature));
  }
});

test('where the agent holds several keys, one is named by its kid, the beginning of it, or its comment', async (t) => {
  if (!installed) return t.skip('ssh-agent is not installed');
  const { socket, add } = await openSsh(t);
  add('first');
  add('second');
  const unsaid = await agentKey(socket, undefined);
  assert.equal(codeOf(unsaid), 'agent.which_key');
  const named = await agentKey(socket, 'second');
  assert.ok(named.ok);
  const { kid } = named.key;
  assert.match(unsaid.ok ? '' : unsaid.refusal.detail, new RegExp(`${kid} \\(second\\)`));
  for (const which of [kid, kid.slice(0, 6)]) {
    const found = await agentKey(socket, which);
    assert.equal(found.ok ? found.key.kid : '', kid);
  }
  assert.equal(codeOf(await agentKey(socket, 'third')), 'agent.no_key');
  assert.equal(codeOf(await agentKey(socket, kid.slice(0, 5))), 'agent.no_key');
});

test('a key that was taken out of the agent signs nothing, and says so', async (t) => {
  if (!installed) return t.skip('ssh-agent is not installed');
  const { socket, add, run } = await openSsh(t);
  add('officer');
  const opened = await agentKey(socket, undefined);
  assert.ok(opened.ok);
  run('ssh-add', '-q', '-D');
  const signed = await signChecked(opened.key, encodeUtf8('a message'));
  assert.equal(codeOf(signed), 'key.refused');
  assert.match(signed.ok ? '' : signed.refusal.detail, /asking the SSH agent: it refused/);
});

test('without an agent it is said how to have one', async (t) => {
  assert.equal(codeOf(await agentIdentities(undefined)), 'agent.absent');
  assert.equal(codeOf(await agentIdentities(join(folder(t), 'none'))), 'agent.absent');
});

/** An agent that answers every request with these bytes, or hangs up. */
async function lying(t: TestContext, answer: Uint8Array | undefined): Promise<string> {
  const socket = join(folder(t), 'agent');
  const server = createServer((wire) => {
    wire.on('error', () => {});
    wire.once('data', () => (answer === undefined ? wire.end() : wire.write(answer)));
  });
  server.listen(socket);
  await once(server, 'listening');
  t.after(() => server.close());
  return socket;
}

const bytes = (...parts: (number | string | number[])[]) =>
  new Uint8Array(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...encodeUtf8(part)] : typeof part === 'number' ? [part] : part,
    ),
  );

test('an agent that answers nonsense is told apart from one that is not there', async (t) => {
  const nonsense = [
    undefined,
    bytes([0, 0, 0, 0]),
    bytes([255, 255, 255, 255], 'x'),
    bytes([0, 0, 0, 1], 99),
    bytes([0, 0, 0, 5], 12, [0, 0, 0, 9]),
    bytes([0, 0, 0, 5], 12, [255, 255, 255, 255]),
    bytes([0, 0, 0, 6], 12, [0, 0, 0, 0], 7),
    bytes([0, 0, 0, 5], 12, [0, 0, 0, 0], 'more'),
    bytes([0, 0, 0, 9], 12, [0, 0, 0, 1], [255, 255, 255, 255]),
  ];
  for (const answer of nonsense) {
    const listed = await agentIdentities(await lying(t, answer));
    assert.equal(codeOf(listed), 'agent.unreadable', String(answer));
  }
  assert.equal(codeOf(await agentIdentities(await lying(t, bytes([0, 0, 0, 1], 5)))), 'agent.refused');
});

test('a signature by another key than the agent names is not used', async () => {
  const publicKey = new Uint8Array(32).fill(3);
  const signed = await signChecked(
    { kid: thumbprint(publicKey), publicKey, sign: () => new Uint8Array(64) },
    encodeUtf8('a'),
  );
  assert.equal(codeOf(signed), 'key.signature');
});
