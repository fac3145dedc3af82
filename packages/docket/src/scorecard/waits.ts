// From a request to three waits: for a human's acknowledgement, for a first reply of substance, for the end. Each runs from service and
// ends in what was waited for, in something else that ended it first, or at the review date, when nothing more is known.

import type { Ending } from '#scorecard/incidence';
import { standingOf, type PauseObservation, type RequestObservation } from '#scorecard/observation';
import type { Duration } from '#scorecard/survival';

export const STAGES = ['acknowledge', 'reply', 'close'] as const;
export type Stage = (typeof STAGES)[number];

/** Gross: wall clock from service. Net: without the time for which the request was back with its asker. */
export const CLOCKS = ['gross', 'net'] as const;
export type ClockKind = (typeof CLOCKS)[number];

/** What may end a wait, what was waited for first: the shares of each add up with those still waiting to one. */
export const CAUSES: Record<Stage, readonly string[]> = {
  acknowledge: ['acknowledged', 'withdrawn', 'superseded'],
  reply: ['replied', 'without-substance', 'withdrawn', 'superseded'],
  close: ['answered', 'refused', 'withdrawn', 'superseded'],
};

/** The causes that count as the end that was waited for: a refusal closes a request as an answer does. */
export const WAITED_FOR: Record<Stage, readonly string[]> = {
  acknowledge: ['acknowledged'],
  reply: ['replied'],
  close: ['answered', 'refused'],
};

/** The wait of a request, served and known at the review date, in seconds. */
export function waitOf(request: RequestObservation, stage: Stage, clock: ClockKind, reviewAt: number): Ending {
  const { cause, at } = endOf(request, stage) ?? { cause: null, at: reviewAt };
  const servedAt = request.servedAt!;
  const gross = Math.max(0, at - servedAt);
  return { time: clock === 'gross' ? gross : gross - pausedWithin(request.pauses, servedAt, at), cause };
}

/** For the median: whatever else ended a wait only cuts it off. */
export function durationOf({ time, cause }: Ending, stage: Stage): Duration {
  return { time, event: cause !== null && WAITED_FOR[stage].includes(cause) };
}

// What came first; of the same second, in the order of CAUSES.
function endOf(request: RequestObservation, stage: Stage): { cause: string; at: number } | undefined {
  const { acknowledgedAt, firstReplyAt, finalAt, withdrawnAt, supersededAt, outcome } = request;
  const closing = outcome === 'refused' ? 'refused' : 'answered';
  const candidates: Record<Stage, [string, number | null][]> = {
    acknowledge: [['acknowledged', acknowledgedAt]],
    reply: [
      ['replied', firstReplyAt],
      ['without-substance', finalAt],
    ],
    close: [[closing, finalAt]],
  };
  let first: { cause: string; at: number } | undefined;
  const ends: [string, number | null][] = [
    ...candidates[stage],
    ['withdrawn', withdrawnAt],
    ['superseded', supersededAt],
  ];
  for (const [cause, at] of ends) if (at !== null && (first === undefined || at < first.at)) first = { cause, at };
  return first;
}

/** Seconds of pause between two times; pauses that overlap count once. */
export function pausedWithin(pauses: readonly PauseObservation[], from: number, until: number): number {
  let paused = 0;
  let reached = from;
  for (const pause of pauses.toSorted((a, b) => a.from - b.from)) {
    const start = Math.max(reached, pause.from);
    const end = Math.min(until, pause.to ?? until);
    if (end <= start) continue;
    paused += end - start;
    reached = end;
  }
  return paused;
}

/** How long an open request has waited by the review date, gross and net. */
export function ageOf(request: RequestObservation, reviewAt: number): { gross: number; net: number } | undefined {
  if (request.servedAt === null || standingOf(request) !== 'open') return undefined;
  const gross = reviewAt - request.servedAt;
  return { gross, net: gross - pausedWithin(request.pauses, request.servedAt, reviewAt) };
}
