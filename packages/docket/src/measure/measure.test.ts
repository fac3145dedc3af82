import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { measureKind, type MeasureState } from '#measure/kind';
import { given, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

/** Midnight before the beginning: Monday 5 January 2026, 00:00 UTC. */
const MONDAY = Math.floor(START / DAY) * DAY;

const BODY = { to: 'cn', kind: 'designation', orientation: 'retrospective' };

const THREAT = { ...BODY, state: 'threatened', by: START + 30 * DAY };
const ANNOUNCED = { ...BODY, state: 'announced' };
const IN_FORCE = { ...BODY, state: 'in-force' };

const announce = (body: JsonObject): Step => says('us', 'measure.announce', { by: ['head'], body, as: 'measure' });

const vary = (state: string, body: JsonObject = {}): Step =>
  says('us', 'measure.vary', {
    by: ['head'],
    on: 'measure',
    body: { state, reason: 'other', from: '2026-02-01', ...body },
  });

const contest = (): Step => says('cn', 'measure.contest', { on: 'measure', body: { grounds: ['facts'] } });

const measure = (story: Story) => story.state<MeasureState>('measure');

const standing = (story: Story) => measureKind.standing(measure(story));

const opening = (body: JsonObject) => given().when('us', 'measure.announce', { by: ['head'], body });

const varying = (steps: Step[], state: string, body: JsonObject = {}) =>
  given(...steps).when('us', 'measure.vary', {
    by: ['head'],
    on: 'measure',
    body: { state, reason: 'other', from: '2026-02-01', ...body },
  });

test('a measure is announced against another party, and needs no finding', async () => {
  await opening(IN_FORCE).allowed((story) => assert.deepEqual(story.state('it').sides, ['us', 'cn']));
  await opening({ ...IN_FORCE, to: 'us' }).refused('measure.to');
  await opening({ ...IN_FORCE, to: 'ru' }).refused('measure.to');
});

test('its days exist, and it is reviewed and ends not before it takes effect', async () => {
  await opening({ ...IN_FORCE, effective: '2026-02-30' }).refused('measure.days');
  await opening({ ...IN_FORCE, review: '2026-04-31' }).refused('measure.days');
  await opening({ ...IN_FORCE, effective: '2026-02-02', sunset: '2026-02-01' }).refused('measure.days');
  await opening({ ...IN_FORCE, effective: '2026-02-02', review: '2026-02-01' }).refused('measure.days');
  await opening({ ...IN_FORCE, effective: '2026-02-02', review: '2026-08-01', sunset: '2027-02-01' }).allowed(
    (story) => {
      const { review, sunset } = story.state<MeasureState>('it');
      assert.deepEqual([review, sunset], ['2026-08-01', '2027-02-01']);
    },
  );
});

test('what averts it, and until when, is said of a threat, and a threat says until when', async () => {
  await opening({ ...BODY, state: 'threatened' }).refused('act.body');
  await opening({ ...IN_FORCE, by: START + DAY }).refused('measure.not_threatened');
  await opening({ ...ANNOUNCED, condition: { request: 'x'.repeat(43) } }).refused('measure.not_threatened');
  await opening({ ...THREAT, condition: { request: 'x'.repeat(43) } }).allowed();
});

test('a threat is carried out, averted or not taken, and stays on the record as that', async () => {
  const is = (name: string, outcome: string, open: boolean) => (story: Story) => {
    assert.deepEqual(standing(story), { standing: name, open, category: 'designation' });
    assert.deepEqual(measure(story).threat, { by: START + 30 * DAY, outcome });
  };
  await given(announce(THREAT)).shows(is('threatened', 'open', true));
  await given(announce(THREAT), vary('in-force')).shows(is('in-force', 'carried-out', true));
  await given(announce(THREAT), vary('lifted')).shows(is('averted', 'averted', false));
  await given(announce(THREAT), vary('expired')).shows(is('not-taken', 'not-taken', false));
  await given(announce(THREAT), vary('in-force'), vary('lifted')).shows(is('lifted', 'carried-out', false));
});

test('a measure that was not threatened has no threat', () =>
  given(announce(ANNOUNCED)).shows((story) => assert.equal(measure(story).threat, null)));

test('what is announced comes in force or is lifted; what is in force is suspended, resumed, extended, lifted, expires', async () => {
  const stages = async (steps: Step[], stage: string) =>
    given(...steps).shows((story) => {
      assert.deepEqual(story.docket().disregarded, []);
      assert.equal(standing(story).standing, stage);
    });
  await stages([announce(ANNOUNCED)], 'announced');
  await stages([announce(ANNOUNCED), vary('lifted')], 'lifted');
  await stages([announce(ANNOUNCED), vary('in-force'), vary('suspended')], 'suspended');
  await stages([announce(IN_FORCE), vary('suspended'), vary('in-force')], 'in-force');
  await stages([announce(IN_FORCE), vary('suspended'), vary('extended', { sunset: '2027-01-01' })], 'suspended');
  await stages([announce(IN_FORCE), vary('suspended'), vary('expired')], 'expired');
  await stages([announce(IN_FORCE), vary('expired')], 'expired');
});

test('what does not follow from how it stands is refused', async () => {
  await varying([announce(THREAT)], 'suspended').refused('measure.transition');
  await varying([announce(THREAT)], 'extended', { sunset: '2027-01-01' }).refused('measure.transition');
  await varying([announce(ANNOUNCED)], 'expired').refused('measure.transition');
  await varying([announce(IN_FORCE)], 'in-force').refused('measure.transition');
  await varying([announce(IN_FORCE), vary('suspended')], 'suspended').refused('measure.transition');
});

test('nothing follows after it was lifted or has expired, but the other side is still heard', async () => {
  for (const end of ['lifted', 'expired']) {
    await varying([announce(IN_FORCE), vary(end)], 'in-force').refused('measure.ended');
    await given(announce(IN_FORCE), vary(end), received())
      .when('cn', 'measure.stand-down', {
        by: ['head'],
        on: 'measure',
        body: { when: { request: 'x'.repeat(43) }, satisfaction: 'us', expires: START + DAY },
      })
      .refused('measure.ended');
    await given(announce(IN_FORCE), vary(end), received())
      .when('cn', 'measure.contest', { on: 'measure', body: { grounds: ['procedure'] } })
      .allowed();
  }
});

test('only the side that announced it varies it, and every variation is kept', async () => {
  await given(announce(IN_FORCE), received())
    .when('cn', 'measure.vary', {
      by: ['head'],
      on: 'measure',
      body: { state: 'lifted', reason: 'agreed', from: '2026-02-01' },
    })
    .refused('measure.not_announcer');
  await given(announce(IN_FORCE), vary('suspended'), vary('lifted')).shows((story) =>
    assert.deepEqual(
      measure(story).variations.map(({ body }) => body['state']),
      ['suspended', 'lifted'],
    ),
  );
});

test('the days of a variation exist, and its sunset is not before it', async () => {
  await varying([announce(IN_FORCE)], 'lifted', { from: '2026-02-29' }).refused('measure.days');
  await varying([announce(ANNOUNCED)], 'in-force', { sunset: '2026-02-29' }).refused('measure.days');
  await varying([announce(ANNOUNCED)], 'in-force', { sunset: '2026-01-31' }).refused('measure.days');
  await varying([announce(ANNOUNCED)], 'in-force', { sunset: '2026-02-28' }).allowed((story) =>
    assert.equal(measure(story).sunset, '2026-02-28'),
  );
});

test('a measure is extended to a new sunset, later than the one it had', async () => {
  const ends = [announce({ ...IN_FORCE, sunset: '2026-06-01' })];
  await varying(ends, 'extended').refused('measure.extension');
  await varying(ends, 'extended', { sunset: '2026-06-01' }).refused('measure.extension');
  await varying(ends, 'extended', { sunset: '2026-12-01' }).allowed((story) => {
    assert.equal(measure(story).sunset, '2026-12-01');
    assert.equal(standing(story).standing, 'in-force');
  });
  await varying([announce(IN_FORCE)], 'extended', { sunset: '2026-12-01' }).allowed();
});

test('the side it is announced against contests it, as often as it likes', async () => {
  await given(announce(IN_FORCE))
    .when('us', 'measure.contest', { on: 'measure', body: { grounds: ['facts'] } })
    .refused('measure.announcer');
  await given(announce(IN_FORCE), received(), contest(), contest()).shows((story) =>
    assert.equal(measure(story).contests.length, 2),
  );
});

test('prior notice gives the right to be heard a time, in the allowance of the accord', async () => {
  // Monday 5 January; ten working days on, at 24:00 UTC of Monday 19 January.
  const dueAt = MONDAY + 15 * DAY;
  const notice = [announce({ ...ANNOUNCED, effective: '2026-03-01' }), received()];
  await given(...notice).shows((story) => {
    const { owedBy, startsAt, dueAt: due, state } = story.deadline('measure', 'right-to-be-heard');
    assert.deepEqual([owedBy, startsAt, due, state], ['cn', START, dueAt, 'running']);
  });
  await given(...notice, until(HOUR), contest(), received()).shows((story) =>
    assert.equal(story.deadline('measure', 'right-to-be-heard').state, 'met'),
  );
  await given(...notice, until(20 * DAY), contest(), received()).shows((story) => {
    assert.equal(story.code('last'), undefined, 'it is heard all the same');
    assert.equal(measure(story).contests.length, 1);
  });
  await given(announce({ ...ANNOUNCED, effective: '2026-03-01' })).shows((story) =>
    assert.equal(story.deadline('measure', 'right-to-be-heard').startsAt, null, 'nobody was given notice'),
  );
});

test('without prior notice there is no such time', async () => {
  for (const body of [
    { ...ANNOUNCED, effective: '2026-01-05' },
    { ...IN_FORCE, effective: '2026-03-01' },
    { ...THREAT, effective: '2026-03-01' },
    ANNOUNCED,
  ]) {
    await given(announce(body), received()).shows((story) => assert.deepEqual(measure(story).deadlines, []));
  }
});

test('a measure that is lifted leaves nothing to be heard on', () =>
  given(announce({ ...ANNOUNCED, effective: '2026-03-01' }), received(), until(HOUR), vary('lifted'), received()).shows(
    (story) => assert.equal(story.deadline('measure', 'right-to-be-heard').state, 'void'),
  ));

test('a stand-down depends on the satisfaction of one of the two sides', async () => {
  const standDown = (satisfaction: string) =>
    given(announce(IN_FORCE)).when('us', 'measure.stand-down', {
      by: ['head'],
      on: 'measure',
      body: { when: { request: 'x'.repeat(43) }, satisfaction, expires: START + DAY },
    });
  await standDown('ru').refused('measure.satisfaction');
  await standDown('cn').allowed();
  await standDown('us').allowed((story) => assert.equal(measure(story).standDowns[0]!.inForceAt, null));
});

test('a measure is listed under all that it names', () => {
  const id = (letter: string) => letter.repeat(43);
  return given(
    announce({
      ...THREAT,
      cases: [id('a')],
      requests: [id('b')],
      commitments: [{ commitment: id('c') }, { code: 'no-theft' }],
      exhibits: [id('d')],
      condition: { request: id('e') },
    }),
    received(),
    says('cn', 'measure.contest', { on: 'measure', body: { grounds: ['facts'], exhibits: [id('f')] } }),
    until(HOUR),
    says('cn', 'measure.stand-down', {
      by: ['head'],
      on: 'measure',
      body: { when: { commitment: id('g') }, satisfaction: 'us', expires: START + DAY },
    }),
  ).shows((story) => assert.deepEqual(measureKind.refers(measure(story)), ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(id)));
});
