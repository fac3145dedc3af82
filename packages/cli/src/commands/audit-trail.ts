import { createWriteStream, existsSync, readFileSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { Command } from 'commander';
import { encodeTrail, parseTrail } from '@parley/node/access/trail/file';
import { parseTrailKey } from '@parley/node/access/trail/head';
import { verifyTrail, type Earlier, type TrailFile } from '@parley/node/access/trail/verify';
import { encodeVkey } from '@parley/record/vkey';
import { refuse, type Result } from '@parley/record/refusal';
import { withAccess, type OpenFolder } from '#access/folder';
import { print, printJson, printRefusal } from '#output';

const EXAMPLES = `
The trail says who signed in or failed to, who took reports and contents out, and what administrators did. Its entries are
leaves of a Merkle tree whose head the node signs with keys/trail.key; the newest head is also kept outside the folder.
An entry that was removed, altered or moved is found by the head; a trail cut to an earlier day, by any head that was kept
elsewhere. So export it now and then, and keep what export prints.

Examples:
  parley audit-trail verify --node us
  parley audit-trail verify --node us --since 2026-10.trail       against an earlier export
  parley audit-trail export --node us --out 2026-11.trail
  parley audit-trail verify 2026-11.trail --key 2026-10.trail     with no node: the key comes from an earlier export
`;

type VerifyOptions = { node?: string; key?: string; since?: string[]; json?: true };

export function auditTrailCommand(): Command {
  const command = new Command('audit-trail')
    .description('check and export the trail of sign-ins, exports and administration')
    .addHelpText('after', EXAMPLES);
  command
    .command('verify')
    .description('check that nothing was removed from the trail, altered or cut off')
    .argument('[file]', 'a trail that was exported; or give --node')
    .option('--node <folder>', 'the folder of the node, running or stopped')
    .option('--key <key or file>', 'the key of the trail, or an earlier export that names it')
    .option('--since <head or export...>', 'heads that the trail had before: each a file')
    .option('--json', 'print one JSON object')
    .action(verify);
  command
    .command('export')
    .description('write the trail into a file that can be checked with no node')
    .requiredOption('--node <folder>', 'the folder of the node, running or stopped')
    .requiredOption('--out <file>', 'a file that is not there yet')
    .option('--json', 'print one JSON object')
    .action(exportTrail);
  return command;
}

async function verify(file: string | undefined, options: VerifyOptions, command: Command): Promise<void> {
  const json = options.json === true;
  if ((file === undefined) === (options.node === undefined)) command.error('name a file, or a folder with --node');
  const since = readSince(options.since ?? []);
  if (!since.ok) return printRefusal(since.refusal, json);
  const judge = async (trail: TrailFile, named: string, earlier: Earlier[]) => {
    const judged = await verifyTrail(trail, earlier);
    if (!judged.ok) return printRefusal(judged.refusal, json);
    const root = judged.root.toBase64();
    if (json)
      return printJson({ ok: true, entries: judged.size, root, key: named, against: earlier.map(({ from }) => from) });
    print(`in order: ${judged.size} entries, root ${root}`);
    print(`key ${named}`);
    for (const { from } of earlier) print(`continues the head of ${from}`);
    if (earlier.length === 0) print('no earlier head was given: what may have been cut off the end is not seen');
  };
  if (options.node !== undefined) {
    return withAccess(options.node, json, async (open) => {
      const { marker, signer } = open.trail;
      // First what is kept, then the trail: a running node commits an entry before it keeps the head.
      const kept = marker.read();
      const trail = await trailOf(open);
      if (!trail.ok) return printRefusal(trail.refusal, json);
      const earlier = [
        ...since.earlier,
        ...marker.aside().map((note, i) => ({ note, from: `a marker that was set aside (${i + 1})` })),
        ...(kept === undefined ? [] : [{ note: kept, from: 'the marker outside the folder' }]),
      ];
      await judge(trail.file, encodeVkey(signer.vkey), earlier);
    });
  }
  const read = readTrail(file!);
  if (!read.ok) return printRefusal(read.refusal, json);
  const { named, head, entries } = read;
  const key = options.key === undefined ? { ok: true as const, vkey: named } : readKey(options.key);
  if (!key.ok) return printRefusal(key.refusal, json);
  if (options.key === undefined)
    process.stderr.write('parley: the key is the one that the file names itself; give --key to know whose it is\n');
  return judge({ vkey: key.vkey, head, entries }, encodeVkey(key.vkey), since.earlier);
}

async function exportTrail({ node, out, json }: { node: string; out: string; json?: true }): Promise<void> {
  return withAccess(node, json === true, async (open) => {
    if (existsSync(out))
      return printRefusal(
        { code: 'trail.exists', detail: `${out} is there already: name another file` },
        json === true,
      );
    const { access, trail } = open;
    await access.trail.sign(trail.signer, trail.marker);
    access.trail.note({ what: 'trail.export', command: true });
    const read = await trailOf(open);
    if (!read.ok) return printRefusal(read.refusal, json === true);
    const stream = createWriteStream(out, { flags: 'wx', mode: 0o600 });
    for (const line of encodeTrail(read.file)) if (!stream.write(line)) await once(stream, 'drain');
    stream.end();
    await once(stream, 'finish');
    const key = encodeVkey(trail.signer.vkey);
    if (json === true) return printJson({ ok: true, out, entries: read.size, key, head: read.file.head });
    print(`${out}: ${read.size} entries`);
    print(`key ${key}`);
  });
}

/** The trail of a folder, as it is at one moment: a running node goes on writing. */
async function trailOf({ access, trail }: OpenFolder): Promise<Result<{ file: TrailFile; size: number }>> {
  const { head, size } = access.trail.signed;
  if (head === undefined)
    return refuse('trail.unsigned', 'read the trail: no head of it is signed yet; start the node once');
  return { ok: true, size, file: { vkey: trail.signer.vkey, head, entries: access.trail.entries(size) } };
}

function readTrail(path: string): ReturnType<typeof parseTrail> | Result<never, 'trail.file'> {
  if (!existsSync(path) || !statSync(path).isFile()) return refuse('trail.file', `there is no file ${path}`);
  return parseTrail(readFileSync(path, 'utf8'));
}

function readKey(text: string) {
  if (!existsSync(text)) return parseTrailKey(text);
  const read = readTrail(text);
  return read.ok ? { ok: true as const, vkey: read.named } : read;
}

/** Each a file with a head, or an export, which has one. */
function readSince(paths: readonly string[]): Result<{ earlier: Earlier[] }> {
  const earlier: Earlier[] = [];
  for (const path of paths) {
    if (!existsSync(path)) return refuse('trail.file', `there is no file ${path}`);
    const text = readFileSync(path, 'utf8');
    const read = parseTrail(text);
    earlier.push({ note: read.ok ? read.head : text, from: path });
  }
  return { ok: true, earlier };
}
