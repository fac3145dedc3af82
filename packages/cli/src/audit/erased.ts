// Words that are deleted because their author's erasure names them. A record lists them in `erased`, a digest a line, in the order of the log; a
// running node has no such list, and its absent words are all taken to be of these. Either way the claim is held against the acts: an
// erasure in the same log that opened with its keys must name the act and the very digest. What no erasure names is missing.

import type { Report } from '#audit/report';
import type { Gap } from '#audit/withheld';

export class ErasedList {
  /** Words that are not there and that an erasure names. */
  confirmed = 0;
  #file: string;
  #report: Report;
  #live: boolean;
  #lines: AsyncIterator<string> | undefined;
  #line: string | undefined;
  #lineNumber = 0;
  /** Erasures so far: `<act id> <digest>`. */
  #named = new Set<string>();
  /** Gaps that claim an erasure. */
  #claims: { key: string; gap: Gap }[] = [];

  /** `lines`: those of the file; undefined where there is none. `live`: a node, which lists nothing. */
  constructor(options: { file: string; lines: AsyncIterable<string> | undefined; live: boolean; report: Report }) {
    this.#file = options.file;
    this.#report = options.report;
    this.#live = options.live && options.lines === undefined;
    this.#lines = options.lines?.[Symbol.asyncIterator]();
  }

  /** Begins to read. */
  async open(): Promise<void> {
    await this.#advance();
  }

  /** An erasure of this log, wherever it stands. */
  erasure({ of, words }: { of: string; words: readonly string[] }): void {
    for (const digest of words) this.#named.add(`${of} ${digest}`);
  }

  /** Words of an act are not there; gaps come in the order of the log. True if they are claimed to be erased. */
  async gap(act: string, gap: Gap): Promise<boolean> {
    if (!this.#live && this.#line !== gap.digest) return false;
    this.#claims.push({ key: `${act} ${gap.digest}`, gap });
    await this.#advance();
    return true;
  }

  /** The log has ended: every claim must be true, and nothing may be left in the list. */
  async end(): Promise<void> {
    for (const { key, gap } of this.#claims) {
      if (this.#named.has(key)) {
        this.confirmed++;
        continue;
      }
      const { digest, file, line } = gap;
      const claim = this.#live ? '' : `; ${this.#file} lists it`;
      this.#report.fail(
        file,
        `line ${line}`,
        `the words with the digest ${digest} are missing: no erasure of this log names them${claim}`,
      );
    }
    if (this.#line !== undefined) {
      this.#report.fail(
        this.#file,
        `line ${this.#lineNumber}`,
        `it lists ${JSON.stringify(this.#line)}, which is no digest of words that are absent there`,
      );
    }
    await this.close();
  }

  /** Reads no further; what is open is not judged. */
  async close(): Promise<void> {
    await this.#lines?.return?.();
  }

  async #advance(): Promise<void> {
    const next = await this.#lines?.next();
    this.#line = next === undefined || next.done === true ? undefined : next.value;
    this.#lineNumber++;
  }
}
