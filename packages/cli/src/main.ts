// The command line: one file a command in commands/, one line here.

import { Command, CommanderError } from 'commander';
import { actCommand } from '#commands/act';
import { auditCommand } from '#commands/audit';
import { demoCommand } from '#commands/demo';
import { exportCommand } from '#commands/export';
import { rebuildCommand } from '#commands/rebuild';
import { receiptCommand } from '#commands/receipt';
import { serveCommand } from '#commands/serve';
import { tokenCommand } from '#commands/token';
import { versionCommand } from '#commands/version';
import { EXIT_USAGE } from '#output';

const program = new Command('parley')
  .description('The system of record for disputes between parties who do not trust each other.')
  .helpCommand(false)
  .showHelpAfterError('(--help says how)')
  .addHelpText(
    'after',
    '\nBegin with `parley demo`. Each command explains itself: parley <command> --help\nFor developers, `parley test`, `parley soak` and `parley bench`: see HACKING.md.',
  );

program.addCommand(demoCommand());
program.addCommand(serveCommand());
program.addCommand(exportCommand());
program.addCommand(auditCommand());
program.addCommand(actCommand());
program.addCommand(receiptCommand());
program.addCommand(rebuildCommand());
program.addCommand(tokenCommand());
program.addCommand(versionCommand());

strict(program);
process.stdout.on('error', endQuietly);

try {
  await program.parseAsync();
} catch (fault) {
  if (!(fault instanceof CommanderError)) throw fault;
  // Help that was asked for, a version: commander has printed it.
  process.exitCode = fault.exitCode === 0 ? 0 : EXIT_USAGE;
}

/** Commands inherit nothing from the program once they are made: each is told to throw instead of ending the process with 1. */
function strict(command: Command): void {
  command.exitOverride();
  for (const inner of command.commands) strict(inner);
}

/** Whoever reads our output has had enough, as `head` does. */
function endQuietly(fault: NodeJS.ErrnoException): void {
  if (fault.code !== 'EPIPE') throw fault;
  process.exit();
}
