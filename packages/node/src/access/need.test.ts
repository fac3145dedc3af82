import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { routes } from '@parley/api/routes';
import { calls, openChancery, UNKNOWN, type Chancery, type Collection } from '../testing/chancery.ts';

let at: Chancery;
let shut: Collection;
let open: Collection;
let head: ReturnType<Chancery['enter']>;
let named: ReturnType<Chancery['enter']>;
let other: ReturnType<Chancery['enter']>;

const idOf = (of: Collection, thing: string) => of.things.get(thing) ?? UNKNOWN;

/** Everything of the restricted collection that must not be named: a session stays, as a fact. */
const secrets = () =>
  [...shut.things].filter(([thing]) => thing !== 'session' && thing !== 'agenda').map(([, id]) => id);

function leaks(body: string): string[] {
  return [shut.word, ...secrets()].filter((secret) => body.includes(secret));
}

before(async () => {
  at = await openChancery();
  shut = await at.collect('kestrelquill', 'green');
  open = await at.collect('plainword', 'green');
  head = at.enter('Hana', ['head'], []);
  named = at.enter('Nils', ['liaison'], ['policy']);
  other = at.enter('Olga', ['liaison'], ['policy']);
  const restricted = at.need.restrict(head.person, idOf(shut, 'case'), [named.person.account]);
  assert.ok(restricted.ok, JSON.stringify(restricted));
});
after(() => at.stop());

/** Every address of a GET route, with every id of the collection, and every question that a list takes. */
function* addresses(): Generator<{ id: string; path: string }> {
  for (const { id, method, path, ...route } of Object.values(routes)) {
    if (method !== 'GET' || id === 'live') continue;
    const values = path.includes('{') ? [...shut.things.values(), at.need.power()[0]!] : [''];
    for (const value of values) {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'version' ? '1' : value));
      yield { id, path: filled };
    }
    if (path.includes('{')) continue;
    const [about] = [idOf(shut, 'case')];
    for (const query of [
      `q=${shut.word}`,
      `q=${shut.word.slice(0, 4)}`,
      `q=${shut.word.slice(0, 3)}`,
      `q=speak`,
      'q=of+we',
      `about=${about}`,
      `case=${about}`,
      `subject=${about}`,
      `subject=${idOf(shut, 'request')}`,
      'limit=200',
      'limit=1',
      'sort=due',
      'sort=-due',
      'sort=opened',
      'open=true',
      'open=false',
      'type=request.make',
      'type=case.allege',
      'kind=case',
      'kind=request',
      'on=us',
      'on=them',
      'code=case.not_claimant',
      'by=amber',
      'to=birch',
      'state=drafting',
      `of=${about},${idOf(shut, 'request')}`,
      'noted=true',
      `mentions=${other.person.account}`,
    ]) {
      const taken = 'query' in route && 'shape' in route.query ? Object.keys(route.query.shape) : [];
      if (taken.includes(query.slice(0, query.indexOf('=')))) yield { id, path: `${path}?${query}` };
    }
    yield { id, path };
  }
}

test('nothing of a restricted case is told by any route to who need not know, and all of it to who does', async () => {
  const told = new Set<string>();
  const token = at.token(false);
  for (const { id, path } of addresses()) {
    for (const headers of [other.headers, token]) {
      const { body, etag } = await at.ask(headers, path);
      assert.deepEqual(leaks(`${body} ${etag ?? ''}`), [], `${path} tells`);
    }
    const { body } = await at.ask(named.headers, path);
    if (leaks(body).length > 0) told.add(id);
  }
  // The control: with need-to-know the same questions are answered.
  const silent = Object.values(routes)
    .filter(({ id, method, need }) => method === 'GET' && need !== 'none' && need !== 'whole' && !told.has(id))
    .map(({ id }) => id);
  // A receipt, versions, figures and wishes for content name nothing; of the others the collection has none.
  const nameless = ['actReceipt', 'competing', 'draftVersions', 'health', 'live', 'load', 'outline', 'waitCounts'];
  const none = ['commitment', 'commitments', 'contact', 'contacts', 'subjectDesks'];
  assert.deepEqual(silent.filter((id) => !nameless.includes(id)).toSorted(), none);
});

