// The exercise from end to end: two folders, two processes, one story. Its clocks stand still at its end, for good: a folder that is opened
// again opens at that moment.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from '@parley/record/refusal';
import { loadExercise, type Exercise } from '@parley/demo/exercise/story';
import { found, markComplete, type DemoParty } from '#demo/founding';
import { NodeProcess } from '#demo/process';
import { freePorts, issueToken } from '#demo/run';
import { Side } from '#demo/side';
import { day, summarise, type PartySummary } from '#demo/summary';
import { Telling } from '#demo/exercise/telling';

export type ExerciseOptions = {
  /** Where the folders go; a temporary one, removed at the end, if absent. */
  dir?: string;
  /** The first node's port; the other follows. 0: any free ones. */
  port: number;
  onProgress: (line: string) => void;
};

export type RunningExercise = {
  exercise: Exercise;
  parties: DemoParty[];
  /** the time at which both clocks stand, in seconds */
  endedAt: number;
  summaries: Record<string, PartySummary>;
  nodes(): NodeProcess[];
  stop(): Promise<void>;
  /** Removes a temporary folder. Call it after `stop`. */
  clear(): void;
};

/** Runs the exercise until everything is exchanged, or opens one that was told. On a refusal nothing is left running. */
export async function runExercise(options: ExerciseOptions): Promise<Result<{ running: RunningExercise }>> {
  const exercise = loadExercise(fileURLToPath(new URL('.', import.meta.resolve('@parley/demo/exercise/story'))));
  const dir = resolve(options.dir ?? mkdtempSync(join(tmpdir(), 'parley-exercise-')));
  const clear = () => {
    if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
  };
  const nodes = new Map<string, NodeProcess>();
  const stop = async () => {
    await Promise.all([...nodes.values()].map((node) => node.stop()));
  };
  try {
    mkdirSync(dir, { recursive: true });
    const ports =
      options.port === 0
        ? await freePorts(exercise.accord.parties.length)
        : exercise.accord.parties.map((_, place) => options.port + place);
    const made = await found(exercise, dir, ports);
    if (!made.ok) {
      clear();
      return made;
    }
    const { founding } = made;
    const stateDir = options.dir === undefined ? join(dir, 'state') : undefined;
    const sides = new Map(founding.parties.map((party) => [party.id, new Side(party, issueToken(party, 'officer'))]));
    for (const { id, dir: own } of founding.parties) nodes.set(id, new NodeProcess(id, own, stateDir));
    const clock = (founding.endedAt ?? exercise.foundedAt) * 1000;
    const started = await Promise.all([...nodes.values()].map((node) => node.start(clock)));
    const refused = started.find((one) => !one.ok);
    if (refused !== undefined) {
      await stop();
      clear();
      return refused;
    }
    let { endedAt } = founding;
    if (endedAt === undefined) {
      endedAt = await new Telling({
        exercise,
        founding,
        nodes,
        sides,
        stateDir,
        onProgress: ({ at, step, of }) => options.onProgress(`${day(at)}  step ${step} of ${of}`),
      }).tell();
      markComplete(dir, founding, endedAt);
    }
    for (const node of [...nodes.values(), ...nodes.values()]) await node.idle();
    const { summary } = await summarise(sides.values());
    const running = {
      exercise,
      parties: founding.parties,
      endedAt,
      summaries: summary.parties,
      nodes: () => [...nodes.values()],
      stop,
      clear,
    };
    return { ok: true, running };
  } catch (fault) {
    await stop();
    clear();
    throw fault;
  }
}
