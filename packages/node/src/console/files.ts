// The built console as bytes in memory: a few files, each as it is and compressed at its build. A new build is taken up by itself, so that a
// console that is being worked on needs no restart of the node.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

export type Encoding = 'br' | 'gzip' | 'identity';

export type ConsoleFile = {
  type: string;
  /** Its name changes with its content. */
  immutable: boolean;
  etag: string;
  bytes: Partial<Record<Encoding, Buffer>> & { identity: Buffer };
};

export type Build = { index: string; files: ReadonlyMap<string, ConsoleFile> };

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};

const INDEX = 'index.html';

/** A folder's build, read again whenever it was made anew; undefined: there is none. */
export function consoleFiles(dir: string): () => Build | undefined {
  let read: { made: number; build: Build } | undefined;
  return () => {
    const made = statSync(join(dir, INDEX), { throwIfNoEntry: false })?.mtimeMs;
    if (made === undefined) return undefined;
    if (read?.made !== made) read = { made, build: readBuild(dir) };
    return read.build;
  };
}

function readBuild(dir: string): Build {
  const files = new Map<string, ConsoleFile>();
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  const present = new Set(names);
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const identity = readFileSync(join(dir, name));
    files.set(`/${name.replaceAll('\\', '/')}`, {
      type,
      immutable: name.startsWith('assets'),
      etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
      bytes: {
        identity,
        ...(present.has(`${name}.br`) && { br: readFileSync(join(dir, `${name}.br`)) }),
        ...(present.has(`${name}.gz`) && { gzip: readFileSync(join(dir, `${name}.gz`)) }),
      },
    });
  }
  return { index: readFileSync(join(dir, INDEX), 'utf8'), files };
}
