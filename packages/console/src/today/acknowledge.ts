import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '#api/call';
import { deskId } from '#desk/id';
import { pages } from '#pages';

type Acknowledged = { subject: string; act: string };

/** One step to the page that shows what is signed and files it. A draft that was begun before is gone on with, so that there are never two. */
export function useAcknowledge() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ subject, act }: Acknowledged) => {
      const { items } = await call('drafts', { query: { subject, type: act } });
      const begun = items.find(({ state }) => state === 'drafting' || state === 'asked');
      if (begun !== undefined) return begun.id;
      const content = { type: act, subject, body: {}, words: {} };
      return (await call('makeDraft', { body: { id: deskId(), content } })).id;
    },
    onSuccess: (draft) => navigate({ to: pages.sign, params: { draft } }),
  });
}
