import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { refuse, type Result } from '@parley/record/refusal';
import { reasonOf } from '@parley/node/folder';
import { everything } from '@parley/node/access/sight';
import { findQuotations } from '@parley/node/report/quotation';
import { languageOption, read } from '#commands/reading';
import { EXIT_NO, printRefusal } from '#output';
import type { Language } from '#shown/naming';
import { writeQuotations } from '#shown/quotations';

const EXAMPLES = `
Looks for what stands between quotation marks in a text, or for all of it if there are none, in the public statements that the node holds: as they were
signed, in every language, with their translations and corrections. A quotation is exact, to the letter; or it differs from what was said, and every
difference is named; or it is not found in what is held here. White space and the kind of quotation marks alone do not count.

The exit code is 0 if every quotation is exact, and 1 if one is not.

Examples:
  parley quote article.txt --node us
  echo 'we will meet again' | parley quote - --node us
  parley quote article.txt --node us --json
`;

/** A text longer than this is a book: a person would send its chapters. */
const TEXT_BYTES_MAX = 1024 * 1024;

type Options = { node: string; lang: Language; json?: true };

export function quoteCommand(): Command {
  return new Command('quote')
    .description('check the quotations in a text against the signed public statements')
    .argument('<file>', 'a text in UTF-8, or - for what comes on stdin')
    .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
    .addOption(languageOption())
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

function run(file: string, { node, lang, json }: Options): void {
  const given = readText(file);
  if (!given.ok) return printRefusal(given.refusal, json === true);
  read({
    node,
    lang,
    json: json === true,
    find: (docket) => {
      const found = findQuotations(docket.record, given.text, everything);
      const exact = found.ok && found.quotations.every(({ verdict }) => verdict === 'exact');
      if (found.ok && !exact) process.exitCode = EXIT_NO;
      return found;
    },
    write: writeQuotations,
  });
}

function readText(file: string): Result<{ text: string }> {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    if (bytes.length > TEXT_BYTES_MAX)
      return refuse('quotation.long', `reading ${file}: it is longer than 1 MiB: give it in parts`);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.trim() === '') return refuse('quotation.empty', `reading ${file}: there is nothing in it: give a text`);
    return { ok: true, text };
  } catch (fault) {
    const unreadable = fault instanceof TypeError ? 'it is not UTF-8' : reasonOf(fault);
    return refuse('quotation.unreadable', `reading ${file}: ${unreadable}: name a text that can be read`);
  }
}
