import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Accord } from '@parley/record/accord';
import type { House } from '@parley/docket/roster';
import { ownAddresses, routesTo, type Routing } from './routes.ts';

const PIN = 'A'.repeat(43);

const accord = (addresses: string[], tls?: string[]) =>
  ({ parties: [{ id: 'us' }, { id: 'cn', addresses, ...(tls && { tls }) }] }) as unknown as Accord;

const house = (...published: { party: string; body: object }[]) =>
  ({
    state: {
      parties: ['us', 'cn'].map((id) => ({ id, addresses: published.findLast(({ party }) => party === id) ?? null })),
      acts: published.map(({ party }, index) => ({ type: 'party.address', party, index })),
    },
  }) as unknown as House;

const at = (addresses: string[], tls?: string[]) => ({ party: 'cn', body: { addresses, ...(tls && { tls }) } });

const routing = (more: Partial<Routing> = {}): Routing => ({
  accord: accord(['https://cn.example/']),
  counterparts: {},
  allowInternal: false,
  ...more,
});

const asked = (given: Routing, now: House) => routesTo(given, now, 'cn').map(({ address }) => address);

test('a party is asked where the accord says, and from its newest address act on where that says', () => {
  assert.deepEqual(routesTo(routing(), house(), 'cn'), [
    { address: 'https://cn.example', pins: undefined, publicOnly: false },
  ]);
  const moved = house(at(['https://new.example', 'https://second.example/p/']));
  assert.deepEqual(routesTo(routing(), moved, 'cn'), [
    { address: 'https://new.example', pins: undefined, publicOnly: true },
    { address: 'https://second.example/p', pins: undefined, publicOnly: true },
  ]);
  const back = house(at(['https://new.example']), at(['https://cn.example']));
  assert.deepEqual(asked(routing(), back), ['https://cn.example']);
});

test('what our operator set comes first, wherever it lies, and is told once', () => {
  const given = routing({ counterparts: { cn: ['http://10.0.0.7', 'https://new.example'] } });
  const routes = routesTo(given, house(at(['https://new.example', 'https://cn.example'])), 'cn');
  assert.deepEqual(
    routes.map(({ address }) => address),
    ['http://10.0.0.7', 'https://new.example', 'https://cn.example'],
  );
  assert.ok(!routes[0]!.publicOnly);
});

test('published addresses lead into our own network only where the operator or the accord has led there before', () => {
  const moved = house(at(['https://new.example']));
  const guarded = (given: Routing) => routesTo(given, moved, 'cn')[0]!.publicOnly;
  assert.ok(guarded(routing()));
  assert.ok(!guarded(routing({ allowInternal: true })));
  assert.ok(!guarded(routing({ accord: accord(['http://127.0.0.1:4101']) })));
  assert.ok(!guarded(routing({ accord: accord(['https://cn.example', 'https://[fd00::7]']) })));
});

test('pins are those that were told with the newest addresses, also for addresses that our operator set', () => {
  const pins = (given: Routing, now: House) => routesTo(given, now, 'cn').map((route) => route.pins);
  const pinned = routing({ accord: accord(['https://cn.example'], [PIN]), counterparts: { cn: ['https://10.0.0.7'] } });
  assert.deepEqual(pins(pinned, house()), [[PIN], [PIN]]);
  const other = 'B'.repeat(43);
  assert.deepEqual(pins(pinned, house(at(['https://cn.example'], [PIN, other]))), [
    [PIN, other],
    [PIN, other],
  ]);
  assert.deepEqual(pins(pinned, house(at(['https://cn.example']))), [undefined, undefined]);
});

test('we may be asked at every address that we ever published', () => {
  const us = (address: string) => ({ party: 'us', body: { addresses: [address] } });
  const acts = [us('https://a.example'), at(['https://cn.example']), us('https://b.example'), us('https://a.example')];
  let now = house(...acts);
  const addresses = ownAddresses(
    ['https://us.example'],
    'us',
    () => now,
    (index) => acts[index]!.body,
  );
  assert.deepEqual(addresses(), ['https://us.example', 'https://a.example', 'https://b.example']);
  now = house();
  assert.deepEqual(addresses(), ['https://us.example']);
});
