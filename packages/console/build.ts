// Makes the production console in dist/: node build.ts [--watch]. Every file is also left compressed, so that the node never compresses.

import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { config } from './config.ts';

const DIST = join(import.meta.dirname, 'dist');
const COMPRESSED = new Set(['.js', '.css', '.svg']);

function compressAll(dir: string): void {
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    if (!COMPRESSED.has(extname(name))) continue;
    const bytes = readFileSync(join(dir, name));
    writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(
      join(dir, `${name}.br`),
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    );
  }
}

// Built beside and then put in place whole, so that a node never serves half of one; by process, so that two at once do not meet.
const watch = process.argv.includes('--watch');
const beside = `${DIST}.${process.pid}`;
const place: Plugin = {
  name: 'parley:place',
  writeBundle() {
    compressAll(beside);
    rmSync(DIST, { recursive: true, force: true });
    renameSync(beside, DIST);
    if (watch) process.stdout.write('console built\n');
  },
};
await build({
  ...config,
  configFile: false,
  plugins: [...config.plugins!, place],
  build: { ...config.build, outDir: beside, emptyOutDir: true, ...(watch && { watch: {} }) },
});
