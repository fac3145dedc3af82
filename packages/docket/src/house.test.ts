import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { foldDocket } from '#docket';
import { foldHouse, houseChange } from '#house';
import { keysForNext, termsAt } from '#roster';
import { routeOf } from '#route';
import { defaultOffices, defaultTerms } from '#terms';
import { cosigned, given, inWorld, received, says, until, type Step } from '#testing/given';
import { DAY, HOUR, keyOf, kidOfName, START, World } from '#testing/world';

const ASK = { to: 'cn', category: 'information', urgency: 'routine' };

const appoints = async (name: string, more: JsonObject = {}) => ({
  by: ['root'],
  body: { key: await keyOf(`us/${name}`), office: 'liaison', from: 0, ...more },
});

const appointed =
  (name: string, more: JsonObject = {}): Step =>
  async (story) =>
    says('us', 'officer.appoint', await appoints(name, more))(story);

const relieved =
  (name: string, more: JsonObject = {}): Step =>
  async (story) =>
    says('us', 'officer.relieve', {
      by: ['root'],
      body: { kid: await kidOfName(`us/${name}`), reason: 'end-of-term', ...more },
    })(story);

test('the accord is in force when each log holds it and the others have received it', async () => {
  await given().shows((story) => assert.equal(story.house().state.inForceAt, START));
  const world = await World.found();
  await world.say('us', 'accord.found', { body: { accepts: world.accordId }, by: ['root'] });
  world.receive();
  const { docket } = foldDocket(world.record());
  assert.equal(docket.house.state.inForceAt, null);
});

test('a log begins with accord.found by its root key', async () => {
  const begun = async (type: string, by: string, body: JsonObject) => {
    const world = await World.found();
    await world.say('us', type, { by: [by], body });
    await world.say('us', 'party.address', { by: ['root'], body: { addresses: ['https://us.example'] } });
    return foldDocket(world.record()).disregarded.map(({ code }) => code);
  };
  const { accordId } = await World.found();
  assert.deepEqual(await begun('accord.found', 'root', { accepts: accordId }), []);
  assert.deepEqual(await begun('accord.found', 'root', { accepts: 'a'.repeat(52) }), [
    'accord.wrong_id',
    'accord.not_founded',
  ]);
  assert.deepEqual(await begun('party.address', 'root', { addresses: ['https://us.example'] }), [
    'accord.not_founded',
    'accord.not_founded',
  ]);
  assert.deepEqual(await begun('accord.found', 'head', { accepts: accordId }), [
    'act.key_unknown',
    'accord.not_founded',
  ]);
});

test('a log is founded once', () =>
  given()
    .when('us', 'accord.found', { by: ['root'], body: { accepts: 'a'.repeat(52) } })
    .refused('accord.founded_already'));

test('an officer signs from the index after the appointment', async () => {
  await given()
    .when('us', 'request.make', { by: ['new'], body: ASK })
    .refused('act.key_unknown');
  await given(appointed('new'))
    .when('us', 'request.make', { by: ['new'], body: ASK })
    .allowed();
});

test('an appointment that took no effect introduces a key without power', () =>
  given(appointed('new', { office: 'admiral' }))
    .when('us', 'request.make', { by: ['new'], body: ASK })
    .refused('act.not_appointed'));

test('an officer signs nothing after being relieved, and what was signed before stands', async () => {
  await given(relieved('liaison')).when('us', 'request.make', { body: ASK }).refused('act.relieved');
  await given(
    says('us', 'request.make', { body: ASK, as: 'ask' }),
    relieved('liaison', { reason: 'key-compromised', compromisedSince: START - DAY }),
  ).shows((story) => {
    assert.equal(story.code('ask'), undefined);
    const officer = story
      .house()
      .logs.get('us')!
      .officers.find(({ relieved: at }) => at !== null);
    assert.equal(officer?.compromisedSince, START - DAY);
  });
});

test('who is relieved is in office', () =>
  given(relieved('liaison'))
    .when('us', 'officer.relieve', { by: ['root'], body: { kid: 'D'.repeat(43), reason: 'other' } })
    .refused('officer.unknown'));

