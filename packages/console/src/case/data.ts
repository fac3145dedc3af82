import { useQueries, useQuery } from '@tanstack/react-query';
import { readAll } from '#api/all';
import { call } from '#api/call';
import { reading } from '#api/queries';

/** Everything that a page of a case reads, beside the acts that it opens one by one. */
export function useCase(id: string) {
  const row = useQuery(reading('case', { params: { id } }));
  const map = useQuery(reading('caseMap', { params: { id } }));
  const acts = useQuery({
    queryKey: ['acts', 'of', id],
    queryFn: () => readAll((paging) => call('acts', { query: { subject: id, ...paging } })),
  });
  const related = useQuery({
    queryKey: ['subjects', 'about', id],
    queryFn: () => readAll((paging) => call('subjects', { query: { about: id, sort: 'opened', ...paging } })),
  });
  return { row, map, acts, related };
}

/** Subjects by their ids, as far as they are there. */
export function useSubjects(ids: readonly string[]) {
  const found = useQueries({ queries: ids.map((id) => ({ ...reading('subject', { params: { id } }), retry: false })) });
  return new Map(found.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data] as const])));
}
