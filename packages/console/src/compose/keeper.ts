// A draft's keeper with this browser's drawer and clock, and our node's desk.

import type { DraftContent } from '@parley/api/desk';
import { call, mayPass, Refused, type Answer } from '#api/call';
import { queries, reading, signedIn } from '#api/queries';
import { Keeper, type Failure, type News, type OnDesk, type Windows, type Written } from '#compose/keeping';

type Draft = Answer<'draft'>;

export function keeperOf(id: string, account: string, desk: Draft | undefined, kept: Written | undefined): Keeper {
  return new Keeper(
    {
      id,
      account,
      drawer: localStorage,
      windows: windowsOf(`parley.draft.${account}.${id}`),
      send: (written) => send(id, written),
      failure,
      after,
    },
    desk,
    kept,
  );
}

/** On this device alone, until something is written in it. */
export function layInDrawer(id: string, account: string, content: DraftContent, title: string): void {
  localStorage.setItem(`parley.draft.${id}`, JSON.stringify({ content, title, version: 0, account }));
}

function windowsOf(name: string): Windows {
  const channel = new BroadcastChannel(name);
  return {
    // A channel is of one origin by itself.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    tell: (news) => channel.postMessage(news),
    listen: (hear) => {
      channel.addEventListener('message', ({ data }: MessageEvent<News>) => hear(data));
      return () => channel.close();
    },
  };
}

async function send(id: string, { content, title, version, attachments = [] }: Written): Promise<OnDesk> {
  const params = { draft: id };
  const key = reading('draft', { params }).queryKey;
  const before = queries.getQueryData(key);
  const saved =
    version === 0
      ? await make(id, { title, content, attachments })
      : await call('saveDraft', { params, body: { version, title, content, attachments, ...beside(before) } });
  queries.setQueryData(key, saved);
  void queries.invalidateQueries({ queryKey: ['previewDraft'] });
  return saved;
}

/** A draft that was made while the answer was lost is ours: what was written since is saved over it. */
async function make(id: string, said: Omit<Written, 'version'>): Promise<Draft> {
  try {
    return await call('makeDraft', { body: { id, ...said } });
  } catch (fault) {
    if (!(fault instanceof Refused) || fault.problem.code !== 'desk.id_taken') throw fault;
    const params = { draft: id };
    const made = await call('draft', { params });
    return call('saveDraft', { params, body: { version: made.version, ...said, ...beside(made) } });
  }
}

/** What a draft has beside its text, which a save would empty. */
function beside(draft: Draft | undefined): Partial<Pick<Draft, 'mentions'>> {
  return draft === undefined ? {} : { mentions: draft.mentions };
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
