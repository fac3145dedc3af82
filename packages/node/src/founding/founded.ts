// What is left of a founding once the node is a full one: the log to be opened, and the counterpart's link to be answered. A node whose accord came
// otherwise, as a demonstration's, has none of it.

import type { FastifyInstance } from 'fastify';
import { systemRandom } from '../access/secret.ts';
import type { App } from '../app.ts';
import type { Logger } from '../platform/logger.ts';
import { Founding } from './founding.ts';
import { openInBackground } from './opening.ts';
import { hasParty } from './party.ts';
import { serveFoundingLink } from './serve.ts';

export type Founded = {
  /** Opens our log, if it is not open, and checks the line; gives what stops it. */
  begin(app: App): () => Promise<void>;
  close(): void;
};

/** undefined: this folder was not founded by what is here. */
export async function foundedIn(dir: string, fastify: FastifyInstance, log: Logger): Promise<Founded | undefined> {
  if (!hasParty(dir)) return undefined;
  const opened = await Founding.open(dir);
  if (!opened.ok) {
    // Keys have been replaced since, and the former ones removed: the founding is long over.
    log.warn('founding.closed', { reason: opened.refusal.detail });
    return undefined;
  }
  const { founding } = opened;
  serveFoundingLink(fastify, () => founding);
  const { party, registrar } = founding.own;
  let told = '';
  return {
    begin: (app) => {
      const kept = founding.store.text === undefined ? Promise.resolve(undefined) : founding.kept();
      let end: (() => Promise<void>) | undefined;
      let stopped = false;
      const begun = kept.then((found) => {
        if (stopped || found === undefined || found.negotiation.accordId !== app.accordId) return;
        end = openInBackground(
          {
            app,
            acts: found.negotiation.signed[party.id] ?? [],
            registrar: founding.key('registrar', registrar),
            random: systemRandom,
            onRefused: ({ code, detail }) => {
              if (code !== told) log.warn('founding.waits', { code, reason: detail });
              told = code;
            },
          },
          (cause) => log.error('founding.fault', { party: party.id }, cause),
        );
      });
      return async () => {
        stopped = true;
        await begun;
        await end?.();
      };
    },
    close: () => founding.close(),
  };
}
