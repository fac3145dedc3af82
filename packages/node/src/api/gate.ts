// Who may call which route: the one place that decides, by a bearer token or by the cookie of a sign-in. A token that is sent decides alone.
//
// A browser sends the cookie with whatever any page makes it send. So what changes something without a token is taken only from a page of this
// node: the browser says so in Origin or Sec-Fetch-Site, which no page can write. That holds for signing in too, or a stranger's page could
// sign somebody in as somebody else. (The cookie is SameSite=Strict besides.)

import type { IncomingHttpHeaders } from 'node:http';
import type { Access } from '@parley/api/route';
import { refuse, type Result } from '@parley/record/refusal';
import type { AccessCode, HttpCode } from '@parley/api/refusals';
import { sessionCookie } from '../access/cookie.ts';
import type { Tokens } from '../access/tokens.ts';
import type { Client, Person, Viewer } from '../access/viewer.ts';

const BEARER = /^Bearer ([A-Za-z0-9_-]{1,100})$/i;
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What the gate looks at of a request. */
export type Asking = { method: string; headers: IncomingHttpHeaders };

export type Doors = {
  tokens: Pick<Tokens, 'open'>;
  /** Who is signed in by that cookie: in use from here on (`open`), or merely still (`still`). */
  signIns: { open(secret: string): Person | undefined; still(secret: string): Person | undefined };
  /** Whether that is the setup secret of a node that has no administrator. */
  setup: (secret: string) => boolean;
  /** Whether a page of that origin is ours. */
  ours: (origin: string) => boolean;
  /** Unix seconds of real time. */
  now: () => number;
};

/** Who is admitted: undefined where nobody in particular is asked for. */
export type Admitted = Result<{ viewer: Viewer | undefined }, HttpCode | AccessCode>;

export type Gate = {
  admit(access: Access, asking: Asking): Admitted;
  /** Who would be admitted, without that counting as use. */
  look(access: Access, asking: Asking): Admitted;
  /** Calls `end`, once, when whoever was admitted would be no longer. Gives what stops the watch. */
  watch(access: Access, asking: Asking, end: () => void): () => void;
  /** Looks at all that is watched: called when a sign-in was ended, so that what it opened ends with it. */
  recheck(): void;
  stop(): void;
};

/** What ends by time alone, or by another process, is seen after this. */
const RECHECK_MS = 10_000;

const DOING: Record<Access, string> = {
  open: 'answer a request',
  read: 'read from the node',
  officer: 'put content',
  act: 'file an act',
  person: 'answer a request',
  desk: 'work at the desk',
  admin: 'run the node',
  setup: 'set up the node',
};

export function gateOf(doors: Doors): Gate {
  const watched = new Map<object, () => boolean>();
  const recheck = () => {
    for (const [key, gone] of watched) if (gone()) watched.delete(key);
  };
  const timer = setInterval(recheck, RECHECK_MS);
  timer.unref();
  const { signIns } = doors;
  const idle: Doors = {
    ...doors,
    signIns: { open: (secret) => signIns.still(secret), still: (secret) => signIns.still(secret) },
  };
  return {
    admit: (access, asking) => admit(doors, access, asking),
    look: (access, asking) => admit(idle, access, asking),
    watch(access, asking, end) {
      const key = {};
      watched.set(key, () => {
        if (admit(idle, access, asking).ok) return false;
        end();
        return true;
      });
      return () => void watched.delete(key);
    },
    recheck,
    stop: () => clearInterval(timer),
  };
}

function admit(doors: Doors, access: Access, { method, headers }: Asking): Admitted {
  const doing = DOING[access];
  const { authorization } = headers;
  if (access === 'act' && authorization === undefined) return { ok: true, viewer: undefined };
  if (authorization !== undefined && access !== 'open') return admitBearer(doors, access, authorization);
  const elsewhere = !SAFE.has(method) && !fromOurPage(doors, headers);
  const crossSite = () =>
    refuse<AccessCode>('access.cross_site', `${doing}: it was not asked from a page of this node`);
  if (access === 'open') return elsewhere ? crossSite() : { ok: true, viewer: undefined };

  const secret = sessionCookie(headers.cookie);
  if (secret === undefined && (access === 'read' || access === 'officer'))
    return refuse('http.token_missing', `${doing}: the request carries no token, and nobody is signed in`);
  if (secret === undefined) return refuse('access.signed_out', `${doing}: nobody is signed in`);
  if (elsewhere) return crossSite();
  const person = doors.signIns.open(secret);
  if (person === undefined) return refuse('access.signed_out', `${doing}: nobody is signed in any more`);
  return admitPerson(access, person);
}

function admitBearer(doors: Doors, access: Access, authorization: string): Admitted {
  const doing = DOING[access];
  const token = BEARER.exec(authorization)?.[1];
  if (access === 'setup') {
    if (token !== undefined && doors.setup(token)) return { ok: true, viewer: undefined };
    return refuse('access.setup', `${doing}: the setup secret is not this node’s, or has done its work`);
  }
  const opened = token === undefined ? undefined : doors.tokens.open(token, doors.now());
  if (opened === undefined)
    return refuse('http.token_unknown', `${doing}: the token is not one that this node issued and still honours`);
  const viewer: Client = { kind: 'client', token: opened.id, scope: opened.scope };
  if (access === 'person' || access === 'desk' || access === 'admin')
    return refuse('http.token_scope', `${doing}: the request carries a token, expected somebody who is signed in`);
  const scopes = access === 'officer' ? ['officer'] : ['read', 'officer'];
  if (!scopes.includes(opened.scope))
    return refuse(
      'http.token_scope',
      `${doing}: the token’s scope is ${opened.scope}, expected ${scopes.join(' or ')}`,
    );
  return { ok: true, viewer };
}

function admitPerson(access: Access, person: Person): Admitted {
  const doing = DOING[access];
  const officer = person.role === 'officer';
  if (access === 'admin' || access === 'setup') {
    if (officer) return refuse('access.not_administrator', `${doing}: ${person.name} is an officer`);
  } else if (access !== 'person' && access !== 'act') {
    if (!officer)
      return refuse('access.not_officer', `${doing}: an administrator runs the node, and sees nothing of its content`);
    if (person.offices.length === 0)
      return refuse('access.not_in_office', `${doing}: no key of ${person.name} is in office now`);
  }
  return { ok: true, viewer: person };
}

function fromOurPage({ ours }: Doors, headers: IncomingHttpHeaders): boolean {
  if (headers['sec-fetch-site'] === 'same-origin') return true;
  return headers.origin !== undefined && ours(headers.origin);
}
