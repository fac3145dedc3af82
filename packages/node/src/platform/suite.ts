// The suite of a server: Ed25519 on threads (threads.ts). What is asked while all are busy goes over together; what somebody waits for before what is
// folded in bulk.

import { strictEd25519 } from '@parley/record/ed25519';
import { webMlDsa44 } from '@parley/record/mldsa';
import type { Suite } from '@parley/record/suite';
import { encodeChecks, encodeEntries, type Check } from './checking.ts';
import { addSource, give, type Asked } from './threads.ts';

/** Which entries open by these keys, 1 for each that does: no other can be recalled (`recallAct`) without having been opened. */
export type Opens = (entries: readonly Uint8Array[], keys: ReadonlyMap<string, Uint8Array>) => Promise<Uint8Array>;

export type NodeSuite = Suite & { opens?: Opens };

/** Signatures, or entries, that go over at once: some milliseconds of work, so that all threads end at about the same time. */
const AT_ONCE = 64;

type Waiting = Check & { settle: (valid: boolean) => void; fail: (fault: unknown) => void };

let checks: Waiting[] = [];
const bulk: (() => Asked)[] = [];
let giving = false;

addSource(() => {
  const together = checks.splice(0, AT_ONCE);
  if (together.length === 0) return undefined;
  return {
    question: encodeChecks(together),
    settle: (answer) => {
      for (const [place, { settle }] of together.entries()) settle(answer[place] === 1);
    },
    fail: (fault) => {
      for (const { fail } of together) fail(fault);
    },
  };
});
addSource(() => bulk.shift()?.());

/** What is asked in one turn goes over together. */
function giveSoon(): void {
  if (giving) return;
  giving = true;
  queueMicrotask(() => {
    giving = false;
    give();
  });
}

const opens: Opens = async (entries, keys) => {
  const answer = new Uint8Array(entries.length);
  const asked: Promise<void>[] = [];
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const together = entries.slice(from, from + AT_ONCE);
    asked.push(
      new Promise((settle, fail) => {
        bulk.push(() => ({
          question: encodeEntries(together, keys),
          settle: (part) => settle(answer.set(part, from)),
          fail,
        }));
      }),
    );
  }
  giveSoon();
  await Promise.all(asked);
  return answer;
};

export const threadedSuite: NodeSuite = {
  ed25519: strictEd25519(
    (publicKey, message, signature) =>
      new Promise((settle, fail) => {
        checks.push({ publicKey, message, signature, settle, fail });
        giveSoon();
      }),
  ),
  mlDsa44: webMlDsa44,
  opens,
};
