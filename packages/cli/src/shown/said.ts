// What an act says, on a page.

import type { Told } from '@parley/docket/vocabulary/told';
import type { Page } from '#shown/page';

/** Facts in columns, then texts behind a bar. */
export function writeSaid(page: Page, { facts, texts }: Told, indent: number): void {
  page.facts(facts, indent);
  for (const [label, text] of texts) {
    page.line(`${label}:`, indent);
    page.quote(text, indent);
  }
}
