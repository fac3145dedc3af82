// What a node does by itself once its accord is founded: it files the two acts that its root key signed beforehand, and then, when both logs are
// open, has its registrar send the counterpart one communication check. Each is done once: what stands in the log is looked at before.

import { composeAct, parseAct } from '@parley/record/act';
import { encodeBase64url } from '@parley/record/base64';
import { parseUtf8 } from '@parley/record/bytes';
import { draftAct } from '@parley/record/draft';
import { thumbprint } from '@parley/record/key';
import type { Refusal } from '@parley/record/refusal';
import { signaturesDemanded } from '@parley/docket/authority';
import type { OpeningAct } from '@parley/docket/accord/founding/opening';
import type { Random } from '../access/secret.ts';
import type { App } from '../app.ts';
import type { NodeKey } from '../keychest.ts';

/** Until the log is open and the check is sent, it is tried again after this: mostly the counterpart’s node has not been started yet. */
const AGAIN_MS = 500;

export type Opening = {
  app: Pick<App, 'file' | 'own' | 'docket' | 'reader' | 'party' | 'parties' | 'accord'>;
  /** signed beforehand; none: the log was opened otherwise */
  acts: readonly OpeningAct[];
  registrar: NodeKey;
  random: Random;
  onRefused: (refusal: Refusal) => void;
};

/** One step; true when nothing is left to do. */
export async function openLog({ app, acts, registrar, random, onRefused }: Opening): Promise<boolean> {
  for (const act of acts.slice(app.own.size)) {
    const filed = await app.file(act);
    if (filed.ok) continue;
    // Whether anybody holds more of our log is asked first; that passes.
    if (filed.refusal.code !== 'node.recovering') onRefused(filed.refusal);
    return false;
  }
  return checkLine({ app, registrar, random, onRefused });
}

async function checkLine({ app, registrar, random, onRefused }: Omit<Opening, 'acts'>): Promise<boolean> {
  const { house } = app.docket;
  if (house.state.inForceAt === null) return false;
  const kid = thumbprint(registrar.publicKey);
  const office = house.logs
    .get(app.party)!
    .officers.find((officer) => officer.kid === kid && officer.relieved === null)?.office;
  // Where the registrar may not, an officer does it.
  if (office === undefined || signaturesDemanded(house.versions.at(-1)!.offices, office, 'contact.check') !== 1)
    return true;
  const checked = new Set(sentChecks(app));
  for (const { id, own } of app.parties) {
    if (own || checked.has(id)) continue;
    const { accord, log, keys, seen, now } = app.reader.composing();
    const { payload } = draftAct(
      {
        accord,
        log,
        type: 'contact.check',
        iat: now,
        body: { to: id, nonce: encodeBase64url(random(16)) },
        ...(keys !== undefined && { keys }),
        ...(Object.keys(seen).length > 0 && { seen }),
      },
      {},
      random,
    );
    const entry = await composeAct(payload, [{ kid, sign: registrar.sign }]);
    const filed = await app.file({ act: parseUtf8(entry)!, words: [] });
    if (filed.ok) continue;
    if (filed.refusal.code !== 'node.recovering') onRefused(filed.refusal);
    return false;
  }
  return true;
}

/** To whom our log has sent a check among its first acts. */
function sentChecks({ own }: Opening['app']): unknown[] {
  return own.store.entries(0, Math.min(own.size, FIRST_ACTS)).flatMap((entry) => {
    const parsed = parseAct(entry);
    const payload = parsed.ok ? parsed.act.payload : undefined;
    return payload?.type === 'contact.check' ? [payload.body['to']] : [];
  });
}

/** The check of the founding is among these; a log that is longer has had its checks since. */
const FIRST_ACTS = 200;

/** Does all of it in the background, until it is done or stopped. */
export function openInBackground(opening: Opening, onFault: (cause: unknown) => void): () => Promise<void> {
  let stopped = false;
  let wake = (): void => undefined;
  const done = (async () => {
    while (!stopped) {
      try {
        if (opening.app.own.size > FIRST_ACTS || (await openLog(opening))) return;
      } catch (cause) {
        onFault(cause);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, AGAIN_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return () => {
    stopped = true;
    wake();
    return done;
  };
}
