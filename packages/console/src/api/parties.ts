import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { reading } from '#api/queries';
import { textIn } from '#ui/text';

/** Which side of a page a party stands on: ours is the left one, whoever accuses. */
export type Side = 'us' | 'them';

export function useParties() {
  const { i18n } = useLingui();
  const { data } = useQuery(reading('parties', {}));
  const parties = data?.items ?? [];
  return {
    parties,
    /** The party of this node, once it is known. */
    own: parties.find(({ own }) => own)?.id,
    nameOf: (id: string): string =>
      textIn(parties.find((party) => party.id === id)?.names ?? {}, i18n.locale)?.text ?? id,
    sideOf: (id: string): Side => (parties.find((party) => party.id === id)?.own === false ? 'them' : 'us'),
  };
}
