// Invented requests between two parties over a year, by seed: answered, refused, withdrawn, superseded, returned, rated, or left.

import { DIMENSIONS, type OccasionObservation, type Rating, type RequestObservation } from '#scorecard/observation';
import { drawsFrom, exponential, type Draw } from './random.fixture.ts';

export const DAY = 86_400;
export const FROM = 1_735_689_600;
export const UNTIL = FROM + 365 * DAY;

export const CATEGORIES = ['information', 'preservation', 'takedown'];

/** A request served at `servedAt`, of which nothing else has happened; due to be acknowledged in 2 days and answered in 10. */
export function left(servedAt: number, more: Partial<RequestObservation> = {}): RequestObservation {
  const due = (days: number) => {
    const at = servedAt + days * DAY;
    return { dueAt: at, grossDueAt: at, heldAt: at + DAY };
  };
  return {
    asker: 'us',
    answerer: 'cn',
    category: 'information',
    madeAt: servedAt - 60,
    servedAt,
    acknowledgedAt: null,
    firstReplyAt: null,
    finalAt: null,
    outcome: null,
    returnedAt: null,
    withdrawnAt: null,
    supersededAt: null,
    pauses: [],
    due: { acknowledge: due(2), reply: due(10) },
    ratings: { receiver: null, giver: null },
    ...more,
  };
}

function rating(draw: Draw, at: number): Rating {
  return { at, scores: Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, 1 + Math.floor(draw() * 5)])) };
}

export function inventRequests(seed: number, count: number): RequestObservation[] {
  const draw = drawsFrom(seed);
  const wait = (days: number) => Math.floor(exponential(draw, 1 / days) * DAY);
  return Array.from({ length: count }, () => {
    const servedAt = FROM + Math.floor(draw() * 365 * DAY);
    const [asker, answerer]: [string, string] = draw() < 0.5 ? ['us', 'cn'] : ['cn', 'us'];
    const request = left(servedAt, {
      asker,
      answerer,
      category: CATEGORIES[Math.floor(draw() * 3)]!,
      acknowledgedAt: servedAt + wait(1),
    });
    const finalAt = request.acknowledgedAt! + wait(12);
    const fate = draw();
    if (fate < 0.1) return { ...request, withdrawnAt: finalAt };
    if (fate < 0.15) return { ...request, supersededAt: finalAt };
    if (fate < 0.2) return { ...request, acknowledgedAt: null };
    if (fate < 0.3) return { ...request, finalAt, outcome: 'refused' };
    const firstReplyAt = draw() < 0.3 ? Math.floor((request.acknowledgedAt! + finalAt) / 2) : finalAt;
    const answered = { ...request, firstReplyAt, finalAt, outcome: 'fulfilled' };
    answered.ratings = { receiver: rating(draw, finalAt + DAY), giver: rating(draw, finalAt) };
    if (fate > 0.85) {
      answered.returnedAt = request.acknowledgedAt;
      answered.pauses = [{ from: request.acknowledgedAt!, to: firstReplyAt }];
      answered.due.reply.dueAt! += firstReplyAt - request.acknowledgedAt!;
    }
    return answered;
  });
}

export function inventOccasions(seed: number): OccasionObservation[] {
  const draw = drawsFrom(seed);
  const of = (kind: OccasionObservation['kind'], owedBy: string[], every: number) =>
    Array.from({ length: Math.floor(365 / every) }, (_, at): OccasionObservation => {
      const dueAt = FROM + at * every * DAY;
      return {
        kind,
        owedBy,
        dueAt,
        doneAt: draw() < 0.8 ? dueAt + Math.floor((draw() - 0.7) * 10 * DAY) : null,
        voidAt: null,
      };
    });
  return [
    ...of('session', ['us', 'cn'], 180),
    ...of('drill', ['us', 'cn'], 90),
    ...of('check', ['us'], 7),
    ...of('check-answer', ['cn'], 7),
    ...of('update', ['cn'], 20),
    ...of('action-item', ['us'], 15),
  ];
}
