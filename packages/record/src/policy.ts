// A trust policy (c2sp.org/tlog-policy as of C2SP@5ba5ee8): which logs, which cosigners, and how many of them must have cosigned a
// checkpoint. The machine form of an accord's trust; any tlog tool reads it.
//
//     log <vkey> [<url>]
//     witness <name> <vkey> [<url>]
//     group <name> all|any|<k> <member>…
//     quorum <name>|none
//
// Parley derives its policies and compares them byte for byte, so it takes one spelling: lines in this order, one space
// between fields, no comments, no empty lines, LF after each. Narrower in meaning, too: *every* log line of a checkpoint's
// origin must have signed, where the standard is content with any one, so that the post-quantum signature cannot be
// stripped; and no public key occurs twice, neither among logs nor witnesses, whatever its name and type.

import { encodeBase64 } from './base64.ts';
import { parseUtf8 } from './bytes.ts';
import { openCheckpointNote, parseCheckpoint, type VerifiedCheckpoint } from './checkpoint.ts';
import { openCosignature, type CosignatureCode } from './cosignature.ts';
import { parseDecimal } from './integer.ts';
import { lineOf, parseNote } from './note.ts';
import { refuse, type Refused, type Result } from './refusal.ts';
import type { Suite } from './suite.ts';
import { encodeVkey, parseVkey, type Vkey, type VkeyCode } from './vkey.ts';

/** A log; the meaning of `url` is the application's. */
export type PolicyLog = { vkey: Vkey; url?: string };

/** One key of a cosigner. `name` has no meaning outside the policy. */
export type PolicyWitness = { name: string; vkey: Vkey; url?: string };

/** A group has cosigned if `threshold` of its members have; members are witnesses and groups defined before it. */
export type PolicyGroup = { name: string; threshold: 'all' | 'any' | number; members: string[] };

/** `quorum` is the name of a witness or group, or `none`. */
export type Policy = {
  logs: PolicyLog[];
  witnesses: PolicyWitness[];
  groups: PolicyGroup[];
  quorum: string;
};

export type PolicyCode =
  | CosignatureCode
  | VkeyCode
  | 'policy.malformed'
  | 'policy.repeated'
  | 'policy.undefined'
  | 'policy.origin_unknown'
  | 'policy.quorum';

/** An ML-DSA-44 key takes 1.8 KB: a hundred of them, and as much again. */
export const POLICY_BYTES_MAX = 524_288;

/** The text of a policy. */
export function encodePolicy(policy: Policy): string {
  const lines = [
    ...policy.logs.map(({ vkey, url }) => ['log', encodeVkey(vkey), ...(url === undefined ? [] : [url])]),
    ...policy.witnesses.map(({ name, vkey, url }) => [
      'witness',
      name,
      encodeVkey(vkey),
      ...(url === undefined ? [] : [url]),
    ]),
    ...policy.groups.map(({ name, threshold, members }) => ['group', name, String(threshold), ...members]),
    ['quorum', policy.quorum],
  ];
  return lines.map((fields) => `${fields.join(' ')}\n`).join('');
}

/** Reads a policy in the spelling that `encodePolicy` gives it. */
export function parsePolicy(input: string | Uint8Array): Result<{ policy: Policy }, PolicyCode> {
  if (input.length > POLICY_BYTES_MAX) return malformed(`it is over ${POLICY_BYTES_MAX} bytes`);
  const text = typeof input === 'string' ? input : parseUtf8(input);
  if (text === undefined || !text.isWellFormed()) return malformed('it is not UTF-8');
  if (/[^\P{Cc}\n]/u.test(text)) return malformed('it has a control character other than LF');
  if (!text.endsWith('\n')) return malformed('its last line does not end in LF');
  const policy: Policy = { logs: [], witnesses: [], groups: [], quorum: '' };
  const seen: Seen = { names: new Set(), members: new Set(), keys: new Set() };
  let stage = 0;
  for (const [i, line] of text.slice(0, -1).split('\n').entries()) {
    const [keyword, ...fields] = line.split(' ');
    const next = KEYWORDS.indexOf(keyword ?? '');
    const where = `line ${i + 1}`;
    if (next < stage || (stage === 3 && next === 3) || fields.length === 0 || fields.includes('')) {
      return malformed(`${where} is not the log, witness, group or quorum line that may stand there`);
    }
    stage = next;
    const refused = READERS[next]!(policy, fields, seen, where);
    if (refused !== undefined) return refused;
  }
  return policy.quorum === '' ? malformed('it has no quorum line') : { ok: true, policy };
}

type Seen = { names: Set<string>; members: Set<string>; keys: Set<string> };
type LineReader = (policy: Policy, fields: string[], seen: Seen, where: string) => Refused<PolicyCode> | undefined;

const KEYWORDS = ['log', 'witness', 'group', 'quorum'];

