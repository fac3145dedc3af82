// A desk in a real node: officers with keys of their own and a passkey that confirms what a test says it confirms. Birch is the counterpart.

import { createHash, randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import { digestOfText, draftText, type DraftContent } from '@parley/api/desk';
import type { ReleasePolicy } from '@parley/api/desk';
import { composeAct, type Payload } from '@parley/record/act';
import { encodeBase64url } from '@parley/record/base64';
import { parseUtf8 } from '@parley/record/bytes';
import { draftAct, type Draft } from '@parley/record/draft';
import { webEd25519Signer, type Ed25519Signer } from '@parley/record/ed25519';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import { refuse } from '@parley/record/refusal';
import { webSuite } from '@parley/record/suite';
import type { Person } from '../../access/viewer.ts';
import { BEGINS_AT, Pair } from '../../testing/pair.ts';
import { Desk } from '../desk.ts';
import { enactPolicy, policyText } from '../policy.ts';

export type Signed = { act: string; words: string[] };

export class World {
  readonly pair: Pair;
  desk!: Desk;
  readonly people = new Map<string, Person>();
  readonly contents = new Set<string>();
  /** Subjects that nobody but these may see: `<account> <subject>` is let through. */
  readonly restricted = new Set<string>();
  #signers = new Map<string, Ed25519Signer>();
  /** By sign-in, what its passkey confirmed last; spent by whatever asks for it. */
  #confirmed = new Map<string, string>();

  private constructor(pair: Pair) {
    this.pair = pair;
  }

  /** `paths`: as of `Pair.make`. */
  static async make(t: TestContext | undefined, paths?: Map<string, string>): Promise<World> {
    const world = new World(await Pair.make(paths === undefined ? {} : { paths }));
    const { pair } = world;
    pair.desks.set('amber', (database) => {
      const app = () => pair.app('amber');
      world.desk = new Desk({
        database,
        party: 'amber',
        house: () => app().docket.house,
        keys: () => app().docket.keysOf('amber'),
        suite: webSuite,
        confirm: ({ session }, what) => {
          const confirmed = world.#confirmed.get(session) === what;
          world.#confirmed.delete(session);
          return confirmed
            ? { ok: true, confirmed: { what } }
            : refuse('access.unconfirmed', 'no passkey confirmed this');
        },
        sees: ({ account }, subject) => !world.restricted.has(subject) || world.restricted.has(`${account} ${subject}`),
        seesTexts: () => true,
        exists: (_person, subject) => app().reader.subject(subject) !== undefined,
        holds: (digest) => Promise.resolve(world.contents.has(digest)),
        isOfficer: (account) => [...world.people.values()].some((person) => person.account === account),
        file: (input) => app().file(input),
        consider: (act) => app().docket.consider('amber', app().own.size, act, world.now()),
        composing: () => app().reader.composing(),
        random: (bytes) => new Uint8Array(randomBytes(bytes)),
        now: () => world.now(),
      });
      return world.desk;
    });
    await pair.start();
    t?.after(() => pair.stop());
    await pair.found();
    return world;
  }

  now(): number {
    return Math.floor(this.pair.clock.now() / 1000);
  }

  /** Appoints a person; called twice for one name, a second key of the same person. */
  async appoint(name: string, office: string): Promise<Person> {
    const signer = await webEd25519Signer(randomBytes(32));
    const kid = thumbprint(signer.publicKey);
    await this.pair.must('amber', 'root', {
      type: 'officer.appoint',
      body: { office, key: encodeBase64url(signer.publicKey), from: Math.floor(BEGINS_AT / 1000) },
      words: { name },
    });
    const before = this.people.get(name);
    this.#signers.set(`${name} ${before?.kids.length ?? 0}`, signer);
    const person: Person = {
      kind: 'person',
      account: `account-${name}`,
      name,
      role: 'officer',
      session: `session-${name}`,
      kids: [...(before?.kids ?? []), kid],
      offices: [...(before?.offices ?? []), office],
      desks: ['policy'],
    };
    this.people.set(name, person);
    return person;
  }

  async relieve(name: string): Promise<void> {
    for (const kid of this.people.get(name)!.kids)
      await this.pair.must('amber', 'root', { type: 'officer.relieve', body: { kid, reason: 'transferred' } });
  }

  person(name: string): Person {
    return this.people.get(name)!;
  }

  /** Puts a policy in force as the command line does. */
  enact(policy: ReleasePolicy): void {
    const database = this.pair.databases.get('amber')!;
    database.transaction(() => enactPolicy(database, policyText(policy), this.now(), undefined));
  }

  /** The person's passkey confirms that text. */
  confirm(name: string, digest: string): void {
    this.#confirmed.set(this.person(name).session, digest);
  }

  release(name: string, draft: string, digest: string) {
    this.confirm(name, digest);
    return this.desk.drafts.release(this.person(name), draft, digest);
  }

  /** A payload that says what a draft says, with its disclosures. */
  payload(content: DraftContent, change: Partial<Payload> = {}): { payload: Payload; words: string[] } {
    const { accord, log, keys, seen, now } = this.pair.app('amber').reader.composing();
    const { type = '', body = {}, words = {}, ...rest } = content;
    const { payload, disclosures } = draftAct(
      {
        accord,
        log,
        type,
        iat: now,
        body: body as JsonObject,
        ...(keys !== undefined && { keys }),
        ...(Object.keys(seen).length > 0 && { seen }),
        ...rest,
      } as Draft,
      words as JsonObject,
      (bytes) => new Uint8Array(randomBytes(bytes)),
    );
    return { payload: { ...payload, ...change }, words: disclosures.map(({ text }) => text) };
  }

  async sign(name: string, { payload, words }: { payload: Payload; words: string[] }, key = 0): Promise<Signed> {
    const signer = this.#signers.get(`${name} ${key}`)!;
    const entry = await composeAct(payload, [{ kid: thumbprint(signer.publicKey), sign: signer.sign }]);
    return { act: parseUtf8(entry)!, words };
  }

  async file(name: string, draft: string, content: DraftContent) {
    return this.desk.filing.file(this.person(name), draft, await this.sign(name, this.payload(content)));
  }
}

export function digestOfContent(content: DraftContent): string {
  return digestOfText(draftText(content));
}

export function digestOfBytes(bytes: string): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

export const question: DraftContent = {
  type: 'request.make',
  body: { to: 'birch', category: 'information', urgency: 'routine' },
  words: { asked: { en: 'Which of your networks was this?' }, necessity: { en: 'We cannot see further.' } },
};
