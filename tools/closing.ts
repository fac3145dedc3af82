// The reporter of `./parley test`: what failed, with its reason, and one closing line of counts.

import type { TestEvent } from 'node:test/reporters';

/** @public the runner loads it by its path */
export default async function* closing(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0;
  let failed = 0;
  const skipped: string[] = [];
  for await (const { type, data } of source) {
    if (type === 'test:stderr' && process.env['PARLEY_TEST_STDERR'] !== undefined) yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    if (data.skip !== undefined || data.todo !== undefined) {
      skipped.push(`- ${data.name}: ${typeof data.skip === 'string' ? data.skip : 'no reason given'}\n`);
    } else if (type === 'test:pass') {
      passed++;
    } else {
      failed++;
      const error = data.details.error;
      const cause = error?.cause;
      const reason = cause instanceof Error ? (cause.stack ?? cause.message) : (error?.stack ?? 'no reason given');
      yield `✖ ${data.file ?? ''}:${data.line ?? ''} ${data.name}\n${reason}\n`;
    }
  }
  if (skipped.length > 0) yield `skipped:\n${skipped.join('')}`;
  yield `\n${passed} passed, ${failed} failed, ${skipped.length} skipped\n`;
}
