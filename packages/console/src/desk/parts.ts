// What the desk's pages read in common: colleagues, and what subjects are called.

import { useQuery } from '@tanstack/react-query';
import { call, type Answer } from '#api/call';
import { reading } from '#api/queries';

export type Colleague = Answer<'colleagues'>['items'][number];
export type SubjectName = Answer<'subjectNames'>['items'][number];

/** As many as the node names at once. */
const AT_ONCE = 200;

export function useColleagues() {
  const { data, error } = useQuery(reading('colleagues', {}));
  const all = data?.items ?? [];
  return {
    all,
    /** Whom one may give something to do: in office now. */
    inOffice: all.filter(({ offices }) => offices.length > 0),
    read: data !== undefined,
    error,
    /** undefined: whoever it was has left. Until that is known, three dots. */
    nameOf: (account: string): string | undefined =>
      data === undefined ? '…' : all.find((one) => one.account === account)?.name,
  };
}

/** `read`: they are here, or will not come: what names them is shown then, so that nothing on the page moves. */
export type SubjectNames = { get: (id: string) => SubjectName | undefined; read: boolean };

/** What subjects are called, by their ids, as far as whoever looks may see them. */
export function useSubjectNames(ids: readonly string[]): SubjectNames {
  const asked = [...new Set(ids)].toSorted();
  const { data, error } = useQuery({
    queryKey: ['subjectNames', asked],
    queryFn: async ({ signal }) => {
      const items: SubjectName[] = [];
      for (let from = 0; from < asked.length; from += AT_ONCE) {
        const of = asked.slice(from, from + AT_ONCE).join(',');
        items.push(...(await call('subjectNames', { query: { of } }, { signal })).items);
      }
      return new Map(items.map((one) => [one.id, one]));
    },
    enabled: asked.length > 0,
    // What is added to a list takes no names away that are there.
    placeholderData: (before) => before,
  });
  return { get: (id) => data?.get(id), read: asked.length === 0 || data !== undefined || error !== null };
}
