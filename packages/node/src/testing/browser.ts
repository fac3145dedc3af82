// A browser in a few lines, for tests of signing in: it keeps the cookies of one node, says where its requests come from, and has an authenticator.

import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { Enrolment, SignIn } from '@parley/api/access';
import { accessPaths } from '@parley/api/access';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { possessionMessage } from '@parley/record/possession';
import { webEd25519Signer, type Ed25519Signer } from '@parley/record/ed25519';
import { Authenticator, type Slip } from './authenticator.ts';

export type Answered = { status: number; code: string | undefined; body: Record<string, unknown>; response: Response };

export class Browser {
  readonly origin: string;
  readonly authenticator: Authenticator;
  #url: string;
  cookies = new Map<string, string>();

  /** `url`: where the node answers; `origin`: of its pages. */
  constructor(url: string, origin: string) {
    this.#url = url;
    this.origin = origin;
    this.authenticator = new Authenticator(origin);
  }

  /** As a page of the node’s own would; `headers` in place of what a browser adds. */
  async ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.#url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookie !== '' && { cookie }),
        ...(headers ?? (method === 'GET' ? {} : { origin: this.origin })),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const [name, value] = pair!.split('=') as [string, string];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    const parsed = json ? (JSON.parse(text) as Record<string, unknown>) : { text };
    return { status: response.status, code: parsed['code'] as string | undefined, body: parsed, response };
  }

  get(path: string): Promise<Answered> {
    return this.ask('GET', path);
  }

  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered> {
    return this.ask('POST', path, body, headers);
  }

  /** Opens an invitation and enrols: a passkey, and for an officer `key`, or a new one. */
  async enrol(secret: string, key?: Ed25519Signer): Promise<{ finished: Answered; key: Ed25519Signer | undefined }> {
    const opened = await this.post(accessPaths.openInvitation, { secret });
    if (opened.code !== undefined) return { finished: opened, key };
    const { needsKey } = opened.body as z.output<typeof Enrolment>;
    const own = needsKey ? (key ?? (await webEd25519Signer(new Uint8Array(randomBytes(32))))) : undefined;
    return { finished: await this.finish(own), key: own };
  }

  async finish(key: Ed25519Signer | undefined, slip: Slip = {}): Promise<Answered> {
    const asked = await this.post(accessPaths.enrolmentOptions);
    if (asked.code !== undefined) return asked;
    const { options, keyChallenge } = asked.body as { options: Record<string, unknown>; keyChallenge: string | null };
    const credential = this.authenticator.create(options, slip);
    if (key === undefined) return this.post(accessPaths.enrolment, { credential });
    // A page that proves a key which nobody asked for has no challenge to sign.
    const challenge = keyChallenge === null ? new Uint8Array(32) : parseBase64url(keyChallenge)!;
    const signature = await key.sign(possessionMessage(key.publicKey, this.origin, challenge));
    return this.post(accessPaths.enrolment, {
      credential,
      key: { publicKey: encodeBase64url(key.publicKey), signature: encodeBase64url(signature) },
    });
  }

  async signIn(slip: Slip = {}): Promise<Answered> {
    const { body } = await this.post(accessPaths.passkeyOptions);
    const credential = this.authenticator.get(body['options'] as Record<string, unknown>, slip);
    return this.post(accessPaths.passkeySignIn, { credential });
  }

  /** Confirms by passkey. */
  async confirm(what: string, slip: Slip = {}): Promise<Answered> {
    const { body } = await this.post(accessPaths.confirmOptions, { what });
    const credential = this.authenticator.get(body['options'] as Record<string, unknown>, slip);
    return this.post(accessPaths.confirm, { credential });
  }

  async whoami(): Promise<z.output<typeof SignIn>> {
    return (await this.get(accessPaths.signIn)).body as z.output<typeof SignIn>;
  }
}
