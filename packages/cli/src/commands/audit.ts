import { Command } from 'commander';
import { auditApart } from '#audit/apart';
import type { Audited } from '#audit/audit';
import { DISREGARDED_LISTED, lineOf, type Finding } from '#audit/report';
import { Unreadable } from '#audit/source';
import { EXIT_NO, many, print, printJson, printRefusal } from '#output';
import { Progress } from '#progress';

const EXAMPLES = `
Checks an exported folder, or a running node under the address that \`parley token auditor\` gives: every signature,
head, consistency, receipt, hash, act, word and power; computes the docket by the published rules; prints its digest.
Trusts nothing but the accord, which names the keys. A line for each check, \`ok\` or \`FAIL\`; a failure names the file
and where in it. Exit code 0: everything holds. 1: something does not, or could not be read.

Disregarded acts are no failure: they are signed statements to which the rules give no effect. They are listed.

Needs no node and no network for a folder. Long records are sorted in the system's temporary folder (TMPDIR), which
needs about as much room as the record's entries.

Examples:
  parley audit record
  parley audit https://parley.example/exchange/read/<token>/
  parley audit --json record > audit.json
`;

type Options = { json?: true };

export function auditCommand(): Command {
  return new Command('audit')
    .description('check everything that can be checked in a record, and compute its docket')
    .argument('<folder | address>', 'an exported folder, or the address of a record')
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(place: string, options: Options): Promise<void> {
  const json = options.json === true;
  const progress = new Progress({ silent: json });
  const findings: Finding[] = [];
  const onFinding = (finding: Finding) => {
    findings.push(finding);
    progress.clear();
    if (!json) print(lineOf(finding));
  };
  let audited: Audited;
  try {
    audited = await auditApart(place, {
      onFinding,
      onProgress: (what, done, all) => progress.show(what, done, all),
    });
  } catch (fault) {
    progress.clear();
    if (!(fault instanceof Unreadable)) throw fault;
    return printRefusal({ code: 'audit.unreadable', detail: fault.message }, json);
  }
  progress.clear();
  if (!audited.ok) process.exitCode = EXIT_NO;
  if (json) return printJson({ ...audited, checks: findings });
  printDocket(audited);
  const waiting = audited.docket?.waiting ?? 0;
  // Whoever cuts a log short at an older head that was cosigned leaves nothing that does not verify, but those who saw more of it.
  if (audited.ok && waiting > 0) print('audit: everything that is here holds, and it is not all: see what waits');
  else if (audited.ok) print('audit: everything holds');
  else print(`audit: ${many(audited.failures, 'failure')}`);
}

function printDocket({ docket, ok }: Audited): void {
  if (docket === undefined) {
    if (!ok) print('--   docket: not computed, because the record is not whole');
    return;
  }
  const { subjects, disregarded, disregardedActs, waiting } = docket;
  const listed = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ') || 'none';
  print(`--   subjects: ${listed(subjects)}`);
  if (waiting > 0)
    print(
      `--   waiting: ${many(waiting, 'entry', 'entries')} for more of another log than is here: its receipts were still on their way, or it was cut short`,
    );
  print(`--   disregarded: ${listed(disregarded)}`);
  for (const { party, index, code, detail } of disregardedActs)
    print(`--   disregarded: ${party} ${index}: ${code}: ${detail}`);
  const total = Object.values(disregarded).reduce((sum, count) => sum + count, 0);
  if (total > DISREGARDED_LISTED)
    print(`--   disregarded: and ${many(total - DISREGARDED_LISTED, 'more act', 'more acts')}`);
}
