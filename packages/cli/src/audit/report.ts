// What an audit says: a line each, right or wrong. A failure names the file and where in it, in bytes or lines; the first of a file is said, and
// of many files the first hundred.

import { printable } from '#output';

export type Finding = { ok: true; text: string } | { ok: false; file: string; where: string | undefined; text: string };

/** Failures that are said one by one; the rest are counted. */
export const FAILURES_SAID = 100;

/** Disregarded acts that are listed; all are counted. */
export const DISREGARDED_LISTED = 1000;

export class Report {
  failures = 0;
  #say: (finding: Finding) => void;
  #failed = new Set<string>();

  constructor(say: (finding: Finding) => void) {
    this.#say = say;
  }

  ok(text: string): void {
    this.#say({ ok: true, text });
  }

  /** `where`: `bytes 0–31`, `line 3`; undefined for the file as a whole. */
  fail(file: string, where: string | undefined, text: string): undefined {
    this.failures++;
    if (this.#failed.has(file) || this.#failed.size >= FAILURES_SAID) return undefined;
    this.#failed.add(file);
    this.#say({ ok: false, file, where, text });
    return undefined;
  }
}

/** One line, whatever a file is called. */
export function lineOf(finding: Finding): string {
  if (finding.ok) return printable(`ok   ${finding.text}`);
  return printable(`FAIL ${finding.file}: ${finding.where === undefined ? '' : `${finding.where}: `}${finding.text}`);
}

/** Bytes `from` to before `to`, as people count them. */
export function bytesAt(from: number, to: number): string {
  return to - from <= 1 ? `byte ${from}` : `bytes ${from}–${to - 1}`;
}

/** Where two byte strings part: the line (from 1) and the byte. */
export function differenceOf(found: Uint8Array, expected: Uint8Array): string {
  let at = 0;
  while (at < found.length && at < expected.length && found[at] === expected[at]) at++;
  let line = 1;
  for (let i = 0; i < at; i++) if (found[i] === 0x0a) line++;
  return `line ${line}, byte ${at}`;
}
