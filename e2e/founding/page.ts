// What docs/founding.md tells people to do, step by step.
//
//   ```console    "us$ " and "cn$ " begin commands; what follows is what they print on stdout ("…" alone: any lines; within a line: any text).
//                 "us → cn  file" gives a file to the other side.
//   ```yaml       begins with "# file at us": the file. ```json file at us: likewise.
//   ```browser    begins with "# Ana Ruiz at us": who does it; each line is one thing that the person does (browsing.ts).

import assert from 'node:assert/strict';

export type Party = 'us' | 'cn';

export type Step =
  | { is: 'run'; at: Party; command: string; expected: string[]; line: number }
  | { is: 'give'; from: Party; to: Party; file: string }
  | { is: 'write'; at: Party; file: string; text: string }
  | { is: 'browse'; at: Party; who: string; does: string; line: number };

export function stepsOf(page: string): Step[] {
  const steps: Step[] = [];
  let block: string | undefined;
  let who: { at: Party; who: string } | undefined;
  for (const [number, line] of page.split('\n').entries()) {
    if (line.startsWith('```')) {
      block = block === undefined ? line.slice(3) : undefined;
      who = undefined;
      const [, file, at] = /^json (\S+) at (us|cn)$/.exec(block ?? '') ?? [];
      if (file !== undefined) steps.push({ is: 'write', at: at as Party, file, text: '' });
      continue;
    }
    const last = steps.at(-1);
    if (block === 'console') {
      const [, at, command] = /^(us|cn)\$ (.*)$/.exec(line) ?? [];
      const [, from, to, given] = /^(us|cn) → (us|cn) {2}(\S+)$/.exec(line) ?? [];
      if (at !== undefined)
        steps.push({ is: 'run', at: at as Party, command: command!, expected: [], line: number + 1 });
      else if (from !== undefined) steps.push({ is: 'give', from: from as Party, to: to as Party, file: given! });
      else if (last?.is === 'run') last.expected.push(line);
      else assert.fail(`line ${number + 1} follows no command`);
    } else if (block === 'yaml' || block?.startsWith('json ') === true) {
      const [, file, at] = /^# (\S+) at (us|cn)$/.exec(line) ?? [];
      if (file !== undefined) steps.push({ is: 'write', at: at as Party, file, text: '' });
      else if (last?.is === 'write') last.text += `${line}\n`;
    } else if (block === 'browser') {
      const [, name, at] = /^# (.+) at (us|cn)$/.exec(line) ?? [];
      if (name !== undefined) who = { who: name, at: at as Party };
      else if (who !== undefined) steps.push({ is: 'browse', ...who, does: line, line: number + 1 });
      else assert.fail(`line ${number + 1} is done by nobody`);
    }
  }
  return steps;
}

/** Whether lines are as expected, as if the expectation were a pattern. */
export function matches(expected: readonly string[], actual: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return actual.length === 0;
  if (first === '…') return actual.some((_, at) => matches(rest, actual.slice(at))) || matches(rest, []);
  const [line, ...more] = actual;
  if (line === undefined) return false;
  const pattern = first.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${pattern.join('.*')}$`).test(line) && matches(rest, more);
}
