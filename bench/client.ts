// A client that files acts as fast as it is answered, on so many connections: a process of its own that does as little as it can, so that
// the node it loads has the machine. Filings come as lines of JSON on standard input; the outcome goes to standard output as one line.
//
//     node bench/client.ts --port 4101 --connections 64 < filings.jsonl

import { connect, type Socket } from 'node:net';
import { parseArgs } from 'node:util';
import { paths } from '@parley/api/paths';

/** `latenciesMs`: of each filing, sorted; `seconds`: from the first to the last answer; `unfiled`: answers that were not 201, by status. */
export type Outcome = { filed: number; seconds: number; latenciesMs: number[]; unfiled: Record<string, number> };

function requestsOf(input: string, port: number): Buffer[] {
  return input
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      Buffer.from(
        `POST ${paths.acts} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n` +
          `content-length: ${Buffer.byteLength(line)}\r\n\r\n${line}`,
      ),
    );
}

const CONTENT_LENGTH = /\r\ncontent-length: (\d+)\r\n/i;

/** Sends every request once, on each connection the next one when the last is answered. */
async function fileAll(requests: readonly Buffer[], port: number, connections: number): Promise<Outcome> {
  const latenciesMs: number[] = [];
  const unfiled: Record<string, number> = {};
  let next = 0;
  const sockets = await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<Socket>((resolve, reject) => {
          const socket = connect({ port, host: '127.0.0.1', noDelay: true });
          socket.setEncoding('latin1');
          socket.once('connect', () => resolve(socket));
          socket.once('error', reject);
        }),
    ),
  );
  const begun = performance.now();
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve, reject) => {
          let sentAt = 0;
          let received = '';
          const send = () => {
            if (next === requests.length) {
              socket.destroy();
              resolve();
              return;
            }
            sentAt = performance.now();
            socket.write(requests[next++]!);
          };
          socket.on('data', (chunk: string) => {
            received += chunk;
            const head = received.indexOf('\r\n\r\n');
            if (head < 0) return;
            const length = Number(CONTENT_LENGTH.exec(received)?.[1] ?? 0);
            if (received.length < head + 4 + length) return;
            const status = received.slice(9, 12);
            received = '';
            latenciesMs.push(performance.now() - sentAt);
            if (status !== '201') unfiled[status] = (unfiled[status] ?? 0) + 1;
            send();
          });
          socket.once('error', reject);
          socket.once('end', () => reject(new Error('the node closed the connection')));
          send();
        }),
    ),
  );
  const seconds = (performance.now() - begun) / 1000;
  const refused = Object.values(unfiled).reduce((sum, count) => sum + count, 0);
  return { filed: latenciesMs.length - refused, seconds, latenciesMs: latenciesMs.toSorted((a, b) => a - b), unfiled };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, connections: { type: 'string', default: '64' } },
  });
  process.stdin.setEncoding('utf8');
  let input = '';
  for await (const chunk of process.stdin) input += String(chunk);
  const port = Number(values.port);
  const outcome = await fileAll(requestsOf(input, port), port, Number(values.connections));
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