test('a term has a beginning and an end, by the running time of the log', async () => {
  const term = { from: START + DAY, until: START + 2 * DAY };
  await given(appointed('new', term))
    .when('us', 'request.make', { by: ['new'], body: ASK })
    .refused('act.window');
  await given(appointed('new', term), until(DAY))
    .when('us', 'request.make', { by: ['new'], body: ASK })
    .allowed();
  await given(appointed('new', term), until(2 * DAY))
    .when('us', 'request.make', { by: ['new'], body: ASK })
    .refused('act.window');
  // An officer cannot date an act back into the term once the log has gone past it.
  await given(appointed('new', term), until(3 * DAY), says('us', 'request.make', { body: ASK }))
    .when('us', 'request.make', { by: ['new'], body: ASK, at: START + DAY })
    .refused('act.window');
});

test('what was received more than a day after the term is not heard', async () => {
  const term = { until: START + DAY };
  const said = [
    appointed('new', term),
    until(DAY - 1),
    says('us', 'request.make', { by: ['new'], body: ASK, as: 'ask' }),
  ] as const;
  await given(...said, until(2 * DAY), received()).shows((story) => assert.equal(story.code('ask'), undefined));
  await given(...said, until(2 * DAY + 1), received()).shows((story) =>
    assert.equal(story.code('ask'), 'act.received_late'),
  );
  await given(...said).shows((story) =>
    assert.equal(story.code('ask'), undefined, 'not received is not received late'),
  );
});

test('an office signs what the accord gives it, and the root key what founds and appoints', async () => {
  await given()
    .when('us', 'request.make', { by: ['registrar'], body: ASK })
    .refused('act.no_power');
  await given()
    .when('us', 'request.make', { by: ['root'], body: ASK })
    .refused('act.no_power');
  await given()
    .when('us', 'request.make', { by: ['head'], body: ASK })
    .allowed();
  const appointment = { ...(await appoints('new')), by: ['chancery'] };
  await given().when('us', 'officer.appoint', appointment).allowed();
  await given()
    .when('us', 'officer.appoint', { ...appointment, by: ['liaison'] })
    .refused('act.no_power');
});

const AMENDMENT = { from: START, expires: START + 10 * DAY, terms: { ...defaultTerms, returnsMax: 3 } as JsonObject };

test('an act has as many officers’ signatures as the accord demands', async () => {
  await given()
    .when('us', 'accord.amend', { by: ['head'], body: AMENDMENT })
    .refused('act.signatures');
  await given()
    .when('us', 'accord.amend', { by: ['head', 'second'], body: AMENDMENT })
    .allowed();
  await given()
    .when('us', 'accord.amend', { by: ['head', 'liaison'], body: AMENDMENT })
    .refused('act.no_power');
});

test('the narrowest pattern decides how many sign', () =>
  inWorld({ offices: { ...defaultOffices, head: { signs: { '*': 2, 'request.*': 3, 'request.make': 1 } } } })
    .when('us', 'request.make', { by: ['head'], body: ASK })
    .allowed());

test('a deputy signs for a stated time in the office of one who is in office', async () => {
  const liaison = await kidOfName('us/liaison');
  const deputy = { deputyOf: liaison, until: START + DAY };
  await given(appointed('new', deputy))
    .when('us', 'request.make', { by: ['new'], body: ASK })
    .allowed();
  await given()
    .when('us', 'officer.appoint', await appoints('new', { deputyOf: liaison }))
    .refused('officer.window');
  await given()
    .when('us', 'officer.appoint', await appoints('new', { ...deputy, office: 'head' }))
    .refused('officer.deputy');
  await given(relieved('liaison'))
    .when('us', 'officer.appoint', await appoints('new', deputy))
    .refused('officer.deputy');
});

test('a deputy’s time begins while the other is in office, and is then its own', async () => {
  const deputyOf = await kidOfName('us/new');
  const deputy = (from: number) => ({ deputyOf, from, until: START + 9 * DAY });
  const term = appointed('new', { until: START + DAY });
  await given(term)
    .when('us', 'officer.appoint', await appoints('deputy', deputy(START + DAY)))
    .refused('officer.deputy');
  const stands = [term, appointed('deputy', deputy(START + DAY - 1)), relieved('new')] as const;
  await given(...stands, until(2 * DAY))
    .when('us', 'request.make', { by: ['deputy'], body: ASK })
    .allowed();
  await given(...stands, until(9 * DAY))
    .when('us', 'request.make', { by: ['deputy'], body: ASK })
    .refused('act.window');
});

