// The command line: one file a command in commands/, one line here.

import { Command, CommanderError } from 'commander';
import { EXIT_USAGE } from '#output';

const program = new Command('parley')
  .description('The system of record for disputes between parties who do not trust each other.')
  .helpCommand(false)
  .showHelpAfterError('(--help says how)')
  .addHelpText(
    'after',
    '\nBegin with `parley demo`. Each command explains itself: parley <command> --help\nFor developers, `parley test`, `parley soak` and `parley bench`: see HACKING.md.',
  );

// Only what is asked for is loaded: a node's server is not needed to show one act.
const commands: Record<string, () => Promise<Command>> = {
  demo: async () => (await import('#commands/demo')).demoCommand(),
  init: async () => (await import('#commands/init')).initCommand(),
  accord: async () => (await import('#commands/accord')).accordCommand(),
  officer: async () => (await import('#commands/officer')).officerCommand(),
  serve: async () => (await import('#commands/serve')).serveCommand(),
  export: async () => (await import('#commands/export')).exportCommand(),
  audit: async () => (await import('#commands/audit')).auditCommand(),
  list: async () => (await import('#commands/list')).listCommand(),
  show: async () => (await import('#commands/show')).showCommand(),
  waits: async () => (await import('#commands/waits')).waitsCommand(),
  parties: async () => (await import('#commands/parties')).partiesCommand(),
  disregarded: async () => (await import('#commands/disregarded')).disregardedCommand(),
  act: async () => (await import('#commands/act')).actCommand(),
  exhibit: async () => (await import('#commands/exhibit')).exhibitCommand(),
  receipt: async () => (await import('#commands/receipt')).receiptCommand(),
  report: async () => (await import('#commands/report')).reportCommand(),
  score: async () => (await import('#commands/score')).scoreCommand(),
  progress: async () => (await import('#commands/progress')).progressCommand(),
  quote: async () => (await import('#commands/quote')).quoteCommand(),
  build: async () => (await import('#commands/build')).buildCommand(),
  rebuild: async () => (await import('#commands/rebuild')).rebuildCommand(),
  key: async () => (await import('#commands/key')).keyCommand(),
  file: async () => (await import('#commands/file')).fileCommand(),
  rekey: async () => (await import('#commands/rekey')).rekeyCommand(),
  address: async () => (await import('#commands/address')).addressCommand(),
  tls: async () => (await import('#commands/tls')).tlsCommand(),
  account: async () => (await import('#commands/account')).accountCommand(),
  'audit-trail': async () => (await import('#commands/audit-trail')).auditTrailCommand(),
  token: async () => (await import('#commands/token')).tokenCommand(),
  desk: async () => (await import('#commands/desk')).deskCommand(),
  version: async () => (await import('#commands/version')).versionCommand(),
};
const asked = process.argv[2] ?? '';
const loaded = Object.hasOwn(commands, asked) ? [commands[asked]!] : Object.values(commands);
for (const load of loaded) program.addCommand(await load());

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
