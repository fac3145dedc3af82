// Puts one route on the server: the caller is admitted before anything of the body is read, parameters and body are checked by the route's own
// schemas, and only then is the handler called. Every capability's serve file puts its routes up with this.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HttpCode } from '@parley/api/refusals';
import { routes, type Route, type Routes } from '@parley/api/routes';
import type { Refusal } from '@parley/record/refusal';
import type { Person, Viewer } from '../access/viewer.ts';
import { refuseWith } from '../platform/http.ts';
import type { Gate } from './gate.ts';

type Shape<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;
export type ParamsOf<R> = R extends { params: infer P } ? Shape<P> : Record<string, never>;
export type QueryOf<R> = R extends { query: infer Q } ? Shape<Q> : Record<string, never>;
export type BodyOf<R> = R extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;
type AnswerOf<R> = R extends { answers: { 200: { schema: infer S extends z.ZodType } } } ? z.input<S> : never;

type ViewerBy = {
  open: undefined;
  read: Viewer;
  officer: Viewer;
  act: Viewer | undefined;
  person: Person;
  desk: Person;
  admin: Person;
  /** undefined: the setup secret */
  setup: Person | undefined;
};
export type ViewerOf<R> = R extends { access: infer A extends keyof ViewerBy } ? ViewerBy[A] : never;

/** Writes the answer itself. */
export type Handle<R> = (
  request: FastifyRequest,
  reply: FastifyReply,
  params: ParamsOf<R>,
  query: QueryOf<R>,
  viewer: ViewerOf<R>,
  body: BodyOf<R>,
) => unknown;

/** Gives what is answered with 200 as JSON; undefined: nothing has that id. */
export type Look<R> = (
  params: ParamsOf<R>,
  query: QueryOf<R>,
  viewer: ViewerOf<R>,
) => AnswerOf<R> | undefined | Promise<AnswerOf<R> | undefined>;

/** `bodyBytesMax`: more than the server takes by itself. */
export type TakeOptions = { bodyBytesMax?: number };

export type Take = <Name extends keyof Routes>(name: Name, handle: Handle<Routes[Name]>, options?: TakeOptions) => void;

export type Answer = <Name extends keyof Routes>(name: Name, look: Look<Routes[Name]>) => void;

/** `tag`: the entity tag of answers that depend on the docket and on who may see what of it; undefined where there is no docket. */
export function taking(
  fastify: FastifyInstance,
  gate: Gate,
  tag: ((viewer: Viewer) => string) | undefined,
): { take: Take; answer: Answer } {
  const viewers = new WeakMap<FastifyRequest, Viewer | undefined>();
  const take: Take = (name, handle, { bodyBytesMax } = {}) => {
    const route: Route = routes[name] as Route;
    fastify.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { id: route.id },
      ...(bodyBytesMax !== undefined && { bodyLimit: bodyBytesMax }),
      // Before the body is read: a stranger’s is not.
      onRequest: async (request, reply) => {
        const admitted = gate.admit(route.access, request);
        if (admitted.ok) {
          viewers.set(request, admitted.viewer);
          return undefined;
        }
        if (hasBody(request)) reply.header('connection', 'close');
        return refuseWith(reply, admitted.refusal);
      },
      handler: async (request, reply) => {
        const params = route.params?.safeParse(request.params);
        if (params?.success === false) return refuseWith(reply, nothing(request));
        const query = route.query?.safeParse(request.query);
        if (query?.success === false) return refuseWith(reply, unreadable(query.error));
        const body = route.body instanceof z.ZodType ? route.body.safeParse(request.body) : undefined;
        if (body?.success === false) return refuseWith(reply, malformed(body.error));
        const asking = viewers.get(request);
        if (route.tagged && tag !== undefined && asking !== undefined) {
          const now = tag(asking);
          // A browser leaves nothing of it on the disk; a program keeps what it likes, and asks whether it still stands.
          reply
            .header('etag', now)
            .header('cache-control', asking.kind === 'person' ? 'no-store' : 'private, no-cache')
            .header('vary', 'authorization, cookie');
          if (matches(request.headers['if-none-match'], now)) return reply.code(304).send();
        }
        type Given = Parameters<typeof handle>;
        return handle(
          request,
          reply,
          (params?.data ?? {}) as Given[2],
          (query?.data ?? {}) as Given[3],
          viewers.get(request) as Given[4],
          body?.data as Given[5],
        );
      },
    });
  };
  const answer: Answer = (name, look) =>
    take(name, async (request, reply, params, query, viewer) => {
      const found = await look(params, query, viewer);
      return found === undefined ? refuseWith(reply, nothing(request)) : sendJson(reply, found);
    });
  return { take, answer };
}

export function sendJson(reply: FastifyReply, value: object): FastifyReply {
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(value));
}

function hasBody({ headers }: FastifyRequest): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = headers;
  return encoding !== undefined || (length !== undefined && length !== '0');
}

/** What a route says of an id that nothing has. */
export function nothing(request: FastifyRequest): Refusal<HttpCode> {
  return {
    code: 'http.not_found',
    detail: `answer a request: nothing has this id (${request.routeOptions.config.id ?? ''})`,
  };
}

function unreadable(error: z.ZodError): Refusal<HttpCode> {
  const [issue] = error.issues;
  const where = issue?.path.join('.') ?? '';
  const what =
    issue?.code === 'unrecognized_keys'
      ? `there is no parameter ${issue.keys.join(', ').slice(0, 60)}`
      : `the parameter ${where} is not in order`;
  return { code: 'http.query', detail: `answer a request: ${what}`, parameter: where };
}

function malformed(error: z.ZodError): Refusal<HttpCode> {
  const [issue] = error.issues;
  const where = issue?.path.map(String).join('.').slice(0, 100) ?? '';
  const what =
    issue?.code === 'unrecognized_keys'
      ? `its body has the member ${issue.keys.join(', ').slice(0, 60)}, which it may not have`
      : `the member ${where === '' ? 'that is the whole body' : where} is not in order`;
  return { code: 'http.malformed', detail: `read a request: ${what}`, member: where };
}

/** RFC 9110 §13.1.2, weak comparison. */
function matches(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = tag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === opaque);
}