test('an appointment is to an office that exists, with a key that is new, for a time that passes', async () => {
  await given()
    .when('us', 'officer.appoint', await appoints('new', { office: 'admiral' }))
    .refused('officer.office_unknown');
  await given()
    .when('us', 'officer.appoint', await appoints('liaison'))
    .refused('officer.key_used');
  await given(relieved('liaison'))
    .when('us', 'officer.appoint', await appoints('liaison'))
    .refused('officer.key_used');
  await given()
    .when('us', 'officer.appoint', await appoints('root'))
    .refused('officer.key_used');
  await given()
    .when('us', 'officer.appoint', await appoints('new', { from: START, until: START }))
    .refused('officer.window');
});

test('keys names exactly the last act of its log that changed keys, officers or terms', async () => {
  await given()
    .when('us', 'request.make', { body: ASK, payload: { keys: 4 } })
    .refused('act.keys_stale');
  await given()
    .when('us', 'request.make', { body: ASK, payload: { keys: 6 } })
    .refused('act.keys_stale');
  await given(says('us', 'request.make', { body: ASK }))
    .when('us', 'request.make', { body: ASK, payload: { keys: 5 } })
    .allowed();
  await given(appointed('new')).shows((story) => {
    assert.equal(keysForNext(story.house(), 'us'), 6);
    assert.equal(keysForNext(story.house(), 'cn'), 5);
  });
  // It counts by type, whatever became of the act.
  await given(appointed('new', { office: 'admiral' }))
    .when('us', 'request.make', { body: ASK, payload: { keys: 5 } })
    .refused('act.keys_stale');
  // A calendar or a list of contacts changes no keys.
  await given(says('us', 'calendar.publish', { body: CALENDAR }))
    .when('us', 'request.make', { body: ASK, payload: { keys: 5 } })
    .allowed();
});

test('an act is for this accord and for this log', async () => {
  const other = await World.found({ parties: ['us', 'cn', 'fr'] });
  await given()
    .when('us', 'request.make', {
      body: ASK,
      payload: { accord: other.accordId, log: other.origin('us') },
      seen: { cn: 0 },
    })
    .refused('act.wrong_accord');
  await inWorld({ parties: ['us', 'cn', 'fr'] })
    .when('us', 'request.make', { body: ASK, seen: { cn: 0, fr: 0 }, payload: { log: other.origin('cn') } })
    .refused('act.wrong_log');
});

test('what is not understood is kept, and shown as such', async () => {
  await given().when('us', 'treaty.ratify').refused('act.type_unknown');
  await given().when('us', 'accord.dissolve').refused('act.type_unknown');
  await given()
    .when('us', 'request.make', { body: { ...ASK, colour: 'blue' } })
    .refused('act.body');
});

test('what an act has seen is what is there', async () => {
  const origin = (await World.found()).origin('cn');
  await given()
    .when('us', 'request.make', { body: ASK, payload: { seen: { [origin]: { n: 3, root: 'A'.repeat(43) + '=' } } } })
    .refused('act.seen_false');
  await given()
    .when('us', 'request.make', {
      body: ASK,
      payload: { seen: { [origin.replace(/cn$/, 'ru')]: { n: 3, root: 'A'.repeat(43) + '=' } } },
    })
    .refused('act.seen_unknown');
});

test('an act takes effect once', async () => {
  await given(says('us', 'request.make', { body: ASK, as: 'ask' }), async (story) => {
    await story.world.append('us', story.world.bytesOf(story.entry('ask')));
  }).shows((story) => {
    assert.deepEqual(
      story.docket().disregarded.map(({ index, code }) => ({ index, code })),
      [{ index: 7, code: 'act.repeated' }],
    );
  });
});

test('bytes that are no act are disregarded with the record’s own code, and the log goes on', () =>
  given(
    async ({ world }) => void (await world.append('us', new Uint8Array([1, 2, 3]))),
    says('us', 'request.make', { body: ASK, as: 'ask' }),
  ).shows((story) => {
    assert.deepEqual(
      story.docket().disregarded.map(({ code }) => code),
      ['act.malformed'],
    );
    assert.equal(story.code('ask'), undefined);
  }));

test('an act signed too far ahead is refused at filing, and heard if it was filed', () =>
  given()
    .when('us', 'request.make', { body: ASK, at: START + 301 })
    .refused('act.early'));

const CALENDAR = {
  year: 2026,
  nonWorking: ['2026-01-01', '2026-07-03'],
  makeUp: ['2026-02-14'],
  closingMinute: 1020,
  offsets: [
    { fromUtc: START - 90 * DAY, offsetMinutes: -300 },
    { fromUtc: START + 60 * DAY, offsetMinutes: -240 },
  ],
};

