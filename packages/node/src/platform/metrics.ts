// Figures for Prometheus. Every app has its own registry, so that two nodes in one process (a test, a demo) never add up. Labels come
// from closed sets (route ids, refusal codes, party ids), never from what a caller sent.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

/** A gauge's values at the moment it is read, each with its labels. */
export type Reading = { labels?: Record<string, string>; value: number };

export class Metrics {
  readonly registry = new Registry();
  #answers: Histogram<'route' | 'status'>;
  #filings: Counter<'outcome'>;
  #streams: Gauge;

  /** `process: true` adds the figures of the process itself; give it to one app a process. */
  constructor(options: { process: boolean }) {
    const registers = [this.registry];
    if (options.process) collectDefaultMetrics({ register: this.registry, prefix: 'parley_' });
    this.#answers = new Histogram({
      name: 'parley_http_answer_seconds',
      help: 'Time from the request’s headers to the end of its answer, by route and status.',
      labelNames: ['route', 'status'],
      buckets: SECONDS,
      registers,
    });
    this.#filings = new Counter({
      name: 'parley_filings_total',
      help: 'Acts sent to be filed, by outcome: filed, again, or the code of the refusal.',
      labelNames: ['outcome'],
      registers,
    });
    this.#streams = new Gauge({ name: 'parley_live_streams', help: 'Open streams of live changes.', registers });
  }

  answered(route: string, status: number, seconds: number): void {
    this.#answers.observe({ route, status: String(status) }, seconds);
  }

  filing(outcome: string): void {
    this.#filings.inc({ outcome });
  }

  streams(count: number): void {
    this.#streams.set(count);
  }

  /** A figure that is looked up when somebody asks. */
  gauge(name: string, help: string, labelNames: string[], read: () => Reading[]): void {
    const gauge: Gauge = new Gauge({
      name: `parley_${name}`,
      help,
      labelNames,
      registers: [this.registry],
      collect: () => {
        gauge.reset();
        for (const { labels, value } of read()) gauge.set(labels ?? {}, value);
      },
    });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}
