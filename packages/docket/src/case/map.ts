// The map of a case: which points both sides agree on, which are contested, which the respondent cannot judge, and which wait for an
// answer, with the exhibits that each side names for them. An exhibit stands behind what the act that names it says: behind the points it
// makes, corrects or answers, or, if it speaks of none, behind the case as a whole.

import type { CasePoint, CaseState } from '#case/kind';

/** Ids of exhibits, each once, in the order they were named. */
export type NamedExhibits = { claimant: string[]; respondent: string[] };

/** `from`: the act that made or last corrected the point; `by`: the position its view comes from, null while there is none. */
export type MappedPoint = { no: number; kind: string; from: string; by: string | null; exhibits: NamedExhibits };

/** Points by their numbers, ascending. */
export type CaseMap = {
  agreed: MappedPoint[];
  contested: MappedPoint[];
  cannotSay: MappedPoint[];
  unanswered: MappedPoint[];
  whole: NamedExhibits;
};

/** Plain JSON, the same from both nodes. */
export function mapCase({ allegation, points, restatements, positions }: CaseState): CaseMap {
  const whole: NamedExhibits = { claimant: [], respondent: [] };
  const byPoint = new Map(points.map(({ no }): [number, NamedExhibits] => [no, { claimant: [], respondent: [] }]));
  const name = (
    side: keyof NamedExhibits,
    body: { exhibits?: string[] | undefined; points?: { no: number }[] | undefined },
  ) => {
    const about = (body.points ?? []).flatMap(({ no }) => byPoint.get(no) ?? []);
    for (const named of about.length === 0 ? [whole] : about) {
      for (const exhibit of body.exhibits ?? []) if (!named[side].includes(exhibit)) named[side].push(exhibit);
    }
  };
  name('claimant', allegation);
  for (const { body } of restatements) name('claimant', body);
  for (const { body } of positions) name('respondent', body);
  const ordered = points.toSorted((a, b) => a.no - b.no);
  const seenAs = (view: CasePoint['view']) =>
    ordered
      .filter((point) => point.view === view)
      .map(({ no, kind, from, by }): MappedPoint => ({ no, kind, from, by, exhibits: byPoint.get(no)! }));
  return {
    agreed: seenAs('agreed'),
    contested: seenAs('contested'),
    cannotSay: seenAs('cannot-say'),
    unanswered: seenAs('unanswered'),
    whole,
  };
}
