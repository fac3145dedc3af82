// Words that are not there must be listed in `withheld`, a digest a line, in the order in which the log names them, and nothing else may be
// listed. Both are read once, side by side, whatever their length.

import type { Report } from '#audit/report';

/** Where words were left out: the file and line that has a gap. */
export type Gap = { digest: string; file: string; line: number };

/** How far the two are let drift apart before the list is taken to be the one that is wrong. */
const GAPS_KEPT = 4096;

const DIGEST = /^[A-Za-z0-9_-]{43}$/;
const LINE_BYTES_MAX = 64;

export class WithheldList {
  listed = 0;
  #file: string;
  #report: Report;
  #lines: AsyncIterator<string> | undefined;
  #line: string | undefined;
  #lineNumber = 0;
  #gaps: Gap[] = [];

  /** `lines`: those of the file; undefined where there is none. */
  constructor(file: string, lines: AsyncIterable<string> | undefined, report: Report) {
    this.#file = file;
    this.#report = report;
    this.#lines = lines?.[Symbol.asyncIterator]();
  }

  /** Begins to read. */
  async open(): Promise<void> {
    await this.#advance();
  }

  /** The words with this digest are not in `file`; gaps come in the order of the log. */
  async gap(gap: Gap): Promise<void> {
    this.#gaps.push(gap);
    await this.#match(false);
  }

  /** The log has ended: whatever is left on either side is wrong. */
  async end(): Promise<void> {
    await this.#match(true);
    if (this.#line !== undefined) this.#wrongLine();
    await this.close();
  }

  /** Reads no further; what is open is not judged. */
  async close(): Promise<void> {
    await this.#lines?.return?.();
  }

  async #match(end: boolean): Promise<void> {
    while (this.#gaps.length > 0) {
      const line = this.#line;
      const at = line === undefined ? this.#gaps.length : this.#gaps.findIndex(({ digest }) => digest === line);
      if (at >= 0) {
        for (const gap of this.#gaps.splice(0, at)) this.#missing(gap);
        if (line === undefined) return;
        this.#gaps.shift();
        this.listed++;
        await this.#advance();
      } else if (end || this.#gaps.length > GAPS_KEPT || !DIGEST.test(line!)) {
        this.#wrongLine();
        await this.#advance();
        // The line was put in, or it stands in place of the one for the first gap.
        if (this.#line === this.#gaps[0]!.digest) continue;
        this.#gaps.shift();
      } else return;
    }
  }

  #missing({ digest, file, line }: Gap): void {
    this.#report.fail(
      file,
      `line ${line}`,
      `the words with the digest ${digest} are missing, and not listed in ${this.#file}`,
    );
    if (this.#line !== undefined) return;
    this.#report.fail(
      this.#file,
      `line ${this.#lineNumber}`,
      `it ends here, and does not list ${digest}, whose words are missing in ${file}`,
    );
  }

  #wrongLine(): void {
    this.#report.fail(
      this.#file,
      `line ${this.#lineNumber}`,
      `it lists ${JSON.stringify(this.#line)}, which is no digest of words that are left out there`,
    );
  }

  async #advance(): Promise<void> {
    const next = await this.#lines?.next();
    this.#line = next === undefined || next.done === true ? undefined : next.value;
    this.#lineNumber++;
  }
}

/** Lines that end in LF; an overlong or unended one comes as it is, cut off, and is no digest. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('latin1');
  let rest = '';
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop()!;
    yield* lines;
    if (rest.length > LINE_BYTES_MAX) {
      yield rest.slice(0, LINE_BYTES_MAX);
      return;
    }
  }
  if (rest !== '') yield `${rest} (without a line feed)`;
}
