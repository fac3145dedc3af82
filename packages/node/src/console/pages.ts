// Where the console's pages are. An address below one of these is the console's to read; everything else but its files is no page.

/** First segments; beside them there is `/` itself. */
export const PAGES = [
  'docket',
  'requests',
  'hotline',
  'sessions',
  'measures',
  'commitments',
  'progress',
  'exhibits',
  'record',
  'desk',
  'compose',
  'accord',
  'acts',
  'settings',
  'public',
  'invitation',
  'sign-in',
  'setup',
  'founding',
] as const;

const known: ReadonlySet<string> = new Set(PAGES);

/** `path`: without a query, beginning with a slash. */
export function isPage(path: string): boolean {
  return path === '/' || known.has(path.split('/', 2)[1]!);
}
