// Pulling one content from whoever committed to it, or holds it too: piece by piece with ranges, each kept as it arrives, so that a pull that was
// cut off or killed goes on where it stopped. Never more is asked for, or kept, than the act says; and nothing is believed before the digest
// of the whole is right.

import { CONTENT_BYTES_MAX } from '@parley/api/exhibits';
import type { Refusal } from '@parley/record/refusal';
import type { ExchangeResponse } from '../counterparts/transport.ts';
import type { Contents } from './contents.ts';
import { parseContentRange, type Span } from './range.ts';

/** Bytes asked for at a time: what a cut costs at most. */
export const PIECE_BYTES = 65_536;

/** Asks for a part. Throws `UnreachableError` when nobody answers, or not in time. */
export type FetchPart = (part: Span) => Promise<ExchangeResponse>;

/** `done`: it is here. `again`: they gave something else, or nothing; `never`: the act asks for what this node does not take. */
export type PulledContent = { outcome: 'done' } | { outcome: 'again' | 'never'; refusal: Refusal };

export async function pullContent(
  { digest, bytes }: { digest: string; bytes: number },
  contents: Contents,
  fetch: FetchPart,
): Promise<PulledContent> {
  if (bytes > CONTENT_BYTES_MAX) {
    const detail = `pulling content: the act says that it has ${bytes} bytes, this node takes at most ${CONTENT_BYTES_MAX}`;
    return { outcome: 'never', refusal: { code: 'content.too_large', detail } };
  }
  for (;;) {
    const at = await contents.begun(digest, bytes);
    if (at >= bytes) break;
    const part = { from: at, to: Math.min(bytes, at + PIECE_BYTES) };
    const response = await fetch(part);
    const refusal = await keepPart({ digest, bytes }, part, response, contents);
    if (refusal !== undefined) return { outcome: 'again', refusal };
  }
  if (await contents.finish(digest, bytes)) return { outcome: 'done' };
  const detail = `pulling content: the ${bytes} bytes that they gave do not have the digest ${digest}, and were discarded`;
  return { outcome: 'again', refusal: { code: 'content.digest', detail } };
}

async function keepPart(
  { digest, bytes }: { digest: string; bytes: number },
  part: Span,
  response: ExchangeResponse,
  contents: Contents,
): Promise<Refusal | undefined> {
  const { status, body } = response;
  if (status === 200) {
    // The whole, from someone who serves no parts.
    if (body.length !== bytes) return wrongLength(body.length, bytes);
    await contents.append(digest, bytes, 0, body);
    return undefined;
  }
  if (status !== 206) {
    return { code: 'content.not_served', detail: `pulling content: they answered ${status}, expected a part of it` };
  }
  const range = parseContentRange(response.headers?.['content-range']);
  if (range !== undefined && range.size !== bytes) return wrongLength(range.size, bytes);
  if (range?.from !== part.from || range.to !== part.to || body.length !== part.to - part.from) {
    const detail = `pulling content: they did not give the bytes ${part.from} to ${part.to - 1} that were asked for`;
    return { code: 'content.part', detail };
  }
  await contents.append(digest, bytes, part.from, body);
  return undefined;
}

function wrongLength(found: number, expected: number): Refusal {
  const detail = `pulling content: theirs has ${found} bytes, their act says ${expected}`;
  return { code: 'content.length', detail };
}