test('the first calendar for a year counts', async () => {
  await given()
    .when('us', 'calendar.publish', { body: CALENDAR })
    .allowed((story) => assert.equal(story.house().calendars.get('us')!.get(2026)!.closingMinute, 1020));
  await given(says('us', 'calendar.publish', { body: CALENDAR }))
    .when('us', 'calendar.publish', { body: { ...CALENDAR, makeUp: [] } })
    .refused('calendar.published');
});

test('the days of a calendar exist, lie in its year, and ascend', async () => {
  for (const days of [
    { nonWorking: ['2026-02-30'] },
    { nonWorking: ['2027-01-01'] },
    { nonWorking: ['2026-07-03', '2026-01-01'] },
    { nonWorking: ['2026-01-01', '2026-01-01'] },
    { makeUp: ['2026-02-13'] },
    { nonWorking: ['2026-02-14'] },
  ]) {
    await given()
      .when('us', 'calendar.publish', { body: { ...CALENDAR, ...days } })
      .refused('calendar.days');
  }
});

test('the offsets of a calendar cover its year and no other', async () => {
  for (const fromUtcs of [
    [START],
    [START - 90 * DAY, START - 91 * DAY],
    [START - 90 * DAY, START - 80 * DAY],
    [START - 90 * DAY, START + 365 * DAY],
  ]) {
    const offsets = fromUtcs.map((fromUtc) => ({ fromUtc, offsetMinutes: 0 }));
    await given()
      .when('us', 'calendar.publish', { body: { ...CALENDAR, offsets } })
      .refused('calendar.offsets');
  }
});

test('nobody may make a year of holidays', async () => {
  const days = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => new Date(Date.UTC(2026, 5, from + at)).toISOString().slice(0, 10));
  // 1 June 2026 is a Monday: ten working days and two weekends in a row are fourteen.
  const long = [...days(1, 5), ...days(8, 5)];
  await given()
    .when('us', 'calendar.publish', { body: { ...CALENDAR, nonWorking: long } })
    .refused('calendar.excessive');
  const eachMonday = Array.from({ length: 40 }, (_, at) =>
    new Date(Date.UTC(2026, 0, 5 + 7 * at)).toISOString().slice(0, 10),
  );
  await given()
    .when('us', 'calendar.publish', { body: { ...CALENDAR, nonWorking: eachMonday } })
    .refused('calendar.excessive');
});

test('keys are replaced by the root key alone, and a replaced root signs nothing more', async () => {
  const rekey = { role: 'root', key: await keyOf('us/root-2') };
  await given()
    .when('us', 'party.rekey', { by: ['root'], body: rekey })
    .allowed();
  await given()
    .when('us', 'party.rekey', { by: ['head'], body: rekey })
    .refused('party.root_only');
  await given()
    .when('us', 'party.rekey', { by: ['root'], body: { role: 'root', key: await keyOf('us/head') } })
    .refused('party.key_used');
  const rekeyed = says('us', 'party.rekey', { by: ['root'], body: rekey });
  await given(rekeyed)
    .when('us', 'officer.appoint', await appoints('new'))
    .refused('act.relieved');
  await given(rekeyed)
    .when('us', 'officer.appoint', { ...(await appoints('new')), by: ['root-2'] })
    .allowed();
});

test('addresses and contacts replace the former ones', () =>
  given(says('us', 'party.address', { by: ['root'], body: { addresses: ['https://a.example'] } }))
    .when('us', 'party.address', { by: ['chancery'], body: { addresses: ['https://b.example:8443/parley'] } })
    .allowed((story) => {
      const [us] = story.house().state.parties;
      assert.deepEqual(us!.addresses?.body, { addresses: ['https://b.example:8443/parley'] });
    }));

test('a list of contacts replaces the former one, with its channels in order', () => {
  const desks = [
    {
      no: 1,
      desk: 'technical',
      zone: 'America/New_York',
      languages: ['en'],
      channels: [
        { no: 1, by: 'node' },
        { no: 2, by: 'secure-line' },
      ],
    },
  ];
  return given(says('us', 'contact.publish', { body: { desks } }))
    .when('us', 'contact.publish', { body: { desks: [{ ...desks[0]!, desk: 'policy' }], second: 1 } })
    .allowed((story) => {
      const [us] = story.house().state.parties;
      assert.deepEqual(us!.contacts?.body, { desks: [{ ...desks[0]!, desk: 'policy' }], second: 1 });
      assert.equal(us!.contacts?.receivedAt, null);
    });
});

