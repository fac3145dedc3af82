import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { FoundingLine, FoundingView } from '@parley/api/founding';
import { paths } from '@parley/api/paths';
import { encodeEnvelope, openEnvelope } from '@parley/docket/accord/founding/envelope';
import { sign } from '@parley/docket/accord/founding/negotiation';
import { partsOf } from '@parley/docket/accord/templates/template';
import { states } from '@parley/docket/accord/templates/states';
import { silentLogger } from '../platform/logger.ts';
import { systemRandom } from '../access/secret.ts';
import { Founding } from './founding.ts';
import { ENVELOPE_TYPE, isLink } from './link.ts';
import { serveFolder, type Served } from './run.ts';
import { newParty, type NewParty } from './testing.ts';

const accord = { ...partsOf(states), dated: '2026-12-01', witnesses: [], quorum: 0 };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function party(t: TestContext, id: string, port?: number): Promise<NewParty> {
  const made = await newParty(id, port ?? (await freePort()));
  t.after(() => made.clear());
  return made;
}

async function founding(t: TestContext, { dir }: NewParty): Promise<Founding> {
  const opened = await Founding.open(dir);
  assert.ok(opened.ok);
  t.after(() => opened.founding.close());
  return opened.founding;
}

async function serve(t: TestContext, { environment }: NewParty): Promise<Served> {
  const started = await serveFolder(environment, { log: silentLogger, processMetrics: false });
  assert.ok(started.ok, started.ok ? '' : started.refusal.detail);
  t.after(() => started.served.stop());
  return started.served;
}

/** The wizard of a party. */
function wizard({ url }: Served, setup: string) {
  return async (path: string, body?: object) => {
    const response = await fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${setup}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, value: (await response.json()) as Record<string, unknown> };
  };
}

const seconds = () => Math.floor(Date.now() / 1000);

async function signedAway(envelope: string, { id, root }: NewParty, at = seconds()): Promise<string> {
  const opened = await openEnvelope(envelope);
  assert.ok(opened.ok);
  const signed = await sign({ negotiation: opened.negotiation, signedRounds: 0 }, id, root, at, systemRandom);
  assert.ok(signed.ok);
  return encodeEnvelope(signed.kept.negotiation);
}

test('two nodes are founded by their wizards over a link, become full nodes on the same port, and check the line', async (t) => {
  const [us, cn] = [await party(t, 'us'), await party(t, 'cn')];
  const [ours, theirs] = [await serve(t, us), await serve(t, cn)];
  assert.equal(ours.node, undefined);
  const [say, hear] = [wizard(ours, us.setup), wizard(theirs, cn.setup)];

  const nothing = (await say(paths.founding)).value;
  assert.equal(nothing['review'], undefined);
  assert.equal((nothing['own'] as { domain: string }).domain, 'us.example');
  const before = FoundingLine.parse((await say(paths.foundingLine)).value);
  assert.deepEqual([before.stage, before.sides.map(({ id }) => id)], ['founding', ['us']]);
  const listed = (await say(paths.foundingTemplates)).value['items'] as { name: string }[];
  assert.deepEqual(
    listed.map(({ name }) => name),
    ['states', 'certs', 'supply', 'abuse'],
  );
  assert.equal((await say(paths.foundingInvite, { days: 3 })).value['code'], 'founding.none');
  const drafted = await say(paths.foundingDraft, { template: 'states', accord: { dated: '2026-12-01' } });
  assert.equal(drafted.status, 200, JSON.stringify(drafted.value));
  assert.ok(FoundingView.safeParse(drafted.value).success);
  assert.equal((await say(paths.foundingDraft, { template: 'states', accord: {} })).value['code'], 'founding.begun');
  const url = String((await say(paths.foundingInvite, { days: 3 })).value['url']);
  assert.ok(isLink(url));

  const taken = await hear(paths.foundingTake, { link: url });
  assert.equal(taken.status, 200, JSON.stringify(taken.value));
  assert.equal(taken.value['reached'], true);
  assert.equal((await hear(paths.foundingCounter, {})).status, 200);
  const seated = (await say(paths.founding)).value;
  const review = seated['review'] as { parties: { id: string }[]; accordId: string };
  assert.deepEqual(
    review.parties.map(({ id }) => id),
    ['us', 'cn'],
  );

  const ahead = await signedAway(String(seated['envelope']), us, seconds() + 86_400);
  assert.equal((await say(paths.foundingTake, { envelope: ahead })).value['code'], 'founding.early');

  // Each signs where its root key is, and brings the envelope back.
  const byUs = await say(paths.foundingTake, { envelope: await signedAway(String(seated['envelope']), us) });
  assert.equal(byUs.status, 200, JSON.stringify(byUs.value));
  const heard = await hear(paths.foundingTake, { link: url });
  const byCn = await hear(paths.foundingTake, { envelope: await signedAway(String(heard.value['envelope']), cn) });
  assert.equal(byCn.status, 200, JSON.stringify(byCn.value));

  const nodes = await Promise.all([ours.founded, theirs.founded]);
  assert.deepEqual(
    nodes.map(({ config }) => config.accordId),
    [review.accordId, review.accordId],
  );
  assert.equal(nodes[0].url, ours.url);
  const answered = () =>
    nodes.every(({ app }) => {
      const checks = app.reader.subjects({ kind: 'contact' }).items;
      return app.docket.house.state.inForceAt !== null && checks.length === 2 && checks.every(({ open }) => !open);
    });
  while (!answered()) await pause(20);
  for (const { app, config } of nodes) {
    const { officers } = app.docket.house.logs.get(config.party)!;
    assert.deepEqual(
      officers.map(({ office }) => office),
      ['registrar'],
    );
  }
  // The wizard is gone, the check of the line stays, and the link still hands over the end.
  assert.equal((await say(paths.founding)).status, 404);
  const line = FoundingLine.parse((await hear(paths.foundingLine)).value);
  assert.deepEqual([line.stage, line.done, line.accord], ['founded', true, review.accordId]);
  assert.deepEqual(
    line.sides.map(({ id, own, registrar, check, officers, contacts }) => [
      id,
      own,
      registrar,
      check.state,
      officers,
      contacts,
    ]),
    [
      ['cn', true, true, 'answered', 0, null],
      ['us', false, true, 'answered', 0, null],
    ],
  );
  assert.ok(Math.abs(line.sides[1]!.clock!.aheadSeconds) <= 5, 'one machine has one clock');
  const end = await fetch(url);
  assert.equal(end.status, 200);
  assert.equal(end.headers.get('content-type'), ENVELOPE_TYPE);
});

