// POST /api/v1/acts: the hot path. The body is read once by JSON.parse and checked by hand, the answer is written as text; nothing else
// runs between the socket and the app. A filing that the app cannot take now is refused with 503, and nothing of it is kept.

import type { FastifyInstance } from 'fastify';
import { FILING_BYTES_MAX, WORDS_MAX, type Filing } from '@parley/api/acts';
import { ENTRY_BYTES_MAX } from '@parley/record/act';
import { routes } from '@parley/api/routes';
import { refuse, type Result } from '@parley/record/refusal';
import type { HttpCode } from '@parley/api/refusals';
import { refuseWith } from '../platform/http.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { ServedApp } from './app.ts';
import type { Gate } from './gate.ts';

/** Registers the route in a scope of its own, so that its parser serves it alone. */
export function serveFiling(
  fastify: FastifyInstance,
  app: Pick<ServedApp, 'file'>,
  gate: Gate,
  metrics: Metrics,
): void {
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: FILING_BYTES_MAX },
      (_request, text, done) => done(null, text),
    );
    scope.post(
      routes.fileAct.path,
      { config: { id: routes.fileAct.id }, bodyLimit: FILING_BYTES_MAX },
      async (request, reply) => {
        const admitted = gate.admit('act', request);
        if (!admitted.ok) return refuseWith(reply, admitted.refusal);
        const read = parseFiling(request.body);
        const filed = read.ok ? await app.file(read.filing) : read;
        if (!filed.ok) {
          metrics.filing(filed.refusal.code);
          return refuseWith(reply, filed.refusal);
        }
        const { id, log, index, filedAt, again } = filed;
        metrics.filing(again ? 'again' : 'filed');
        return reply
          .code(again ? 200 : 201)
          .type('application/json')
          .send(JSON.stringify({ id, log, index, filedAt, again }));
      },
    );
  });
}

/** The body of a filing request, by hand: the same as the schema `Filing`, without its cost. */
export function parseFiling(body: unknown): Result<{ filing: Filing }, HttpCode | 'act.too_large'> {
  let value: unknown;
  try {
    value = typeof body === 'string' ? JSON.parse(body) : undefined;
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return malformed('expected a JSON object { act, words }');
  const { act, words, ...rest } = value as Record<string, unknown>;
  for (const name in rest) return malformed(`it has the member “${name.slice(0, 40)}”, expected act and words alone`);
  if (typeof act !== 'string' || act === '') return malformed('`act` is not the text of a signed act');
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string'))
    return malformed('`words` is not a list of disclosures');
  if (words.length > WORDS_MAX) return malformed(`it has ${words.length} words, expected at most ${WORDS_MAX}`);
  if (act.length > ENTRY_BYTES_MAX)
    return refuse(
      'act.too_large',
      `file an act: its entry has ${act.length} bytes, expected at most ${ENTRY_BYTES_MAX}`,
    );
  return { ok: true, filing: { act, words } };
}

function malformed(fact: string) {
  return refuse<HttpCode>('http.malformed', `file an act: the body cannot be read: ${fact}`);
}
