// A list whole, as a file. It is read page by page as fast as it is taken, so that it holds up nobody and nothing of it is kept; what may be seen
// is asked anew for every page, and whoever may read no more gets no further.

import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { LIMIT_MAX } from '@parley/api/paging';
import type { HttpCode } from '@parley/api/refusals';
import type { SubjectRow } from '@parley/api/subjects';
import { encodeInstant } from '@parley/docket/report/moment';
import { refuse } from '@parley/record/refusal';
import { byViewer, type Notes } from '../access/trail/trail.ts';
import type { Viewer } from '../access/viewer.ts';
import { csvHeader, csvLine } from '../docket/csv.ts';
import { refuseWith } from '../platform/http.ts';
import type { Page, Reader } from './app.ts';
import type { Gate } from './gate.ts';
import type { Take } from './take.ts';

type Exporting = {
  gate: Gate;
  notes: Notes;
  readerFor: (viewer: Viewer) => Reader;
  /** Notes what was met of restricted subjects. */
  met: (page: Page<SubjectRow>, viewer: Viewer) => Page<SubjectRow>;
  /** Unix seconds. */
  now: () => number;
};

/** Files that are written at once: each keeps the thread busy for some of the time. */
const EXPORTS_MAX = 4;
const BUSY_RETRY_SECONDS = 10;

/** Excel takes a file without it for one in another encoding. */
const BYTE_ORDER_MARK = '\ufeff';

export function serveExport(take: Take, { gate, notes, readerFor, met, now }: Exporting): void {
  let open = 0;
  take('exportList', (request, reply, _params, query, viewer) => {
    if (open >= EXPORTS_MAX) {
      const detail = 'export a list: as many files are written as the node writes at once';
      return refuseWith(reply, refuse<HttpCode>('http.busy', detail, { retryAfter: BUSY_RETRY_SECONDS }).refusal);
    }
    const { format = 'json', ...asked } = query;
    notes.note({ what: 'export', ...byViewer(viewer), format, kind: asked.kind });
    const pages = pagesOf((after) => met(readerFor(viewer).subjects({ ...asked, limit: LIMIT_MAX, after }), viewer));
    const languages = (readerFor(viewer).accord().terms as { languages?: string[] }).languages ?? ['en'];
    const file = Readable.from(format === 'csv' ? csvOf(pages, languages) : jsonOf(pages));
    open++;
    const unwatch = gate.watch('read', request, () => reply.raw.destroy());
    reply.raw.once('close', () => {
      open--;
      unwatch();
      file.destroy();
    });
    const name = `${asked.kind ?? 'subjects'}-${encodeInstant(now()).replaceAll(':', '')}.${format}`;
    return reply
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store')
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
      .send(file);
  });
}

async function* pagesOf(read: (after: string | undefined) => Page<SubjectRow>): AsyncGenerator<SubjectRow[]> {
  for (let after: string | undefined; ;) {
    const { items, next } = read(after);
    yield items;
    if (next === undefined) return;
    after = next;
    await turn();
  }
}

async function* jsonOf(pages: AsyncIterable<SubjectRow[]>): AsyncGenerator<string> {
  let first = true;
  yield '[';
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield `${first ? '\n' : ',\n'}${rows.map((row) => JSON.stringify(row)).join(',\n')}`;
    first = false;
  }
  yield '\n]\n';
}

async function* csvOf(pages: AsyncIterable<SubjectRow[]>, languages: readonly string[]): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvHeader(languages);
  for await (const rows of pages) yield rows.map((row) => csvLine(row, languages)).join('');
}
