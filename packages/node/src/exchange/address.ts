// Where a node is asked: `<address>/exchange/<path>`. Both ends must write the same characters, because the signature covers them.

import { EXCHANGE_PREFIX, READ_PREFIX } from '@parley/api/paths';

/** The address in its one spelling: as the URL standard writes it, without a slash at the end; undefined if it is none. */
export function normalAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (
    (url.protocol !== 'http:' && url.protocol !== 'https:') ||
    url.username !== '' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    return undefined;
  }
  return url.href.replace(/\/+$/, '');
}

/** The absolute URL of a path below the exchange prefix. `address` is normal, `path` in the grammar below. */
export function exchangeUrl(address: string, path: string): string {
  return address + EXCHANGE_PREFIX + path;
}

/** The prefix under which any tlog client reads the tree with an auditor's token. */
export function readUrl(address: string, token: string): string {
  return `${address}${READ_PREFIX}${token}/`;
}

// Segments of unreserved characters, no empty ones, none of dots alone; then perhaps a query of plain pairs. Nothing is ever decoded.
const PATH =
  /^(?!\.)[A-Za-z0-9_~.-]+(?:\/(?!\.{1,2}(?:[/?]|$))[A-Za-z0-9_~.-]+)*(?:\?[a-z]+=[A-Za-z0-9_~.-]*(?:&[a-z]+=[A-Za-z0-9_~.-]*)*)?$/;
const PATH_CHARACTERS_MAX = 500;

/** Whether `path` (below the prefix, with its query) is one that the exchange can have. */
export function isExchangePath(path: string): boolean {
  return path.length <= PATH_CHARACTERS_MAX && PATH.test(path);
}
