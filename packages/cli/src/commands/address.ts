// parley address: where our node is reached from now on, told to the other parties by an act.

import { readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { Command } from 'commander';
import { normalAddress } from '@parley/node/exchange/address';
import { pinOf } from '@parley/node/exchange/dial';
import { parseBase64url } from '@parley/record/base64';
import { refuse, type Result } from '@parley/record/refusal';
import { configOf, fileOwn, openRootKey } from '#own/filing';
import { print, printJson, printRefusal } from '#output';

type Options = { dir: string; key: string; passphraseFile?: string; tls?: string[]; json?: true };

export function addressCommand(): Command {
  return new Command('address')
    .description('tell the other parties where our node is reached from now on')
    .argument('<url...>', 'all addresses, in the order to try them; they take the place of those before')
    .requiredOption('--dir <folder>', 'the node’s folder; the node runs')
    .requiredOption('--key <file>', 'a key that has the power for it: an officer’s, or the root key')
    .option('--passphrase-file <file>', 'a file that holds the passphrase (default: PARLEY_PASSPHRASE_FILE, or ask)')
    .option(
      '--tls <pin or file...>',
      'the certificates by whose public keys alone the node is known: their pins, or PEM files; none: any authority’s',
    )
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Let the node answer at the old addresses too, until the other side holds the act.

Examples:
  parley address https://parley.example --dir us --key chancery.key
  parley address https://parley.example --dir us --key chancery.key --tls us/keys/tls.crt us/keys/tls-2.crt`,
    )
    .action(async (urls: string[], options: Options) => {
      const done = await publish(urls, options);
      if (!done.ok) return printRefusal(done.refusal, options.json === true);
      const { addresses, tls, index, id } = done;
      if (options.json === true) return printJson({ ok: true, addresses, ...(tls && { tls }), index, id });
      print(`published: ${addresses.join(', ')}${tls === undefined ? '' : ` by ${tls.join(' or ')}`}, in act ${id}`);
    });
}

async function publish(
  urls: string[],
  { dir, key: keyFile, passphraseFile, tls: given }: Options,
): Promise<Result<{ addresses: string[]; tls: string[] | undefined; index: number; id: string }>> {
  const addresses = urls.map((url) => normalAddress(url));
  const wrong = addresses.indexOf(undefined);
  if (wrong >= 0)
    return refuse('address.malformed', `${urls[wrong]} is no address: expected http or https, a host, perhaps a path`);
  const pins = given?.map(pinGiven);
  const none = pins?.indexOf(undefined) ?? -1;
  if (none >= 0) return refuse('address.pin', `${given![none]} is no pin of 43 characters, and no certificate in PEM`);
  const configured = configOf(dir);
  if (!configured.ok) return configured;
  const key = await openRootKey(keyFile, passphraseFile);
  if (!key.ok) return key;
  const body = { addresses: addresses as string[], ...(pins !== undefined && { tls: pins as string[] }) };
  const filed = await fileOwn(configured.config, key.key, { type: 'party.address', body, words: {} });
  if (!filed.ok) return filed;
  const { index, id } = filed.filed;
  return { ok: true, addresses: body.addresses, tls: body.tls, index, id };
}

function pinGiven(given: string): string | undefined {
  if (parseBase64url(given)?.length === 32) return given;
  try {
    return pinOf(new X509Certificate(readFileSync(given)));
  } catch {
    return undefined;
  }
}
