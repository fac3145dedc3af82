import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { CaseState } from '#case/kind';
import { parseCsvSeries } from '#progress/series/csv';
import { seriesOfCases } from '#progress/series/docket';
import { parseVerisSeries } from '#progress/series/veris';

const csv = (...lines: string[]) => {
  const read = parseCsvSeries(lines.join('\n'));
  assert.ok(read.ok, read.ok ? '' : read.refusal.detail);
  return read.series;
};
const refused = (text: string, parse = parseCsvSeries) => {
  const read = parse(text);
  assert.ok(!read.ok);
  return [read.refusal.code, read.refusal['line'], read.refusal.detail];
};

test('a date is as precise as it is written, or as coarse as its precision says', () => {
  const { rows } = csv(
    'date,to,precision,approximate,ongoing',
    '2015,,,,',
    '2015-Q3,,,yes,',
    '2015-09,,,,yes',
    '2015-09-25,,day,no,no',
    '2015-01-01,,year,,',
    '2015-08-01,,quarter,,',
    '2015-01-01,2016-12-31,month,,',
    '2014,2015-03,,,',
  );
  assert.deepEqual(
    rows.map(({ when }) => when),
    [
      { from: '2015', precision: 'year' },
      { from: '2015-Q3', precision: 'quarter', approximate: true },
      { from: '2015-09', precision: 'month', ongoing: true },
      { from: '2015-09-25', precision: 'day' },
      { from: '2015', precision: 'year' },
      { from: '2015-Q3', precision: 'quarter' },
      { from: '2015-01', to: '2016-12', precision: 'month' },
      { from: '2014', to: '2015', precision: 'year' },
    ],
  );
});

test('CSV is read by RFC 4180: quotes, doubled quotes, line ends within fields, CRLF, a byte order mark', () => {
  const { rows, repeated, undated } = csv(
    '\u{feff}Date,group,note,kind,reported,count,id\r',
    '2015-09,"CN; RU","said ""so"",\r\ntwice",theft,2016-02-01,3,a\r',
    '2015-09,,,,,,a\r',
    ',CN,,,,,b\r',
    '\r',
    '2015-10,US,,,,0,',
  );
  assert.deepEqual(rows, [
    {
      when: { from: '2015-09', precision: 'month' },
      reported: { from: '2016-02-01', precision: 'day' },
      groups: ['CN', 'RU'],
      kind: 'theft',
      count: 3,
    },
    { when: { from: '2015-10', precision: 'month' }, reported: null, groups: ['US'], kind: 'unstated', count: 0 },
  ]);
  assert.deepEqual([repeated, undated], [1, 1]);
});

test('what is wrong is refused with the line, and what would be in order', () => {
  for (const [text, code, line, said] of [
    ['', 'series.header', 1, /begin with date/],
    ['day\n', 'series.header', 1, /no column is named day/],
    ['group\nCN', 'series.header', 1, /no column date/],
    ['date,date\n', 'series.header', 1, /stands twice/],
    ['date,kind\n2015', 'series.csv', 2, /1 fields, where the header has 2/],
    ['date,note\n2015,"open', 'series.csv', 2, /close its quotation mark/],
    ['date,note\n2015,"a"b', 'series.csv', 2, /put all of the field within/],
    ['date,note\n2015,a"b', 'series.csv', 2, /quote the whole field/],
    ['date\r2015', 'series.csv', 1, /carriage return/],
    ['date,note\n2015,"a\nb"\n2015-13,', 'series.row', 4, /2015-13 is no date: write 2015/],
    ['date\n2015-02-30', 'series.row', 2, /no date/],
    ['date,precision\n2015,month', 'series.row', 2, /coarser than its precision/],
    ['date,precision\n2015,week', 'series.row', 2, /write day, month/],
    ['date,to\n2015,2014', 'series.row', 2, /from is not after to/],
    ['date,to\n1015,2014', 'series.row', 2, /more than 50 years/],
    ['date,kind\n2015,hack', 'series.row', 2, /no kind/],
    ['date,count\n2015,-1', 'series.row', 2, /whole number/],
    ['date,ongoing\n2015,1', 'series.row', 2, /write yes, no/],
    ['date,reported\n2015,soon', 'series.row', 2, /reported: soon/],
  ] as const) {
    const [gotCode, gotLine, detail] = refused(text);
    assert.deepEqual([gotCode, gotLine], [code, line], text);
    assert.match(String(detail), said);
  }
});

const incident = (more: object, actor: object = { external: { country: ['CN'], motive: ['Espionage'] } }) =>
  JSON.stringify({ timeline: { incident: { year: 2015 } }, actor, ...more });

