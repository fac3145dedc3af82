// What can be done on its own: a bundle, some receipts, the subjects of a stretch of the scratch file. Runs in a worker, or in the audit's own
// thread; either way it is the same.

import { nodeSuite } from '@parley/node/report/suite';
import { checkBundle, type BundleJob, type BundleResult } from '#audit/bundle';
import {
  Folding,
  type FoldJob,
  type FoldResult,
  type ObligeJob,
  type ObligeResult,
  type StatesJob,
  type StatesResult,
} from '#audit/fold';
import { openReceipt, type OpenedReceipt } from '#audit/receipt';
import type { HeadKeys } from '#record/keys';

/** What every job of one audit shares. `scratch`: where its scratch file lies. */
export type Task = { accordText: string; scratch: string };

export type ReceiptsJob = { kind: 'receipts'; notes: readonly string[]; keys: HeadKeys };

export type Job = BundleJob | ReceiptsJob | FoldJob | StatesJob | ObligeJob;

export type ResultOf<J extends Job> = J extends BundleJob
  ? BundleResult
  : J extends ReceiptsJob
    ? OpenedReceipt[]
    : J extends FoldJob
      ? FoldResult
      : J extends StatesJob
        ? StatesResult
        : ObligeResult;

export class Jobs {
  #task: Task;
  #folding: Folding | undefined;

  constructor(task: Task) {
    this.#task = task;
  }

  async run<J extends Job>(job: J): Promise<ResultOf<J>> {
    return (await this.#run(job)) as ResultOf<J>;
  }

  async #run(job: Job): Promise<BundleResult | OpenedReceipt[] | FoldResult | StatesResult | ObligeResult> {
    switch (job.kind) {
      case 'bundle':
        return checkBundle(job, nodeSuite);
      case 'receipts':
        return Promise.all(job.notes.map((note) => openReceipt(note, job.keys, nodeSuite)));
      case 'fold':
        return this.#open().fold(job);
      case 'states':
        return this.#open().states(job);
      case 'oblige':
        return this.#open().oblige(job);
    }
  }

  #open(): Folding {
    this.#folding ??= Folding.open(this.#task);
    return this.#folding;
  }

  close(): void {
    this.#folding?.close();
  }
}
