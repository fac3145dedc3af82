// How far long work is, on stderr: one line that is written over and over on a terminal, a line every few seconds where stderr goes into a file.

/** Between lines in a file, and between looks on a terminal, in milliseconds. */
const IN_A_FILE_MS = 5000;
const ON_A_TERMINAL_MS = 100;

export class Progress {
  #terminal = process.stderr.isTTY;
  #shown = false;
  #next = 0;
  #silent: boolean;

  constructor(options: { silent: boolean }) {
    this.#silent = options.silent;
    this.#next = performance.now() + (this.#terminal ? ON_A_TERMINAL_MS : IN_A_FILE_MS);
  }

  show(what: string, done: number, all: number): void {
    const now = performance.now();
    if (this.#silent || now < this.#next) return;
    this.#next = now + (this.#terminal ? ON_A_TERMINAL_MS : IN_A_FILE_MS);
    const line = `${what} ${done} of ${all} (${all === 0 ? 100 : Math.floor((100 * done) / all)} %)`;
    process.stderr.write(this.#terminal ? `\r\x1b[2K${line}` : `${line}\n`);
    this.#shown = this.#terminal;
  }

  /** Takes the line off the terminal, before something is printed. */
  clear(): void {
    if (this.#shown) process.stderr.write('\r\x1b[2K');
    this.#shown = false;
  }
}
