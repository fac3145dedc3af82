import assert from 'node:assert/strict';
import test from 'node:test';
import { eventParser } from '#live/events';

const STREAM =
  'retry: 1000\nevent: opened\nid: a.0\ndata: {}\n\n:\n\nevent: change\nid: a.1\ndata: {"seq":1,\ndata: "kind":"filed"}\n\n';

test('an event is the same however its bytes are cut', () => {
  const whole = eventParser()(STREAM);
  assert.deepEqual(whole, [
    { event: 'opened', id: 'a.0', data: '{}' },
    'heartbeat',
    { event: 'change', id: 'a.1', data: '{"seq":1,\n"kind":"filed"}' },
  ]);
  for (let size = 1; size < 40; size++) {
    const parse = eventParser();
    const found = [];
    for (let at = 0; at < STREAM.length; at += size) found.push(...parse(STREAM.slice(at, at + size)));
    assert.deepEqual(found, whole);
  }
});

test('an event that was not finished is none', () => {
  assert.deepEqual(eventParser()('event: change\nid: a.1\ndata: {}'), []);
});
