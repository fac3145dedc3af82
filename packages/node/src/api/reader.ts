// What the API reads of the app: the house, the subjects, the acts, and what a client needs to compose. Nothing here writes.

import type { Database } from '../platform/sqlite.ts';
import { encodeBase64 } from '@parley/record/base64';
import type { JsonObject } from '@parley/record/json';
import type { App } from '../app.ts';
import { seconds, type Clock } from '../platform/clock.ts';
import type { Reader } from './app.ts';
import { Held } from './held.ts';
import { Subjects } from './subjects.ts';

type Read = Pick<App, 'accord' | 'accordId' | 'party' | 'parties' | 'docket' | 'logs' | 'own' | 'seq' | 'health'>;

export function readerOf(database: Database, app: Read, clock: Clock): Reader {
  const { docket, logs } = app;
  const now = () => seconds(clock.now());
  const held = new Held(database, docket, logs, () => app.health().publishedSize);
  const subjects = new Subjects(database, docket, held, now);
  let turns = { count: 0, seq: -1, nextAt: -Infinity };
  let digest: { seq: number; answer: ReturnType<Reader['digest']> } | undefined;

  return {
    accord() {
      const { versions } = docket.house;
      const { terms, offices } = versions.at(-1)!;
      const document = app.accord as unknown as JsonObject;
      return { id: app.accordId, party: app.party, document, inForceAt: docket.house.state.inForceAt, terms, offices };
    },
    parties() {
      return app.accord.parties.map(({ id, names, languages, hue, addresses }) => {
        const { own, origin, originHash } = app.parties.find((one) => one.id === id)!;
        return { id, own, origin, originHash, names, languages, hue, addresses };
      });
    },
    officers() {
      return docket.house.parties.flatMap((party) =>
        docket.house.logs
          .get(party)!
          .officers.map((officer) => ({ ...officer, party, words: held.wordsOf(officer.id) })),
      );
    },
    calendars() {
      return docket.house.state.parties.flatMap(({ id: party, calendars }) =>
        calendars.map((calendar) => ({ ...calendar, party })),
      );
    },
    cases: (query) => subjects.cases(query),
    caseOf: (id) => subjects.caseOf(id),
    requests: (query) => subjects.requests(query),
    requestOf: (id) => subjects.requestOf(id),
    deadlines: (query) => subjects.deadlines(query),
    acts: (query) => held.acts(query),
    act: (id) => held.act(id),
    receiptProof: (id) => held.receiptProof(id),
    disregarded: (query) => held.disregarded(query),
    digest() {
      if (digest?.seq !== app.seq) digest = { seq: app.seq, answer: docket.digest() };
      return digest.answer;
    },
    composing() {
      const keys = docket.keysForNext(app.party);
      const cut = docket.cut();
      // What is folded, not what is held: an act that has seen more than has its place in the order would have to wait.
      const seen = Object.fromEntries(
        logs.flatMap((log) => {
          const { size } = cut[log.origin]!;
          return log.store.own || size === 0 ? [] : [[log.origin, { n: size, root: encodeBase64(log.rootAt(size)!) }]];
        }),
      );
      const cosigned = Object.fromEntries(
        logs.flatMap((log) => {
          const newest = log.store.own ? undefined : log.store.newestCosigned(app.party);
          return newest === undefined ? [] : [[log.origin, { size: newest.size, time: newest.time }]];
        }),
      );
      const { accordId: accord, own } = app;
      return { accord, log: own.origin, ...(keys !== undefined && { keys }), seen, held: cosigned, now: now() };
    },
    turns() {
      const at = now();
      if (turns.seq === app.seq && at < turns.nextAt) return turns.count;
      turns = { count: turns.count + (at < turns.nextAt ? 0 : 1), seq: app.seq, nextAt: subjects.nextDueAfter(at) };
      return turns.count;
    },
  };
}
