// The record that the demonstration tells, read from the YAML beside this file: the accord as drafted, its officers, and one script of
// acts in the order in which they are filed. Bodies and words are those of the docket's act types but for three things, which only
// the driver knows: keys, act ids (where one belongs stands `{ ref: … }`), and, in `request.note-silence`, what was held
// (`held`). Reads the files of its folder and nothing else; a file that does not have its form is a fault, thrown with its name.
//
// Times: what a party files, it files in its own working hours on the day the file gives, at 15:00 UTC (us) or 07:00 UTC (cn), which
// the folder's `hours` below hold by party. An act that rests on another of the same day follows half an hour after it, and no two
// acts share a second. So the script depends on the files alone.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '@parley/record/json';
import { parse } from 'yaml';
import { z } from 'zod';

const Day = z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/);
const Text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
const SourceKey = z.string().regex(/^[SD][0-9]{1,3}$/);
const Name = z.string().regex(/^[a-z0-9-]{1,64}$/);
const Members = z.record(z.string(), z.json());

const SourcesFile = z.record(SourceKey, z.strictObject({ title: z.string(), address: z.string().startsWith('http') }));

const AccordFile = z.strictObject({
  title: Text,
  dated: Day,
  text: Text,
  parties: z.array(
    z.strictObject({
      id: Name,
      names: Text,
      languages: z.array(z.string()).min(1),
      domain: z.string().endsWith('.example'),
      hue: z.int().min(0).max(359),
    }),
  ),
  witnesses: z.array(z.never()),
  quorum: z.literal(0),
  quotas: z.strictObject({ entriesPerDay: z.int(), bytesPerDay: z.int() }),
  terms: Members,
  offices: Members,
});

const OfficersFile = z.array(
  z.strictObject({
    id: Name,
    party: Name,
    office: Name,
    appointedBy: z.enum(['root', 'chancery']),
    from: Day,
    name: z.string(),
    title: Text,
  }),
);

const CalendarFile = z.strictObject({
  party: Name,
  closingMinute: z.int(),
  names: z.record(Name, Text),
  years: z.array(
    z.strictObject({
      year: z.int(),
      publish: Day,
      nonWorking: z.record(Day, Name),
      makeUp: z.array(Day),
      offsets: z.array(z.strictObject({ fromUtc: z.iso.datetime(), offsetMinutes: z.int() })),
    }),
  ),
});

const ActEntry = z.strictObject({
  /** the name by which other entries refer to this act; given by those that open a subject */
  ref: Name.optional(),
  /** the ref of the act that opened the subject; absent if this one opens it */
  subject: Name.optional(),
  at: Day,
  /** `month`: known to the month only, and filed on its last day */
  precision: z.enum(['day', 'month']),
  by: Name,
  office: Name,
  type: z.string(),
  sources: z.array(SourceKey).min(1),
  body: Members,
  words: Members,
});

const CaseFile = z.strictObject({
  case: Name,
  by: Name,
  acts: z.array(ActEntry).min(1),
  /** what is publicly known and deliberately stands in no act, and why */
  unfiled: z.array(Text).optional(),
});

/** What the parties announced, said and did towards each other beyond a single case. */
const DialogueFile = z.strictObject({ topic: Name, acts: z.array(ActEntry).min(1) });

/** The accord but for what the driver adds to each party: keys and addresses. */
export type AccordDraft = z.infer<typeof AccordFile>;
export type DemoOfficer = z.infer<typeof OfficersFile>[number];

/** One act to file. `at`: seconds. `ref`, `subject` and `{ ref }` in the body name acts that open a subject. */
export type DemoAct = {
  at: number;
  party: string;
  office: string;
  type: string;
  ref?: string;
  subject?: string;
  body: JsonObject;
  words: JsonObject;
};

export type DemoCase = { ref: string; by: string; unfiled: z.infer<typeof Text>[] };

/** `foundedAt`: seconds; nothing in the script is earlier. `script`: in the order of filing. */
export type Demo = {
  accord: AccordDraft;
  foundedAt: number;
  officers: DemoOfficer[];
  cases: DemoCase[];
  script: DemoAct[];
};

const DAY_SECONDS = 86_400;
/** When each party files, in seconds after midnight UTC: within its office hours all year round. */
const hours: Readonly<Record<string, number>> = { us: 15 * 3600, cn: 7 * 3600 };
/** How long after the act it rests on, on the same day, an act follows. */
const FOLLOWS_SECONDS = 1800;

function midnight(day: string): number {
  const milliseconds = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw new Error(`reading a day: ${day} does not exist`);
  return milliseconds / 1000;
}

function read<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const read = schema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`reading ${file}: ${z.prettifyError(read.error)}`);
  return read.data;
}

const filesOf = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => join(folder, name));

const isRef = (value: Json): value is { ref: string } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['ref'] === 'string';

/** The value with every `{ ref: … }` replaced by what `idOf` knows under that name. */
export function resolveRefs(value: Json, idOf: (ref: string) => string): Json {
  if (isRef(value)) return idOf(value.ref);
  if (Array.isArray(value)) return value.map((item) => resolveRefs(item, idOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolveRefs(item, idOf)]));
}

/** The day until which a proposal may be endorsed stands as a day in the files, and as its last second in the body. */
function dated(body: JsonObject): JsonObject {
  const { expires } = body;
  return typeof expires === 'string' ? { ...body, expires: midnight(expires) + DAY_SECONDS - 1 } : body;
}

