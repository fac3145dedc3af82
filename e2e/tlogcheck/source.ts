/**
 * Where a tile tree is read from: a folder, or an HTTP URL prefix. Bytes come back as served, unjudged; null means
 * that the resource is not there. Everything else (no permission, 5xx, a silent server) is thrown as it is: it says
 * nothing about the log.
 */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Refused } from './refused.ts';

/** Reads at most `bytesMax` bytes; a longer resource is refused. */
export type Source = (path: string, bytesMax: number) => Promise<Uint8Array | null>;

/** A bundle of 256 large entries is 16 MiB: enough for a slow line, an end for a dead one. */
const requestSeconds = 60;

export function openSource(location: string): Source {
  return /^https?:\/\//.test(location) ? urlSource(location) : folderSource(location);
}

function folderSource(folder: string): Source {
  return async (path, bytesMax) => {
    const file = await open(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw error;
    });
    if (file === null) return null;
    try {
      return await collect(path, file.createReadStream({ autoClose: false }), bytesMax);
    } finally {
      await file.close();
    }
  };
}

function urlSource(prefix: string): Source {
  const base = prefix.replace(/\/+$/, '');
  return async (path, bytesMax) => {
    const url = `${base}/${path}`;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(requestSeconds * 1000) });
      if (response.status === 404 || response.status === 410) {
        await response.body?.cancel();
        return null;
      }
      if (response.status !== 200) throw new Error(`status ${response.status}, expected 200 or 404`);
      // fetch has undone a gzip content encoding by here.
      return response.body === null ? new Uint8Array() : await collect(path, response.body, bytesMax);
    } catch (error) {
      if (error instanceof Refused) throw error;
      // What fetch throws says "fetch failed"; its cause says why.
      const { message, cause } = error as Error;
      const why = cause instanceof Error ? `${message}: ${cause.message}` : message;
      throw new Error(`GET ${url}: ${why}`, { cause: error });
    }
  };
}

async function collect(path: string, chunks: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    total += chunk.length;
    if (total > bytesMax) throw new Refused(`${path}: longer than ${bytesMax} bytes`);
  }
  return Buffer.concat(parts, total);
}
