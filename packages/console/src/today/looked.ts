// Since when somebody has not looked. A visit goes on while its pages are looked at, and is over after a while without: what was news when it
// began stays news until then, however often the page is opened.

/** Unix seconds. `since`: what came later is news; `at`: when the page was last looked at. */
export type Looked = { since: number; at: number };

/** So long without a look, the visit is over. */
const VISIT_SECONDS = 30 * 60;

/** `kept`: as it was written down last; undefined: there was no visit yet. */
export function lookedAt(kept: Looked | undefined, now: number): Looked {
  if (kept === undefined) return { since: now, at: now };
  return { since: now - kept.at > VISIT_SECONDS ? kept.at : kept.since, at: Math.max(now, kept.at) };
}

/** Whatever was found written down, as far as it is in order. */
export function parseLooked(text: string | null): Looked | undefined {
  try {
    const { since, at } = JSON.parse(text ?? '{}') as Record<string, unknown>;
    return Number.isSafeInteger(since) && Number.isSafeInteger(at)
      ? { since: since as number, at: at as number }
      : undefined;
  } catch {
    return undefined;
  }
}
