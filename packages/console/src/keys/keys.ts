// The officer's keys that lie in this browser. Which of them is in office, the log says.

import { parseBase64url } from '@parley/record/base64';
import { createBrowserKey, importBrowserKey, listBrowserKeys } from '@parley/signing/keys/browser-key';
import type { OfficerKey } from '@parley/signing/keys/officer-key';
import { queryOptions } from '@tanstack/react-query';
import { call } from '#api/call';
import { taken } from '#api/taken';
import { deviceName } from '#keys/device';

export async function makeKey(): Promise<OfficerKey> {
  // Asked for, so that the browser does not clear the key away when its disk runs full.
  await navigator.storage?.persist?.();
  const { made } = taken(await createBrowserKey(deviceName(navigator.userAgent), Math.floor(Date.now() / 1000)));
  return made.key;
}

/** In the demonstration alone, where its keys are nobody’s secret: those of the officer as whom one click signed in. */
export async function takeDemoKeys(): Promise<void> {
  const { keys } = await call('demoKeys', {});
  for (const { publicKey, seed } of keys) {
    const whole = { publicKey: parseBase64url(publicKey)!, seed: parseBase64url(seed)! };
    taken(await importBrowserKey(whole, deviceName(navigator.userAgent), Math.floor(Date.now() / 1000)));
  }
}

/** Read from the browser itself, never from the node. */
export const keysHere = queryOptions({
  queryKey: ['keysHere'],
  meta: { kept: true },
  queryFn: async () => taken(await listBrowserKeys()).keys,
});
