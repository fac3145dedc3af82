import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { call } from '#api/call';
import { deskId } from '#desk/id';

export type Asked = { subject: string; act: string };

/** `made`: for this, and not gone on with: if nothing comes of it, nothing of it stays. */
export type Begun = { draft: string; made: boolean };

const AcknowledgeDialog = lazy(async () => ({
  default: (await import('#today/AcknowledgeDialog.tsx')).AcknowledgeDialog,
}));

/**
 * To say that something was received, without leaving the page: asked for, read, confirmed, filed, and seen to arrive. A draft that was begun before
 * is gone on with, so that there are never two. `dialog` is to stand somewhere on the page.
 */
export function useAcknowledge(): { ask: (asked: Asked) => void; busy: boolean; dialog: ReactNode } {
  const begin = useMutation({
    mutationFn: async ({ subject, act }: Asked): Promise<Begun> => {
      const { items } = await call('drafts', { query: { subject, type: act } });
      const begun = items.find(({ state }) => state === 'drafting' || state === 'asked');
      if (begun !== undefined) return { draft: begun.id, made: false };
      const content = { type: act, subject, body: {}, words: {} };
      return { draft: (await call('makeDraft', { body: { id: deskId(), content } })).id, made: true };
    },
  });
  return {
    ask: (asked) => begin.mutate(asked),
    busy: begin.isPending,
    dialog: begin.status !== 'idle' && (
      <Suspense fallback={null}>
        <AcknowledgeDialog
          subject={begin.variables.subject}
          begun={begin.data}
          failed={begin.error}
          onClose={() => begin.reset()}
        />
      </Suspense>
    ),
  };
}
