import { useQuery } from '@tanstack/react-query';
import { reading } from '#api/queries';
import { keysHere } from '#keys/keys';

/** All that it takes to sign a draft: itself, what the node says of it, the act composed from it, and a key on this device that may sign it. */
export function useSigning(id: string) {
  const draft = useQuery(reading('draft', { params: { draft: id } }));
  const account = useQuery(reading('ownAccount', {}));
  const preview = useQuery(reading('previewDraft', { params: { draft: id } }));
  const here = useQuery(keysHere);
  const open = draft.data?.state === 'drafting' || draft.data?.state === 'asked';
  const mayHold = account.data?.keys.filter(
    ({ office }) => office !== null && preview.data?.offices.includes(office) === true,
  );
  const signer = here.data?.find((one) => mayHold?.some(({ kid }) => kid === one.key.kid))?.key;
  const prepared = useQuery({
    queryKey: ['prepared', id, draft.data?.digest, draft.data?.signing?.payload, signer?.kid],
    queryFn: async ({ signal }) => {
      const { meaning, prepare } = await import('#sign/prepare');
      const made = await prepare(draft.data!, signal);
      return made === null ? null : { made, shown: meaning(made, signer?.kid) };
    },
    enabled: open && here.isFetched && account.isFetched && preview.isFetched,
    staleTime: Infinity,
    meta: { kept: true },
  });
  return {
    draft: draft.data,
    preview: preview.data,
    /** null: the draft does not say yet what kind of act it is. */
    prepared: prepared.data,
    signer,
    /** Neither filed nor set aside. */
    open,
    failed: draft.error ?? prepared.error ?? preview.error ?? account.error ?? here.error,
  };
}
