// parley serve: our node, in the foreground, until it is asked to stop.

import { Command } from 'commander';
import { readEnvironment } from '@parley/node/config';
import { serveFolder } from '@parley/node/founding/run';
import { renewOnHangup } from '@parley/node/main';
import { jsonLogger } from '@parley/node/platform/logger';
import { buildIfOld } from '#commands/build';

export function serveCommand(): Command {
  return new Command('serve')
    .description('run the node of a folder until it is stopped')
    .requiredOption('--dir <folder>', 'the node’s folder')
    .option('--host <address>', 'listen here instead of where node.json says')
    .option('--port <number>', 'listen on this port instead of the one in node.json')
    .addHelpText(
      'after',
      `
Examples:
  parley serve --dir D/us                 as its node.json says
  PARLEY_LOG=debug parley serve --dir D   with more in the log, which is one JSON object a line on stderr

SIGHUP makes it read its certificate again. A folder that parley init made serves the founding of its accord first, and becomes the node by itself.

SIGTERM or Ctrl-C stops it: requests in hand are finished, nothing is lost. See also: parley token, parley audit.`,
    )
    .action(async ({ dir, host, port }: { dir: string; host?: string; port?: string }) => {
      const give = (detail: string, exitCode: 1 | 2) => {
        process.stderr.write(`parley: ${detail}\n`);
        process.exitCode = exitCode;
      };
      if (port !== undefined && !/^\d{1,5}$/.test(port)) return give('--port is a port number', 2);
      const read = readEnvironment(process.env, {
        dir,
        ...(host === undefined ? {} : { host }),
        ...(port === undefined ? {} : { port: Number(port) }),
      });
      if (!read.ok) return give(read.refusal.detail, 1);
      const log = jsonLogger((line) => process.stderr.write(line), {
        level: read.environment.logLevel,
        now: () => Date.now(),
      });
      process.on('uncaughtException', (fault) => {
        log.error('node.defect', {}, fault);
        process.exit(1);
      });
      const started = await serveFolder(read.environment, { log });
      if (!started.ok) return give(started.refusal.detail, 1);
      const { served } = started;
      const founding = served.node === undefined ? ', until its accord is founded: see docs/founding.md' : '';
      process.stdout.write(`${served.party} serves at ${served.url}${founding}\n`);
      let asked = false;
      served.founded.then(
        (node) => {
          renewOnHangup(node, log);
          if (founding !== '') process.stdout.write(`${served.party} has founded its accord, and serves it\n`);
        },
        (fault: unknown) => {
          if (asked) return;
          give(fault instanceof Error ? fault.message : String(fault), 1);
          process.exit();
        },
      );
      // Meanwhile: programs need no console, and a page says that it is being made.
      void buildIfOld((what) => log.info(`console.${what}`));
      await new Promise<void>((asked) => {
        process.once('SIGTERM', asked);
        process.once('SIGINT', asked);
      });
      asked = true;
      await served.stop();
    });
}
