// Who may call which route: the one place that decides. Open routes ask nothing; reading asks for a bearer token of scope `read` or `officer`,
// putting content for one of scope `officer`; filing asks for none, since the act is signed, but a token that is sent must be good.

import type { Access } from '@parley/api/routes';
import { refuse, type Result } from '@parley/record/refusal';
import type { HttpCode } from '@parley/api/refusals';
import type { Tokens } from '../access/tokens.ts';

const BEARER = /^Bearer ([A-Za-z0-9_-]{1,100})$/i;

/** `authorization` is the header as received; `now` Unix seconds of real time. */
export function admitCaller(
  access: Access,
  authorization: string | undefined,
  tokens: Tokens,
  now: number,
): Result<object, HttpCode> {
  if (access === 'open' || (access === 'act' && authorization === undefined)) return { ok: true };
  const doing = access === 'officer' ? 'put content' : 'read from the node';
  if (authorization === undefined) return refuse('http.token_missing', `${doing}: the request carries no token`);
  const token = BEARER.exec(authorization)?.[1];
  const opened = token === undefined ? undefined : tokens.open(token, now);
  if (opened === undefined)
    return refuse('http.token_unknown', `${doing}: the token is not one that this node issued and still honours`);
  const scopes = access === 'officer' ? ['officer'] : ['read', 'officer'];
  if (!scopes.includes(opened.scope))
    return refuse(
      'http.token_scope',
      `${doing}: the token’s scope is ${opened.scope}, expected ${scopes.join(' or ')}`,
    );
  return { ok: true };
}
