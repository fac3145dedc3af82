// What the measured acts say: the same requests and final replies that `parley demo --acts` generates, about 1 KiB an act and as much again
// of words in two languages.

import { randomBytes } from 'node:crypto';
import { composeAct, type Seen } from '@parley/record/act';
import { parseUtf8 } from '@parley/record/bytes';
import { draftAct } from '@parley/record/draft';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import type { Ed25519Signer } from '@parley/record/ed25519';

/** What a client sends to file an act. */
export type Filing = { act: string; words: string[] };

export type Saying = { type: string; body: JsonObject; words: JsonObject; subject?: string };

/** What an act must say of the record at the moment it is signed. */
export type Composing = { accord: string; log: string; keys?: number | undefined; seen: Seen; iat: number };

const text = (en: string, zh: string) => ({ en, zh });

export function requestOf(to: string, number: number): Saying {
  return {
    type: 'request.make',
    body: { to, category: 'status-update', urgency: 'routine' },
    words: {
      title: text(`Generated request ${number}`, `生成的请求 ${number}`),
      asked: text(
        'This request was generated for load and asks for nothing.',
        '此请求为负载测试生成，不提出任何要求。',
      ),
    },
  };
}

export function replyTo(subject: string): Saying {
  return {
    type: 'request.reply',
    subject,
    body: { final: true, outcome: 'no-information' },
    words: { answer: text('This reply was generated for load.', '此答复为负载测试生成。') },
  };
}

/** Random bytes in large portions: sixteen at a time cost a call into the system each. */
function randomPool(): (bytes: number) => Uint8Array {
  let pool = new Uint8Array(0);
  let at = 0;
  return (bytes) => {
    if (at + bytes > pool.length) {
      pool = new Uint8Array(randomBytes(65_536));
      at = 0;
    }
    at += bytes;
    return pool.slice(at - bytes, at);
  };
}

const random = randomPool();

/** Composes and signs an act as an officer's client does. */
export async function sign(saying: Saying, composing: Composing, signer: Ed25519Signer): Promise<Filing> {
  const { accord, log, keys, seen, iat } = composing;
  const { payload, disclosures } = draftAct(
    {
      accord,
      log,
      type: saying.type,
      iat,
      body: saying.body,
      ...(keys === undefined ? {} : { keys }),
      ...(saying.subject === undefined ? {} : { subject: saying.subject }),
      ...(Object.keys(seen).length === 0 ? {} : { seen }),
    },
    saying.words,
    random,
  );
  const entry = await composeAct(payload, [{ kid: thumbprint(signer.publicKey), sign: signer.sign }]);
  return { act: parseUtf8(entry)!, words: disclosures.map(({ text: one }) => one) };
}