/** The refs an act rests on: its subject, and those in its body. */
function refsOf(act: { subject?: string | undefined; body: JsonObject }): string[] {
  const refs = act.subject === undefined ? [] : [act.subject];
  resolveRefs(act.body, (ref) => {
    refs.push(ref);
    return ref;
  });
  return refs;
}

/** The acts in order, each at a time of its own. */
function schedule(acts: readonly (Omit<DemoAct, 'at'> & { day: string })[]): DemoAct[] {
  const times = new Map<string, number>();
  const taken = new Set<number>();
  const usual = (act: { day: string; party: string }) => {
    const hour = hours[act.party];
    if (hour === undefined) throw new Error(`scheduling: the party ${act.party} has no hour`);
    return midnight(act.day) + hour;
  };
  const waiting = acts
    .map((act, order) => ({ act, order }))
    .toSorted((a, b) => usual(a.act) - usual(b.act) || a.order - b.order);
  const script: DemoAct[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ act }) => refsOf(act).every((ref) => times.has(ref)));
    if (next < 0)
      throw new Error(`scheduling: ${waiting.map(({ act }) => act.type).join(', ')} rest on acts that are not here`);
    const [found] = waiting.splice(next, 1);
    const { day, ...act } = found!.act;
    let at = Math.max(usual(found!.act), ...refsOf(act).map((ref) => times.get(ref)! + FOLLOWS_SECONDS));
    while (taken.has(at)) at += 60;
    if (at >= midnight(day) + DAY_SECONDS) throw new Error(`scheduling: ${act.type} of ${day} rests on a later day`);
    taken.add(at);
    if (act.ref !== undefined) times.set(act.ref, at);
    script.push({ at, ...act });
  }
  return script.toSorted((a, b) => a.at - b.at);
}

/** Reads the demonstration in a folder. Throws if a file is not of its form, or an act rests on one that is not there. */
export function loadDemo(folder: string): Demo {
  const accord = read(join(folder, 'accord.yaml'), AccordFile);
  const officers = read(join(folder, 'officers.yaml'), OfficersFile);
  const sources = read(join(folder, 'sources.yaml'), SourcesFile);
  const languages = new Map(accord.parties.map((party) => [party.id, party.languages]));

  const line = (key: string): string => {
    const source = sources[key];
    if (source === undefined) throw new Error(`reading the demonstration: there is no source ${key}`);
    return `${source.title} — ${source.address}`;
  };
  /** Figures name their sources by key in the files, and by title and address in the words. */
  const citing = (words: JsonObject): JsonObject => {
    const figures = words['figures'];
    if (!Array.isArray(figures)) return words;
    const cited = figures.map((figure) => {
      const { source, ...rest } = figure as { source: string[] } & JsonObject;
      return { ...rest, source: source.map(line).join('; ') };
    });
    return { ...words, figures: cited };
  };

  const acts: (Omit<DemoAct, 'at'> & { day: string })[] = [];
  for (const file of filesOf(join(folder, 'calendars'))) {
    const { party, closingMinute, names, years } = read(file, CalendarFile);
    const named = (key: string) => {
      const name = names[key];
      if (name === undefined) throw new Error(`reading ${file}: there is no name ${key}`);
      return name;
    };
    for (const { year, publish, nonWorking, makeUp, offsets } of years) {
      const days = Object.fromEntries([
        ...Object.entries(nonWorking).map(([day, key]) => [day, named(key)]),
        ...makeUp.map((day) => [day, named('make-up')]),
      ]);
      acts.push({
        day: publish,
        party,
        office: 'chancery',
        type: 'calendar.publish',
        body: {
          year,
          nonWorking: Object.keys(nonWorking).toSorted(),
          makeUp,
          closingMinute,
          offsets: offsets.map(({ fromUtc, offsetMinutes }) => ({
            fromUtc: Date.parse(fromUtc) / 1000,
            offsetMinutes,
          })),
        },
        words: { title: { en: `Working calendar of ${year}`, zh: `${year}年工作日历` }, days },
      });
    }
  }

  const addAll = (file: string, entries: z.infer<typeof ActEntry>[]) => {
    for (const entry of entries) {
      const authentic = languages.get(entry.by);
      if (authentic === undefined) throw new Error(`reading ${file}: ${entry.by} is no party of the accord`);
      acts.push({
        day: entry.at,
        party: entry.by,
        office: entry.office,
        type: entry.type,
        ...(entry.ref === undefined ? {} : { ref: entry.ref }),
        ...(entry.subject === undefined ? {} : { subject: entry.subject }),
        body: dated(entry.body),
        words: { ...citing(entry.words), authentic, sources: entry.sources.map(line) },
      });
    }
  };

  const cases: DemoCase[] = [];
  for (const file of filesOf(join(folder, 'public-record'))) {
    const { case: ref, by, acts: entries, unfiled = [] } = read(file, CaseFile);
    cases.push({ ref, by, unfiled });
    addAll(file, entries);
  }
  for (const file of filesOf(join(folder, 'dialogue'))) addAll(file, read(file, DialogueFile).acts);
  return { accord, foundedAt: midnight(accord.dated), officers, cases, script: schedule(acts) };
}
