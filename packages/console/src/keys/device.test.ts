import assert from 'node:assert/strict';
import test from 'node:test';
import { deviceName } from '#keys/device';

test('a browser is told by its maker and its system, and an unknown one by what it says', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36';
  assert.equal(deviceName(chrome), 'Chrome · Windows');
  assert.equal(deviceName(`${chrome} Edg/156.0`), 'Edge · Windows');
  assert.equal(deviceName('Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'), 'Firefox · Linux');
  assert.equal(deviceName('curl/8.1'), 'curl/8.1');
  assert.equal(deviceName(''), '');
});
