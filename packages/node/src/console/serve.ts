// Serves the built console from the node's own address. A page may run our own scripts and styles and talk to this node, and nothing else:
// each answer's policy carries a nonce that no other answer has, nobody may frame it, and it asks nobody else for anything.
//
// What an attacker controls: the address, and what the counterpart wrote. Neither stands in the page that is served: it is the same for every
// address, and it reads the rest by the API.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuseWith } from '../platform/http.ts';
import { consoleFiles, type ConsoleFile, type Encoding } from './files.ts';
import { isPage } from './pages.ts';

/** Where `parley build` leaves the console. */
export const CONSOLE_DIR = join(import.meta.dirname, '..', '..', '..', 'console', 'dist');

/** What the build wrote wherever a nonce belongs. */
const NONCE = /__PARLEY_NONCE__/g;

const PERMISSIONS =
  'camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)';

function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

export function serveConsole(fastify: FastifyInstance, dir: string = CONSOLE_DIR): void {
  const current = consoleFiles(dir);
  // The least of all routes: whatever the API and the exchange answer at an address is theirs.
  fastify.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    config: { id: 'console' },
    handler: (request, reply) => {
      const path = request.url.split('?', 1)[0]!;
      const build = current();
      const file = build?.files.get(path);
      if (file !== undefined) return sendFile(request, reply, file);
      const wantsPage = request.headers.accept?.includes('text/html') ?? false;
      if (!isPage(path) && (!wantsPage || /^\/(api|exchange|assets)\//.test(path))) {
        return refuseWith(reply, { code: 'http.not_found', detail: `answer a request: nothing answers at this path` });
      }
      if (build === undefined) return sendMissing(reply);
      return sendPage(reply.code(isPage(path) ? 200 : 404), build.index);
    },
  });
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .header('content-security-policy', policyOf(nonce))
    .header('permissions-policy', PERMISSIONS)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html.replace(NONCE, nonce));
}

function sendMissing(reply: FastifyReply): FastifyReply {
  return reply
    .code(503)
    .header('retry-after', 5)
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Parley</title><h1>The console has not been built</h1>
<p>This node is running, and its interface for programs answers. Its administrator makes the console with <code>./parley build</code>;
then this page shows it, without a restart.</p>
<p lang="zh-Hans">控制台尚未构建。节点正在运行；请管理员执行 <code>./parley build</code>，完成后刷新本页即可，无需重启。</p></html>
`,
    );
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: ConsoleFile): FastifyReply {
  reply
    .header('etag', file.etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  const encoding = encodingFor(request.headers['accept-encoding'] ?? '', file);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.type(file.type).send(file.bytes[encoding]);
}

/** The smallest form that the browser takes and the build left. */
function encodingFor(accepted: string, file: ConsoleFile): Encoding {
  const taken = new Set(
    accepted
      .split(',')
      .map((one) => one.trim().toLowerCase())
      .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
      .map((one) => one.split(';', 1)[0]!),
  );
  for (const encoding of ['br', 'gzip'] as const) {
    if (taken.has(encoding) && file.bytes[encoding] !== undefined) return encoding;
  }
  return 'identity';
}
