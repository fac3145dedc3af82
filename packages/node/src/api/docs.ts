// The API to read in a browser: one static page made of the OpenAPI document, without a script, so that its policy can forbid
// everything but our own style sheet. Refusal codes have anchors here, which is where a problem's `type` points.

import type { OpenApi, Operation } from '@parley/api/openapi';
import { listedCodes, remedyOf, statusOf, titleOf } from '@parley/api/refusals';
import { paths } from '@parley/api/paths';

export const DOCS_POLICY =
  "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export function docsPage(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationSection(method.toUpperCase(), path, operation)),
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<details id="schema-${escape(name)}"><summary><code>${escape(name)}</code> ${escape(textOf(schema['description']))}</summary>${linked(schema)}</details>`,
  );
  const codes = listedCodes().map(
    (code) =>
      `<tr id="${escape(code)}"><td><code>${escape(code)}</code></td><td>${statusOf(code)}</td><td>${escape(titleOf(code))}</td><td>${escape(remedyOf(code) ?? '')}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley node: HTTP interface</title><link rel="stylesheet" href="${paths.docsStyle}"></head>
<body>
<header><h1>Parley node: HTTP interface</h1>
<p>${escape(textOf(document.info['description']))}</p>
<p><a href="${paths.openapi}">OpenAPI 3.1 document</a> · <a href="#schemas">Schemas</a> · <a href="#refusals">Refusals</a></p></header>
<main>
<h2>Routes</h2>
${operations.join('\n')}
<h2 id="schemas">Schemas</h2>
${schemas.join('\n')}
<h2 id="refusals">Refusals</h2>
<p>Codes not listed here are rules of the docket and answered with 422; their problem says the rule in words.</p>
<table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Means</th><th scope="col">What would be in order</th></tr></thead>
<tbody>${codes.join('\n')}</tbody></table>
</main></body></html>
`;
}

function operationSection(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    (parameter) =>
      `<tr><td><code>${escape(parameter.name)}</code></td><td>${parameter.in}${parameter.required ? ', required' : ''}</td><td>${escape(parameter.description ?? '')} <code>${escape(JSON.stringify(parameter.schema))}</code></td></tr>`,
  );
  const body = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, content]) => `<p>Body: <code>${escape(type)}</code> ${schemaLink(content.schema)}</p>`,
  );
  const answers = Object.entries(operation.responses).map(
    ([status, answer]) =>
      `<tr><td>${status}</td><td>${escape(answer.description)}</td><td>${Object.entries(answer.content ?? {})
        .map(([type, content]) => `<code>${escape(type)}</code> ${schemaLink(content.schema)}`)
        .join('<br>')}</td></tr>`,
  );
  const access =
    operation.security.length === 0
      ? 'open'
      : operation.security.length > 1
        ? 'signed act, token not needed'
        : 'token of scope read';
  return `<details id="${escape(operation.operationId)}"><summary><b>${method}</b> <code>${escape(path)}</code> ${escape(operation.summary)} <small>${access}</small></summary>
${parameters.length === 0 ? '' : `<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Means</th></tr></thead><tbody>${parameters.join('')}</tbody></table>`}
${body.join('')}
<table><thead><tr><th scope="col">Status</th><th scope="col">Means</th><th scope="col">Content</th></tr></thead><tbody>${answers.join('')}</tbody></table></details>`;
}

function schemaLink(schema: Record<string, unknown>): string {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(textOf(schema['$ref']))?.[1];
  return name === undefined ? '' : `<a href="#schema-${name}">${name}</a>`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The schema as indented JSON, its references as links. */
function linked(schema: object): string {
  const text = escape(JSON.stringify(schema, undefined, 2));
  return `<pre>${text.replaceAll(/#\/components\/schemas\/(\w+)/g, '<a href="#schema-$1">$&</a>')}</pre>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export const docsStyle = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
details { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 6px; padding: .4rem .8rem; margin: .4rem 0; }
summary { cursor: pointer; } summary b { display: inline-block; min-width: 3.2rem; }
small { opacity: .75; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; }
th, td { text-align: start; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
pre { overflow-x: auto; } code, pre { font-size: .9rem; overflow-wrap: anywhere; }
tr:target, details:target { outline: 2px solid Highlight; }
`;
