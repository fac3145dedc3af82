// The officer's keys that lie in this browser. Which of them is in office, the log says.

import { createBrowserKey, listBrowserKeys } from '@parley/signing/keys/browser-key';
import type { OfficerKey } from '@parley/signing/keys/officer-key';
import { queryOptions } from '@tanstack/react-query';
import { taken } from '#api/taken';
import { deviceName } from '#keys/device';

export async function makeKey(): Promise<OfficerKey> {
  // Asked for, so that the browser does not clear the key away when its disk runs full.
  await navigator.storage?.persist?.();
  const { made } = taken(await createBrowserKey(deviceName(navigator.userAgent), Math.floor(Date.now() / 1000)));
  return made.key;
}

/** Read from the browser itself, never from the node. */
export const keysHere = queryOptions({
  queryKey: ['keysHere'],
  meta: { kept: true },
  queryFn: async () => taken(await listBrowserKeys()).keys,
});
