import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseBase64url } from '@parley/record/base64';
import { thumbprint } from '@parley/record/key';
import { foldHouse } from '@parley/docket/house';
import { receiptsOf } from '@parley/docket/receipts';
import type { House, Officer } from '@parley/docket/roster';
import { readConfig, readEnvironment, type Config } from '../config.ts';
import { foundAccord, type TestAccord } from '../testing.ts';
import { rosterOf } from './roster.ts';

let accord: TestAccord;
let config: Config;
let house: House;
before(async () => {
  accord = await foundAccord();
  const environment = readEnvironment({ PARLEY_STATE: accord.stateDir }, { dir: accord.parties[0]!.dir });
  assert.ok(environment.ok);
  const read = readConfig(environment.environment);
  assert.ok(read.ok);
  ({ config } = read);
  house = foldHouse(config.accord, config.accordId, [], {
    receipts: receiptsOf({}),
    rootAt: () => undefined,
  });
});
after(() => accord.remove());

const kids = Array.from({ length: 6 }, (_, i) => thumbprint(new Uint8Array(32).fill(i + 1)));

function officer(kid: string, more: Partial<Officer> = {}): Officer {
  return {
    kid,
    id: kid,
    office: 'liaison',
    from: 100,
    until: null,
    deputyOf: null,
    appointed: 1,
    relieved: null,
    compromisedSince: null,
    ...more,
  };
}

test('a key is in office from its day until it is relieved or its term ends, and in our own log alone', () => {
  const [now, later, ended, relieved, theirs, nobody] = kids as [string, string, string, string, string, string];
  house.logs
    .get('us')!
    .officers.push(
      officer(now),
      officer(later, { from: 300 }),
      officer(ended, { until: 200 }),
      officer(relieved, { relieved: 7 }),
    );
  house.logs.get('cn')!.officers.push(officer(theirs));
  const roster = rosterOf({ accord: config.accord, party: 'us', house: () => house, now: () => 200 });
  const office = (kid: string) => roster.standing(kid).office;
  assert.deepEqual([now, later, ended, relieved, theirs, nobody].map(office), [
    'liaison',
    null,
    null,
    null,
    null,
    null,
  ]);
  assert.deepEqual(roster.standing(relieved), { office: null, appointed: true, relieved: true });
  assert.equal(roster.standing(theirs).appointed, false);
  assert.deepEqual(
    [now, relieved, theirs, nobody].map((kid) => roster.known(kid)),
    [true, true, true, false],
  );
});

test('no key of the accord itself, of either side, is offered as an officer’s', () => {
  const roster = rosterOf({ accord: config.accord, party: 'us', house: () => house, now: () => 200 });
  for (const { keys } of config.accord.parties)
    for (const key of [keys.root, keys.http, keys.log.ed25519, keys.holder.ed25519])
      assert.ok(roster.known(thumbprint(parseBase64url(key)!)), key);
});

test('who appoints is whoever the terms in force let sign officer.appoint', () => {
  const roster = rosterOf({ accord: config.accord, party: 'us', house: () => house, now: () => 200 });
  assert.deepEqual(
    ['head', 'chancery', 'liaison', 'registrar', 'nobody'].map((one) => roster.appoints(one)),
    [true, true, false, false, false],
  );
});
