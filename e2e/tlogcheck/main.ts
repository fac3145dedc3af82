/**
 * node main.ts <folder or http URL prefix> [--policy FILE]
 * node main.ts --proof FILE --entry FILE --policy FILE
 *
 * One line for each thing checked: `ok`, `FAIL`, or `--` for what is neither. Exit status 0 if all is right, else 1.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parsePolicy, type Policy } from './policy.ts';
import { Refused, refuseUnless } from './refused.ts';
import { openSource } from './source.ts';
import { checkProof, checkTree, type Finding } from './tlogcheck.ts';

const usage = `usage: main.ts <folder or http URL prefix> [--policy FILE]
       main.ts --proof FILE --entry FILE --policy FILE`;

const policyBytesMax = 1 << 20;

async function* run(args: string[]): AsyncGenerator<Finding> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { policy: { type: 'string' }, proof: { type: 'string' }, entry: { type: 'string' } },
  });
  const [location] = positionals;
  if (location !== undefined && positionals.length === 1 && !values.proof && !values.entry) {
    const source = openSource(location);
    const bytes = values.policy ? await readFile(values.policy) : await source('policy', policyBytesMax);
    refuseUnless(bytes !== null, () => 'policy: not there');
    if (!values.policy) {
      yield {
        verdict: 'note',
        text: 'policy: read from the tree itself, so it trusts whom the tree names',
      };
    }
    const policy = parsePolicy(bytes);
    yield policyFinding(policy);
    yield* checkTree(source, policy);
  } else if (positionals.length === 0 && values.proof && values.entry && values.policy) {
    const policy = parsePolicy(await readFile(values.policy));
    yield policyFinding(policy);
    yield* checkProof(await readFile(values.proof), await readFile(values.entry), policy);
  } else {
    throw new Error(usage);
  }
}

function policyFinding({ logs, witnesses, groups, quorum }: Policy): Finding {
  const text = `policy: ${logs.length} log keys, ${witnesses.size} witnesses, ${groups.size} groups, quorum ${quorum}`;
  return { verdict: 'ok', text };
}

const marks = { ok: 'ok  ', fail: 'FAIL', note: '--  ' };

try {
  for await (const { verdict, text } of run(process.argv.slice(2))) {
    console.log(`${marks[verdict]} ${text}`);
    if (verdict === 'fail') process.exitCode = 1;
  }
} catch (error) {
  process.exitCode = 1;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Refused) console.log(`${marks.fail} ${message}`);
  else console.error(message);
}
