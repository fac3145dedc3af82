import { Command } from 'commander';
import { print, printJson } from '#output';
import manifest from '../../package.json' with { type: 'json' };

export function versionCommand(): Command {
  return new Command('version')
    .description('print the version of Parley and of Node')
    .option('--json', 'print one JSON object')
    .action(({ json }: { json?: true }) => {
      const versions = { parley: manifest.version, node: process.versions.node };
      if (json === true) printJson(versions);
      else print(`parley ${versions.parley} (Node ${versions.node})`);
    });
}
