// What a review at a date may look at: of every log what another party or a witness had cosigned by then, and no cosignature that is later.
// Both sides hold the same of it, whatever has arrived since, so what is computed from it is the same bytes on both.

import { originOf } from '@parley/record/key';
import type { Cut } from '#digest';
import type { DocketRecord } from '#docket';
import type { Entry } from '#entry';
import { receiptsOf, type Cosigned } from '#receipts';

/** A record in memory, with its cosignatures as lists: `cosigned` by the party whose log they cover. */
export type ListedRecord = Omit<DocketRecord, 'receipts'> & {
  cosigned: Readonly<Record<string, readonly Cosigned[]>>;
};

/** `heads`: in the accord's order; `root`: padded base64; `by`: the first cosignature of that size by each who made one. */
export type CutRecord = {
  record: DocketRecord;
  cut: Cut;
  heads: { party: string; origin: string; size: number; root: string; by: { by: string; time: number }[] }[];
};

/** The moment of the last receipt: the greatest time at which a party's holder first covered something new. Undefined: there is none. */
export function lastReceiptAt({ accord, cosigned }: Pick<ListedRecord, 'accord' | 'cosigned'>): number | undefined {
  let last: number | undefined;
  for (const { id } of accord.parties) {
    const covered = new Map<string, number>();
    for (const { by, size, time } of (cosigned[id] ?? []).toSorted((a, b) => a.size - b.size || a.time - b.time)) {
      if ((covered.get(by) ?? 0) >= size) continue;
      covered.set(by, size);
      if (last === undefined || time > last) last = time;
    }
  }
  return last;
}

/** The record as it was provable at `reviewAt` (seconds, inclusive). */
export function cutRecord({ cosigned, ...record }: ListedRecord, reviewAt: number): CutRecord {
  const logs = new Map<string, readonly Entry[]>();
  const lists: Record<string, Cosigned[]> = {};
  const cut: Cut = {};
  const heads: CutRecord['heads'] = [];
  for (const { id } of record.accord.parties) {
    const origin = originOf(record.accord, record.accordId, id);
    const list = (cosigned[id] ?? []).filter(({ time }) => time <= reviewAt);
    const size = Math.max(0, ...list.map((one) => one.size));
    lists[id] = list;
    logs.set(id, (record.logs.get(id) ?? []).slice(0, size));
    const receipts: Record<string, number> = {};
    const by = new Map<string, number>();
    for (const one of list) {
      receipts[one.by] = Math.max(receipts[one.by] ?? 0, one.size);
      if (one.size === size) by.set(one.by, Math.min(by.get(one.by) ?? Infinity, one.time));
    }
    cut[origin] = { size, receipts };
    if (size === 0) continue;
    const first = [...by].map(([name, time]) => ({ by: name, time })).toSorted((a, b) => (a.by < b.by ? -1 : 1));
    heads.push({ party: id, origin, size, root: record.rootAt(origin, size)!, by: first });
  }
  return { record: { ...record, logs, receipts: receiptsOf(lists) }, cut, heads };
}
