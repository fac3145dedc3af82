import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApiDocument } from './openapi.ts';
import { routes, type Route } from './routes.ts';

const document = openApiDocument('1.2.3', 'https://alpha.example');

function* valuesOf(value: unknown, path = ''): Generator<[string, unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* valuesOf(member, `${path}/${name}`);
}

test('every reference points at something in the document', () => {
  const references = [...valuesOf(document)].filter(([path]) => path.endsWith('/$ref'));
  assert.ok(references.length > 50);
  for (const [path, target] of references) {
    const parts = String(target).split('/');
    assert.equal(parts.shift(), '#', path);
    let at: unknown = document;
    for (const part of parts) at = (at as Record<string, unknown>)[part];
    assert.ok(typeof at === 'object', `${path}: ${String(target)}`);
  }
});

test('every route is an operation with parameters, a schema for each JSON, and refusals', () => {
  for (const route of Object.values(routes) as Route[]) {
    const operation = document.paths[route.path]![route.method.toLowerCase()]!;
    assert.equal(operation.operationId, route.id);
    assert.ok(operation.summary.length > 8);
    const named = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
    assert.deepEqual(
      named,
      [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
    );
    assert.equal(operation.requestBody !== undefined, route.body !== undefined);
    if (route.method === 'GET' || route.method === 'HEAD') assert.equal(route.body, undefined, route.id);
    for (const [status, answer] of Object.entries(operation.responses)) {
      assert.match(status, /^([1-5]\d\d|default)$/);
      assert.ok(answer.description.length > 3);
      for (const [type, { schema }] of Object.entries(answer.content ?? {})) {
        assert.match(type, /^[a-z]+\/[a-z+-]+/);
        assert.ok('$ref' in schema || 'type' in schema);
      }
    }
    assert.ok(operation.responses['default']);
    const asksWho = route.access !== 'open' && route.access !== 'act';
    assert.equal(operation.responses['401'] !== undefined, asksWho, route.id);
  }
});

test('operations and components have distinct names, and every component is used', () => {
  const ids = Object.values(routes).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  const text = JSON.stringify(document);
  for (const name of Object.keys(document.components.schemas)) {
    if (name === 'Change' || name === 'DeskChange') continue; // the data of events, which OpenAPI cannot tie to its stream
    assert.ok(text.includes(`"#/components/schemas/${name}"`), name);
  }
});

test('schemas are JSON Schema that says what its members are', () => {
  for (const [path, value] of valuesOf(document.components.schemas)) {
    if (/\/properties\/[^/]+$/.test(path)) assert.ok(typeof value === 'object' && Object.keys(value!).length > 0, path);
  }
  assert.doesNotMatch(JSON.stringify(document), /\$defs|__shared|"\$id"/);
});

test('the same routes give the same bytes', () => {
  assert.equal(JSON.stringify(openApiDocument('1.2.3', 'https://alpha.example')), JSON.stringify(document));
});
