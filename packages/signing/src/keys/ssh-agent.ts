// Officers' keys in an SSH agent: the agent signs, and the private key never reaches us. For Node, where there is a socket to it.
//
// The agent protocol (draft-ietf-sshm-ssh-agent) frames each message as uint32 length and a byte of type:
//
//     11 request identities    → 12: uint32 count, then for each: string key blob, string comment
//     13 sign: string key blob, string data, uint32 flags 0     → 14: string signature blob
//     key blob        string "ssh-ed25519", string public key (32)                    RFC 8709 §4
//     signature blob  string "ssh-ed25519", string signature (64)                     RFC 8709 §6
//
// An ssh-ed25519 signature is a plain Ed25519 signature of the data, with nothing put before it, so it is what an act carries. The agent is another
// program: every answer is bounded and read as ordinary input, and every signature is checked before it is used.

import { connect } from 'node:net';
import { concat, encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { refuse, type Result } from '@parley/record/refusal';
import { officerKey, type OfficerKey } from '#keys/officer-key';

export type AgentCode = 'agent.absent' | 'agent.unreadable' | 'agent.refused' | 'agent.no_key' | 'agent.which_key';

/** An Ed25519 key that the agent holds, and what its owner called it. */
export type AgentIdentity = { publicKey: Uint8Array; comment: string };

const REQUEST_IDENTITIES = 11;
const IDENTITIES = 12;
const REQUEST_SIGNATURE = 13;
const SIGNATURE = 14;
const FAILURE = 5;

const KEY_TYPE = 'ssh-ed25519';
/** What OpenSSH's own client takes from an agent. */
const ANSWER_BYTES_MAX = 256 * 1024;
/** An agent may ask its owner to touch a token or to confirm. */
const ANSWER_MS_MAX = 60_000;

/** The Ed25519 keys of the agent at `socket`, which is what SSH_AUTH_SOCK says. */
export async function agentIdentities(
  socket: string | undefined,
): Promise<Result<{ identities: AgentIdentity[] }, AgentCode>> {
  const answered = await ask(socket, Uint8Array.of(REQUEST_IDENTITIES));
  if (!answered.ok) return answered;
  const read = new Fields(answered.answer);
  if (read.byte() !== IDENTITIES) return unreadable('it does not list its keys');
  const count = read.uint32();
  const identities: AgentIdentity[] = [];
  for (let number = 0; number < count && !read.broken; number++) {
    const publicKey = ed25519Of(read.string());
    const comment = parseUtf8(read.string()) ?? '';
    if (publicKey !== undefined && !read.broken) identities.push({ publicKey, comment });
  }
  return read.done ? { ok: true, identities } : unreadable('its list of keys is cut off or too long');
}

/** The agent's key with that kid, or the beginning of it, or that comment; undefined: the only one there is. */
export async function agentKey(
  socket: string | undefined,
  which: string | undefined,
): Promise<Result<{ key: OfficerKey }, AgentCode>> {
  const listed = await agentIdentities(socket);
  if (!listed.ok) return listed;
  const keys = listed.identities.map(({ publicKey, comment }) => ({
    key: officerKey(publicKey, (message) => agentSign(socket, publicKey, message)),
    comment,
  }));
  const meant = keys.filter(
    ({ key, comment }) => which === undefined || key.kid === which || comment === which || isBeginning(which, key.kid),
  );
  if (meant.length === 1) return { ok: true, key: meant[0]!.key };
  const held = keys.map(({ key, comment }) => `${key.kid} (${comment})`).join(', ');
  return meant.length === 0
    ? refuse(
        'agent.no_key',
        `looking for a key in the SSH agent: it holds ${keys.length === 0 ? 'no Ed25519 key: add one with ssh-add' : `none like ${which}, but ${held}`}`,
      )
    : refuse('agent.which_key', `looking for a key in the SSH agent: it holds ${held}: say which by its kid`);
}

/** Fewer characters of a kid are a guess. */
const KID_CHARS_MIN = 6;

function isBeginning(which: string, kid: string): boolean {
  return which.length >= KID_CHARS_MIN && kid.startsWith(which);
}

/** Throws with the agent's refusal: a key that cannot sign any more is a fault of the machine for whoever signs with it. */
async function agentSign(socket: string | undefined, publicKey: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const blob = concat(string(encodeUtf8(KEY_TYPE)), string(publicKey));
  const flags = new Uint8Array(4);
  const answered = await ask(socket, concat(Uint8Array.of(REQUEST_SIGNATURE), string(blob), string(message), flags));
  if (!answered.ok) throw new Error(answered.refusal.detail);
  const read = new Fields(answered.answer);
  const isSignature = read.byte() === SIGNATURE;
  const inner = new Fields(read.string());
  const type = parseUtf8(inner.string());
  const signature = inner.string();
  if (!isSignature || !read.done || !inner.done || type !== KEY_TYPE)
    throw new Error('signing with the SSH agent: it did not answer with an Ed25519 signature');
  return signature;
}

function ed25519Of(blob: Uint8Array): Uint8Array | undefined {
  const read = new Fields(blob);
  const type = parseUtf8(read.string());
  const publicKey = read.string();
  return type === KEY_TYPE && read.done && publicKey.length === 32 ? publicKey.slice() : undefined;
}

/** One request, one answer, on a connection of its own. */
function ask(socket: string | undefined, message: Uint8Array): Promise<Result<{ answer: Uint8Array }, AgentCode>> {
  if (socket === undefined || socket === '') {
    return Promise.resolve(
      refuse(
        'agent.absent',
        'asking the SSH agent: SSH_AUTH_SOCK names none: start one (ssh-agent) and add a key (ssh-add)',
      ),
    );
  }
  return new Promise((resolve) => {
    const wire = connect(socket);
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    const end = (result: Result<{ answer: Uint8Array }, AgentCode>) => {
      wire.destroy();
      resolve(result);
    };
    wire.setTimeout(ANSWER_MS_MAX, () => end(unreadable('it did not answer within a minute')));
    wire.on('error', (fault) =>
      end(refuse('agent.absent', `asking the SSH agent at ${socket}: ${fault.message}: is it still running?`)),
    );
    wire.on('end', () => end(unreadable('it hung up before it had answered')));
    wire.on('data', (piece: Uint8Array) => {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes < 4) return;
      const whole = concat(...pieces);
      const length = new DataView(whole.buffer, whole.byteOffset).getUint32(0);
      if (length === 0 || length > ANSWER_BYTES_MAX)
        return end(unreadable(`its answer is said to have ${length} bytes`));
      if (bytes < 4 + length) return;
      if (bytes > 4 + length) return end(unreadable('it answered more than was asked'));
      const answer = whole.subarray(4);
      if (answer[0] === FAILURE)
        return end(refuse('agent.refused', 'asking the SSH agent: it refused; is it locked, or did its owner say no?'));
      end({ ok: true, answer });
    });
    wire.write(string(message));
  });
}

function unreadable(fact: string) {
  return refuse<AgentCode>('agent.unreadable', `asking the SSH agent: ${fact}`);
}

function string(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return concat(length, bytes);
}

/** Reads field after field; past the end everything is empty and `broken` says so. */
class Fields {
  broken = false;
  #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** All was there, and nothing is left. */
  get done(): boolean {
    return !this.broken && this.#at === this.#bytes.length;
  }

  byte(): number {
    return this.#take(1)[0] ?? 0;
  }

  uint32(): number {
    const bytes = this.#take(4);
    return this.broken ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  }

  string(): Uint8Array {
    return this.#take(this.uint32());
  }

  #take(count: number): Uint8Array {
    if (this.broken || this.#bytes.length - this.#at < count) {
      this.broken = true;
      return new Uint8Array(0);
    }
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
}
