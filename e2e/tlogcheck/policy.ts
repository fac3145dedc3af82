/**
 * Trust policies (c2sp.org/tlog-policy): which logs, which witnesses, and how many of them are enough.
 *
 *     log <vkey> [<url>]
 *     witness <name> <vkey> [<url>]
 *     group <name> all|any|<k> <member>…        members defined earlier, each in one group only
 *     quorum <name>|none                        exactly once
 *
 * Fields are separated by spaces or tabs and compared as opaque bytes; a field that begins with "#" starts a comment.
 * A log's origin is the name in its vkey. `openCheckpoint` is the only way from bytes to an `OpenedCheckpoint`.
 */
import {
  parseCheckpoint,
  parseDecimal,
  parseNote,
  parseUtf8,
  parseVerifierKey,
  verifySignature,
  type Checkpoint,
  type VerifierKey,
} from './note.ts';
import { refuseUnless } from './refused.ts';

export type Group = { threshold: number; members: string[] };

export type Policy = {
  logs: VerifierKey[];
  witnesses: Map<string, VerifierKey>;
  /** In the order of the file: members come before the group that names them. */
  groups: Map<string, Group>;
  /** The name of a witness or group, or "none". */
  quorum: string;
};

export type OpenedCheckpoint = {
  checkpoint: Checkpoint;
  /** The keys of the log that signed; at least one. */
  logKeys: VerifierKey[];
  /** Witness name → time of its cosignature, in POSIX seconds. */
  cosigned: Map<string, bigint>;
  unknownLines: number;
};

export function parsePolicy(bytes: Uint8Array): Policy {
  const policy: Policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: '' };
  const grouped = new Set<string>();
  // One character a byte, so that names stay opaque; only vkeys are read as UTF-8.
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  for (const [i, line] of lines.entries()) {
    const where = `policy line ${i + 1}`;
    const fields = line.split(/[ \t]+/).filter((field) => field !== '');
    const comment = fields.findIndex((field) => field.startsWith('#'));
    const [keyword, ...args] = comment < 0 ? fields : fields.slice(0, comment);
    if (keyword === undefined) continue;
    if (keyword === 'log') addLog(policy, args, where);
    else if (keyword === 'witness') addWitness(policy, args, where);
    else if (keyword === 'group') addGroup(policy, grouped, args, where);
    else if (keyword === 'quorum') setQuorum(policy, args, where);
    else refuseUnless(false, () => `${where}: unknown keyword ${JSON.stringify(keyword)}`);
  }
  const { quorum } = policy;
  refuseUnless(quorum !== '', () => 'policy: no quorum line');
  refuseUnless(quorum === 'none' || isDefined(policy, quorum), () => `policy: quorum ${quorum} is not defined`);
  return policy;
}

function addLog(policy: Policy, args: string[], where: string): void {
  const [vkey = ''] = args;
  refuseUnless(args.length === 1 || args.length === 2, () => `${where}: expected log <vkey> [<url>]`);
  policy.logs.push(parseNewKey(policy, vkey, where));
}

function addWitness(policy: Policy, args: string[], where: string): void {
  const [name = '', vkey = ''] = args;
  refuseUnless(args.length === 2 || args.length === 3, () => `${where}: expected witness <name> <vkey> [<url>]`);
  refuseUnless(name !== 'none' && !isDefined(policy, name), () => `${where}: name ${name} is taken`);
  const key = parseNewKey(policy, vkey, where);
  refuseUnless(key.type !== 0x01, () => `${where}: type 0x01 is no cosigner's, expected 0x04 or 0x06`);
  policy.witnesses.set(name, key);
}

function addGroup(policy: Policy, grouped: Set<string>, args: string[], where: string): void {
  const [name = '', rule = '', ...members] = args;
  refuseUnless(members.length > 0, () => `${where}: expected group <name> all|any|<k> <member>…`);
  refuseUnless(name !== 'none' && !isDefined(policy, name), () => `${where}: name ${name} is taken`);
  for (const member of members) {
    refuseUnless(isDefined(policy, member), () => `${where}: member ${member} is not defined before`);
    refuseUnless(!grouped.has(member), () => `${where}: member ${member} is used twice`);
    grouped.add(member);
  }
  const threshold = rule === 'all' ? members.length : rule === 'any' ? 1 : parseDecimal(rule, `${where}: threshold`);
  refuseUnless(
    threshold >= 1 && threshold <= members.length,
    () => `${where}: threshold ${threshold} is not in 1 … ${members.length}`,
  );
  policy.groups.set(name, { threshold, members });
}

function setQuorum(policy: Policy, args: string[], where: string): void {
  const [name = ''] = args;
  refuseUnless(args.length === 1, () => `${where}: expected quorum <name>|none`);
  refuseUnless(policy.quorum === '', () => `${where}: a second quorum`);
  policy.quorum = name;
}

function isDefined(policy: Policy, name: string): boolean {
  return policy.witnesses.has(name) || policy.groups.has(name);
}

/** No public key twice, whatever type it is given; nor two keys that one signature line could mean. */
function parseNewKey(policy: Policy, field: string, where: string): VerifierKey {
  const key = parseVerifierKey(parseUtf8(Buffer.from(field, 'latin1'), where));
  for (const other of [...policy.logs, ...policy.witnesses.values()]) {
    refuseUnless(Buffer.compare(key.publicKey, other.publicKey) !== 0, () => `${where}: a public key seen before`);
    refuseUnless(
      key.name !== other.name || key.keyId !== other.keyId,
      () => `${where}: key ID ${key.keyId} of ${key.name} is also another key's`,
    );
  }
  return key;
}

/**
 * The checkpoint of a log that the policy knows, signed by that log, every cosignature by a witness of the policy
 * verified. A known key's line that fails refuses the whole note; lines of unknown keys are counted and ignored.
 * Whether the witnesses are enough is for `isQuorum`.
 */
export function openCheckpoint(bytes: Uint8Array, policy: Policy): OpenedCheckpoint {
  const note = parseNote(bytes);
  const checkpoint = parseCheckpoint(note);
  const keys = policy.logs.filter((key) => key.name === checkpoint.origin);
  refuseUnless(keys.length > 0, () => `checkpoint: origin ${checkpoint.origin} is no log of the policy`);
  const opened: OpenedCheckpoint = {
    checkpoint,
    logKeys: [],
    cosigned: new Map(),
    unknownLines: 0,
  };
  for (const line of note.signatures) {
    const isSigner = (key: VerifierKey) => key.name === line.name && key.keyId === line.keyId;
    const logKey = keys.find(isSigner);
    const witness = [...policy.witnesses].find(([, key]) => isSigner(key));
    if (logKey !== undefined) {
      verifySignature(logKey, line, note, checkpoint);
      opened.logKeys.push(logKey);
    } else if (witness !== undefined) {
      const [name, key] = witness;
      // Only a 0x01 signature has no time, and no witness has a key of that type.
      opened.cosigned.set(name, verifySignature(key, line, note, checkpoint) ?? 0n);
    } else {
      opened.unknownLines += 1;
    }
  }
  refuseUnless(opened.logKeys.length > 0, () => `checkpoint: no signature of its log ${checkpoint.origin}`);
  return opened;
}

export function isQuorum(policy: Policy, cosigned: ReadonlySet<string>): boolean {
  const satisfied = new Set(cosigned);
  for (const [name, { threshold, members }] of policy.groups) {
    if (members.filter((member) => satisfied.has(member)).length >= threshold) satisfied.add(name);
  }
  return policy.quorum === 'none' || satisfied.has(policy.quorum);
}
