// Subjects as lines of CSV (RFC 4180), for whoever counts them in a spreadsheet. Codes are those of the interface, times are UTC.
//
// What an attacker controls: every text of the counterpart's. A cell that a spreadsheet would take for a formula begins with an apostrophe, and
// line breaks within one become spaces.

import type { SubjectRow } from '@parley/api/subjects';
import { encodeInstant } from '@parley/docket/report/moment';
import type { JsonObject } from '@parley/record/json';

/** What a spreadsheet would compute, or run. */
const FORMULA = /^[\s]*[=+\-@\t\r]/;

const VIEWS = ['agreed', 'contested', 'cannot-say', 'unanswered'] as const;

/** `languages`: in which titles stand beside each other. */
export function csvHeader(languages: readonly string[]): string {
  return lineOf([
    'id',
    'kind',
    'reference',
    ...languages.map((language) => `title_${language}`),
    'opened_by',
    'to',
    'opened_at',
    'standing',
    'open',
    'category',
    'marking',
    'points_agreed',
    'points_contested',
    'points_cannot_say',
    'points_unanswered',
    'next_deadline',
    'owed_by',
    'due_at',
    'due_state',
  ]);
}

export function csvLine(row: SubjectRow, languages: readonly string[]): string {
  const { words, state, nextDeadline: next } = row;
  const title = (words['title'] ?? words['asked'] ?? {}) as JsonObject;
  const points = Array.isArray(state['points']) ? (state['points'] as { view: string }[]) : undefined;
  return lineOf([
    row.id,
    row.kind,
    words['reference'],
    ...languages.map((language) => title[language]),
    row.openedBy,
    row.to,
    encodeInstant(row.openedAt),
    row.standing,
    row.open,
    row.category,
    row.marking,
    ...VIEWS.map((view) => points?.filter((point) => point.view === view).length),
    next?.for,
    next?.owedBy,
    typeof next?.dueAt === 'number' ? encodeInstant(next.dueAt) : undefined,
    next?.state,
  ]);
}

function lineOf(cells: readonly unknown[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return '';
  const text = value.replaceAll(/\s+/g, ' ').trim();
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
