// The answers of reviews.ts over HTTP. A report is a file that officers' texts stand in: it is saved, not shown, and whatever shows it all the same
// shows it as a stranger's page, without scripts and without this node's origin.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { PROGRESS_BYTES_MAX } from '@parley/api/progress';
import { QUOTATION_BYTES_MAX } from '@parley/api/quotation';
import type { HttpCode } from '@parley/api/refusals';
import { routes } from '@parley/api/routes';
import { refuse } from '@parley/record/refusal';
import { encodeInstant } from '@parley/docket/report/moment';
import type { Gate } from '../api/gate.ts';
import { refuseWith } from '../platform/http.ts';
import type { Job } from './make.ts';
import { BUSY_RETRY_SECONDS, type Reviews } from './reviews.ts';
import type { ReportAsked } from './status.ts';

const TYPES: Record<ReportAsked['format'], string> = {
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
};

/** Of a report that is shown: nothing runs, nothing is loaded, and it has no origin. The style within it is the report's own. */
export const REPORT_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** A report as a file. */
export async function answerReport(
  reply: FastifyReply,
  reviews: Pick<Reviews, 'make'>,
  asked: ReportAsked,
): Promise<FastifyReply> {
  const made = await reviews.make({ make: 'report', ...asked }, goneOf(reply));
  if (!made.ok) return refuseUntagged(reply, made.refusal);
  const { format, languages } = asked;
  const at = encodeInstant(made.reviewAt!).replaceAll(':', '');
  return reply
    .header('content-security-policy', REPORT_POLICY)
    .header('content-disposition', `attachment; filename="status-report-${at}-${languages.join('-')}.${format}"`)
    .type(TYPES[format])
    .send(bufferOf(made.bytes));
}

/** Any other, as JSON. */
export async function answerReview(
  reply: FastifyReply,
  reviews: Pick<Reviews, 'make'>,
  job: Job,
): Promise<FastifyReply> {
  const made = await reviews.make(job, goneOf(reply));
  if (!made.ok) return refuseUntagged(reply, made.refusal);
  return reply.type('application/json; charset=utf-8').send(bufferOf(made.bytes));
}

/** Those that are asked with a body. It goes to the thread as it came: parsing megabytes would hold up whoever files. */
export function serveReviews(fastify: FastifyInstance, reviews: Pick<Reviews, 'make' | 'full'>, gate: Gate): void {
  for (const [make, bodyLimit] of [
    ['progress', PROGRESS_BYTES_MAX],
    ['quotation', QUOTATION_BYTES_MAX],
  ] as const) {
    const route = routes[make];
    void fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
        done(null, body),
      );
      scope.post(
        route.path,
        {
          config: { id: route.id },
          bodyLimit,
          // Before the body is read: a stranger’s is not, nor one that would be refused all the same.
          onRequest: async (request, reply) => {
            const admitted = gate.admit(route.access, request);
            if (admitted.ok && !reviews.full) return undefined;
            reply.header('connection', 'close');
            return refuseWith(reply, admitted.ok ? busy() : admitted.refusal);
          },
        },
        async (request, reply) => {
          const body = request.body instanceof Uint8Array ? request.body : new Uint8Array(0);
          return answerReview(reply, reviews, { make, body });
        },
      );
    });
  }
}

/** Aborts when the caller has gone away; and when the answer was sent, which changes nothing any more. */
function goneOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}

/** The tag is of what was asked for, not of a no. */
function refuseUntagged(reply: FastifyReply, refusal: Parameters<typeof refuseWith>[1]): FastifyReply {
  return refuseWith(reply.removeHeader('etag').header('cache-control', 'no-store'), refusal);
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function busy() {
  const detail = 'answer a request: as many wait to be made as the node takes';
  return refuse<HttpCode>('http.busy', detail, { retryAfter: BUSY_RETRY_SECONDS }).refusal;
}