test('VERIS incidents with an outside actor become rows of the furthest step that is known', () => {
  const text = [
    incident({ incident_id: 'a', attribute: { confidentiality: { data_disclosure: 'Yes' } } }),
    incident({ incident_id: 'a' }),
    incident({
      timeline: { incident: { year: 2015, month: 9, day: 3 } },
      plus: { timeline: { notification: { year: 2016 } } },
    }),
    incident({ security_incident: 'Near miss', timeline: { incident: { year: 2015, month: 9 } } }),
    incident({ attribute: { availability: {} } }),
    incident({ security_incident: 'False positive' }),
    incident({}, { internal: { motive: ['Financial'] } }),
    incident({}, { external: { country: ['RU'], motive: ['Financial'] } }),
    incident({ timeline: { incident: {} } }),
  ].join('\n');
  const read = parseVerisSeries(text, { motive: 'Espionage' });
  assert.ok(read.ok);
  const { rows, ...counts } = read.series;
  assert.deepEqual(
    rows.map(({ when, kind, reported }) => [when.from, when.precision, kind, reported?.from]),
    [
      ['2015', 'year', 'theft', undefined],
      ['2015-09-03', 'day', 'compromise', '2016'],
      ['2015-09', 'month', 'attempt', undefined],
      ['2015', 'year', 'disruption', undefined],
    ],
  );
  assert.deepEqual(counts, { repeated: 1, beside: 3, undated: 1 });
  assert.deepEqual(rows[0]!.groups, ['CN']);
  const array = parseVerisSeries(`[${text.split('\n').join(',')}]`, { motive: 'Espionage' });
  assert.deepEqual(array, read);
});

test('a line that is no JSON, or no VERIS, is refused by its number', () => {
  assert.deepEqual(refused(`${incident({})}\n{"a":`, parseVerisSeries).slice(0, 2), ['series.json', 2]);
  assert.deepEqual(refused(`${incident({})}\n{"a":1}`, parseVerisSeries).slice(0, 2), ['series.incident', 2]);
  assert.deepEqual(
    refused(incident({ timeline: { incident: { year: 2015, month: 2, day: 30 } } }), parseVerisSeries).slice(0, 2),
    ['series.incident', 1],
  );
});

test('no text makes a parser throw', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    fc.array(fc.constantFrom('date', '"', ',', '\n', '\r', '2015', 'kind')).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      parseCsvSeries(text);
      parseVerisSeries(text);
    }),
  );
});

test('untouched records of the VERIS Community Database are read', (t) => {
  const file = join(import.meta.dirname, '../../../../../../shared/data/vcdb/veris-raw-sample.jsonl.gz');
  if (!existsSync(file)) return t.skip('the VERIS Community Database is not beside the checkout');
  const read = parseVerisSeries(gunzipSync(readFileSync(file)).toString('utf8'), { motive: 'Espionage' });
  assert.ok(read.ok);
  assert.equal(read.series.rows.filter(({ groups }) => groups.includes('CN')).length, 40);
});

test('a case counts once, under its respondent, as it was last stated; withdrawn and repeated ones do not', () => {
  const allegation = (body: object, more: object = {}) =>
    ({
      sides: ['us', 'cn'],
      openedAt: 1_443_139_200,
      allegation: body,
      restatements: [],
      links: [],
      withdrawn: null,
      ...more,
    }) as unknown as CaseState;
  const activity = { from: '2015-06', precision: 'month' };
  const { rows, ...counts } = seriesOfCases([
    allegation({ activity, conduct: ['attempt', 'theft'] }),
    allegation(
      { activity, said: { from: '2014-05-19', precision: 'day' } },
      {
        restatements: [{ id: 'x', body: { activity: { from: '2013', precision: 'year' }, conduct: ['compromise'] } }],
      },
    ),
    allegation({}),
    allegation({ activity }, { withdrawn: { id: 'w', index: 1, reason: 'other', servedAt: null } }),
    allegation({ activity }, { links: [{ id: 'l', party: 'us', relation: 'restates', case: 'c' }] }),
    allegation({ activity }, { links: [{ id: 'l', party: 'cn', relation: 'duplicates', case: 'c' }] }),
  ]);
  assert.deepEqual(
    rows.map(({ when, reported, groups, kind }) => [when.from, reported?.from, groups, kind]),
    [
      ['2015-06', '2015-09-25', ['cn'], 'theft'],
      ['2013', '2014-05-19', ['cn'], 'compromise'],
      ['2015-06', '2015-09-25', ['cn'], 'unstated'],
    ],
  );
  assert.deepEqual(counts, { repeated: 1, undated: 1, beside: 1 });
});