test('a party’s other keys are replaced by the root key alone, and are kept with the acts that changed them', async () => {
  const pair = async (name: string, mldsa44: string) => ({ ed25519: await keyOf(name), mldsa44: mldsa44.repeat(1750) });
  const bodies: JsonObject[] = [
    { role: 'http', key: await keyOf('us/http-2') },
    { role: 'log', ...(await pair('us/log-2', 'M')) },
    { role: 'holder', ...(await pair('us/holder-2', 'N')) },
    { role: 'root', key: await keyOf('us/root-2') },
  ];
  for (const body of bodies) {
    await given()
      .when('us', 'party.rekey', { by: ['head'], body })
      .refused('party.root_only');
    await given()
      .when('us', 'party.rekey', { by: ['chancery'], body })
      .refused('act.no_power');
  }
  const [http, log] = bodies as [JsonObject, JsonObject];
  const replaced = given(says('us', 'party.rekey', { by: ['root'], body: http }));
  await replaced.when('us', 'party.rekey', { by: ['root'], body: http }).refused('party.key_used');
  const moved = { ...log, ed25519: http['key'] } as JsonObject;
  await given(says('us', 'party.rekey', { by: ['root'], body: http }))
    .when('us', 'party.rekey', { by: ['root'], body: moved })
    .refused('party.key_used');
  await given(...bodies.map((body) => says('us', 'party.rekey', { by: ['root'], body }))).shows((story) => {
    const { keys } = story.house().state.parties[0]!;
    assert.deepEqual(
      keys.map((one) => one.body),
      bodies,
    );
    assert.deepEqual(
      story
        .house()
        .logs.get('us')!
        .roots.map(({ since }) => since),
      [-1, keys.at(-1)!.index],
    );
  });
  await given()
    .when('us', 'party.rekey', { by: ['root'], body: { role: 'log', key: await keyOf('us/log-2') } })
    .refused('act.body');
});

test('a subject is named by no act of the house', () =>
  given(says('us', 'request.make', { body: ASK, as: 'ask' }))
    .when('us', 'calendar.publish', { on: 'ask', body: CALENDAR })
    .refused('act.subject_unexpected'));

const amends = says('us', 'accord.amend', { by: ['head', 'second'], body: AMENDMENT, as: 'amendment' });
const endorses = says('cn', 'endorse', {
  by: ['head'],
  body: (story) => ({ of: story.id('amendment') }),
  as: 'endorsement',
});

test('an amendment governs acts after the endorsement that completed it', () =>
  given(amends, received(), until(HOUR), endorses, received()).shows((story) => {
    const house = story.house();
    assert.equal(house.state.proposals[0]!.inForceAt, START + HOUR);
    const key = (name: string) => story.world.placed().find(({ id }) => id === story.id(name))!.place.key;
    assert.equal(termsAt(house, key('endorsement'), START + HOUR).terms.returnsMax, 1);
    assert.equal(termsAt(house, `${key('endorsement')}~`, START + HOUR).terms.returnsMax, 3);
    assert.equal(
      termsAt(house, `${key('endorsement')}~`, START - 1).terms.returnsMax,
      1,
      'not for acts dated before its beginning',
    );
  }));

test('an endorsement counts when the proposer’s holder has it before the proposal expires', async () => {
  await given(amends, received(), endorses).shows((story) =>
    assert.equal(story.house().state.proposals[0]!.inForceAt, null, 'not before it is covered'),
  );
  await given(amends, received(), endorses, until(11 * DAY), received()).shows((story) => {
    assert.equal(story.code('endorsement'), 'proposal.expired');
    assert.equal(story.house().versions.length, 1);
  });
  await inWorld(
    { witnesses: ['w.example'] },
    amends,
    received(),
    endorses,
    cosigned('w.example', 'cn'),
    until(11 * DAY),
    received(),
  ).shows((story) => assert.equal(story.house().versions.length, 2, 'a witness is as good'));
});

test('every party must endorse an amendment', () =>
  inWorld({ parties: ['us', 'cn', 'fr'] }, amends, received(), endorses, received()).shows((story) => {
    assert.equal(story.house().versions.length, 1);
    assert.equal(story.house().state.proposals[0]!.endorsements.length, 1);
  }));

