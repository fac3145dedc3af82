// Asking the node. What may be asked and what comes back is typed by the routes of `api`; the answers are our own node's, and are believed
// to have that form. What they claim is another matter: a proof is checked by `record`, here in the browser.

import { routeTable } from 'virtual:routes';
import type { Problem } from '@parley/api/problem';
import type { Routes } from '@parley/api/routes';

/** RFC 9457. */
const PROBLEM_TYPE = 'application/problem+json';

/** A bad line is normal; beyond this it is no line. */
const ANSWER_MS_MAX = 30_000;

/** The node said no, and why. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'Refused';
    this.problem = problem;
  }
}

/** Nobody knows whether the node heard it: the line broke, or it answered with something that is not its own. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** A schema of zod, of which only the types are wanted here. */
type Sent<I> = { _zod: { input: I } };
type Read<O> = { _zod: { output: O } };

type Params<R> = R extends { params: Sent<infer I> } ? { params: I } : unknown;
type Query<R> = R extends { query: Sent<infer I> } ? { query?: I } : unknown;
type Body<R> = R extends { body: Sent<infer I> } ? { body: I } : unknown;

export type RouteName = keyof Routes;
export type Asked<Name extends RouteName> = Params<Routes[Name]> & Query<Routes[Name]> & Body<Routes[Name]>;

type Schemas<Answers> = {
  [Status in keyof Answers]: Answers[Status] extends { schema: Read<infer O> } ? O : never;
}[keyof Answers];

/** What a route answers with when it does what it was asked. */
export type Answer<Name extends RouteName> = Schemas<Routes[Name]['answers']>;

type Plain = string | number | boolean | undefined;

/** Where a route is, with its parameters and its query filled in. */
export function pathOf<Name extends RouteName>(name: Name, asked: Omit<Asked<Name>, 'body'>): string {
  const { params = {}, query = {} } = asked as { params?: Record<string, string>; query?: Record<string, Plain> };
  const path = routeTable[name][1].replaceAll(/\{(\w+)\}/g, (_, member: string) =>
    encodeURIComponent(params[member] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [member, value] of Object.entries(query)) if (value !== undefined) search.set(member, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}

/** Throws Refused, or Unanswered. `signal` ends the waiting; `bearer` goes in place of a sign-in, where there is none yet. */
export async function call<Name extends RouteName>(
  name: Name,
  asked: Asked<Name>,
  { signal, bearer }: { signal?: AbortSignal; bearer?: string } = {},
): Promise<Answer<Name>> {
  const [method] = routeTable[name];
  const { body } = asked as { body?: unknown };
  const limit = AbortSignal.timeout(ANSWER_MS_MAX);
  let response: Response;
  try {
    response = await fetch(pathOf(name, asked), {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Unanswered(`${name}: no answer`, { cause });
  }
  if (response.status === 204) return undefined as Answer<Name>;
  let read: unknown;
  try {
    read = await response.json();
  } catch (cause) {
    throw new Unanswered(`${name}: the answer broke off`, { cause });
  }
  if (response.ok) return read as Answer<Name>;
  if (!(response.headers.get('content-type') ?? '').startsWith(PROBLEM_TYPE))
    throw new Unanswered(`${name}: somebody else answered, with ${response.status}`);
  throw new Refused(read as Problem);
}

/** Whether to try again may help, without any change of what was asked. */
export function mayPass(error: unknown): boolean {
  if (error instanceof Unanswered) return true;
  return error instanceof Refused && error.problem.status === 503;
}
