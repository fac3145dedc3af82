// Our sources as a browser takes them: types stripped, and every name mapped to a file by an import map. Nothing is bundled, so what runs in the page is
// what runs in Node, file by file.

import { globSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const PACKAGES = ['record', 'docket', 'signing'];

/** Packages from outside that those stand on, by the folder that their files lie in. */
const OUTSIDE = { zod: '/node_modules/zod/index.js', '@noble/': '/node_modules/@noble/' };

/** Serves an empty page that runs `entry`, a file of a package, at the address that is given back; the caller closes it. */
export async function serveSources(entry: string): Promise<{ url: string; server: Server }> {
  const page = `<!doctype html><meta charset="utf-8"><title>sources</title>
<script type="importmap">${JSON.stringify(importMap())}</script>
<script type="module" src="/${entry}"></script>`;
  const server = createServer(({ url = '/' }, response) => {
    const path = new URL(url, 'http://localhost').pathname;
    if (path === '/') return void response.setHeader('content-type', 'text/html').end(page);
    if (!/^\/(packages|node_modules)\/[\w@./-]+\.(ts|js)$/.test(path) || path.includes('..'))
      return void response.writeHead(404).end();
    const text = readFileSync(join(root, path), 'utf8');
    response.setHeader('content-type', 'text/javascript');
    response.end(path.endsWith('.ts') ? stripTypeScriptTypes(text) : text);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  // By name: an address is no secure origin for every browser.
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, server };
}

function importMap() {
  const imports: Record<string, string> = { ...OUTSIDE };
  const scopes: Record<string, Record<string, string>> = {};
  for (const name of PACKAGES) {
    const src = `packages/${name}/src`;
    const own: Record<string, string> = {};
    for (const file of globSync('**/*.ts', { cwd: join(root, src) })) {
      const path = file.slice(0, -'.ts'.length).replaceAll('\\', '/');
      own[`#${path}`] = imports[`@parley/${name}/${path}`] = `/${src}/${path}.ts`;
    }
    scopes[`/${src}/`] = own;
  }
  return { imports, scopes };
}
