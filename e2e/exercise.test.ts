// The exercise as anybody runs it: one command, whole processes, real sockets. Then what was promised of it, read from the record that each
// side holds: every act type, every standing of every kind, every state of a deadline, and the turns of the story one by one.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { subjectKinds } from '@parley/api/subjects';
import { listFolder, type Listed } from '@parley/node/report/listed';
import { DEADLINE_STATES, deadlineAt } from '@parley/docket/asof';
import type { CaseState } from '@parley/docket/case/kind';
import type { CommitmentState } from '@parley/docket/commitment/kind';
import { foldDocket, type Docket } from '@parley/docket/docket';
import type { HotlineState } from '@parley/docket/hotline/kind';
import type { SubjectState } from '@parley/docket/kind';
import { actTypes } from '@parley/docket/kinds';
import type { MeasureState } from '@parley/docket/measure/kind';
import { doubtsOf } from '@parley/docket/party/doubt';
import { receiptsOf } from '@parley/docket/receipts';
import { cutRecord } from '@parley/docket/report/cut';
import type { RequestState } from '@parley/docket/request/kind';
import { rules } from '@parley/docket/rules';
import type { SessionState } from '@parley/docket/session/kind';

const root = join(import.meta.dirname, '..');
const PARLEY = join(root, 'packages', 'cli', 'src', 'main.ts');
const PARTIES = ['talveria', 'norrush'] as const;

type Ran = { code: number | null; stdout: string; stderr: string };

function parley(...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PARLEY, ...args], {
    env: { ...process.env, PARLEY_STATE: join(dir, 'state') },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes) => (stdout += bytes));
  child.stderr.on('data', (bytes) => (stderr += bytes));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

type Summary = {
  parties: Record<string, { acts: number; held: number; receipted: number; digest: string; url: string }>;
  endedAt: number;
  acts: Record<string, number>;
  standings: Record<string, string[]>;
  deadlines: string[];
  disregarded: Record<string, number>;
  audit: string;
};

let dir: string;
let ran: Ran;
let summary: Summary;
let listed: Listed;
let docket: Docket;

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-exercise-'));
  ran = await parley('demo', 'exercise', '--once', '--json', '--dir', join(dir, 'D'));
  assert.equal(ran.code, 0, ran.stderr);
  summary = JSON.parse(ran.stdout) as Summary;
  listed = await listOf('norrush');
  ({ docket } = foldDocket({ ...listed.record, receipts: receiptsOf(listed.record.cosigned) }));
});

after(() => rmSync(dir, { recursive: true, force: true }));

async function listOf(party: string): Promise<Listed> {
  const held = await listFolder(join(dir, 'D', party));
  assert.ok(held.ok);
  return held.listed;
}

/** The subjects of a kind whose opening words have this title. */
function titled<State extends SubjectState>(kind: string, title: string): State {
  const found = [...docket.subjects.values()].flatMap(({ state }) => {
    if (state?.kind !== kind) return [];
    const words = listed.wordsOf(state.id) as { title?: { en?: string } } | undefined;
    return words?.title?.en === title ? [state] : [];
  });
  assert.equal(found.length, 1, `${kind} ${title}`);
  return found[0] as State;
}

const deadlineOf = (state: SubjectState, owed: string) => {
  const all = [...state.deadlines, ...state.obligations.flatMap(({ deadline }) => deadline ?? [])];
  const found = all.find((one) => one.for === owed);
  assert.ok(found !== undefined, `${state.kind} owes ${owed}`);
  return found;
};

const stateOf = (state: SubjectState, owed: string) =>
  deadlineAt(deadlineOf(state, owed), summary.endedAt, docket.house, receiptsOf(listed.record.cosigned)).state;

test('both nodes hold the same, computed the same docket, and both audits are green', () => {
  const { talveria, norrush } = summary.parties;
  assert.ok(talveria !== undefined && norrush !== undefined);
  assert.equal(talveria.digest, norrush.digest);
  assert.equal(summary.audit, 'ok');
  assert.deepEqual([talveria.held, norrush.held], [norrush.acts, talveria.acts]);
  assert.deepEqual([talveria.receipted, norrush.receipted], [talveria.acts, norrush.acts]);
});

test('every act type stands in the record, with effect', () => {
  const told = new Set<string>();
  for (const { state } of docket.subjects.values()) for (const { type } of state?.acts ?? []) told.add(type);
  for (const { type } of docket.house.state.acts) told.add(type);
  assert.deepEqual(
    [...actTypes.keys()].filter((type) => !told.has(type)),
    [],
  );
  assert.deepEqual(
    [...actTypes.keys()].filter((type) => summary.acts[type] === undefined),
    [],
  );
});

/** Standings that a list can be asked for and no subject ever has. */
const UNREACHABLE: Readonly<Record<string, readonly string[]>> = {
  // Dates that the other side has signed wait for the receipt as `proposed`.
  session: ['endorsed'],
  // An extension moves the sunset; the measure stands as it stood.
  measure: ['extended'],
};

