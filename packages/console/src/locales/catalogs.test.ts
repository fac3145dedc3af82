// What the interface says is there in both languages, and nothing is kept that it does not say any more.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { getCatalogs } from '@lingui/cli/api';
import { getConfig } from '@lingui/conf';

const root = join(import.meta.dirname, '..', '..');
const config = getConfig({ cwd: root, configPath: join(root, 'lingui.config.ts') });
const [catalog] = await getCatalogs(config);
const said = await catalog!.collect();

test('every message of the interface is in the catalogue of both languages: lingui extract', async () => {
  assert.ok(said !== undefined && Object.keys(said).length > 100);
  for (const locale of config.locales) {
    const kept = (await catalog!.read(locale)) ?? {};
    assert.deepEqual(Object.keys(kept).toSorted(), Object.keys(said).toSorted(), locale);
  }
});

test('every message is told in Chinese, with the same names filled in', async () => {
  const kept = (await catalog!.read('zh-Hans')) ?? {};
  const wrong: string[] = [];
  for (const { message = '', translation = '' } of Object.values(kept)) {
    if (translation === '') wrong.push(`not translated: ${message}`);
    const names = (text: string) => [...new Set(text.match(/\{\w+[,}]|<\/?\d+\/?>/g) ?? [])].toSorted().join(' ');
    if (names(translation) !== names(message)) wrong.push(`other names: ${message} | ${translation}`);
  }
  assert.deepEqual(wrong, []);
});
