// parley exhibit: the content of an exhibit, sent to a running node and fetched from it. Nothing is believed on the way: the digest is worked out
// from the file that is sent, and from the file that has come.

import { createHash, hash } from 'node:crypto';
import { appendFileSync, createReadStream, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { CONTENT_BYTES_MAX, ContentPut } from '@parley/api/exhibits';
import { paths, pathTo } from '@parley/api/paths';
import { reasonOf } from '@parley/node/folder';
import { parseBase64url } from '@parley/record/base64';
import { refuse, type Refusal, type Result } from '@parley/record/refusal';
import { countOf, print, printJson, printRefusal, timeOf } from '#output';

const EXAMPLES = `
The content of an exhibit is known by its digest, the SHA-256 of its bytes. An act that deposits or discloses an exhibit
carries the digest, the length and a media type; the content follows on its own way. Put it on your own node before the
act is signed, or within seven days; the other side's node fetches it by itself, and its registrar says that it is held.

Content that is fetched is saved, and its digest checked; never open it where it can do harm.

Examples:
  parley exhibit put hosts.csv --url http://127.0.0.1:4101 --type text/csv     with a token of parley token officer
  parley exhibit get 6L3BPh… --url http://127.0.0.1:4102 --out hosts.csv       goes on where it was cut off
`;

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/;

type Options = { url: string; token?: string; json?: true };

export function exhibitCommand(): Command {
  const put = new Command('put')
    .description('send the content of an exhibit to a node, and print what the act has to say of it')
    .argument('<file>', 'the file, of at most 1 MiB')
    .option('--type <media type>', 'what the act says that it is', 'application/octet-stream')
    .action(putContent);
  const get = new Command('get')
    .description('fetch the content of an exhibit from a node, and check that it is the one')
    .argument('<digest>', 'its digest, as the act has it')
    .requiredOption('--out <file>', 'the new file to write')
    .action(getContent);
  for (const command of [put, get]) {
    command
      .requiredOption('--url <address>', 'the address of the running node')
      .option('--token <token>', 'a token of the node (default: PARLEY_TOKEN)')
      .option('--json', 'print one JSON object')
      .addHelpText('after', EXAMPLES);
  }
  return new Command('exhibit')
    .description('put the content of exhibits on a node, and get it')
    .addCommand(put)
    .addCommand(get);
}

async function putContent(file: string, options: Options & { type: string }): Promise<void> {
  const json = options.json === true;
  if (!MEDIA_TYPE.test(options.type)) {
    const detail = `--type ${options.type} is no media type of an act: expected lower-case type/subtype without parameters`;
    return printRefusal({ code: 'exhibit.type', detail }, json);
  }
  const read = readContent(file);
  if (!read.ok) return printRefusal(read.refusal, json);
  const { content } = read;
  const digest = hash('sha256', content, 'base64url');
  const answered = await ask(options, 'PUT', digest, { body: content });
  if (!answered.ok) return printRefusal(answered.refusal, json);
  const put = ContentPut.parse(await answered.response.json());
  const exhibits = [{ h: digest, n: content.length, ct: options.type }];
  if (json) return printJson({ ok: true, ...put, exhibits });
  print(`${file}: ${countOf(content.length)} bytes, ${put.again ? 'held before' : 'held from now on'}`);
  if (put.keptUntil !== undefined) print(`kept until ${timeOf(put.keptUntil)} unless an act commits to it`);
  print(`the act carries "exhibits": ${JSON.stringify(exhibits)}`);
}

function readContent(file: string): Result<{ content: Uint8Array }> {
  try {
    const { size } = statSync(file);
    if (size > CONTENT_BYTES_MAX) {
      const detail = `${file} has ${countOf(size)} bytes: a node takes at most ${countOf(CONTENT_BYTES_MAX)} (1 MiB)`;
      return refuse('content.too_large', detail);
    }
    return { ok: true, content: readFileSync(file) };
  } catch (fault) {
    return refuse('exhibit.file', `cannot read ${file} (${reasonOf(fault)}): name a file that this user may read`);
  }
}

async function getContent(digest: string, options: Options & { out: string }): Promise<void> {
  const json = options.json === true;
  const got = await fetchTo(digest, options);
  if (!got.ok) return printRefusal(got.refusal, json);
  if (json) return printJson({ ok: true, digest, bytes: got.bytes, out: options.out });
  print(`${options.out}: ${countOf(got.bytes)} bytes, and their digest is ${digest}`);
}

/** Into `out`.partial first, which takes its name when it is whole and right. */
async function fetchTo(digest: string, options: Options & { out: string }): Promise<Result<{ bytes: number }>> {
  const { out } = options;
  if (parseBase64url(digest)?.length !== 32)
    return refuse('exhibit.digest', `${digest} is no digest: expected 43 characters of base64url`);
  if (existsSync(out)) return refuse('exhibit.exists', `${out} is there already: name a new file`);
  const partial = `${out}.partial`;
  try {
    const at = existsSync(partial) ? statSync(partial).size : 0;
    const headers = at === 0 ? {} : { range: `bytes=${at}-`, 'if-range': `"${digest}"` };
    const answered = await ask(options, 'GET', digest, { headers });
    // Nothing beyond what is here: it is whole, or it is another one's rest, and the digest says which.
    if (!answered.ok && answered.refusal.code !== 'content.range') return answered;
    if (answered.ok) {
      const { response } = answered;
      if (response.status === 200) rmSync(partial, { force: true });
      try {
        for await (const piece of response.body ?? []) appendFileSync(partial, piece, { mode: 0o600 });
      } catch (fault) {
        return refuse(
          'exhibit.cut',
          `the connection broke (${reasonOf(fault)}): the same command goes on where it stopped`,
        );
      }
    }
    if (!existsSync(partial)) appendFileSync(partial, '', { mode: 0o600 });
    const found = await digestOfFile(partial);
    if (found !== digest) {
      rmSync(partial, { force: true });
      return refuse(
        'content.digest',
        `what came has the digest ${found}, expected ${digest}: it was removed; get it again`,
      );
    }
    renameSync(partial, out);
    return { ok: true, bytes: statSync(out).size };
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === undefined) throw fault;
    return refuse('exhibit.file', `cannot write ${out} (${reasonOf(fault)}): name a file that this user may write`);
  }
}

async function digestOfFile(file: string): Promise<string> {
  const state = createHash('sha256');
  for await (const piece of createReadStream(file)) state.update(piece as Uint8Array);
  return state.digest('base64url');
}

async function ask(
  { url, token = process.env['PARLEY_TOKEN'] }: Options,
  method: 'GET' | 'PUT',
  digest: string,
  given: { headers?: Record<string, string>; body?: Uint8Array },
): Promise<Result<{ response: Response }>> {
  const base = url.replace(/\/+$/, '');
  let response: Response;
  try {
    response = await fetch(base + pathTo(paths.exhibitContent, { digest }), {
      method,
      headers: {
        ...given.headers,
        ...(given.body !== undefined && { 'content-type': 'application/octet-stream' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(given.body !== undefined && { body: Buffer.from(given.body) }),
    });
  } catch (fault) {
    const { cause, message } = fault as Error;
    return refuse('node.unreachable', `cannot reach ${base}: ${cause instanceof Error ? cause.message : message}`);
  }
  if (response.ok) return { ok: true, response };
  const { code, detail } = ((await response.json().catch(() => undefined)) ?? {}) as Partial<Refusal>;
  return refuse(code ?? 'node.refused', `${base}: ${detail ?? `status ${response.status}`}`);
}
