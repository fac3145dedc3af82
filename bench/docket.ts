// Reading the docket: lists, searches and what waits, as the reader answers them, while acts are filed between one answer and the next. A node's
// tables with `--acts` acts, two cases in five, in both languages, from a vocabulary in which few words are frequent and most are rare.
// Signatures are not checked here, so that the tables are made in minutes: nothing that is measured checks any.
//
//     node bench/docket.ts --acts 250000

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeAct, openAct } from '@parley/record/act';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { draftAct } from '@parley/record/draft';
import { leafHash } from '@parley/record/hash';
import type { JsonObject } from '@parley/record/json';
import { encodeWordLine } from '@parley/record/wordbundle';
import { kidOfName, settledWorld } from '@parley/docket/testing/world';
import { Docket } from '@parley/node/docket/docket';
import { DocketReader } from '@parley/node/docket/reader';
import { docketTables } from '@parley/node/docket/tables';
import { Log } from '@parley/node/log/log';
import { LogStore, logTables } from '@parley/node/log/store';
import { Database } from '@parley/node/platform/sqlite';
import { options, quantile, report, round, runsOf } from './report.ts';
import { chinese, drawing, english, skewed as skewedBy, text as textOf, WORDS } from './words.ts';

const { acts: actsWanted, asked } = options({ acts: 250_000, asked: 200 });
/** Of five acts two open a case. */
const cases = Math.floor(actsWanted / 2.5);

const PARTIES = ['us', 'cn'] as const;
const suite = { ed25519: () => true, mlDsa44: () => true };

const draw = drawing();
const skewed = () => skewedBy(draw);
const text = (words: number) => textOf(draw, words);

