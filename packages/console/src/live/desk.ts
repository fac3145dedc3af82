// Which of the node's answers tell of which part of the desk.

import type { DeskPart } from '@parley/api/live';
import type { RouteName } from '#api/call';
import type { DeskHeard } from '#live/line';

const QUERIES: Record<DeskPart, readonly RouteName[]> = {
  drafts: ['drafts', 'draft', 'draftVersions', 'previewDraft'],
  notes: ['deskNotes', 'deskNoteVersions'],
  options: ['options', 'option'],
  assignments: ['assignments'],
  duty: ['duties'],
  numbers: ['fileNumbers', 'subjectNames'],
  // Who must release what decides what a draft waits for.
  policy: ['releasePolicy', 'drafts', 'draft'],
};

/** Keys of queries begin with these. */
export function deskQueries(part: DeskHeard): readonly RouteName[] {
  return part === 'all' ? Object.values(QUERIES).flat() : QUERIES[part];
}
