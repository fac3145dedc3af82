import type { SubjectQuery } from '@parley/api/subjects';
import type { Facet } from '../facet.ts';

type Asked = Pick<SubjectQuery, 'by' | 'to' | 'standing' | 'category' | 'open'> & { kind?: string | undefined };

/** Whether a facet is among those that a list is asked for. */
export function fits(facet: Facet, { kind, by, to, standing, category, open }: Asked): boolean {
  return (
    (kind === undefined || facet.kind === kind) &&
    (by === undefined || facet.by === by) &&
    (to === undefined || facet.to === to) &&
    (standing === undefined || facet.standing === standing) &&
    (category === undefined || facet.category === category) &&
    (open === undefined || facet.open === open)
  );
}
