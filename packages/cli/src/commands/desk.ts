import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { parse } from 'yaml';
import { DRAFT_STATES, ReleasePolicy } from '@parley/api/desk';
import { readConfig, readEnvironment, type Config } from '@parley/node/config';
import { heldDraft, heldDrafts } from '@parley/node/desk/held';
import { enactPolicy, policyText, problemOfPolicy, readPolicy } from '@parley/node/desk/policy';
import { deskTables } from '@parley/node/desk/tables';
import { folderFiles } from '@parley/node/folder';
import { Database } from '@parley/node/platform/sqlite';
import { refuse, type Result } from '@parley/record/refusal';
import { refusalOf } from '#fault';
import { EXIT_USAGE, print, printJson, printRefusal, timeOf } from '#output';

const EXAMPLES = `
The desk is a party's private workspace: nothing of it is ever exchanged. Officers work at it in the console; these commands
are for whoever holds the node's folder. The node may be running.

The release policy says which offices release which acts before they can be filed. As YAML or JSON:

  acts:
    case.*: { need: all, offices: [head, chancery] }      every office named
    request.make: { need: any, offices: [head, liaison] } one of them
    "*": { need: 2, offices: [head, head, chancery] }     so many; an office named twice: two officers of it
  change: { need: all, offices: [head, chancery] }        who may change this policy at the desk

Examples:
  parley desk list --node us --state asked
  parley desk show Jd0fG2… --node us
  parley desk policy --node us
  parley desk policy --node us --set policy.yaml
`;

const DRAFTS_MAX = 1000;

type Options = { node: string; json?: true };

export function deskCommand(): Command {
  const command = new Command('desk')
    .description('read the drafts of a node, and say who must release what')
    .addHelpText('after', EXAMPLES);
  const add = (name: string, description: string) =>
    command
      .command(name)
      .description(description)
      .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
      .option('--json', 'print one JSON object');
  add('list', 'list drafts, the newest first')
    .option('--state <state>', `only drafts that are ${DRAFT_STATES.join(', ')}`)
    .action(list);
  add('show', 'show a draft: its text, and who released it')
    .argument('<draft>', 'its id, as desk list shows it')
    .action(show);
  add('policy', 'show who must release what, or put another release policy in force')
    .option('--set <file>', 'the policy to put in force: YAML or JSON')
    .action(policy);
  return command;
}

function list({ node, json, state }: Options & { state?: string }, command: Command): void {
  if (state !== undefined && !DRAFT_STATES.some((one) => one === state))
    command.error(`--state is one of ${DRAFT_STATES.join(', ')}`, { exitCode: EXIT_USAGE });
  withDesk(node, json === true, (database) => {
    const drafts = heldDrafts(database, state, DRAFTS_MAX);
    if (json === true) return printJson({ ok: true, drafts });
    if (drafts.length === 0) print('no drafts');
    for (const { id, state: stands, type, title, version, savedBy, savedAt } of drafts)
      print(`${id}  ${stands.padEnd(9)}  ${type ?? '-'}  version ${version}, ${timeOf(savedAt)}, ${savedBy}  ${title}`);
  });
}

function show(id: string, { node, json }: Options): void {
  withDesk(node, json === true, (database) => {
    const draft = heldDraft(database, id);
    if (draft === undefined)
      return printRefusal(
        { code: 'desk.not_found', detail: `there is no draft ${id}: parley desk list shows those there are` },
        json === true,
      );
    if (json === true) return printJson({ ok: true, draft });
    print(`${draft.title === '' ? draft.id : draft.title}: ${draft.state}, version ${draft.version}, ${draft.digest}`);
    for (const { name, at, digest } of draft.releases)
      if (digest === draft.digest) print(`released by ${name}, ${timeOf(at)}`);
    if (draft.act !== null) print(`filed as ${draft.act}`);
    for (const line of JSON.stringify(draft.content, null, 2).split('\n')) print(line);
  });
}

function policy({ node, json, set }: Options & { set?: string }): void {
  withDesk(node, json === true, (database, config) => {
    if (set !== undefined) {
      const read = readFile(set, Object.keys(config.accord.offices));
      if (!read.ok) return printRefusal(read.refusal, json === true);
      const now = Math.floor(Date.now() / 1000);
      database.transaction(() => enactPolicy(database, policyText(read.policy), now, undefined));
    }
    const inForce = readPolicy(database);
    if (json === true) return printJson({ ok: true, ...inForce });
    const { acts, change } = inForce.policy;
    if (inForce.since === null) print('no release policy: officers file what the accord lets them sign');
    else print(`release policy ${inForce.version}, since ${timeOf(inForce.since)}`);
    for (const [pattern, { need, offices }] of Object.entries(acts))
      print(`${pattern}: ${need} of ${offices.join(', ')}`);
    if (change !== undefined) print(`to change it: ${change.need} of ${change.offices.join(', ')}`);
  });
}

function readFile(file: string, offices: readonly string[]): Result<{ policy: ReleasePolicy }> {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message.split('\n')[0] : String(fault);
    return refuse('desk.policy', `cannot read ${file} as a release policy: ${reason}`);
  }
  const read = ReleasePolicy.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return refuse(
      'desk.policy',
      `${file} is no release policy: ${issue!.path.map(String).join('.')}: ${issue!.message}`,
    );
  }
  const problem = problemOfPolicy(read.data, offices);
  return problem === undefined ? { ok: true, policy: read.data } : refuse('desk.policy', `${file}: ${problem}`);
}

function withDesk(folder: string, json: boolean, work: (database: Database, config: Config) => void): void {
  const opened = openDesk(folder);
  if (!opened.ok) return printRefusal(opened.refusal, json);
  try {
    work(opened.database, opened.config);
  } finally {
    opened.database.close();
  }
}

function openDesk(folder: string): Result<{ database: Database; config: Config }> {
  const environment = readEnvironment(process.env, { dir: folder });
  if (!environment.ok) return environment;
  const read = readConfig(environment.environment);
  if (!read.ok) return read;
  const path = join(folder, folderFiles.database);
  if (!existsSync(path))
    return refuse('folder.empty', `${folder} has no database yet: start the node once (parley serve --dir ${folder})`);
  try {
    return { ok: true, config: read.config, database: Database.open(path, [deskTables]) };
  } catch (fault) {
    const refusal = refusalOf(fault, folder);
    if (refusal === undefined) throw fault;
    return { ok: false, refusal };
  }
}
