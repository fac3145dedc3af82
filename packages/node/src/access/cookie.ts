// The cookies of a browser: of who is signed in, of a sign-in on its way, of an enrolment. Each holds 32 random bytes and means nothing by itself. `__Host-`: no other host and no unencrypted page can have set it; HttpOnly: no script reads it.

import type { FastifyReply } from 'fastify';

const SESSION = '__Host-parley';
const CEREMONY = '__Host-parley-ceremony';
const ENROLMENT = '__Host-parley-enrolment';

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** The secret of a sign-in, from a Cookie header; undefined for none, for what is no secret, and for two. */
export function sessionCookie(header: string | undefined): string | undefined {
  return secretOf(header, SESSION);
}

export function ceremonyCookie(header: string | undefined): string | undefined {
  return secretOf(header, CEREMONY);
}

export function enrolmentCookie(header: string | undefined): string | undefined {
  return secretOf(header, ENROLMENT);
}

/** `seconds`: how long the browser keeps it; 0: no longer. */
export function setSessionCookie(reply: FastifyReply, secret: string, seconds: number): void {
  set(reply, SESSION, secret, seconds, 'Strict');
}

/** Lax: the provider sends the browser back from its own site, and a strict cookie would stay behind. */
export function setCeremonyCookie(reply: FastifyReply, secret: string, seconds: number): void {
  set(reply, CEREMONY, secret, seconds, 'Lax');
}

export function setEnrolmentCookie(reply: FastifyReply, secret: string, seconds: number): void {
  set(reply, ENROLMENT, secret, seconds, 'Strict');
}

function set(reply: FastifyReply, name: string, secret: string, seconds: number, sameSite: 'Strict' | 'Lax'): void {
  if (secret !== '' && !SECRET.test(secret)) throw new TypeError('setting a cookie: its value is no secret');
  void reply.header(
    'set-cookie',
    `${name}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=${sameSite}`,
  );
}

function secretOf(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 && SECRET.test(values[0]!) ? values[0] : undefined;
}