test('before the accord a node serves its founding and nothing else, and nobody without the setup secret', async (t) => {
  const us = await party(t, 'us');
  const served = await serve(t, us);
  const status = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(served.url + path, { headers })).status;
  assert.equal(await status(paths.healthz), 200);
  for (const path of [paths.accord, paths.acts, paths.compose, paths.health, '/exchange/x'])
    assert.equal(await status(path), 404, path);
  assert.equal(await status(paths.founding), 401);
  assert.equal(await status(paths.founding, { authorization: `Bearer ${'A'.repeat(43)}` }), 401);
  assert.equal(await status(paths.founding, { authorization: `Bearer ${us.setup}` }), 200);
  // Its first administrator comes to be by the setup secret, before there is an accord.
  const invited = await wizard(served, us.setup)(paths.firstAdministrator, { name: 'Ida' });
  assert.equal(invited.status, 200, JSON.stringify(invited.value));
  const crossing = await fetch(served.url + paths.foundingDraft, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example' },
    body: '{}',
  });
  assert.ok([401, 403].includes(crossing.status));
});

test('who was given the link learns by itself what the other side proposes, and why it cannot', async (t) => {
  const [us, cn] = [await party(t, 'us'), await party(t, 'cn')];
  const ours = await serve(t, us);
  const theirs = await serve(t, cn);
  const [say, hear] = [wizard(ours, us.setup), wizard(theirs, cn.setup)];
  await say(paths.foundingDraft, { template: 'certs', accord: { dated: '2026-12-01' } });
  const { url } = (await say(paths.foundingInvite, { days: 3 })).value;
  await hear(paths.foundingTake, { link: url });
  await hear(paths.foundingCounter, {});
  const rounds = async () => ((await hear(paths.founding)).value['review'] as { rounds: unknown[] }).rounds.length;
  assert.equal(await rounds(), 2);
  await say(paths.foundingCounter, { accord: { ...accord, dated: '2027-01-01' }, note: 'later' });
  while ((await rounds()) < 3) await pause(50);
  await ours.stop();
  const unheard = async () => (await hear(paths.founding)).value['unheard'] as { code: string } | undefined;
  while ((await unheard()) === undefined) await pause(50);
  assert.equal((await unheard())!.code, 'founding.unreachable');
});

