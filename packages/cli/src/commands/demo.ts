// parley demo: two quarrelling parties on this machine, from founding to both dockets, in one command.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { HeldRecord } from '@parley/node/report/held';
import { listFolder } from '@parley/node/report/listed';
import { auditRecord } from '#audit/audit';
import { lineOf } from '#audit/report';
import type { NodeProcess } from '#demo/process';
import { FIRST_PORT, runDemo, type Running } from '#demo/run';
import { buildIfOld, tellBuilding } from '#commands/build';
import { runExercise, type RunningExercise } from '#demo/exercise/run';
import { exerciseAgrees, showExercise, summariseExercise, type ExerciseSummary } from '#demo/exercise/summary';
import { agrees, showCases, showLinks, showParties } from '#demo/summary';
import { EXIT_NO, EXIT_USAGE } from '#output';
import { exportRecord } from '#record/export';

type Options = { once?: boolean; dir?: string; json?: boolean; acts: string; port?: string };

export function demoCommand(): Command {
  return new Command('demo')
    .description('two parties on this machine: found an accord, exchange the public record, show both dockets')
    .option('--once', 'end when everything is exchanged, after auditing both records; exit 0 only if all of it holds')
    .option('--dir <folder>', 'keep the two nodes’ folders here, one named after each party')
    .option('--acts <number>', 'add this many generated requests and replies', '0')
    .option('--port <number>', `first of the two ports to listen on (default ${FIRST_PORT}; with --once any free ones)`)
    .option('--json', 'print the summary as one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  parley demo                         stays up until Ctrl-C; the two addresses are printed at the end
  parley demo --once --json           for a script: one JSON object on stdout
  parley demo --dir D                 keeps D/us and D/cn; again later, it opens them as they are
  parley export --node D/us --to R    then, with the nodes stopped: take the record out, and
  parley audit R                      judge it

The accord is fictional and says so. Every entry is an allegation unless its outcome says otherwise.`,
    )
    .action(demo)
    .addCommand(exerciseCommand());
}

function exerciseCommand(): Command {
  return new Command('exercise')
    .description(
      'a tabletop exercise between two invented parties: every kind of act, from founding to the second session',
    )
    .option('--once', 'end when the story is told, after auditing both records; exit 0 only if all of it holds')
    .option('--dir <folder>', 'keep the two nodes’ folders here, one named after each party')
    .option('--port <number>', `first of the two ports to listen on (default ${FIRST_PORT}; with --once any free ones)`)
    .option('--json', 'print the summary as one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  parley demo exercise                     stays up until Ctrl-C; the two addresses are printed at the end
  parley demo exercise --once --json       for a script: one JSON object on stdout
  parley demo exercise --once --dir D      keeps D/talveria and D/norrush; again later, it opens them as they are
  parley report --node D/talveria          what both sides table at the session

Both parties, everybody named and everything told are invented.`,
    )
    .action((_: Options, command: Command) => exercise(command.optsWithGlobals<Options>()));
}

function usage(detail: string): void {
  process.stderr.write(`parley: ${detail}\n`);
  process.exitCode = EXIT_USAGE;
}