const dir = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'parley-bench-'));
try {
  const world = await settledWorld();
  const { accord, accordId } = world;
  const database = Database.open(join(dir, 'docket.db'), [logTables, docketTables], 'full');
  const logs = PARTIES.map((party, place) => new Log(LogStore.open(database, party, world.origin(party), place === 0)));
  const docket = new Docket({ database, accord, accordId, logs, suite });
  let now = world.now;
  const kids = new Map(
    await Promise.all(PARTIES.map(async (party) => [party, await kidOfName(`${party}/liaison`)] as const)),
  );
  const compose = async (party: string, type: string, body: JsonObject, words: JsonObject, subject?: string) => {
    const other = logs.find((log) => log.party !== party)!;
    const { payload, disclosures } = draftAct(
      {
        accord: accordId,
        log: world.origin(party),
        type,
        iat: now,
        body,
        keys: 5,
        ...(subject === undefined ? {} : { subject }),
        ...(other.size > 0
          ? { seen: { [other.origin]: { n: other.size, root: encodeBase64(other.rootAt(other.size)!) } } }
          : {}),
      },
      words,
      (bytes) => Uint8Array.from({ length: bytes }, () => draw(256)),
    );
    const entry = await composeAct(payload, [
      { kid: kids.get(party as 'us')!, sign: () => new Uint8Array(64).fill(9) },
    ]);
    const line = disclosures.length === 0 ? undefined : encodeWordLine(disclosures.map((one) => one.text));
    return { id: encodeBase64url(leafHash(entry)), entry, line };
  };
  type Composed = Awaited<ReturnType<typeof compose>>;
  const hold = (log: Log, acts: readonly Composed[]) => {
    database
      .derive(() => {
        const extension = log.extend();
        for (const { id, entry, line } of acts) extension.append(id, entry, line);
        return extension.moveHead(now);
      })
      .settle();
  };
  const receipt = () => {
    for (const log of logs) {
      const by = log.party === 'us' ? 'cn' : 'us';
      database.derive(() => {
        log.store.putCosigned({ holder: by, size: log.size, time: now, note: '' });
        docket.receipted(log.party, by, log.size, now);
      });
    }
  };
  for (const log of logs) {
    const entries = world.logs
      .get(log.party)!
      .map((entry) => ({ id: entry.id, entry: world.bytesOf(entry), line: undefined }));
    hold(log, entries);
  }
  await docket.catchUp(() => undefined);
  receipt();
  let opened: { party: string; id: string }[] = [];
  let heard: { party: string; id: string }[] = [];
  const alleging = (party: string): [JsonObject, JsonObject] => [
    {
      respondent: party === 'us' ? 'cn' : 'us',
      claimant: 'cert',
      points: [
        { no: 1, kind: 'access' },
        { no: 2, kind: 'harm' },
      ],
    },
    {
      title: text(6),
      summary: text(40),
      points: [
        { no: 1, text: text(12) },
        { no: 2, text: text(12) },
      ],
    },
  ];
  const rates: number[] = [];
  for (let made = 0; made < cases; made += 256) {
    now += 600;
    const next: typeof opened = [];
    for (const log of logs) {
      const { party } = log;
      const acts: Composed[] = [];
      for (const { id } of opened.filter((one) => one.party !== party))
        acts.push(await compose(party, 'case.acknowledge', {}, {}, id));
      for (const { id } of heard.filter((one) => one.party !== party && draw(2) === 0)) {
        const body = { stance: 'deny', points: [{ no: 1, view: 'contest' }] };
        acts.push(await compose(party, 'case.position', body, { text: text(30) }, id));
      }
      for (let count = 0; count < 128; count++) {
        const act = await compose(party, 'case.allege', ...alleging(party));
        acts.push(act);
        next.push({ party, id: act.id });
      }
      hold(log, acts);
      const begun = performance.now();
      await docket.catchUp(() => undefined);
      rates.push((acts.length * 1000) / (performance.now() - begun));
    }
    heard = opened;
    opened = next;
    now += 600;
    receipt();
    if (made % 25_600 === 0) process.stderr.write(`${made} cases\n`);
  }

  const [first] = logs;
  const reader = new DocketReader({
    database,
    docket,
    logs,
    party: 'us',
    parties: logs.map(({ party, origin }) => ({ id: party, origin, originHash: '', own: party === 'us' })),
    accord,
    accordId,
    clock: { now: () => now * 1000 },
    publishedSize: () => first!.size,
    seq: () => 0,
    elapsed: () => performance.now(),
  });
  /** Files a batch as the node does: decided, stored, told to the search, in one durable transaction. */
  const file = async () => {
    const acts = await Promise.all(Array.from({ length: 16 }, () => compose('us', 'case.allege', ...alleging('us'))));
    const openedActs = await Promise.all(
      acts.map(async ({ entry }) => {
        const result = await openAct(entry, docket.keysOf('us'), suite);
        if (!result.ok) throw new Error(result.refusal.detail);
        return result.act;
      }),
    );
    const begun = performance.now();
    database
      .transaction(() => {
        const extension = first!.extend();
        for (const [place, act] of openedActs.entries()) {
          const filed = docket.file('us', first!.size + place, act, now);
          if (!filed.ok) throw new Error(filed.refusal.detail);
          extension.append(acts[place]!.id, acts[place]!.entry, acts[place]!.line);
        }
        docket.writeFiled('us');
        return extension.moveHead(now);
      })
      .settle();
    return performance.now() - begun;
  };
  const filings: number[] = [];
  const figures: Record<string, unknown> = {};
  const subjectId = reader.subjects({ limit: 1 }).items[0]!.id;
  const questions: Record<string, () => unknown> = {
    cases: () => reader.subjects({ kind: 'case' }),
    casesFiltered: () => reader.subjects({ kind: 'case', by: 'cn', standing: 'deny', sort: 'opened' }),
    casesDue: () => reader.subjects({ kind: 'case', sort: 'due' }),
    casesNone: () => reader.subjects({ kind: 'case', standing: 'accept' }),
    case: () => reader.subject(subjectId, 'case'),
    actsOfCase: () => reader.acts({ subject: subjectId }),
    waitsOnUs: () => reader.waits({ on: 'us' }),
    waitsOnThem: () => reader.waits({ on: 'them' }),
    searchRare: () => reader.subjects({ q: english(WORDS - 1 - draw(5000)) }),
    searchFrequent: () => reader.subjects({ q: `${english(draw(5))} ${english(draw(5))}` }),
    searchPrefix: () => reader.subjects({ q: english(draw(WORDS)).slice(0, 1 + draw(4)) }),
    searchChinese: () => reader.subjects({ q: chinese(skewed()) }),
    searchCharacter: () => reader.subjects({ q: chinese(skewed()).slice(0, 1) }),
    searchLong: () => reader.subjects({ q: `${chinese(1)}${chinese(2)} ${english(0)} ${english(1)} ${english(2)}` }),
    searchFiltered: () => reader.subjects({ q: english(0), kind: 'case', by: 'cn', standing: 'none', open: true }),
    searchNoneFits: () => reader.subjects({ q: english(0), standing: 'accept' }),
    searchNothing: () => reader.subjects({ q: 'zzzzzz' }),
  };
  for (const [name, ask] of Object.entries(questions)) {
    const times: number[] = [];
    for (let count = 0; count < asked; count++) {
      if (count % 10 === 0) filings.push(await file());
      const begun = performance.now();
      ask();
      times.push(performance.now() - begun);
    }
    const sorted = times.toSorted((a, b) => a - b);
    figures[name] = { p50: round(quantile(sorted, 0.5)), p99: round(quantile(sorted, 0.99)) };
  }
  const [pages] = database.all(`select sum(pgsize) as bytes from dbstat where name like 'search%'`);
  report('docket', {
    acts: logs.reduce((sum, { size }) => sum + size, 0),
    cases,
    foldedPerSecond: runsOf(rates.slice(-20)),
    filing16Ms: runsOf(filings),
    answersMs: figures,
    searchMiB: round(Number(pages?.['bytes'] ?? 0) / 2 ** 20),
  });
  database.close();
} finally {
  rmSync(dir, { recursive: true, force: true });
}