test('what a party is called can be said otherwise until it has taken its seat', async (t) => {
  const us = await party(t, 'us');
  const served = await serve(t, us);
  const say = wizard(served, us.setup);
  const put = async (body: object) => {
    const response = await fetch(served.url + paths.foundingParty, {
      method: 'PUT',
      headers: { authorization: `Bearer ${us.setup}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, value: (await response.json()) as Record<string, unknown> };
  };
  const said = { names: { en: 'United States', zh: '美国' }, languages: ['en', 'zh'], hue: 206 };
  const changed = await put(said);
  assert.equal(changed.status, 200, JSON.stringify(changed.value));
  assert.deepEqual(changed.value['names'], said.names);
  assert.equal((await put({ ...said, names: {} })).value['code'], 'founding.text');
  assert.equal((await put({ ...said, hue: 400 })).value['code'], 'http.malformed');
  const again = await founding(t, us);
  assert.deepEqual(again.own.party.names, said.names);
  await say(paths.foundingDraft, { template: 'states', accord: { dated: '2026-12-01' } });
  assert.equal((await put({ ...said, hue: 1 })).value['code'], 'founding.begun');
});

test('a link takes only envelopes, of a bounded size, from whoever has it; what it refuses changes nothing', async (t) => {
  const [us, cn] = [await party(t, 'us'), await party(t, 'cn')];
  const [ours, theirs] = [await founding(t, us), await founding(t, cn)];
  await serve(t, us);
  assert.ok((await ours.draft(accord, undefined)).ok);
  const url = ours.invite(1);
  const kept = ours.store.text;
  const post = async (body: string, to = url) => {
    const response = await fetch(to, { method: 'POST', headers: { 'content-type': ENVELOPE_TYPE }, body });
    return { status: response.status, text: await response.text() };
  };
  const wrong = `${url.slice(0, -4)}AAAA`;
  assert.equal((await post('{}', wrong)).status, 404);
  assert.equal((await fetch(wrong)).status, 404);
  assert.equal((await post('{')).status, 400);
  assert.equal((await post(`"${'x'.repeat(1_048_576)}"`)).status, 413);
  assert.equal((await post('[1, 2]')).status, 400);
  assert.equal(ours.store.text, kept);
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  assert.match(page.headers.get('content-type')!, /^text\/plain/);

  assert.ok((await theirs.follow(url)).ok);
  assert.ok((await theirs.counter(undefined)).ok);
  assert.equal((await theirs.deliver())?.ok, true);
  assert.equal(ours.store.text, theirs.store.text);
  // Who comes with less is given what there is, and is told nothing else.
  assert.equal((await post(kept!)).text, ours.store.text);
  const another = ours.invite(1);
  assert.equal((await fetch(url)).status, 404);
  assert.equal((await fetch(another)).status, 200);
});

test('two who change a founding at the same time both come through, one after the other', async (t) => {
  const us = await party(t, 'us');
  const [one, other] = [await founding(t, us), await founding(t, us)];
  assert.ok((await one.draft(accord, undefined)).ok);
  const done = await Promise.all([
    one.counter({ ...accord, quorum: 0, dated: '2027-01-01' }),
    other.counter({ ...accord, dated: '2027-02-02' }),
  ]);
  assert.ok(done.every(({ ok }) => ok));
  assert.equal((await one.kept())!.negotiation.rounds.length, 3);
});

test('a process that ended after both had signed leaves an accord to be found, and what was signed before is not signed anew', async (t) => {
  const [us, cn] = [await party(t, 'us'), await party(t, 'cn')];
  const [ours, theirs] = [await founding(t, us), await founding(t, cn)];
  assert.ok((await ours.draft(accord, undefined)).ok);
  assert.ok((await theirs.take(ours.store.text!)).ok);
  assert.ok((await theirs.counter(undefined)).ok);
  assert.ok((await ours.take(theirs.store.text!)).ok);
  const { accordId } = (await ours.kept())!.negotiation;
  const early = await ours.sign(us.root, 'another');
  assert.ok(!early.ok && early.refusal.code === 'founding.busy');
  assert.ok((await ours.sign(us.root, accordId)).ok);
  const once = ours.store.text;
  assert.ok((await ours.sign(us.root, accordId)).ok);
  assert.equal(ours.store.text, once);
  assert.ok((await theirs.take(once!)).ok);
  assert.ok((await theirs.sign(cn.root, accordId)).ok);
  assert.ok(!theirs.open);
  rmSync(join(cn.dir, 'accord.json'));
  assert.ok(theirs.open);
  const served = await serve(t, cn);
  assert.equal((await served.founded).config.accordId, accordId);
  assert.ok(existsSync(join(cn.dir, 'accord.json')));
});

test('a folder whose keys are not those of its party.json founds nothing', async (t) => {
  const us = await party(t, 'us');
  const cn = await party(t, 'cn');
  rmSync(join(us.dir, 'keys'), { recursive: true });
  const without = await Founding.open(us.dir);
  assert.ok(!without.ok && without.refusal.code === 'start.keys');
  const nothing = await Founding.open(join(cn.dir, 'keys'));
  assert.ok(!nothing.ok && nothing.refusal.code === 'founding.folder');
});
