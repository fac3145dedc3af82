// A running node, asked over its API.

import { paths } from '@parley/api/paths';
import type { Filed } from '@parley/api/acts';
import { readConfig, readEnvironment } from '@parley/node/config';
import { refuse, type Refusal, type Result } from '@parley/record/refusal';
import type { SignedAct } from '@parley/signing/sign';

export type NodeOptions = { node: string; token?: string };

export class NodeClient {
  readonly base: string;
  #token: string | undefined;

  constructor(base: string, token: string | undefined) {
    this.base = base.replace(/\/+$/, '');
    this.#token = token;
  }

  /** Reads JSON of the API, at a path that `pathTo` made. */
  async get<Value>(path: string): Promise<Result<{ value: Value }>> {
    const answered = await this.#ask(path, {});
    return answered.ok ? { ok: true, value: answered.value as Value } : answered;
  }

  async file(signed: SignedAct): Promise<Result<{ filed: Filed }>> {
    const answered = await this.#ask(paths.acts, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signed),
    });
    return answered.ok ? { ok: true, filed: answered.value as Filed } : answered;
  }

  async #ask(path: string, init: RequestInit): Promise<Result<{ value: unknown }>> {
    const token = this.#token;
    const headers = { ...(init.headers as object), ...(token !== undefined && { authorization: `Bearer ${token}` }) };
    let response: Response;
    try {
      response = await fetch(this.base + path, { ...init, headers });
    } catch (fault) {
      const { cause, message } = fault as Error;
      const reason = cause instanceof Error && cause.message !== '' ? cause.message : message;
      return refuse('node.unreachable', `cannot reach ${this.base}: ${reason}: is the node running there?`);
    }
    const value: unknown = await response.json().catch(() => undefined);
    if (response.ok && value !== undefined) return { ok: true, value };
    const { code, detail } = (value ?? {}) as Partial<Refusal>;
    return refuse(code ?? 'node.refused', `${this.base}: ${detail ?? `status ${response.status}`}`);
  }
}

/**
 * `node`: an address, or a folder whose node runs where its node.json says. Either is read with a token (PARLEY_TOKEN unless given): who made it
 * and what it opens stands in the node's own list of tokens.
 */
export function openNode({ node, token = process.env['PARLEY_TOKEN'] }: NodeOptions): Result<{ client: NodeClient }> {
  if (/^https?:\/\//.test(node)) return { ok: true, client: new NodeClient(node, token) };
  const environment = readEnvironment(process.env, { dir: node });
  if (!environment.ok) return environment;
  const read = readConfig(environment.environment);
  if (!read.ok) return read;
  const { host, port } = read.config;
  return { ok: true, client: new NodeClient(`http://${host}:${port}`, token) };
}