const READERS: LineReader[] = [
  (policy, [text, url, ...more], seen, where) => {
    if (more.length > 0) return malformed(`${where} has more than a verifier key and a URL`);
    const key = newKey(text!, 0x01, seen, where);
    if (!key.ok) return key;
    policy.logs.push({ vkey: key.vkey, ...(url === undefined ? {} : { url }) });
    return undefined;
  },
  (policy, [name, text, url, ...more], seen, where) => {
    if (text === undefined || more.length > 0) {
      return malformed(`${where} is not a name, a verifier key and perhaps a URL`);
    }
    const taken = newName(name!, seen, where);
    if (taken !== undefined) return taken;
    const key = newKey(text, 0x04, seen, where);
    if (!key.ok) return key;
    policy.witnesses.push({ name: name!, vkey: key.vkey, ...(url === undefined ? {} : { url }) });
    return undefined;
  },
  (policy, [name, count, ...members], seen, where) => {
    if (count === undefined || members.length === 0) return malformed(`${where} has no members`);
    const threshold = count === 'all' || count === 'any' ? count : parseDecimal(count);
    if (threshold === undefined || threshold === 0 || Number(threshold) > members.length) {
      return malformed(`${where} has the threshold ${count}, expected all, any or 1 to ${members.length}`);
    }
    for (const member of members) {
      if (!seen.names.has(member)) return undefinedName(member, where);
      if (seen.members.has(member)) {
        return refuse('policy.repeated', `read a policy: ${where} names the member ${member} a second time`);
      }
      seen.members.add(member);
    }
    const taken = newName(name!, seen, where);
    if (taken !== undefined) return taken;
    policy.groups.push({ name: name!, threshold, members });
    return undefined;
  },
  (policy, [name, ...more], seen, where) => {
    if (more.length > 0) return malformed(`${where} has more than one name`);
    if (name !== 'none' && !seen.names.has(name!)) return undefinedName(name!, where);
    policy.quorum = name!;
    return undefined;
  },
];

function newName(name: string, seen: Seen, where: string): Refused<PolicyCode> | undefined {
  if (name === 'none' || seen.names.has(name)) {
    return refuse('policy.repeated', `read a policy: ${where} defines the name ${name}, which is taken`);
  }
  seen.names.add(name);
  return undefined;
}

function newKey(text: string, classical: 0x01 | 0x04, seen: Seen, where: string): Result<{ vkey: Vkey }, PolicyCode> {
  const parsed = parseVkey(text);
  if (!parsed.ok) return parsed;
  const { type, publicKey } = parsed.vkey;
  if (type !== classical && type !== 0x06) {
    return malformed(`${where} has a key of type ${type}, expected ${classical} or 6`);
  }
  const key = encodeBase64(publicKey);
  if (seen.keys.has(key)) {
    return refuse('policy.repeated', `read a policy: ${where} has a public key that occurs before`);
  }
  seen.keys.add(key);
  return parsed;
}

/** One verified line: the witness's name in the policy, and the POSIX seconds that it signed. */
export type PolicyCosignature = { name: string; time: number };

/**
 * Opens a checkpoint under a policy: all log lines of its origin must have signed it, every witness that appears on it must
 * verify, and the quorum must be reached. Keys that share a name are one cosigner and must carry one time.
 */
export async function openUnderPolicy(
  input: string | Uint8Array,
  policy: Policy,
  suite: Suite,
): Promise<Result<{ checkpoint: VerifiedCheckpoint; cosignatures: PolicyCosignature[] }, PolicyCode>> {
  const parsed = parseNote(input);
  if (!parsed.ok) return parsed;
  const { note } = parsed;
  const head = parseCheckpoint(note.text);
  if (!head.ok) return head;
  const { origin } = head.checkpoint;
  const logVkeys = policy.logs.map(({ vkey }) => vkey).filter(({ name }) => name === origin);
  if (logVkeys.length === 0) {
    return refuse('policy.origin_unknown', `open a checkpoint: the policy knows no log of the origin ${origin}`);
  }
  const opened = await openCheckpointNote(note, logVkeys, suite);
  if (!opened.ok) return opened;
  const cosignatures: PolicyCosignature[] = [];
  const times = new Map<string, number>();
  for (const { name, vkey } of policy.witnesses) {
    if (lineOf(note, vkey) === undefined) continue;
    const cosignature = await openCosignature(note, vkey, suite);
    if (!cosignature.ok) return cosignature;
    const { time } = cosignature;
    if ((times.get(vkey.name) ?? time) !== time) {
      return refuse('cosignature.times_differ', `open a checkpoint: the lines of ${vkey.name} carry two times`);
    }
    times.set(vkey.name, time);
    cosignatures.push({ name, time });
  }
  if (!satisfiesPolicy(policy, new Set(cosignatures.map(({ name }) => name)))) {
    return refuse('policy.quorum', `open a checkpoint: its cosignatures do not reach the quorum ${policy.quorum}`);
  }
  return { ok: true, checkpoint: opened.checkpoint, cosignatures };
}

/** Whether the quorum is reached by the witnesses of these names (as the policy names them). */
export function satisfiesPolicy(policy: Policy, cosigned: ReadonlySet<string>): boolean {
  if (policy.quorum === 'none') return true;
  const reached = new Set(policy.witnesses.map(({ name }) => name).filter((name) => cosigned.has(name)));
  // A group names only what stands before it, so one pass settles all.
  for (const { name, threshold, members } of policy.groups) {
    const count = members.filter((member) => reached.has(member)).length;
    const needed = threshold === 'all' ? members.length : threshold === 'any' ? 1 : threshold;
    if (count >= needed) reached.add(name);
  }
  return reached.has(policy.quorum);
}

function undefinedName(name: string, where: string): Refused<PolicyCode> {
  return refuse('policy.undefined', `read a policy: ${where} uses the name ${name}, which no line before it defines`);
}

function malformed(fact: string): Refused<PolicyCode> {
  return refuse('policy.malformed', `read a policy: ${fact}`);
}
