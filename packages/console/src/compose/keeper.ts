// A draft's keeper with this browser's drawer and clock, and our node's desk.

import type { DraftContent } from '@parley/api/desk';
import { call, mayPass, Refused, type Answer } from '#api/call';
import { queries, reading, signedIn } from '#api/queries';
import { Keeper, type Failure, type OnDesk, type Written } from '#compose/keeping';

type Draft = Answer<'draft'>;

export function keeperOf(id: string, account: string, desk: Draft | undefined, kept: Written | undefined): Keeper {
  return new Keeper(
    { id, account, drawer: localStorage, send: (written) => send(id, written), failure, after },
    desk,
    kept,
  );
}

/** On this device alone, until something is written in it. */
export function layInDrawer(id: string, account: string, content: DraftContent, title: string): void {
  localStorage.setItem(`parley.draft.${id}`, JSON.stringify({ content, title, version: 0, account }));
}

async function send(id: string, { content, title, version }: Written): Promise<OnDesk> {
  const params = { draft: id };
  const key = reading('draft', { params }).queryKey;
  const before = queries.getQueryData(key);
  const saved =
    version === 0
      ? await make(id, content, title)
      : await call('saveDraft', { params, body: { version, title, content, ...beside(before) } });
  queries.setQueryData(key, saved);
  void queries.invalidateQueries({ queryKey: ['previewDraft'] });
  return saved;
}

/** A draft that was made while the answer was lost is ours: what was written since is saved over it. */
async function make(id: string, content: DraftContent, title: string): Promise<Draft> {
  try {
    return await call('makeDraft', { body: { id, title, content } });
  } catch (fault) {
    if (!(fault instanceof Refused) || fault.problem.code !== 'desk.id_taken') throw fault;
    const params = { draft: id };
    const made = await call('draft', { params });
    return call('saveDraft', { params, body: { version: made.version, title, content, ...beside(made) } });
  }
}

/** What a draft has beside its text, which a save would empty. */
function beside(draft: Draft | undefined): Partial<Pick<Draft, 'mentions' | 'attachments'>> {
  return draft === undefined ? {} : { mentions: draft.mentions, attachments: draft.attachments };
}

function failure(fault: unknown): Failure {
  if (mayPass(fault)) return { again: true };
  if (!(fault instanceof Refused)) return { refused: fault };
  if (fault.problem.status === 401) {
    // The page asks to sign in again, and comes back here: then it is sent.
    queries.setQueryData(signedIn.queryKey, null);
    return { again: true };
  }
  const newer = fault.problem['newer'] as OnDesk | undefined;
  return fault.problem.code === 'desk.stale' && newer !== undefined ? { newer } : { refused: fault };
}

function after(ms: number, what: () => void): () => void {
  const timer = setTimeout(what, ms);
  return () => clearTimeout(timer);
}