test('every standing of every kind was reached', () => {
  for (const [kind, { standings }] of Object.entries(subjectKinds)) {
    const expected = standings.filter((one) => UNREACHABLE[kind]?.includes(one) !== true);
    assert.deepEqual(
      expected.filter((one) => summary.standings[kind]?.includes(one) !== true),
      [],
      kind,
    );
  }
});

test('every state of a deadline was reached', () => {
  assert.deepEqual(summary.deadlines.toSorted(), DEADLINE_STATES.toSorted());
});

test('acts of every common kind took no effect, each for a rule that is explained', () => {
  const codes = Object.keys(summary.disregarded);
  assert.deepEqual(
    codes.filter((code) => rules[code] === undefined),
    [],
  );
  for (const code of [
    'act.no_power',
    'act.relieved',
    'act.window',
    'act.received_late',
    'act.signatures',
    'act.key_unknown',
    'act.keys_stale',
    'act.type_unknown',
    'act.body',
    'act.content',
    'act.subject_missing',
    'act.no_subject',
    'act.wrong_kind',
    'proposal.own',
    'proposal.answered',
    'proposal.complete',
    'proposal.expired',
    'proposal.unknown',
    'proposal.withdrawn',
    'calendar.published',
    'case.not_claimant',
    'request.answered',
    'hotline.acknowledged',
    'contact.nonce',
    'exhibit.not_held',
    'session.not_owner',
    'finding.other_side',
    'hypotheses.nothing',
    'measure.not_announcer',
    'measure.ended',
    'commitment.element_unknown',
    'remedy.own',
    'statement.to',
    'words.not_author',
  ]) {
    assert.ok(codes.includes(code), code);
  }
});

test('a request is returned once, completed, extended by right and answered; another is extended by agreement', () => {
  const logs = titled<RequestState>('request', 'Customer records of the relay');
  assert.deepEqual(
    logs.returns.map(({ missing, pauses, completed }) => [missing, pauses, completed?.supplied]),
    [[['basis'], true, ['basis']]],
  );
  assert.deepEqual(
    logs.extensions.map(({ byRight, counts }) => [byRight, counts]),
    [[true, true]],
  );
  assert.equal(stateOf(logs, 'reply'), 'met');
  const preserve = titled<RequestState>('request', 'Preserve an account');
  assert.deepEqual(
    preserve.extensions.map(({ byRight, counts }) => [byRight, counts]),
    [[false, true]],
  );
});

test('silence is noted, contested by a note, and the answer comes late', () => {
  const takedown = titled<RequestState>('request', 'Take down a false catalogue');
  assert.deepEqual(
    takedown.silences.map(({ deadline, answeredBefore }) => [deadline, answeredBefore]),
    [
      ['acknowledge', false],
      ['reply', false],
    ],
  );
  assert.deepEqual(
    takedown.notes.map(({ about, kind }) => [about, kind]),
    [[takedown.silences[0]!.id, 'contest']],
  );
  assert.equal(stateOf(takedown, 'reply'), 'met late');
});

test('seals open as their conditions are met: in time, late, and never', () => {
  const states = [
    'What was found on the gateway, sealed',
    'Memo on the relay, sealed',
    'Where the papers came from, sealed',
  ];
  assert.deepEqual(
    states.map((title) => stateOf(titled('exhibit', title), 'disclose')),
    ['met', 'met late', 'lapsed'],
  );
});

test('the crisis climbs a rung because nobody answers, and is stood down by an agreed summary; a drill as well', () => {
  const crisis = titled<HotlineState>('hotline', 'The gateway again');
  assert.deepEqual([crisis.rung, crisis.reached, crisis.acknowledged?.rung], [1, 2, 2]);
  assert.ok(crisis.standDown !== null);
  const drill = titled<HotlineState>('hotline', 'Drill');
  assert.ok(drill.drill && drill.standDown !== null);
});

test('minutes are countered twice and endorsed; an item stands for one side alone; actions are done, late and dropped', () => {
  const { minutes, agreed, oneSided, actions } = titled<SessionState>('session', 'First session');
  assert.deepEqual(
    minutes.map(({ counters, outcome }) => [counters !== null, outcome]),
    [
      [false, 'open'],
      [true, 'open'],
      [true, 'in-force'],
    ],
  );
  assert.equal(agreed.minutes, minutes[2]!.id);
  assert.deepEqual(
    oneSided.map(({ party }) => party),
    ['norrush'],
  );
  assert.deepEqual(
    actions.map(({ state }) => state),
    ['done', 'done', 'dropped'],
  );
  const session = titled<SessionState>('session', 'First session');
  assert.deepEqual(
    ['action-1', 'action-2', 'action-3'].map((owed) => stateOf(session, owed)),
    ['met', 'met late', 'lapsed'],
  );
});

test('one case is closed by a joint finding, one by agreement and reopened, one withdrawn', () => {
  const grid = titled<CaseState>('case', 'Entry into the grid control network');
  assert.ok(grid.obligations.some(({ what, since }) => what === 'closed' && since !== null));
  const ferry = titled<CaseState>('case', 'Outage of the ferry bookings');
  assert.ok(ferry.open && ferry.reopenings.length === 1 && ferry.closings.length === 1);
  assert.ok(titled<CaseState>('case', 'Attempts on an archive').withdrawn !== null);
});

