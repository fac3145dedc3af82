// parley file: say something officially. The act is composed from what the node says now, shown as it will read, signed and filed.

import { setTimeout as later } from 'node:timers/promises';
import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { paths, pathTo } from '@parley/api/paths';
import { reasonOf } from '@parley/node/folder';
import { refuse, type Result } from '@parley/record/refusal';
import { parseAct } from '@parley/record/act';
import { encodeUtf8 } from '@parley/record/bytes';
import { fingerprintOf } from '@parley/signing/keys/officer-key';
import { encodeSigned, signAct, type SignedAct } from '@parley/signing/sign';
import { worstOf } from '@parley/signing/lint';
import { readGiven } from '#keys/content';
import { openNode, type NodeClient } from '#keys/node';
import { openKey } from '#keys/open';
import { meaningOfPaper, preparePaper, type Paper } from '#keys/paper';
import { askYes } from '#keys/terminal';
import { print, printJson, printRefusal, timeOf } from '#output';
import { columnsOf, Page } from '#shown/page';
import { LANGUAGES, type Language } from '#shown/naming';
import { writeSaid } from '#shown/said';

const EXAMPLES = `
CONTENT is a file, JSON or YAML, that says what is to be said:

  type: request.make
  body: { to: cn, category: status-update, urgency: routine }
  words:
    title: { en: How far is the inquiry? }
    asked: { en: What has been established since May. }

with subject: <id> for an act in a matter that is open, and re, exhibits, seals where the act has them. It is shown as the
other side will read it, and signed only after yes. An act that needs several officers is written to a file by the first
(--out), and given to the next as CONTENT; the last files it.

The node is read with a token: parley token reader --node us makes one.

Examples:
  parley file ask.yaml --node us --key ana.key                     shows it, asks, signs, files
  parley file ask.yaml --node us --dry-run                         shows it, and what the lint says
  parley file ask.yaml --node https://parley.us.example --agent --token T --wait 60
  parley file amend.yaml --node us --key ana.key --out half.json   then: parley file half.json --node us --key bo.key
`;

type Options = {
  node: string;
  token?: string;
  key?: string;
  agent?: string | true;
  passphraseFile?: string;
  dryRun?: true;
  yes?: true;
  out?: string;
  wait?: number | true;
  lang: Language | 'both';
  json?: true;
};

const WAIT_S = 60;
const LOOK_MS = 250;

export function fileCommand(): Command {
  return new Command('file')
    .description('compose, show, sign and file an act')
    .argument('<content>', 'what it says (JSON or YAML), or an act that others have signed')
    .requiredOption('--node <address or folder>', 'the running node: its address, or its folder')
    .option('--token <token>', 'a reader’s token of the node (default: PARLEY_TOKEN)')
    .option('--key <file>', 'sign with the key of this file')
    .option('--agent [kid or comment]', 'sign with a key that the SSH agent holds')
    .option('--passphrase-file <file>', 'a file that holds the passphrase (default: PARLEY_PASSPHRASE_FILE, or ask)')
    .option('--dry-run', 'show it and what the lint says; sign nothing')
    .option('--yes', 'sign what is shown without asking')
    .option('--out <file>', 'write the signed act to a new file instead of filing it')
    .option('--wait [seconds]', `wait for a receipt, at most so long (${WAIT_S})`, parseWait)
    .addOption(
      new Option('--lang <language>', 'in which language it is shown').choices([...LANGUAGES, 'both']).default('en'),
    )
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(fileAct);
}

function parseWait(text: string): number {
  if (!/^[1-9][0-9]{0,4}$/.test(text)) throw new InvalidArgumentError('Expected whole seconds, at least 1.');
  return Number(text);
}

async function fileAct(path: string, options: Options): Promise<void> {
  const json = options.json === true;
  const given = readGiven(path);
  if (!given.ok) return printRefusal(given.refusal, json);
  const opened = openNode(options);
  if (!opened.ok) return printRefusal(opened.refusal, json);
  const { client } = opened;
  const prepared = await preparePaper(client, given.given);
  if (!prepared.ok) return printRefusal(prepared.refusal, json);
  const { paper } = prepared;
  if (options.dryRun === true) return showOnly(paper, options);
  const done = await signAndFile(client, paper, options);
  if (!done.ok) printRefusal(done.refusal, json);
}

/** Nobody's kid: what is shown before a key is opened is not signed so. */
const NO_KID = 'A'.repeat(43);

function showOnly(paper: Paper, { json, lang }: Options): void {
  const worst = worstOf(paper.findings);
  if (worst !== undefined) process.exitCode = 1;
  if (json === true) {
    const { payload, en, zh } = meaningOfPaper(paper, NO_KID);
    return printJson({ ok: worst === undefined, findings: paper.findings, payload, en, zh });
  }
  for (const line of linesOf(paper, lang)) print(line);
  print(worst === undefined ? 'nothing was signed' : 'it would not be signed so; nothing was signed');
}

