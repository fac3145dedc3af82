// What is known of occasions: the next session, out of those that are open; how the last communication check went.

import { parseDayStart } from '@parley/docket/report/moment';

type Text = { id: string; body: { from: string; round: number } };

/** `state`: of a session, as the docket has it. */
type Session = { state: Record<string, unknown> };

/** `from`: its first day, at 0 h UTC, in Unix seconds. */
export type Next = { days: number; from: number; round: number; agreed: boolean };

const DAY_SECONDS = 86_400;

/** By the dates agreed, or else by those proposed last; undefined: none lies ahead. */
export function nextSession(sessions: readonly Session[], now: number): Next | undefined {
  const today = Math.floor(now / DAY_SECONDS) * DAY_SECONDS;
  return sessions
    .flatMap(({ state }) => {
      const texts = state['convenings'] as Text[];
      const { convening } = state['agreed'] as { convening: string | null };
      const text = texts.find(({ id }) => id === convening) ?? texts.at(-1);
      const from = text && parseDayStart(text.body.from);
      if (text === undefined || from === undefined || from < today) return [];
      return [{ days: (from - today) / DAY_SECONDS, from, round: text.body.round, agreed: text.id === convening }];
    })
    .toSorted((a, b) => a.days - b.days)[0];
}

/** How long the other side took to answer a check, in seconds; undefined: it is not answered, or not provably. `state`: of a check. */
export function answeredIn({ state }: Session): number | undefined {
  const deadline = (state['deadlines'] as { startsAt: number | null; stoppedAt: number | null }[])[0];
  if (deadline === undefined || deadline.startsAt === null || deadline.stoppedAt === null) return undefined;
  return deadline.stoppedAt - deadline.startsAt;
}
