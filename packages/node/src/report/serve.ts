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
import type { Seen } from './held.ts';
import type { Job } from './make.ts';
import { notWhole } from './whole.ts';
import type { Viewer } from '../access/viewer.ts';
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

/** A report as a file. `whole`: whether whoever asks sees the whole record, asked before it is made and before it is given. */
export async function answerReport(
  reply: FastifyReply,
  reviews: Pick<Reviews, 'make'>,
  whole: () => boolean,
  asked: ReportAsked,
): Promise<FastifyReply> {
  const doing = 'make a report';
  if (!whole()) return refuseUntagged(reply, notWhole(doing).refusal);
  const made = await reviews.make({ make: 'report', ...asked }, goneOf(reply));
  if (!whole()) return refuseUntagged(reply, notWhole(doing).refusal);
  if (!made.ok) return refuseUntagged(reply, made.refusal);
  const { format, languages } = asked;
  const at = encodeInstant(made.reviewAt!).replaceAll(':', '');
  return reply
    .header('content-security-policy', REPORT_POLICY)
    .header('content-disposition', `attachment; filename="status-report-${at}-${languages.join('-')}.${format}"`)
    .type(TYPES[format])
    .send(bufferOf(made.bytes));
}

/** Any other, as JSON. `may`: whether whoever asks may have it, asked before it is made and before it is given. */
export async function answerReview(
  reply: FastifyReply,
  reviews: Pick<Reviews, 'make'>,
  may: () => boolean,
  job: Job,
): Promise<FastifyReply> {
  const doing = `make a ${job.make}`;
  if (!may()) return refuseUntagged(reply, notWhole(doing).refusal);
  const made = await reviews.make(job, goneOf(reply));
  if (!may()) return refuseUntagged(reply, notWhole(doing).refusal);
  if (!made.ok) return refuseUntagged(reply, made.refusal);
  return reply.type('application/json; charset=utf-8').send(bufferOf(made.bytes));
}

/** Those that are asked with a body. It goes to the thread as it came: parsing megabytes would hold up whoever files. */
export function serveReviews(
  fastify: FastifyInstance,
  reviews: Pick<Reviews, 'make' | 'full'>,
  gate: Gate,
  seenBy: (viewer: Viewer) => Seen,
): void {
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
          // Again: what one may see may have changed while the body came.
          const admitted = gate.admit(route.access, request);
          if (!admitted.ok) return refuseWith(reply, admitted.refusal);
          const body = request.body instanceof Uint8Array ? request.body : new Uint8Array(0);
          const viewer = admitted.viewer!;
          const { all, rows } = seenBy(viewer);
          // What was restricted meanwhile is in none of the classes that were seen.
          return answerReview(reply, reviews, () => !all || seenBy(viewer).all, { make, body, seen: { all, rows } });
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