async function signAndFile(client: NodeClient, paper: Paper, options: Options): Promise<Result<object>> {
  const { json, lang, out, wait } = options;
  const worst = worstOf(paper.findings);
  if (worst !== undefined)
    return refuse(
      'sign.lint',
      `${paper.content.type}: ${worst.path}: ${worst.detail} (${worst.code}); nothing was signed`,
    );
  // What is shown goes where the question goes, so that results can be piped.
  for (const line of linesOf(paper, lang)) process.stderr.write(`${line}\n`);
  const signed = await signShown(paper, options);
  if (!signed.ok) return signed;
  const { act } = signed;
  if (out !== undefined) return writeOut(out, act, json === true);
  const filed = await client.file(act);
  if (!filed.ok) return filed;
  const { id, log, index, filedAt } = filed.filed;
  const received = wait === undefined ? undefined : await receiptOf(client, id, wait === true ? WAIT_S : wait);
  if (received?.ok === false) return { ok: false, refusal: { ...received.refusal, id } };
  if (json === true) {
    printJson({ ok: true, id, log, index, filedAt, ...(received !== undefined && { received: received.received }) });
    return { ok: true };
  }
  print(id);
  for (const { party, at } of received?.received ?? []) print(`received by ${party} ${timeOf(at)}`);
  return { ok: true };
}

/** With one more signature, after yes; as it is, where others have signed and no key is named. */
async function signShown(paper: Paper, options: Options): Promise<Result<{ act: SignedAct }>> {
  const { key: file, agent, out, yes } = options;
  const silent = file === undefined && agent === undefined && paper.act.signatures.length > 0;
  const opened = silent ? undefined : await openKey(options);
  if (opened?.ok === false) return opened;
  if (opened !== undefined) {
    const { kid } = opened.key;
    const { digest } = meaningOfPaper(paper, kid);
    process.stderr.write(`key         ${fingerprintOf(kid)}\nSHA-256     ${digest}\n\n`);
  }
  const does = [...(silent ? [] : ['Sign this']), ...(out === undefined ? [silent ? 'File this' : 'file it'] : [])];
  if (yes !== true && !(await askYes(`${does.join(' and ')}?`)))
    return refuse('sign.no', 'nothing was signed or filed: answer yes, or give --yes where nobody can be asked');
  const signed =
    opened === undefined ? { ok: true as const, act: paper.act } : await signAct(paper.act, paper, opened.key);
  return signed.ok ? { ok: true, act: encodeSigned(signed.act) } : signed;
}

function linesOf(paper: Paper, lang: Language | 'both'): string[] {
  const page = new Page(columnsOf(process.stderr));
  const meaning = meaningOfPaper(paper, NO_KID);
  for (const language of lang === 'both' ? LANGUAGES : [lang]) {
    const { head, facts, texts } = meaning[language];
    page.space();
    page.facts(head);
    page.space();
    writeSaid(page, { facts, texts }, 2);
  }
  page.space();
  for (const { weight, code, path, detail } of paper.findings) page.line(`${weight}  ${code}  ${path}: ${detail}`, 2);
  page.space();
  return page.lines;
}

function writeOut(path: string, act: SignedAct, json: boolean): Result<object> {
  try {
    writeFileSync(path, `${JSON.stringify(act, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EEXIST'
      ? refuse('file.exists', `${path} is there already: name a new file for the signed act`)
      : refuse('file.out', `cannot write ${path} (${reasonOf(fault)}): name a new file that this user may write`);
  }
  const read = parseAct(encodeUtf8(act.act));
  const signatures = read.ok ? read.act.signatures.length : 0;
  if (json) printJson({ ok: true, file: path, signatures });
  else print(`${path}: signed by ${signatures === 1 ? 'one officer' : `${signatures} officers`}, not filed`);
  return { ok: true };
}

type Received = { party: string; at: number }[];

/** Until a party holds the act, and with it everything before it in our log. */
async function receiptOf(client: NodeClient, id: string, seconds: number): Promise<Result<{ received: Received }>> {
  for (let looks = (seconds * 1000) / LOOK_MS; looks > 0; looks--) {
    const asked = await client.get<{ delivery: { received: Received } }>(pathTo(paths.act, { id }));
    if (!asked.ok) return asked;
    const { received } = asked.value.delivery;
    if (received.length > 0) return { ok: true, received };
    await later(LOOK_MS);
  }
  return refuse(
    'file.not_received',
    `${id} is filed, and nobody held it within ${seconds} s: it stays filed, and goes out when it can`,
  );
}
