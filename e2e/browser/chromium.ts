// The browser that tests drive: the one named by CHROMIUM, the system's, or the one that npm brought.

import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/** Why tests that need a browser are skipped. */
export const NO_CHROMIUM = 'there is no Chromium: name one in CHROMIUM, or install it as /usr/bin/chromium';

/** The path of a Chromium; undefined: this machine has none that runs. Throws where CHROMIUM names a file that is not there. */
async function findChromium(): Promise<string | undefined> {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`finding a browser: CHROMIUM is ${named}, and there is no such file`);
    return named;
  }
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed !== undefined) return installed;
  // What npm brings is built for Linux on x64 alone.
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

/** A browser without windows, started with `more` arguments; the caller closes it. undefined: see NO_CHROMIUM. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser | undefined> {
  const executablePath = await findChromium();
  // Tests run as root in containers, where Chromium's sandbox cannot. The packed browser's own arguments are left out: they
  // switch off web security, which is what is tested.
  return executablePath === undefined
    ? undefined
    : chromium.launch({ executablePath, args: ['--no-sandbox', ...more] });
}
