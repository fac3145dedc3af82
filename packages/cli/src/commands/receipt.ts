import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { nodeSuite } from '@parley/node/report/suite';
import { HeldRecord } from '@parley/node/report/held';
import { refusalOf } from '#fault';
import { print, printJson, printRefusal, timeOf } from '#output';
import { receiptOf } from '#record/proof';

const EXAMPLES = `
A receipt is the first head that covers the act and that the other side cosigned, with the proof that the act is in it.
It is one small file in the C2SP tlog-proof format, and needs nothing beside it but the act and the accord's keys: any
tlog tool verifies it against the log's \`policy\`. The command verifies it before it gives it.

Examples:
  parley receipt us:12 --node us                          to the terminal
  parley receipt 7PNQb… --node us --out act.tlog-proof    into a file
`;

type Options = { node: string; out?: string; by?: string; json?: true };

export function receiptCommand(): Command {
  return new Command('receipt')
    .description('give the receipt of an act, a proof that stands by itself')
    .argument('<which>', 'an act id, or a place in a log: us:12, or 12 of the own log')
    .requiredOption('--node <folder>', 'the folder of a node, running or stopped')
    .option('--by <party>', 'the receipt of this party or witness (default: whoever was first)')
    .option('--out <file>', 'write the proof into this new file')
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(which: string, options: Options): Promise<void> {
  const json = options.json === true;
  const opened = HeldRecord.open(options.node);
  if (!opened.ok) return printRefusal(opened.refusal, json);
  const { record } = opened;
  try {
    const entry = record.which(which);
    if (entry === undefined) {
      return printRefusal({ code: 'act.not_found', detail: `no act ${which} is held in ${options.node}` }, json);
    }
    const given = await receiptOf(record, entry, options.by, nodeSuite);
    if (!given.ok) return printRefusal(given.refusal, json);
    const { by, size, time, text } = given.receipt;
    if (options.out !== undefined) writeFileSync(options.out, text, { flag: 'wx' });
    const { id, index, log } = entry;
    if (json) printJson({ ok: true, act: id, party: log.party, log: log.origin, index, by, size, time, proof: text });
    else if (options.out === undefined) process.stdout.write(text);
    else print(`${options.out}: ${id}, received by ${by} at ${timeOf(time)}`);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') {
      return printRefusal({ code: 'receipt.exists', detail: `${options.out} is there already: name a new file` }, json);
    }
    const refused = refusalOf(fault, options.out ?? options.node);
    if (refused === undefined) throw fault;
    printRefusal(refused, json);
  } finally {
    record.close();
  }
}