async function exercise(options: Options): Promise<void> {
  if (options.port !== undefined && !/^\d{1,5}$/.test(options.port)) return usage('--port is a port number');
  const once = options.once === true;
  if (!once) await buildIfOld(tellBuilding);
  const progress = progressLine();
  const ran = await runExercise({
    ...(options.dir === undefined ? {} : { dir: options.dir }),
    port: options.port === undefined ? (once ? 0 : FIRST_PORT) : Number(options.port),
    onProgress: (line) => progress.show(line),
  });
  progress.end();
  if (!ran.ok) {
    process.stderr.write(`parley: ${ran.refusal.detail}\n`);
    process.exitCode = EXIT_NO;
    return;
  }
  const { running } = ran;
  try {
    const summary = await exerciseSummary(running);
    const shown = options.json === true ? '' : `\n${showExercise(summary, running.exercise.threads)}\n`;
    if (once) {
      await running.stop();
      const audited = await auditBoth(running);
      const whole = { ...summary, audit: audited.ok ? ('ok' as const) : ('failed' as const) };
      process.stdout.write(options.json === true ? `${JSON.stringify(whole)}\n` : `${shown}${audited.lines}`);
      if (!exerciseAgrees(summary) || !audited.ok) process.exitCode = EXIT_NO;
    } else {
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify(summary)}\n`
          : `${shown}\n${showLinks(running.parties)}\n\nBoth nodes stand still at that moment: there is all to read, and nothing more to sign. Ctrl-C ends them.\n`,
      );
      await untilAsked(running.nodes());
    }
  } finally {
    await running.stop();
    running.clear();
  }
}

/** From the record as the first party holds it; the digests say whether the other's is the same. */
async function exerciseSummary({ parties, summaries, endedAt }: RunningExercise): Promise<ExerciseSummary> {
  const held = await listFolder(parties[0]!.dir);
  if (!held.ok) throw new Error(held.refusal.detail);
  return summariseExercise(held.listed.record, summaries, endedAt);
}

async function demo(options: Options): Promise<void> {
  if (!/^\d{1,7}$/.test(options.acts)) return usage('--acts is a whole number');
  if (options.port !== undefined && !/^\d{1,5}$/.test(options.port)) return usage('--port is a port number');
  const once = options.once === true;
  if (!once) await buildIfOld(tellBuilding);
  const progress = progressLine();
  const ran = await runDemo({
    ...(options.dir === undefined ? {} : { dir: options.dir }),
    port: options.port === undefined ? (once ? 0 : FIRST_PORT) : Number(options.port),
    acts: Number(options.acts),
    onProgress: (line) => progress.show(line),
  });
  progress.end();
  if (!ran.ok) {
    process.stderr.write(`parley: ${ran.refusal.detail}\n`);
    process.exitCode = EXIT_NO;
    return;
  }
  const { running } = ran;
  try {
    if (once) await end(running, options.json === true);
    else await stay(running, options.json === true);
  } finally {
    await running.stop();
    running.clear();
  }
}

function show({ summary, cases }: Running): string {
  const agreed = agrees(summary)
    ? 'Both nodes hold the same record and computed the same docket.'
    : 'The nodes DISAGREE: see the digests and sizes above.';
  return `\n${showCases(cases)}\n\n${showParties(summary)}\n\n${agreed}\n`;
}

/** Stops the nodes, takes both records out and judges them. */
async function end(running: Running, json: boolean): Promise<void> {
  await running.stop();
  const audited = await auditBoth(running);
  const summary = { ...running.summary, audit: audited.ok ? ('ok' as const) : ('failed' as const) };
  if (json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else process.stdout.write(`${show(running)}${audited.lines}`);
  if (!agrees(summary) || !audited.ok) process.exitCode = EXIT_NO;
}

async function stay(running: Running, json: boolean): Promise<void> {
  if (json) process.stdout.write(`${JSON.stringify(running.summary)}\n`);
  else
    process.stdout.write(
      `${show(running)}\n${showLinks(running.parties)}\n\nBoth nodes go on in real time. Ctrl-C ends them.\n`,
    );
  await untilAsked(running.nodes);
}

/** Until somebody ends it, or a node ends. */
async function untilAsked(nodes: readonly NodeProcess[]): Promise<void> {
  await Promise.race([
    new Promise<void>((asked) => {
      process.once('SIGINT', asked);
      process.once('SIGTERM', asked);
    }),
    ...nodes.map(({ ended }) => ended),
  ]);
}

/** One line that is written over on a terminal, and one line a year elsewhere. */
function progressLine(): { show(line: string): void; end(): void } {
  const live = process.stderr.isTTY;
  let last = '';
  return {
    show(line) {
      if (live) process.stderr.write(`\r\u001b[K${line}`);
      else if (line.slice(0, 4) !== last) process.stderr.write(`${line}\n`);
      last = line.slice(0, 4);
    },
    end() {
      if (live && last !== '') process.stderr.write('\r\u001b[K');
    },
  };
}

/** Each side's record, exported from its folder and judged as a stranger would. */
async function auditBoth({ parties }: Pick<Running, 'parties'>): Promise<{ ok: boolean; lines: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-export-'));
  try {
    let ok = true;
    let lines = '';
    for (const { id, dir: folder } of parties) {
      const failed = await auditFolder(folder, join(dir, id));
      ok &&= failed.length === 0;
      lines += `audit of the record as ${id} holds it: ${failed.length === 0 ? 'everything holds' : 'FAILED'}\n`;
      for (const failure of failed) lines += `${failure}\n`;
    }
    return { ok, lines };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What an audit finds wrong with the record of a node's folder: nothing, if all is well. */
async function auditFolder(folder: string, to: string): Promise<string[]> {
  const opened = HeldRecord.open(folder);
  if (!opened.ok) return [opened.refusal.detail];
  const written = await exportRecord(opened.record, to, { withholdWords: false });
  opened.record.close();
  if (!written.ok) return [written.refusal.detail];
  const failed: string[] = [];
  const audited = await auditRecord(to, {
    onFinding: (finding) => {
      if (!finding.ok) failed.push(lineOf(finding));
    },
    onProgress: () => undefined,
  });
  return audited.ok || failed.length > 0 ? failed : [`${audited.failures} failures`];
}
