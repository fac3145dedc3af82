import { pages } from '#pages';

/** Where a subject is shown: on a page of its kind, where there is one, else as the act that opened it. */
export function subjectPath({ id, kind }: { id: string; kind: string }): string {
  if (kind === 'case') return `${pages.docket}/${id}`;
  if (kind === 'request') return `${pages.requests}/${id}`;
  return actPath(id);
}

export function actPath(id: string): string {
  return pages.act.replace('$act', id);
}