test('what may not be seen is answered with the bytes of what is not there', async () => {
  for (const route of Object.values(routes)) {
    if (route.need !== 'subject' || route.id === 'session' || route.id === 'putContent') continue;
    const call = (id: (thing: string) => string) => calls[route.id](shut, id);
    const ask = async (id: (thing: string) => string) => {
      const { path, body } = call(id);
      const { status, body: answer } = await at.ask(other.headers, path, { method: route.method, body });
      return { status, answer };
    };
    const unknown = await ask((thing) =>
      ['draft', 'draftAbout', 'deskNote', 'option'].includes(thing) ? UNKNOWN.slice(0, 22) : UNKNOWN,
    );
    const hidden = await ask((thing) => idOf(shut, thing));
    const without = (text: string) =>
      [...shut.things.values(), UNKNOWN, UNKNOWN.slice(0, 22)].reduce((all, id) => all.replaceAll(id, '…'), text);
    assert.deepEqual(
      { ...hidden, answer: without(hidden.answer) },
      { ...unknown, answer: without(unknown.answer) },
      route.id,
    );
    assert.ok(unknown.status >= 400, `${route.id} finds what is not there`);
  }
});

test('pages are full, and nobody counts what is left out', async () => {
  const list = async (headers: Record<string, string>, limit: number) => {
    const ids: string[] = [];
    for (let after = ''; ;) {
      const { body } = await at.ask(headers, `/api/v1/subjects?limit=${limit}${after}`);
      const page = JSON.parse(body) as { items: { id: string }[]; next?: string };
      ids.push(...page.items.map(({ id }) => id));
      if (page.next === undefined) return ids;
      assert.equal(page.items.length, limit);
      after = `&after=${page.next}`;
    }
  };
  const everything = await list(head.headers, 200);
  const seen = everything.filter((id) => !secrets().includes(id));
  assert.ok(seen.length < everything.length);
  for (const limit of [1, 2, 3, 200]) assert.deepEqual(await list(other.headers, limit), seen);
});

test('a session shows its other items', async () => {
  const { body } = await at.ask(other.headers, `/api/v1/sessions/${idOf(shut, 'session')}`);
  const { state, refers } = JSON.parse(body) as {
    state: { agendas: { body: { items: { no: number }[] } }[] };
    refers: string[];
  };
  assert.deepEqual(
    state.agendas.map(({ body: agenda }) => agenda.items.map(({ no }) => no)),
    [[2]],
  );
  assert.deepEqual(refers, []);
});

test('what comes to belong to a restricted case is restricted from the first moment', async () => {
  const { pair } = at;
  const about = { case: idOf(shut, 'case') };
  const text = { en: `More of ${shut.word}.` };
  const request = await pair.must('birch', 'liaison', {
    type: 'request.make',
    body: { to: 'amber', category: 'information', urgency: 'routine', ...about },
    words: { asked: text, necessity: text },
  });
  await pair.idle();
  const raised = await pair.must('birch', 'liaison', {
    type: 'hotline.raise',
    body: { to: 'amber', about: { request }, rung: 1 },
    words: { observed: text, asked: text },
  });
  await pair.idle();
  for (const id of [request, raised]) {
    assert.equal((await at.ask(other.headers, `/api/v1/subjects/${id}`)).status, 404);
    assert.equal((await at.ask(named.headers, `/api/v1/subjects/${id}`)).status, 200);
  }
  const belonging = [...pair.app('amber').docket.classes.belonging(about.case)].toSorted();
  const { docket } = pair.app('amber');
  docket.drop();
  await docket.catchUp(() => undefined);
  assert.deepEqual([...docket.classes.belonging(about.case)].toSorted(), belonging);
  assert.deepEqual(leaks((await at.ask(other.headers, '/api/v1/acts?limit=200')).body), []);
});

