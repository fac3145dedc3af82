// An indicator series as CSV (RFC 4180, UTF-8, a header line): one row an event, or a count of events.
//
//   date         2015, 2015-Q3, 2015-09 or 2015-09-25, required; as precise as it is known and no more
//   to           the end of a range, in the same forms
//   precision    day, month, quarter or year, where the date is written more finely than it is known
//   approximate  yes or no          ongoing   yes or no
//   group        what it is filed under; several by semicolon
//   kind         attempt, compromise, theft, disruption, pre-positioning; empty: unstated
//   reported     when it became known, in the same forms
//   count        how many events, a whole number; empty: 1
//   id           rows with the id of an earlier one are left out
//   note         for people

import {
  INDICATOR_KINDS,
  refuseSeries,
  ROWS_MAX,
  type IndicatorRow,
  type IndicatorSeries,
  type SeriesCode,
  type SeriesResult,
} from '#progress/indicator';
import { readWhen } from '#progress/series/moment';
import type { Refused, Result } from '@parley/record/refusal';

const COLUMNS = [
  'date',
  'to',
  'precision',
  'approximate',
  'ongoing',
  'group',
  'kind',
  'reported',
  'count',
  'id',
  'note',
];

type Line = { line: number; fields: string[] };

/** Rows of a CSV text, or a refusal that names the line. */
export function parseCsvSeries(text: string): SeriesResult {
  const read = records(text.replace(/^\u{feff}/u, ''));
  if (!read.ok) return read;
  const [header, ...lines] = read.lines;
  if (header === undefined) return refuseSeries('series.header', 1, `the text is empty: begin with ${COLUMNS[0]}`);
  const names = header.fields.map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !COLUMNS.includes(name));
  if (unknown !== undefined)
    return refuseSeries('series.header', header.line, `no column is named ${unknown}: ${COLUMNS.join(', ')} are`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return refuseSeries('series.header', header.line, `${twice} stands twice: once is in order`);
  if (!names.includes('date')) return refuseSeries('series.header', header.line, 'there is no column date: add one');

  const series: IndicatorSeries = { rows: [], repeated: 0, undated: 0, beside: 0 };
  const ids = new Set<string>();
  for (const { line, fields } of lines) {
    if (fields.length !== names.length)
      return refuseSeries('series.csv', line, `${fields.length} fields, where the header has ${names.length}`);
    const field = new Map(names.map((name, at) => [name, fields[at]!.trim()]));
    const id = field.get('id') ?? '';
    if (id !== '' && ids.has(id)) {
      series.repeated++;
      continue;
    }
    if (id !== '') ids.add(id);
    if (field.get('date') === '') {
      series.undated++;
      continue;
    }
    const row = rowOf(field);
    if (typeof row === 'string') return refuseSeries('series.row', line, row);
    if (series.rows.length === ROWS_MAX)
      return refuseSeries('series.size', line, `more than ${ROWS_MAX} rows: add up what has the same date`);
    series.rows.push(row);
  }
  return { ok: true, series };
}

function rowOf(field: ReadonlyMap<string, string>): IndicatorRow | string {
  const value = (name: string) => {
    const written = field.get(name);
    return written === undefined || written === '' ? undefined : written;
  };
  for (const name of ['approximate', 'ongoing'])
    if (!['yes', 'no', undefined].includes(value(name))) return `${name} is ${value(name)}: write yes, no or nothing`;
  const when = readWhen({
    from: value('date')!,
    to: value('to'),
    precision: value('precision'),
    approximate: value('approximate') === 'yes',
    ongoing: value('ongoing') === 'yes',
  });
  if (typeof when === 'string') return when;
  const report = value('reported');
  const reported = report === undefined ? null : readWhen({ from: report });
  if (typeof reported === 'string') return `reported: ${reported}`;
  const kind = INDICATOR_KINDS.find((one) => one === (value('kind') ?? 'unstated'));
  if (kind === undefined) return `${value('kind')} is no kind: ${INDICATOR_KINDS.join(', ')} are`;
  const count = value('count') ?? '1';
  if (!/^[0-9]{1,9}$/.test(count)) return `count is ${count}: write a whole number of at most nine digits`;
  const groups = (value('group') ?? '').split(';').map((group) => group.trim());
  return { when, reported, groups: groups.filter((group) => group !== ''), kind, count: Number(count) };
}

/** Records with the line each begins on. Quoted fields may hold commas, line ends and doubled quotes; empty lines are skipped. */
function records(text: string): Result<{ lines: Line[] }, SeriesCode> {
  const lines: Line[] = [];
  let line = 1;
  let begun = 1;
  let fields: string[] = [];
  let at = 0;
  const end = () => {
    if (fields.length > 1 || fields[0] !== '') lines.push({ line: begun, fields });
    fields = [];
  };
  while (at < text.length) {
    if (fields.length === 0) begun = line;
    const quoted = text[at] === '"';
    const field = quoted ? quotedField(text, at, line) : plainField(text, at, line);
    if (!field.ok) return field;
    fields.push(field.value);
    line += field.value.split('\n').length - 1;
    at = field.next;
    if (text[at] === ',') {
      at++;
      // A comma at the very end is followed by an empty field.
      if (at === text.length) fields.push('');
      continue;
    }
    end();
    if (text[at] === '\r') at++;
    at++;
    line++;
  }
  if (fields.length > 0) end();
  return { ok: true, lines };
}

type Field = { ok: true; value: string; next: number } | Refused<SeriesCode>;

function plainField(text: string, from: number, line: number): Field {
  let at = from;
  while (at < text.length && !',\r\n'.includes(text[at]!)) {
    if (text[at] === '"')
      return refuseSeries('series.csv', line, 'a quotation mark within a field: quote the whole field, and double it');
    at++;
  }
  if (text[at] === '\r' && text[at + 1] !== '\n')
    return refuseSeries('series.csv', line, 'a carriage return without a line feed: end lines with LF or CRLF');
  return { ok: true, value: text.slice(from, at), next: at };
}

function quotedField(text: string, from: number, line: number): Field {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return refuseSeries('series.csv', line, 'a quoted field does not end: close its quotation mark');
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const next = quote + 1;
    const follows = text.slice(next, next + 2);
    if (next < text.length && !/^(,|\n|\r\n)/.test(follows))
      return refuseSeries('series.csv', line, 'text after a closing quotation mark: put all of the field within it');
    return { ok: true, value: text.slice(from + 1, quote).replaceAll('""', '"'), next };
  }
}
