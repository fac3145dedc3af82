import { Command } from 'commander';
import { HeldRecord } from '@parley/node/report/held';
import { countOf, many, print, printJson, printRefusal } from '#output';
import { Progress } from '#progress';
import { exportRecord } from '#record/export';
import { refusalOf } from '#fault';

const EXAMPLES = `
The folder OUT is an accord's whole record in plain files: the accord, every party's log with its signed and cosigned
heads, its hash tiles, its entries and their words. Whoever has it can check all of it with \`parley audit OUT\`, and
needs no node. What nobody but its own party holds yet is not in it: a log is written up to its newest cosigned head.

The node may be running; what is written is one moment's. OUT must be a new folder. It appears when it is whole.

Examples:
  parley export --node us --to record                     everything that is held
  parley export --node us --to skeleton --without-words   without any word; their digests are listed in \`withheld\`
`;

type Options = { node: string; to: string; withoutWords?: true; json?: true };

export function exportCommand(): Command {
  return new Command('export')
    .description("write a node's record as plain files that anyone can audit")
    .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
    .requiredOption('--to <folder>', 'the new folder to write')
    .option('--without-words', 'leave out all words and list their digests')
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const json = options.json === true;
  const opened = HeldRecord.open(options.node);
  if (!opened.ok) return printRefusal(opened.refusal, json);
  const { record } = opened;
  const progress = new Progress({ silent: json });
  try {
    const written = await exportRecord(record, options.to, {
      withholdWords: options.withoutWords === true,
      onProgress: ({ party }, done, size) => progress.show(`${party}: entries`, done, size),
    });
    progress.clear();
    if (!written.ok) return printRefusal(written.refusal, json);
    const { exported } = written;
    if (json) return printJson({ ok: true, ...exported });
    for (const { party, size, receipts, withheld, erased } of exported.logs) {
      const left = withheld === 0 ? '' : `, ${many(withheld, 'word')} withheld`;
      const gone = erased === 0 ? '' : `, ${many(erased, 'word')} erased`;
      print(`${party}: ${many(size, 'entry', 'entries')}, ${many(receipts, 'receipt')}${left}${gone}`);
    }
    print(`${exported.out}: ${many(exported.files, 'file')}, ${countOf(exported.bytes)} bytes`);
  } catch (fault) {
    progress.clear();
    const refused = refusalOf(fault, options.to);
    if (refused === undefined) throw fault;
    printRefusal(refused, json);
  } finally {
    record.close();
  }
}