test('live changes name nothing that may not be seen, and a restriction ends at once what was open', async () => {
  const watch = async (headers: Record<string, string>) => {
    const controller = new AbortController();
    const response = await fetch(`${at.url}/api/v1/live`, { headers, signal: controller.signal });
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body!) text += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    const until = async (part: string) => {
      for (let turns = 0; !text.includes(part); turns++) {
        assert.ok(turns < 1000, `the stream does not say ${part}: ${text}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    return { text: () => text, until, end: async () => (controller.abort(), reading) };
  };
  const [theirs, ours] = [await watch(other.headers), await watch(named.headers)];
  const say = (of: Collection) =>
    at.pair.must('amber', 'liaison', {
      type: 'case.update',
      subject: idOf(of, 'case'),
      body: {},
      words: { statement: { en: of.word } },
    });
  await say(shut).catch(async () =>
    at.pair.must('birch', 'liaison', { type: 'case.acknowledge', subject: idOf(shut, 'case'), body: {} }),
  );
  await at.pair.idle();
  await at.pair.must('birch', 'liaison', { type: 'case.acknowledge', subject: idOf(open, 'case'), body: {} });
  await at.pair.idle();
  await ours.until(idOf(shut, 'case'));
  await theirs.until(idOf(open, 'case'));
  assert.deepEqual(leaks(theirs.text()), []);
  const [before] = [(await at.ask(other.headers, '/api/v1/cases')).etag];
  assert.ok(at.need.restrict(head.person, idOf(open, 'case'), []).ok);
  await theirs.until('event: reload');
  const [now] = [(await at.ask(other.headers, '/api/v1/cases')).etag];
  assert.notEqual(now, before);
  assert.equal((await at.ask(other.headers, `/api/v1/cases/${idOf(open, 'case')}`)).status, 404);
  assert.ok(at.need.lift(head.person, idOf(open, 'case')).ok);
  assert.equal((await at.ask(other.headers, `/api/v1/cases/${idOf(open, 'case')}`)).status, 200);
  await Promise.all([theirs.end(), ours.end()]);
});

test('who sees a subject is said to whoever does: by restriction, desks and marking, of officers in office', async () => {
  const seen = async (headers: Record<string, string>, of: Collection, thing: string) => {
    const { status, body } = await at.ask(headers, `/api/v1/need-to-know/${idOf(of, thing)}`);
    return status === 200
      ? (JSON.parse(body) as {
          restrictions: { subject: string }[];
          seenBy: string[];
          mayChange: boolean;
          given: boolean;
        })
      : status;
  };
  const shown = await seen(named.headers, shut, 'request');
  assert.ok(typeof shown === 'object');
  assert.deepEqual(
    shown.restrictions.map(({ subject }) => subject),
    [idOf(shut, 'case')],
    'a request is restricted by the case it belongs to',
  );
  for (const [person, sees] of [
    [named, true],
    [head, true],
    [other, false],
  ] as const)
    assert.equal(shown.seenBy.includes(person.person.account), sees, person.person.name);
  assert.deepEqual([shown.mayChange, shown.given], [false, false]);
  assert.equal(await seen(other.headers, shut, 'request'), 404);
  const powerful = await seen(head.headers, open, 'case');
  assert.ok(typeof powerful === 'object' && powerful.mayChange && powerful.restrictions.length === 0);
  assert.ok(powerful.seenBy.includes(other.person.account));
});

test('what changes at the desk is told at once to the officers who may see it, to nobody else, and to no program', async () => {
  const heard = async (headers: Record<string, string>) => {
    const controller = new AbortController();
    const response = await fetch(`${at.url}/api/v1/live`, { headers, signal: controller.signal });
    let text = '';
    void (async () => {
      for await (const chunk of response.body!) text += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    return { text: () => text, end: () => controller.abort() };
  };
  const streams = {
    named: await heard(named.headers),
    head: await heard(head.headers),
    other: await heard(other.headers),
    token: await heard(at.token(true)),
  };
  const told = (part: string) =>
    Object.entries(streams)
      .filter(([, { text }]) => text().includes(`event: desk\ndata: {"part":"${part}"}\n`))
      .map(([name]) => name);
  const write = async (path: string, method: string, body?: unknown) => {
    const { status, body: answer } = await at.ask(named.headers, path, { method, body });
    assert.ok(status < 300, answer);
    return (JSON.parse(answer) as { id?: string }).id!;
  };
  const subject = idOf(shut, 'case');
  await write('/api/v1/desk/notes', 'POST', { subject, text: `Of ${shut.word}.` });
  await write(`/api/v1/desk/assignments/${subject}/${named.person.account}`, 'PUT');
  const draft = await write('/api/v1/desk/drafts', 'POST', {
    title: shut.word,
    content: { type: 'case.update', subject },
  });
  await write('/api/v1/desk/options', 'POST', { title: shut.word, kind: 'demarche', subjects: [subject] });
  await write(`/api/v1/desk/numbers/${subject}`, 'PUT', { number: `${shut.word} 9` });
  // The last one is for all: what was written before it has arrived, or never will.
  await write('/api/v1/desk/duty', 'POST', { desk: 'policy', account: named.person.account, from: 1000, until: 2000 });
  for (let turns = 0; told('duty').length < 3; turns++) {
    assert.ok(turns < 1000, 'the streams do not say that the roster changed');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  for (const part of ['notes', 'assignments', 'drafts', 'options', 'numbers'])
    assert.deepEqual(told(part), ['named', 'head'], part);
  assert.deepEqual(told('duty'), ['named', 'head', 'other']);
  for (const { text } of Object.values(streams)) assert.deepEqual(leaks(text()), [], 'it names nothing');
  // Whoever saw a draft until it spoke of what they may not see learns that their list changed.
  const about = await write('/api/v1/desk/drafts', 'POST', { title: 'x', content: {} });
  const count = () => streams.other.text().split('"part":"drafts"').length;
  const before = count();
  await write(`/api/v1/desk/drafts/${about}`, 'PUT', { version: 1, content: { type: 'case.update', subject } });
  for (let turns = 0; count() === before; turns++) {
    assert.ok(turns < 1000, 'who no longer sees the draft is not told');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  for (const { end } of Object.values(streams)) end();
  await at.ask(named.headers, `/api/v1/desk/drafts/${draft}`, { method: 'DELETE' });
});

test('only the power to restrict restricts, and every change and reading is in the trail', async () => {
  const subject = idOf(open, 'case');
  for (const [person, code] of [
    [other.person, 'access.no_power'],
    [named.person, 'access.no_power'],
  ] as const) {
    const refused = at.need.restrict(person, subject, []);
    assert.equal(refused.ok ? '' : refused.refusal.code, code);
  }
  const stranger = at.need.restrict(head.person, subject, ['nobody-at-all-here']);
  assert.equal(stranger.ok ? '' : stranger.refusal.code, 'need.account');
  const office = at.need.setPolicy(head.person, { power: ['minister'], clearances: [] });
  assert.equal(office.ok ? '' : office.refusal.code, 'need.office');
  const { trail } = at.access;
  const from = trail.size;
  await at.ask(named.headers, `/api/v1/cases/${idOf(shut, 'case')}`);
  await at.ask(named.headers, `/api/v1/cases/${idOf(shut, 'case')}`);
  const noted = [...trail.entries(trail.size)].slice(from).map((entry) => JSON.parse(entry) as Record<string, unknown>);
  assert.deepEqual(
    noted.map(({ what, account, subject: about, route }) => [what, account, about, route]),
    Array.from({ length: 2 }, () => ['restricted.opened', named.person.account, idOf(shut, 'case'), 'case']),
  );
  const whats = new Set([...trail.entries(trail.size)].map((entry) => (JSON.parse(entry) as { what: string }).what));
  for (const what of ['need.restrict', 'need.lift', 'restricted.met']) assert.ok(whats.has(what), what);
});

test('a program sees what is restricted if its token was made so', async () => {
  const path = `/api/v1/cases/${idOf(shut, 'case')}`;
  assert.equal((await at.ask(at.token(false), path)).status, 404);
  assert.equal((await at.ask(at.token(true), path)).status, 200);
});
