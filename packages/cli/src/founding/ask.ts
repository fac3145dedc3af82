// What no template knows, asked of whoever sits at the terminal. Everything else is changed in a file (--from) or by a further round.

import { createInterface } from 'node:readline/promises';
import { templateOf, templates } from '@parley/docket/accord/templates/templates';
import type { Wishes } from '#founding/wishes';

/** Asks for the template, unless it is named; the title and the date, where Enter takes what stands there. */
export async function askDraft(named?: string): Promise<Wishes> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ask = async (question: string, otherwise: string) =>
    (await lines.question(`${question} [${otherwise}] `)).trim() || otherwise;
  try {
    let template = named;
    while (template === undefined || templateOf(template) === undefined) {
      for (const { name, purpose } of templates) process.stderr.write(`  ${name.padEnd(8)} ${purpose.en}\n`);
      template = await ask('Template', templates[0]!.name);
    }
    const { title } = templateOf(template)!;
    const en = await ask('Title in English', title.en);
    const zh = await ask('Title in Chinese', title.zh);
    const dated = await ask('Dated', new Date().toISOString().slice(0, 10));
    return { template, accord: { title: { en, zh }, dated } };
  } finally {
    lines.close();
  }
}
