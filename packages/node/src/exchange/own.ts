// Asking our own node from its folder, as the commands of its administrator do: where node.json says that it listens, by its own certificate if it has
// one. What the name of this machine is to others does not matter.

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { refuse, type Refusal, type Result } from '@parley/record/refusal';
import type { Config } from '../config.ts';
import { dialer, pinOf } from './dial.ts';

export type OwnNode = {
  url: string;
  ask<T>(
    method: 'GET' | 'POST',
    path: string,
    given?: { token?: string; body?: unknown },
  ): Promise<Result<{ value: T }>>;
  close(): Promise<void>;
};

const ANSWER_TIMEOUT_MS = 30_000;

export function ownNode({ host, port, tls }: Pick<Config, 'host' | 'port' | 'tls'>): OwnNode {
  const local = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const url = `${tls === undefined ? 'http' : 'https'}://${local.includes(':') ? `[${local}]` : local}:${port}`;
  const pins = tls && [pinOf(new X509Certificate(readFileSync(tls.certFile)))];
  const agent = new Agent({ connect: dialer({ pins, publicOnly: false }), headersTimeout: ANSWER_TIMEOUT_MS });
  return {
    url,
    async ask<T>(method: 'GET' | 'POST', path: string, { token, body }: { token?: string; body?: unknown } = {}) {
      try {
        const response = await request(url + path, {
          method,
          headers: {
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          dispatcher: agent,
        });
        const value = await response.body.json();
        if (response.statusCode < 300) return { ok: true, value: value as T };
        const { code, detail } = value as Partial<Refusal>;
        return refuse(code ?? 'node.refused', detail ?? `${url} answered ${response.statusCode}`);
      } catch (fault) {
        const reason = fault instanceof Error ? fault.message || fault.name : String(fault);
        return refuse('node.unreachable', `cannot reach the node at ${url} (${reason}): it has to run`);
      }
    },
    close: () => agent.close(),
  };
}
