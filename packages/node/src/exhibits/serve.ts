// /api/v1/exhibits/content/{digest}: officers put content and read it. Bytes in, bytes out: nothing is ever rendered, guessed at or named by
// what it is; an answer is a file to be saved, under the name of its digest.

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONTENT_BYTES_MAX } from '@parley/api/exhibits';
import type { ContentCode, HttpCode } from '@parley/api/refusals';
import { routes } from '@parley/api/routes';
import { refuse } from '@parley/record/refusal';
import type { Need } from '../access/need.ts';
import { byViewer, type Notes } from '../access/trail/trail.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Gate } from '../api/gate.ts';
import { refuseWith } from '../platform/http.ts';
import { isDigest } from './contents.ts';
import { headersOf, type Exhibits } from './exhibits.ts';

export function serveContent(
  fastify: FastifyInstance,
  exhibits: Pick<Exhibits, 'put' | 'read' | 'subjectsOf' | 'newIsKeptUntil'>,
  gate: Gate,
  need: Pick<Need, 'sees' | 'read'>,
  notes: Notes,
): void {
  const url = routes.putContent.path.replace('{digest}', ':digest');

  // In a scope of its own, so that its parser and its limit serve it alone.
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: CONTENT_BYTES_MAX }, (_request, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler((error: FastifyError, _request, reply) => {
      if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') throw error;
      reply.header('connection', 'close');
      return refuseWith(reply, tooLarge());
    });
    scope.put(
      url,
      {
        config: { id: routes.putContent.id },
        bodyLimit: CONTENT_BYTES_MAX,
        // Before the body is read: a stranger’s is not.
        onRequest: async (request, reply) => {
          const admission = gate.admit(routes.putContent.access, request);
          if (admission.ok && isDigest(digestOf(request))) return undefined;
          reply.header('connection', 'close');
          return refuseWith(reply, admission.ok ? absent() : admission.refusal);
        },
      },
      async (request, reply) => {
        const content = request.body instanceof Uint8Array ? request.body : new Uint8Array(0);
        const put = await exhibits.put(digestOf(request), content);
        if (!put.ok) return refuseWith(reply, put.refusal);
        // Again: what one may see may have changed while the body came. Of content that one may not see, one learns not that it was here.
        const admitted = gate.admit(routes.putContent.access, request);
        if (!admitted.ok) return refuseWith(reply, admitted.refusal);
        const hidden = !isSeen(exhibits, need, admitted.viewer!, put.digest);
        const { digest, bytes, again, keptUntil } = hidden
          ? { ...put, again: false, keptUntil: exhibits.newIsKeptUntil }
          : put;
        const answer = { digest, bytes, again, ...(keptUntil !== undefined && { keptUntil }) };
        return reply
          .code(again ? 200 : 201)
          .type('application/json')
          .send(JSON.stringify(answer));
      },
    );
  });

  const read = (route: typeof routes.content | typeof routes.contentHead) =>
    fastify.route({
      method: route.method,
      url,
      config: { id: route.id },
      handler: async (request, reply) => {
        const admission = gate.admit(route.access, request);
        if (!admission.ok) return refuseWith(reply, admission.refusal);
        if (route.method === 'GET')
          notes.note({ what: 'content', ...byViewer(admission.viewer), subject: digestOf(request) });
        const { viewer } = admission;
        return answer(request, reply, exhibits, () => isSeen(exhibits, need, viewer!, digestOf(request)));
      },
    });
  read(routes.content);
  read(routes.contentHead);
}

/** Whether some act that commits to a content is seen; what no act commits to opens to whoever knows its digest. Noted, if it is restricted. */
function isSeen(
  exhibits: Pick<Exhibits, 'subjectsOf'>,
  need: Pick<Need, 'sees' | 'read'>,
  viewer: Viewer,
  digest: string,
): boolean {
  const subjects = exhibits.subjectsOf(digest);
  const seen = subjects.filter((subject) => need.sees(viewer, subject));
  for (const subject of seen) need.read(viewer, subject, routes.content.id, 'opened');
  return subjects.length === 0 || seen.length > 0;
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  exhibits: Pick<Exhibits, 'read'>,
  seen: () => boolean,
): Promise<FastifyReply> {
  const digest = digestOf(request);
  const { range, 'if-range': ifRange } = request.headers;
  const head = request.method === 'HEAD';
  // RFC 9110 §14.2: ranges are of GET alone.
  const asked = head ? {} : { range, ifRange: typeof ifRange === 'string' ? ifRange : undefined };
  const found = await exhibits.read(digest, asked);
  if (found.kind === 'absent' || !seen()) return refuseWith(reply, absent());
  reply.headers(headersOf(digest, found));
  if (found.kind === 'unsatisfiable') {
    const detail = `read content: it has ${found.size} bytes, and none in the range that was asked for`;
    return refuseWith(reply, refuse<ContentCode>('content.range', detail).refusal);
  }
  reply.code(found.span === undefined ? 200 : 206).type('application/octet-stream');
  const { buffer, byteOffset, length } = found.body;
  if (head) return reply.header('content-length', String(length)).send();
  return reply.send(Buffer.from(buffer, byteOffset, length));
}

function digestOf(request: FastifyRequest): string {
  return (request.params as { digest: string }).digest;
}

function absent() {
  return refuse<HttpCode>('http.not_found', 'read content: this node has none of that digest').refusal;
}

function tooLarge() {
  return refuse<ContentCode>(
    'content.too_large',
    `put content: it is larger than ${CONTENT_BYTES_MAX} bytes (1 MiB), which one content may have; nothing was kept`,
    { bytesMax: CONTENT_BYTES_MAX },
  ).refusal;
}
