// The JSON Schemas (2020-12) of every act type, body and words apart, and a table of them all: what a second implementation validates by,
// and what is read through as a whole before a rule is written on it.

import { z } from 'zod';
import { actTypes, kindOf, kinds } from '#kinds';

const INTRODUCTION = `# Act types

Generated from the schemas of \`packages/docket\` by \`node tools/act-schemas.ts\`; a test holds them to be current.

What stands in the **body** is in the log for ever, is read by rules, and holds no free string: enums, numbers, dates, ids, digests and
codes of at most 64 characters. What stands in the **words** is read by people, and each member can be withheld or erased by itself.
What a schema cannot say (a range that is in order, one member that demands another) is in [docket.md](../docket.md).

Each type leads to an example, signed and with its words: [examples/](examples) tells one story with all of them.

*opens*: the act opens a subject. *proposal*: others endorse or decline it.

`;

/** File name → text, in order. */
export function schemaFiles(): Map<string, string> {
  const files = new Map<string, string>();
  const rows: string[] = [];
  for (const [type, { body, words, opens, proposal }] of [...actTypes].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const parts = {
      body: z.toJSONSchema(body, { reused: 'inline' }),
      words: z.toJSONSchema(words, { reused: 'inline' }),
    };
    for (const [part, schema] of Object.entries(parts)) {
      const { $schema, ...rest } = schema;
      const whole = { $schema, $id: `urn:parley:act:${type}:${part}`, title: `${part} of ${type}`, ...rest };
      files.set(`${type}.${part}.json`, `${JSON.stringify(whole, null, 2)}\n`);
    }
    const notes = [opens === true ? 'opens' : '', proposal === true ? 'proposal' : '']
      .filter((note) => note !== '')
      .join(', ');
    rows.push(
      `| [\`${type}\`](examples/${type}.json) | ${kindOf.get(type)?.name ?? ''} | ${notes} | ${membersOf(parts.body)} | ${membersOf(parts.words)} |`,
    );
  }
  const subjects = `Kinds of subject: ${kinds.map(({ name }) => name).join(', ')}.\n\n`;
  const head = '| type | subject | | body | words |\n|---|---|---|---|---|\n';
  files.set('README.md', `${INTRODUCTION}${subjects}${head}${rows.join('\n')}\n`);
  return files;
}

type Schema = z.core.JSONSchema.BaseSchema;

/** Names of the members; those in bold are required. */
function membersOf(schema: Schema): string {
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives !== undefined) return alternatives.map((one) => membersOf(one)).join(' *or* ');
  const required = schema.required ?? [];
  return Object.keys(schema.properties ?? {})
    .map((name) => (required.includes(name) ? `**${name}**` : name))
    .join(', ');
}
