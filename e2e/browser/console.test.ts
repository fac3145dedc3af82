// What a browser loads before it paints, and that it loads it fast enough to be looked at over a bad line.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { buildIfOld } from '../../packages/cli/src/commands/build.ts';

const FIRST_JAVASCRIPT_BYTES_MAX = 250_000;

/** A browser asks for six at a time: over a line of 400 ms, seven waits. */
const FIRST_FILES_MAX = 42;

const dist = join(import.meta.dirname, '..', '..', 'packages', 'console', 'dist');

type Chunk = { file: string; imports?: string[] };

before(() => buildIfOld((what) => assert.notEqual(what, 'failed')));

test('before its first paint no page loads more than 250 KB of compressed JavaScript, nor in more than 42 files', () => {
  const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
  const withImports = (name: string, known: Set<string> = new Set()): Set<string> => {
    if (known.has(name)) return known;
    known.add(name);
    for (const inner of manifest[name]!.imports ?? []) withImports(inner, known);
    return known;
  };
  const pages = Object.keys(manifest).filter((name) => name.endsWith('Page.tsx'));
  assert.ok(pages.length > 20, `${pages.length} pages`);
  const first = [...withImports('index.html'), ...withImports('src/locales/zh-Hans.po')];
  for (const page of pages) {
    const files = [...new Set([...first, ...withImports(page)])];
    const bytes = files
      .map((name) => readFileSync(join(dist, `${manifest[name]!.file}.gz`)).length)
      .reduce((sum, size) => sum + size, 0);
    assert.ok(bytes <= FIRST_JAVASCRIPT_BYTES_MAX, `${page}: ${bytes} bytes`);
    assert.ok(files.length <= FIRST_FILES_MAX, `${page}: ${files.length} files`);
  }
});

test('the document names nobody else, and everything in it that runs carries the nonce', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  assert.doesNotMatch(html, /(src|href)="(?!\/)/);
  for (const [tag] of html.matchAll(/<(script|style|link rel="(?:stylesheet|modulepreload)")[^>]*>/g))
    assert.match(tag, /nonce="__PARLEY_NONCE__"/);
  assert.doesNotMatch(html, / style="| on\w+="/);
});
