// The counterpart's link: `<its address>/founding/<secret>`. GET gives its envelope, POST takes ours and gives what it has then. Whoever has the
// link may do both; what is exchanged proves itself, so the link need not be trusted, only found.

import { ENVELOPE_BYTES_MAX } from '@parley/docket/accord/founding/envelope';
import { refuse, type Result } from '@parley/record/refusal';
import { normalAddress } from '../exchange/address.ts';

export const FOUNDING_PREFIX = '/founding/';
export const ENVELOPE_TYPE = 'application/vnd.parley.founding+json';

const LINK = /^(https?:\/\/[^/?#]+(?:\/[^?#]*)?)\/founding\/[A-Za-z0-9_-]{43}$/;
const PATIENCE_MS = 20_000;

export type LinkCode = 'founding.link' | 'founding.unreachable' | 'founding.their_refusal';

/** Whether a text is such a link. */
export function isLink(text: string): boolean {
  const address = LINK.exec(text)?.[1];
  return address !== undefined && normalAddress(address) === address;
}

export function linkOf(address: string, secret: string): string {
  return `${address}${FOUNDING_PREFIX}${secret}`;
}

export function fetchEnvelope(link: string): Promise<Result<{ envelope: string }, LinkCode>> {
  return ask(link, { method: 'GET', headers: { accept: ENVELOPE_TYPE } });
}

/** Gives the counterpart our envelope; what it has after that comes back. `signal`: ends the waiting. */
export function postEnvelope(
  link: string,
  envelope: string,
  signal?: AbortSignal,
): Promise<Result<{ envelope: string }, LinkCode>> {
  return ask(link, {
    ...(signal !== undefined && { signal }),
    method: 'POST',
    headers: { accept: ENVELOPE_TYPE, 'content-type': ENVELOPE_TYPE },
    body: envelope,
  });
}

async function ask(link: string, request: RequestInit): Promise<Result<{ envelope: string }, LinkCode>> {
  const at = `asking ${link.replace(/[^/]+$/, '…')}`;
  if (!isLink(link)) return refuse('founding.link', 'following a link: it is not <address>/founding/<43 characters>');
  try {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const signal = request.signal ? AbortSignal.any([request.signal, patience]) : patience;
    const response = await fetch(link, { ...request, redirect: 'error', signal });
    const body = await read(response);
    if (body === undefined) return refuse('founding.unreachable', `${at}: its answer is longer than any envelope`);
    if (response.ok) return { ok: true, envelope: body };
    const { code, detail } = problemIn(body);
    return refuse('founding.their_refusal', `${at}: the counterpart’s node refused (${code}): ${detail}`, {
      theirs: code,
    });
  } catch (fault) {
    const { message, cause } = fault as Error & { cause?: { code?: string } };
    return refuse('founding.unreachable', `${at}: it cannot be reached (${cause?.code ?? message})`);
  }
}

async function read(response: Response): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > ENVELOPE_BYTES_MAX) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Of an answer that is no envelope, in characters that are safe to show. */
function problemIn(body: string): { code: string; detail: string } {
  try {
    const { code, detail } = JSON.parse(body) as { code?: unknown; detail?: unknown };
    if (typeof code === 'string' && typeof detail === 'string')
      return { code: code.slice(0, 60), detail: detail.slice(0, 300) };
  } catch {
    // It is not a Parley node, or something stands before it.
  }
  return { code: 'none', detail: 'it did not say why' };
}
