// What the exercise shows at its end: the threads of its story, how every subject stands, what it went through, and both nodes.

import { actTypes } from '@parley/docket/kinds';
import type { ListedRecord } from '@parley/docket/report/cut';
import { subjectKinds } from '@parley/api/subjects';
import type { Thread } from '@parley/demo/exercise/story';
import { agrees, day, showParties, type PartySummary } from '#demo/summary';
import { reachedBy, type Reached } from '#demo/exercise/reached';

/** The machine-readable summary. `acts`, `disregarded`: how many, by type and by code; `subjects`: by kind and standing at the end. */
export type ExerciseSummary = {
  parties: Record<string, PartySummary>;
  endedAt: number;
  acts: Record<string, number>;
  subjects: Record<string, Record<string, number>>;
  standings: Record<string, string[]>;
  deadlines: string[];
  disregarded: Record<string, number>;
  audit?: 'ok' | 'failed';
};

export function summariseExercise(
  record: ListedRecord,
  parties: Record<string, PartySummary>,
  endedAt: number,
): ExerciseSummary {
  const { acts, standings, now, deadlines, disregarded }: Reached = reachedBy(record);
  return { parties, endedAt, acts, subjects: now, standings, deadlines, disregarded };
}

/** Whether both nodes hold the same and computed the same. */
export function exerciseAgrees({ parties }: ExerciseSummary): boolean {
  return agrees({ parties, cases: 0 });
}

export function showExercise(summary: ExerciseSummary, threads: readonly Thread[]): string {
  const known = [...actTypes.keys()];
  const filed = known.filter((type) => summary.acts[type] !== undefined).length;
  const total = Object.values(summary.parties).reduce((sum, { acts }) => sum + acts, 0);
  const codes = Object.keys(summary.disregarded).length;
  const without = Object.values(summary.disregarded).reduce((sum, count) => sum + count, 0);
  return [
    showThreads(threads),
    showSubjects(summary),
    showParties({ parties: summary.parties, cases: 0 }, false),
    `${total} acts, of ${filed} of ${known.length} types; ${without} of them without effect, for ${codes} reasons. The clocks stand at ${day(summary.endedAt)}.`,
    exerciseAgrees(summary)
      ? 'Both nodes hold the same record and computed the same docket.'
      : 'The nodes DISAGREE: see the digests and sizes above.',
  ].join('\n\n');
}

function showThreads(threads: readonly Thread[]): string {
  return threads.map(({ name, tells, acts }) => `${name}, ${acts} acts\n    ${tells.en}\n    ${tells.zh}`).join('\n');
}

const KIND_WIDTH = 11;

/** Two lines a kind: how its subjects stand, and how some stood before. */
function showSubjects({ subjects, standings }: ExerciseSummary): string {
  const lines = Object.keys(subjectKinds).flatMap((kind) => {
    const now = subjects[kind];
    if (now === undefined) return [];
    const stands = Object.entries(now).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const shown = `${kind.padEnd(KIND_WIDTH)} ${stands.map(([name, count]) => `${count} ${name}`).join(', ')}`;
    const before = (standings[kind] ?? []).filter((standing) => now[standing] === undefined);
    return before.length === 0 ? [shown] : [shown, `${' '.repeat(KIND_WIDTH)} before that: ${before.join(', ')}`];
  });
  return ['How the subjects stand at the end:', ...lines].join('\n');
}