test('the threat is averted because its condition was met, and the ban lifted because the commitment was kept', () => {
  const threat = titled<MeasureState>('measure', 'Licences for control equipment');
  assert.equal(threat.threat?.outcome, 'averted');
  assert.deepEqual(
    threat.obligations.map(({ what }) => what),
    ['averted', 'lift'],
  );
  const ban = titled<MeasureState>('measure', 'Travel ban on a company');
  assert.deepEqual([ban.stage, stateOf(ban, 'lift')], ['lifted', 'met']);
});

test('the pledge is half paid, and each side has its own verdict; the other commitment has a verdict of both', () => {
  const fund = titled<CommitmentState>('commitment', 'A fund for victims');
  assert.deepEqual(
    [fund.amounts.at(-1)?.value, fund.commitment['amount']],
    [500_000, { unit: 'exercise-crowns', value: 1_000_000 }],
  );
  assert.deepEqual(
    fund.verdicts.map(({ party, verdict }) => [party, verdict]),
    [
      ['talveria', 'partly'],
      ['talveria', 'cannot-be-assessed'],
      ['norrush', 'disputed'],
    ],
  );
  const quiet = titled<CommitmentState>('commitment', 'Hands off grids and ferries');
  assert.ok(quiet.joint.every(({ verdict }) => verdict === 'fulfilled') && quiet.joint.length === 2);
});

test('a deadline that reaches a year without a calendar is provisional, until it is published', () => {
  const { id } = titled<RequestState>('request', 'Hearing of a witness');
  const dueIn = (day: string) => {
    const cut = cutRecord(listed.record, Date.parse(`${day}T12:00:00Z`) / 1000);
    const reply = foldDocket(cut.record)
      .docket.subjects.get(id)!
      .state!.deadlines.find((one) => one.for === 'reply')!;
    return { provisional: reply.provisional, dueAt: reply.dueAt! };
  };
  const [early, later] = [dueIn('2026-12-20'), dueIn('2027-01-02')];
  assert.deepEqual([early.provisional, later.provisional], [[2027], []]);
  assert.ok(later.dueAt > early.dueAt, 'published before the year began, its holidays count');
});

test('what was signed with a key that was compromised stands, and is shown in doubt', () => {
  const investigate = titled<RequestState>('request', 'Who signed the false update');
  const { party, index } = investigate.acts.at(-1)!;
  const { kids } = listed.record.logs.get(party)![index]!.act!;
  const facts = { house: docket.house, receipts: receiptsOf(listed.record.cosigned), rootAt: listed.record.rootAt };
  const doubts = doubtsOf(docket.house.logs.get(party)!, { party, index, kids }, { ...facts, awaits: new Map() });
  assert.equal(doubts.length, 1);
});

test('the accord was amended once, and once not', () => {
  const { versions, proposals } = docket.house.state;
  assert.equal(versions.length, 2);
  assert.deepEqual(
    proposals.map(({ inForceAt, declines }) => [inForceAt !== null, declines.length]),
    [
      [true, 0],
      [false, 1],
    ],
  );
});

test('the status reports of both nodes are the same bytes, and the record gives them again', async () => {
  for (const format of ['json', 'html', 'pdf']) {
    const files: string[] = [];
    for (const party of PARTIES) {
      const file = join(dir, `${party}.${format}`);
      const made = await parley(
        'report',
        '--node',
        join(dir, 'D', party),
        '--format',
        format,
        '--lang',
        'both',
        '--to',
        file,
      );
      assert.equal(made.code, 0, made.stderr);
      files.push(file);
    }
    const [one, other] = files.map((file) => readFileSync(file));
    assert.ok(one!.equals(other!), `${format} differs`);
  }
  const exported = await parley('export', '--node', join(dir, 'D', 'norrush'), '--to', join(dir, 'record'));
  assert.equal(exported.code, 0, exported.stderr);
  const verified = await parley('report', 'verify', join(dir, 'talveria.html'), join(dir, 'record'));
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
});

test('the read models of both nodes, dropped and folded again, are the ones that were kept', async () => {
  for (const party of PARTIES) {
    const { code, stdout, stderr } = await parley('rebuild', '--node', join(dir, 'D', party));
    assert.equal(code, 0, stdout + stderr);
  }
});

test('opened again it stands where it ended', async () => {
  const again = await parley('demo', 'exercise', '--once', '--json', '--dir', join(dir, 'D'));
  assert.equal(again.code, 0, again.stderr);
  const { endedAt, parties } = JSON.parse(again.stdout) as Summary;
  assert.equal(endedAt, summary.endedAt);
  assert.equal(parties['norrush']?.digest, summary.parties['norrush']?.digest);
  const other = await parley('demo', '--once', '--dir', join(dir, 'D'));
  assert.equal(other.code, 1);
  assert.match(other.stderr, /holds another accord/);
});