test('a withdrawal beats only endorsements that have seen it', async () => {
  const withdraws = says('us', 'decline', {
    by: ['head'],
    body: (story) => ({ of: story.id('amendment') }),
    as: 'withdrawal',
  });
  await given(amends, received(), withdraws, received())
    .when('cn', 'endorse', {
      by: ['head'],
      body: (story) => ({ of: story.id('amendment') }),
    })
    .refused('proposal.withdrawn');
  await given(amends, received(), withdraws, until(HOUR), endorses, received()).shows((story) => {
    assert.equal(story.code('withdrawal'), undefined);
    assert.equal(story.house().versions.length, 2, 'the endorsement had not seen it');
  });
  await given(amends, received(), endorses, received())
    .when('us', 'decline', { by: ['head'], body: (story) => ({ of: story.id('amendment') }) })
    .refused('proposal.complete');
});

test('a proposal is answered once, by the others, and expires within the accord’s time', async () => {
  const of = (story: { id(name: string): string }) => ({ of: story.id('amendment') });
  await given(amends, received())
    .when('us', 'endorse', { by: ['head'], body: of })
    .refused('proposal.own');
  await given(amends, received(), endorses)
    .when('cn', 'endorse', { by: ['head'], body: of })
    .refused('proposal.answered');
  await given(amends, received(), says('cn', 'decline', { by: ['head'], body: of }))
    .when('cn', 'endorse', { by: ['head'], body: of })
    .refused('proposal.answered');
  for (const expires of [START, START + 30 * DAY + 1]) {
    await given()
      .when('us', 'accord.amend', { by: ['head', 'second'], body: { ...AMENDMENT, expires } })
      .refused('proposal.expires');
  }
});

test('running deadlines keep their terms unless the new ones are longer', async () => {
  const amend = (hours: number): Step =>
    says('us', 'accord.amend', {
      by: ['head', 'second'],
      as: 'amendment',
      body: {
        ...AMENDMENT,
        terms: {
          ...defaultTerms,
          allowances: {
            ...defaultTerms.allowances,
            request: { ...defaultTerms.allowances.request, acknowledge: { hours } },
          },
        } as JsonObject,
      },
    });
  const asked = [says('us', 'request.make', { body: ASK, as: 'ask' }), received()] as const;
  const amended = (hours: number) => [amend(hours), received(), endorses, received()] as const;
  await given(...asked, ...amended(72)).shows((story) => {
    assert.equal(story.deadline('ask', 'acknowledge').dueAt, START + 72 * HOUR);
  });
  await given(...asked, ...amended(36)).shows((story) => {
    assert.equal(story.deadline('ask', 'acknowledge').dueAt, START + 48 * HOUR);
  });
  await given(...amended(36), ...asked).shows((story) => {
    assert.equal(story.deadline('ask', 'acknowledge').dueAt, START + 36 * HOUR);
  });
  await given(...asked, until(50 * HOUR), ...amended(72)).shows((story) => {
    assert.equal(story.deadline('ask', 'acknowledge').dueAt, START + 48 * HOUR, 'it had run out');
  });
});

test('what was there before and is no longer touches every subject', () =>
  given(appointed('new'), says('us', 'request.make', { by: ['new'], body: ASK })).shows((story) => {
    const { accord, accordId } = story.world;
    const record = story.world.record();
    const entries = story.world.placed().filter((entry) => routeOf(entry).to === 'house');
    const whole = foldHouse(accord, accordId, entries, record);
    const without = foldHouse(
      accord,
      accordId,
      entries.filter(({ party, index }) => party !== 'us' || index !== 3),
      record,
    );
    assert.equal(houseChange(whole, without).all, true);
    assert.equal(houseChange(whole, whole).all, false);
  }));

test('a change of the house says which subjects it touches', () =>
  given(says('us', 'request.make', { body: ASK })).shows(async (story) => {
    const before = story.house();
    await appointed('new')(story);
    await relieved('liaison')(story);
    const appointedNow = story.house();
    assert.deepEqual(houseChange(before, appointedNow), { all: false, calendars: [] });
    await says('us', 'calendar.publish', { by: ['head'], body: CALENDAR })(story);
    received()(story);
    const published = story.house();
    assert.deepEqual(houseChange(appointedNow, published), { all: false, calendars: [{ party: 'us', year: 2026 }] });
    await amends(story);
    await received()(story);
    await endorses(story);
    await received()(story);
    assert.equal(houseChange(published, story.house()).all, true);
  }));
