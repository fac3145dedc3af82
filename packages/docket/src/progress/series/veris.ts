// An indicator series from incidents coded in VERIS (verisframework.org), as the VERIS Community Database has them: a JSON array, an object with
// `incidents`, or one object a line. Extracts with one flat object a line (`id`, `date`, `actors` …) are read the same way.
//
// Only incidents with an outside actor are rows. What is read: `timeline.incident` to its precision, year, month or day; the outside actor's countries
// (groups) and motives; `security_incident`, `attribute.*` (kind); `plus.timeline.notification` (reported). A false positive is no event.

import { z } from 'zod';
import {
  refuseSeries,
  ROWS_MAX,
  type IndicatorKind,
  type IndicatorSeries,
  type SeriesResult,
} from '#progress/indicator';
import { readWhen } from '#progress/series/moment';
import type { When } from '#when';

const Moment = z.object({
  year: z.int().min(1000).max(9999).optional(),
  month: z.int().min(1).max(12).optional(),
  day: z.int().min(1).max(31).optional(),
});
// A notice that makes no sense is none: one mistyped year of many thousand must not cost the whole series.
const Notice = Moment.optional().catch(undefined);
const Strings = z.array(z.string()).optional();
const Outside = z.object({ country: Strings, motive: Strings });

const Veris = z.object({
  incident_id: z.string().optional(),
  security_incident: z.string().optional(),
  timeline: z.object({ incident: Moment.optional() }),
  actor: z.object({ external: Outside.optional() }).optional(),
  attribute: z
    .object({
      confidentiality: z.object({ data_disclosure: z.string().optional() }).optional(),
      integrity: z.unknown().optional(),
      availability: z.unknown().optional(),
    })
    .optional(),
  plus: z.object({ timeline: z.object({ notification: Notice }).optional() }).optional(),
});

const Flat = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  date: Moment,
  notified: Notice,
  actors: z.array(Outside.extend({ role: z.string() })),
  disclosure: z.string().optional(),
  integrity: z.unknown().optional(),
  availability: z.unknown().optional(),
});

/** What both forms say. */
type Incident = {
  id: string | undefined;
  status: string | undefined;
  date: z.infer<typeof Moment> | undefined;
  notified: z.infer<typeof Moment> | undefined;
  outside: z.infer<typeof Outside>[];
  disclosure: string | undefined;
  harm: { integrity: boolean; availability: boolean };
};

/** `motive`: only incidents whose outside actor had it, `Espionage` for instance. */
export type VerisOptions = { motive?: string };

/** Rows of a VERIS text, or a refusal that names the line (of one object a line) or the incident. */
export function parseVerisSeries(text: string, options: VerisOptions = {}): SeriesResult {
  const found = objects(text);
  if (!found.ok) return found;
  const series: IndicatorSeries = { rows: [], repeated: 0, undated: 0, beside: 0 };
  const ids = new Set<string>();
  for (const { line, value } of found.objects) {
    const incident = incidentOf(value);
    if (typeof incident === 'string') return refuseSeries('series.incident', line, incident);
    const { id, status, outside, date } = incident;
    if (id !== undefined && ids.has(id)) {
      series.repeated++;
      continue;
    }
    if (id !== undefined) ids.add(id);
    const actors = outside.filter(
      ({ motive }) => options.motive === undefined || (motive ?? []).includes(options.motive),
    );
    if (actors.length === 0 || status === 'False positive') {
      series.beside++;
      continue;
    }
    const when = whenOf(date);
    if (when === undefined) {
      series.undated++;
      continue;
    }
    if (typeof when === 'string') return refuseSeries('series.incident', line, when);
    const reported = whenOf(incident.notified);
    series.rows.push({
      when,
      reported: typeof reported === 'object' ? reported : null,
      groups: [...new Set(actors.flatMap(({ country }) => country ?? []))],
      kind: kindOf(incident),
      count: 1,
    });
  }
  return { ok: true, series };
}

function objects(
  text: string,
): { ok: true; objects: { line: number; value: unknown }[] } | ReturnType<typeof refuseSeries> {
  const found: { line: number; value: unknown }[] = [];
  const whole = parsed(text);
  if (whole !== undefined) {
    const list = Array.isArray(whole.value) ? whole.value : (whole.value as { incidents?: unknown } | null)?.incidents;
    for (const value of Array.isArray(list) ? (list as unknown[]) : [whole.value]) found.push({ line: 1, value });
  } else {
    for (const [at, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const one = parsed(line);
      if (one === undefined)
        return refuseSeries('series.json', at + 1, 'not JSON: write an array, or one object a line');
      found.push({ line: at + 1, value: one.value });
    }
  }
  if (found.length > ROWS_MAX) return refuseSeries('series.size', ROWS_MAX + 1, `more than ${ROWS_MAX} incidents`);
  return { ok: true, objects: found };
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function incidentOf(value: unknown): Incident | string {
  const veris = Veris.safeParse(value);
  if (veris.success) {
    const { incident_id: id, security_incident: status, timeline, actor, attribute, plus } = veris.data;
    return {
      id,
      status,
      date: timeline.incident,
      notified: plus?.timeline?.notification,
      outside: actor?.external === undefined ? [] : [actor.external],
      disclosure: attribute?.confidentiality?.data_disclosure,
      harm: { integrity: attribute?.integrity !== undefined, availability: attribute?.availability !== undefined },
    };
  }
  const flat = Flat.safeParse(value);
  if (!flat.success) {
    const { path, message } = veris.error.issues[0]!;
    return `no VERIS incident: ${path.join('.') || 'it'}: ${message}`;
  }
  const { id, status, date, notified, actors, disclosure, integrity, availability } = flat.data;
  const outside = actors.filter(({ role }) => role === 'external');
  const harm = { integrity: integrity !== undefined, availability: availability !== undefined };
  return { id, status, date, notified, outside, disclosure, harm };
}

/** Undefined if no year is known; a sentence if the day does not exist. */
function whenOf(moment: Incident['date']): When | string | undefined {
  if (moment?.year === undefined) return undefined;
  const two = (value: number) => String(value).padStart(2, '0');
  const month = moment.month === undefined ? '' : `-${two(moment.month)}`;
  const day = month === '' || moment.day === undefined ? '' : `-${two(moment.day)}`;
  return readWhen({ from: `${moment.year}${month}${day}` });
}

/** The furthest step that is known: data taken; service lost and nothing else touched; something got in; or it was tried. */
function kindOf({ status, disclosure, harm }: Incident): IndicatorKind {
  if (status === 'Near miss') return 'attempt';
  if (disclosure === 'Yes') return 'theft';
  return disclosure === undefined && harm.availability && !harm.integrity ? 'disruption' : 'compromise';
}
