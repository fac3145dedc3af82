// A proxy that writes down every byte that passes, in both directions.

import { connect, createServer, type Socket } from 'node:net';

export type Recording = {
  /** What passed so far: one buffer a connection and direction. */
  streams: () => Buffer[];
  close: () => Promise<void>;
};

export function recordTraffic(listenPort: number, targetPort: number): Promise<Recording> {
  const kept: Buffer[][] = [];
  const open = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(targetPort, '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const chunks: Buffer[] = [];
      kept.push(chunks);
      open.add(one);
      one.on('data', (chunk: Buffer) => void chunks.push(chunk));
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  return new Promise((resolve) => {
    server.listen(listenPort, '127.0.0.1', () =>
      resolve({
        streams: () => kept.map((chunks) => Buffer.concat(chunks)),
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of open) socket.destroy();
          }),
      }),
    );
  });
}
