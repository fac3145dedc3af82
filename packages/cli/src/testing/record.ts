// Exported records to audit, and to spoil.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeldRecord } from '@parley/node/report/held';
import { auditRecord, type Audited } from '#audit/audit';
import { lineOf } from '#audit/report';
import { exportRecord } from '#record/export';
import { fillFolder, type BulkOptions } from '#testing/bulk';

export type TestRecord = {
  /** A folder of its own: `us` is the node's, `record` the export, and there is room for more. */
  dir: string;
  node: string;
  record: string;
  remove: () => void;
};

/** A record of at least so many acts, exported. */
export async function makeRecord(options: BulkOptions & { withholdWords?: boolean }): Promise<TestRecord> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-record-'));
  const node = join(dir, 'us');
  const record = join(dir, 'record');
  await fillFolder(node, options);
  await exportFolder(node, record, options.withholdWords);
  return { dir, node, record, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Exports what must be in order. */
export async function exportFolder(node: string, to: string, withholdWords = false): Promise<void> {
  const opened = HeldRecord.open(node);
  if (!opened.ok) throw new Error(opened.refusal.detail);
  try {
    const written = await exportRecord(opened.record, to, { withholdWords });
    if (!written.ok) throw new Error(written.refusal.detail);
  } finally {
    opened.record.close();
  }
}

/** All files of a folder, by their paths below it. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** The outcome of an audit with its lines. */
export async function audit(
  place: string,
  options: { entriesForWorkers?: number } = {},
): Promise<Audited & { lines: string[] }> {
  const lines: string[] = [];
  const onFinding: Parameters<typeof auditRecord>[1]['onFinding'] = (finding) => lines.push(lineOf(finding));
  const audited = await auditRecord(place, { onFinding, onProgress: () => undefined, ...options });
  return { ...audited, lines };
}
