// Times as they are where a party is. No machine's table of zones is asked: a party publishes with its calendar how far its clocks are from UTC.

/** What is needed of a published calendar. */
export type Published = { party: string; year: number; body: Record<string, unknown> };

type Offset = { fromUtc: number; offsetMinutes: number };

/** Minutes east of UTC at a moment in Unix seconds; undefined: the party has said nothing that reaches it. */
export function offsetAt(calendars: readonly Published[], party: string, at: number): number | undefined {
  let last: Offset | undefined;
  for (const { body, ...one } of calendars) {
    if (one.party !== party || !Array.isArray(body['offsets'])) continue;
    for (const offset of body['offsets'] as Offset[])
      if (offset.fromUtc <= at && (last === undefined || offset.fromUtc > last.fromUtc)) last = offset;
  }
  return last?.offsetMinutes;
}

/** The wall's clock there, as a date whose UTC members are the local ones. */
export function wallAt(at: number, offsetMinutes: number): Date {
  return new Date((at + offsetMinutes * 60) * 1000);
}
