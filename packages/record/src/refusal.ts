// An expected no is a value, never an exception: what a counterpart sends may be nonsense, and nonsense is ordinary input.
// Faults of the machine (a full disk, a broken invariant) are thrown; refusals are returned.

/** `code` is stable and documented; `detail` is one sentence: the action, the fact, what was expected. */
export type Refusal<Code extends string = string> = {
  code: Code;
  detail: string;
  [member: string]: unknown;
};

export type Refused<Code extends string = string> = { ok: false; refusal: Refusal<Code> };

export type Result<Value, Code extends string = string> = ({ ok: true } & Value) | Refused<Code>;

export function refuse<Code extends string>(code: Code, detail: string, more?: Record<string, unknown>): Refused<Code> {
  return { ok: false, refusal: { ...more, code, detail } };
}
