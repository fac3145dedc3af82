// A file on its way into an act: read here, known by its digest, and put on our own node, where it waits for the act that commits to it. Putting the
// same bytes again changes nothing, so a line that broke costs nothing but time.

import { encodeBase64url } from '@parley/record/base64';
import { sha256 } from '@parley/record/hash';
import { sealContent, SEAL_SALT_BYTES } from '@parley/record/seal';
import type { Problem } from '@parley/api/problem';
import { pathOf, Refused, Unanswered } from '#api/call';
import type { Attached } from '#compose/keeping';

/** Bytes of one content that a node takes. */
export const FILE_BYTES_MAX = 1_048_576;

/** How the salt of a seal is named among the files of its draft. */
export const SALT_TYPE = 'application/vnd.parley.seal-salt';

/** The smallest class of the size of what is sealed: a smaller one would tell what it is. */
const CLASS_BYTES_MIN = 4096;

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/;
const NAME_CHARS_MAX = 300;

export type Content = { attached: Attached; bytes: Uint8Array<ArrayBuffer> };

export async function readFile(file: File): Promise<Content> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { bytes, attached: describe(bytes, file.name, file.type) };
}

/** `type`: as the browser says; an act says no parameters, and what is unknown is bytes. */
export function describe(bytes: Uint8Array, name: string, type: string): Attached {
  const plain = type.split(';', 1)[0]!.trim().toLowerCase();
  return {
    digest: encodeBase64url(sha256(bytes)),
    name: Array.from(name).slice(0, NAME_CHARS_MAX).join('') || '—',
    bytes: bytes.length,
    mediaType: MEDIA_TYPE.test(plain) ? plain : 'application/octet-stream',
  };
}

/** Puts it on our node. `progress`: how much of it has gone, from 0 to 1. Throws Refused, Unanswered, or an AbortError if it was called off. */
export function put(
  { attached: { digest }, bytes }: Content,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  // fetch tells nothing of how far a body has gone.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    const lost = () => reject(new Unanswered('putContent: no answer'));
    request.open('PUT', pathOf('putContent', { params: { digest } }));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total === 0 ? 1 : loaded / total));
    request.addEventListener('error', lost);
    request.addEventListener('timeout', lost);
    request.addEventListener('abort', () => reject(new DOMException('called off', 'AbortError')));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) return resolve();
      try {
        reject(new Refused(JSON.parse(request.responseText) as Problem));
      } catch {
        lost();
      }
    });
    signal.addEventListener('abort', () => request.abort());
    request.send(bytes);
  });
}

/** What our node holds under a digest. */
export async function fetchContent(digest: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  let answer: Response;
  try {
    answer = await fetch(pathOf('content', { params: { digest } }), { ...(signal !== undefined && { signal }) });
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Unanswered('content: no answer', { cause });
  }
  throw new Refused((await answer.json()) as Problem);
}

/** A seal of it under a salt of its own, and the salt as a content to be kept beside it. */
export function seal({ bytes, attached: { mediaType } }: Content): {
  seal: { c: string; n: number; ct: string };
  salt: Content;
} {
  const salt = crypto.getRandomValues(new Uint8Array(SEAL_SALT_BYTES));
  let n = CLASS_BYTES_MIN;
  while (n < bytes.length) n *= 2;
  return {
    seal: { c: sealContent(salt, bytes), n, ct: mediaType },
    salt: { bytes: salt, attached: describe(salt, 'salt', SALT_TYPE) },
  };
}
