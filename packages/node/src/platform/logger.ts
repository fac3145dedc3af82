// What the operator reads: one JSON object a line, an event's name and flat facts. Names of persons, words of acts and tokens have no
// way in: a fact is a short scalar, and whoever logs an act logs its id. Faults carry their stack here, and only here.

/** Facts are scalars; text longer than `FACT_CHARACTERS_MAX` is cut, so that no document slips into a line. */
export type Facts = Record<string, string | number | boolean | null | undefined>;

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** `event` is a short dotted name, such as `receipt.stored`; `cause` is whatever was thrown. */
export type Logger = {
  debug(event: string, facts?: Facts): void;
  info(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts, cause?: unknown): void;
  error(event: string, facts?: Facts, cause?: unknown): void;
};

export const FACT_CHARACTERS_MAX = 300;
const STACK_CHARACTERS_MAX = 4000;
const RANK: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Writes lines at or above `level` to `write`, stamped with `now` (Unix milliseconds, real time even where the accord's clock is scripted). */
export function jsonLogger(write: (line: string) => void, options: { level?: Level; now: () => number }): Logger {
  const least = RANK[options.level ?? 'info'];
  const line = (level: Level, event: string, facts: Facts | undefined, cause?: unknown): void => {
    if (RANK[level] < least) return;
    const entry: Record<string, unknown> = {
      time: new Date(options.now()).toISOString(),
      level,
      event,
    };
    for (const [name, value] of Object.entries(facts ?? {})) {
      if (value === undefined || name in entry) continue;
      entry[name] = typeof value === 'string' ? cut(value, FACT_CHARACTERS_MAX) : value;
    }
    if (cause !== undefined) Object.assign(entry, describe(cause));
    write(`${JSON.stringify(entry)}\n`);
  };
  return {
    debug: (event, facts) => line('debug', event, facts),
    info: (event, facts) => line('info', event, facts),
    warn: (event, facts, cause) => line('warn', event, facts, cause),
    error: (event, facts, cause) => line('error', event, facts, cause),
  };
}

/** A logger that says nothing, for simulations and tests. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

function describe(cause: unknown): Record<string, string> {
  if (!(cause instanceof Error)) return { fault: cut(String(cause), FACT_CHARACTERS_MAX) };
  const facts: Record<string, string> = {
    fault: cut(`${cause.name}: ${cause.message}`, FACT_CHARACTERS_MAX),
  };
  if (cause.stack !== undefined) facts['stack'] = cut(cause.stack, STACK_CHARACTERS_MAX);
  if (cause.cause instanceof Error)
    facts['because'] = cut(`${cause.cause.name}: ${cause.cause.message}`, FACT_CHARACTERS_MAX);
  return facts;
}

function cut(text: string, charactersMax: number): string {
  return text.length <= charactersMax ? text : `${text.slice(0, charactersMax)}…`;
}
