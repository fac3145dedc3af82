// What the HTTP interface asks of the app behind it, and nothing more: tests stand one up in a few lines, and the app itself needs to
// know nothing of HTTP. Rows are in the shape of the API's schemas.

import type { z } from 'zod';
import type { AccordView, CalendarEntry, Composing, Officer, Party } from '@parley/api/accord';
import type { ActDetail, ActRow, Filed } from '@parley/api/acts';
import type { Load, Outline, WaitCounts } from '@parley/api/counts';
import type { CaseMap, CompetingList, DeadlineRow, DisregardedRow, DocketDigest, WaitRow } from '@parley/api/docket';
import type { Health } from '@parley/api/health';
import type { Change } from '@parley/api/live';
import type { LogView } from '@parley/api/record';
import type { routes } from '@parley/api/routes';
import type { SubjectQuery, SubjectRow } from '@parley/api/subjects';
import type { Result } from '@parley/record/refusal';
import type { Sight } from '../access/sight.ts';
import type { Exhibits } from '../exhibits/exhibits.ts';
import type { ExchangeRequest, ExchangeResponse } from '../counterparts/transport.ts';

/** Who asks on the exchange: a party, by its signature, or the bearer of an auditor's token. */
export type Asker = { party: string } | { auditor: true };

/** A page of rows; `next` is the cursor of the page after it, absent on the last. */
export type Page<Row> = { items: Row[]; next?: string };

type Query<Route extends { query: z.ZodType }> = z.output<Route['query']>;
type Routes = typeof routes;

/** Reading the read models. Everything is looked up when asked; nothing waits for filing. */
export type Reader = {
  accord(): z.input<typeof AccordView>;
  parties(): z.input<typeof Party>[];
  officers(): z.input<typeof Officer>[];
  calendars(): z.input<typeof CalendarEntry>[];
  logs(): z.input<typeof LogView>[];
  /** Of one kind, or of all. */
  subjects(asked: SubjectQuery & { kind?: string | undefined }): Page<SubjectRow>;
  subject(id: string, kind?: string): SubjectRow | undefined;
  caseMap(id: string): z.input<typeof CaseMap> | undefined;
  /** By party; undefined: it is no matrix of hypotheses. */
  competing(id: string): z.input<typeof CompetingList>['items'] | undefined;
  waits(query: Query<Routes['waits']>): Page<z.input<typeof WaitRow>>;
  acts(query: Query<Routes['acts']>): Page<z.input<typeof ActRow>>;
  act(id: string): z.input<typeof ActDetail> | undefined;
  /** The tlog-proof of an act that a counterpart holds. */
  receiptProof(id: string): string | undefined;
  disregarded(query: Query<Routes['disregarded']>): Page<z.input<typeof DisregardedRow>>;
  outline(asked: Query<Routes['outline']>): Promise<z.input<typeof Outline>>;
  waitCounts(): Promise<z.input<typeof WaitCounts>['items']>;
  load(asked: Query<Routes['load']>): Promise<z.input<typeof Load>>;
  deadlines(query: Query<Routes['deadlines']>): Page<z.input<typeof DeadlineRow>>;
  digest(): z.input<typeof DocketDigest>;
  composing(): z.input<typeof Composing>;
};

export type ServedApp = {
  file: (filing: { act: string; words: string[] }) => Promise<Result<z.input<typeof Filed>>>;
  exchange: (request: ExchangeRequest, from: Asker, signal: AbortSignal) => Promise<ExchangeResponse>;
  /** Calls `listener` after each change, in order; what it returns ends that. A listener does little and never throws. */
  subscribe: (listener: (change: Change) => void) => () => void;
  health: () => z.input<typeof Health>;
  /** What is shown to somebody. */
  readerAs: (sight: Sight) => Reader;
  /** Goes up whenever time alone has changed an answer: a deadline ran out. */
  turns: () => number;
  exhibits: Pick<Exhibits, 'put' | 'read' | 'subjectsOf' | 'newIsKeptUntil'>;
};
