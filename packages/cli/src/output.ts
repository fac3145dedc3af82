// What commands say. Results go to stdout, in lines for people or as one JSON object with --json; whatever else there is to say goes to stderr.
//
// Exit codes: 0 it is so, or it is done; 1 it is not so, or it could not be done, and stderr says why; 2 the command was not understood.

import type { Refusal } from '@parley/record/refusal';

export const EXIT_NO = 1;
export const EXIT_USAGE = 2;
export const EXIT_INTERRUPTED = 130;

/** Names of files and texts of acts are anybody's: none may move the cursor, begin a line of its own or turn the direction of writing. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

export function print(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** It could not be done: why, and that the exit code says so. */
export function printRefusal({ code, detail }: Refusal, json: boolean): void {
  if (json) printJson({ ok: false, refusal: { code, detail } });
  else process.stderr.write(`parley: ${printable(detail)}\n`);
  process.exitCode = EXIT_NO;
}

/** Seconds since 1970 as people read them. */
export function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** 1234567 as 1,234,567. */
export function countOf(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Many of something, or one. */
export function many(count: number, one: string, more = `${one}s`): string {
  return `${countOf(count)} ${count === 1 ? one : more}`;
}
