// parley init: a party's own folder, its keys, and what is needed to go on. Nothing is ever written over.

import { Command, InvalidArgumentError } from 'commander';
import { SETUP_PAGE } from '@parley/api/founding';
import { encodeUtf8 } from '@parley/record/bytes';
import { inFours } from '@parley/docket/accord/review/lines';
import { makeNode, placesFor } from '#founding/folder';
import { newPassphrase } from '#keys/passphrase';
import { print, printJson, printRefusal } from '#output';

const EXAMPLES = `
Makes DIR with node.json, party.json (what you will put into an accord: public keys alone) and keys/ (what the node signs with).
The root key is the party's own: it founds the accord and appoints officers. It goes, encrypted with a passphrase, into a file
outside DIR, with a sheet to print: take both off this machine when you have founded.

Example:
  parley init --dir node --party us --name en="The United States" --name zh=美国 --domain us.example \\
      --address https://parley.us.example --listen 127.0.0.1:4101 --root-key root.key

docs/founding.md goes through a founding from here to the first receipt.
`;

type Options = {
  dir: string;
  party: string;
  name: Record<string, string>;
  domain: string;
  address: string[];
  listen: { host: string; port: number };
  language: string[];
  hue?: number;
  rootKey: string;
  sheet?: string;
  passphraseFile?: string;
  json?: true;
};

export function initCommand(): Command {
  return new Command('init')
    .description('make the folder and the keys of a new party')
    .requiredOption('--dir <folder>', 'the node’s folder: new or empty')
    .requiredOption('--party <id>', 'a short name for the party: a-z, 0-9 and -, at most 16')
    .requiredOption('--name <language=text>', 'its name; once for each language', parseName)
    .requiredOption('--domain <domain>', 'a domain that is the party’s own; its log is named by it')
    .requiredOption('--address <url>', 'where the counterpart reaches the node; may be given again', collect)
    .option('--listen <host:port>', 'where the node listens on this machine', parseListen, {
      host: '127.0.0.1',
      port: 4101,
    })
    .option('--language <tag>', 'a language of the party (default: those of its names)', collect)
    .option('--hue <number>', 'its colour, 0 to 359', parseHue)
    .requiredOption('--root-key <file>', 'a new file for the root key, outside the folder')
    .option('--sheet <file>', 'a new file for its recovery sheet: .txt or .html (default: beside the root key)')
    .option('--passphrase-file <file>', 'a file that holds the passphrase (default: PARLEY_PASSPHRASE_FILE, or ask)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(init);
}

async function init(options: Options): Promise<void> {
  const { dir, party: id, name, domain, address, listen, language, hue, rootKey, passphraseFile } = options;
  const json = options.json === true;
  const sheet = options.sheet ?? `${rootKey.replace(/\.key$/, '')}-recovery.txt`;
  const places = placesFor({ dir, rootKey, sheet });
  if (!places.ok) return printRefusal(places.refusal, json);
  const said = await newPassphrase('the root key', passphraseFile);
  if (!said.ok) return printRefusal(said.refusal, json);
  const party = {
    id,
    names: name,
    languages: language ?? Object.keys(name),
    domain,
    addresses: address,
    hue: hue ?? hueOf(id),
  };
  const made = await makeNode({ dir, party, listen, rootKey, sheet, passphrase: said.passphrase });
  if (!made.ok) return printRefusal(made.refusal, json);
  const { fingerprint, setup } = made;
  const link = `${address[0]!.replace(/\/+$/, '')}${SETUP_PAGE}#${setup}`;
  if (json) return printJson({ ok: true, dir, party: id, fingerprint, rootKey, sheet, setup: link });
  print(`${dir}: the folder of ${id}`);
  print(`root key      ${rootKey}, encrypted; it is needed to sign the accord and to appoint the first officer`);
  print(`recovery      ${sheet}: print it, then delete it`);
  print(`fingerprint   ${inFours(fingerprint)}`);
  print(`              of the root key: the counterpart will ask you to read it out`);
  print(`administrator ${link}`);
  print(`              opens this node’s console for its first administrator, once; it is not shown again`);
  print('');
  print('Next, either:');
  print(`  parley accord draft --node ${dir} --template states    to propose an accord`);
  print(`  parley accord import FILE --node ${dir}               to take up one that was sent to you`);
  print(`  parley serve --dir ${dir}                             to do either in the browser`);
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

function parseName(value: string, before: Record<string, string> = {}): Record<string, string> {
  const [, tag, text] = /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)=(.+)$/s.exec(value) ?? [];
  if (tag === undefined) throw new InvalidArgumentError('Expected a language and a name, as en="The United States".');
  return { ...before, [tag]: text! };
}

function parseListen(value: string): { host: string; port: number } {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(value) ?? [];
  if (host === undefined || Number(port) > 65_535)
    throw new InvalidArgumentError('Expected a host and a port, as 127.0.0.1:4101.');
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}

function parseHue(value: string): number {
  if (!/^\d{1,3}$/.test(value) || Number(value) > 359) throw new InvalidArgumentError('Expected 0 to 359.');
  return Number(value);
}

/** One of its own for every name, so that two parties are hardly ever of one colour. */
function hueOf(id: string): number {
  let hue = 7;
  for (const byte of encodeUtf8(id)) hue = (hue * 31 + byte) % 360;
  return hue;
}
