// parley tls: a certificate of the node's own, which no authority vouches for: the other parties know it by its public key.

import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { pinOf } from '@parley/node/exchange/dial';
import { folderFiles, reasonOf } from '@parley/node/folder';
import { makeCertificate } from '@parley/node/platform/certificate';
import { refuse, type Result } from '@parley/record/refusal';
import { print, printJson, printRefusal } from '#output';

type Options = { dir: string; name: string[]; json?: true };

export function tlsCommand(): Command {
  const made = new Command('new')
    .description('make a key and a certificate that signs itself, and print its pin')
    .requiredOption('--dir <folder>', 'the node’s folder')
    .requiredOption('--name <host...>', 'DNS names and IP addresses at which the node is reached')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Publish its pin (parley address --tls), beside that of the certificate which it replaces, if there is one. Once the other side holds that act, enter the files
into node.json, and start the node anew, or send it a SIGHUP if it had a certificate before.

Examples:
  parley tls new --dir us --name parley.example
  parley tls show us/keys/tls.crt`,
    )
    .action((options: Options) => {
      const done = makeNew(options);
      if (!done.ok) return printRefusal(done.refusal, options.json === true);
      const { pin, keyFile, certFile } = done;
      if (options.json === true) return printJson({ ok: true, pin, keyFile, certFile });
      print(`pin ${pin}`);
      print(`for node.json: "tls": ${JSON.stringify({ keyFile, certFile })}`);
    });
  const show = new Command('show')
    .description('print the pin of a certificate')
    .argument('<file>', 'the certificate, in PEM')
    .option('--json', 'print one JSON object')
    .action((file: string, { json }: { json?: true }) => {
      const read = readPin(file);
      if (!read.ok) return printRefusal(read.refusal, json === true);
      if (json === true) printJson({ ok: true, pin: read.pin });
      else print(`pin ${read.pin}`);
    });
  return new Command('tls').description('certificates of the node’s own').addCommand(made).addCommand(show);
}

function makeNew({ dir, name }: Options): Result<{ pin: string; keyFile: string; certFile: string }> {
  let number = 1;
  const named = (ending: string) => `${folderFiles.keys}/tls${number === 1 ? '' : `-${number}`}.${ending}`;
  while (existsSync(join(dir, named('key'))) || existsSync(join(dir, named('crt')))) number++;
  const made = makeCertificate(name, Date.now());
  const [keyFile, certFile] = [named('key'), named('crt')];
  try {
    writeFileSync(join(dir, keyFile), made.key, { mode: 0o600, flag: 'wx' });
    chmodSync(join(dir, keyFile), 0o600);
    writeFileSync(join(dir, certFile), made.cert, { flag: 'wx' });
    return { ok: true, pin: pinOf(new X509Certificate(made.cert)), keyFile, certFile };
  } catch (fault) {
    return refuse(
      'folder.unreadable',
      `cannot write in ${join(dir, folderFiles.keys)} (${reasonOf(fault)}): name a node’s folder that this user may write`,
    );
  }
}

function readPin(file: string): Result<{ pin: string }> {
  try {
    return { ok: true, pin: pinOf(new X509Certificate(readFileSync(file))) };
  } catch {
    return refuse('start.tls', `${file} is no certificate that can be read: expected PEM`);
  }
}
