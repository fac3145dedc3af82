// Questions to whoever sits at the terminal: /dev/tty in effect, through stdin and stderr, so that stdout stays for results.

import { createInterface } from 'node:readline/promises';
import { refuse, type Result } from '@parley/record/refusal';

/** A line that is not shown while it is typed. Refused where nobody can be asked. */
export async function askHidden(prompt: string): Promise<Result<{ passphrase: string }>> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) {
    return refuse(
      'key.no_terminal',
      'asking for a passphrase: there is no terminal to ask on: name a file that holds it (--passphrase-file, or PARLEY_PASSPHRASE_FILE)',
    );
  }
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.resume();
  stdin.setEncoding('utf8');
  try {
    return await typed();
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

const ENTER = new Set(['\r', '\n', '\u0004']);
const INTERRUPT = '\u0003';
const BACKSPACE = new Set(['\u007f', '\b']);
const CLEAR = '\u0015';

function typed(): Promise<Result<{ passphrase: string }>> {
  return new Promise((resolve) => {
    let characters: string[] = [];
    const end = (result: Result<{ passphrase: string }>) => {
      process.stdin.off('data', onData);
      resolve(result);
    };
    const onData = (data: string) => {
      for (const character of data) {
        if (ENTER.has(character)) return end({ ok: true, passphrase: characters.join('') });
        if (character === INTERRUPT)
          return end(refuse('key.interrupted', 'asking for a passphrase: interrupted; nothing was done'));
        if (BACKSPACE.has(character)) characters.pop();
        else if (character === CLEAR) characters = [];
        else if (character >= ' ') characters.push(character);
      }
    };
    process.stdin.on('data', onData);
  });
}

/** A yes, typed as a whole word. Anything else is a no, and so is a terminal that is not there. */
export async function askYes(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(`${question} [yes/no] `)).trim().toLowerCase() === 'yes';
  } finally {
    lines.close();
  }
}
