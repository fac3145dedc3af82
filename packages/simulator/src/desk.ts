// The officers of one party, at their desk: what they say next, in order or not. What is in order follows from the state that their node
// shows them, which may be stale by the time the act arrives; what is out of order on purpose carries the code that it must get.

import { composeAct, parseAct, type Payload, type Seen } from '@parley/record/act';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { draftAct } from '@parley/record/draft';
import type { Json, JsonObject } from '@parley/record/json';
import { originOf, thumbprint } from '@parley/record/key';
import { BEGINS_AT, text, type Founding } from './accord.ts';
import type { Chance } from './chance.ts';
import type { KeyRing, SyncSigner } from './keys.ts';
import type { Sent } from './party.ts';

export type Officer = { name: string; office: string; signer: SyncSigner; kid: string };

/** What an officer sees of the docket and of the logs. */
export type View = {
  /** seconds */
  now: number;
  keysForNext: number | undefined;
  heads: { origin: string; size: number; root: Uint8Array; own: boolean }[];
  subjects: { id: string; state: JsonObject }[];
  house: JsonObject;
  /** times at which our holder cosigned a counterpart's log: by party, the newest (size, time) */
  held: Record<string, { size: number; time: number }>;
};

export type Statement = {
  type: string;
  body: JsonObject;
  words?: JsonObject;
  subject?: string;
  by: SyncSigner[];
  keys?: number;
  iat?: number;
  seen?: Seen;
  accord?: string;
  log?: string;
};

/** `expect`: the refusal that an act out of order on purpose must get. */
export type Composed = Sent & { expect?: string[] };

const POINTS = ['access', 'taking', 'damage', 'intent', 'harm'];
const STANCES = ['deny', 'accept-in-part', 'neither-confirm-nor-deny', 'cannot-assess'];

export class Desk {
  readonly party: string;
  readonly officers: Officer[] = [];
  #founding: Founding;
  #keys: KeyRing;
  #chance: Chance;

  constructor(party: string, founding: Founding, keys: KeyRing, chance: Chance) {
    this.party = party;
    this.#founding = founding;
    this.#keys = keys;
    this.#chance = chance;
  }

  get origin(): string {
    return originOf(this.#founding.accord, this.#founding.accordId, this.party);
  }

  get root(): SyncSigner {
    return this.#founding.secrets.get(this.party)!.root;
  }

  /** The officers of an office that this desk made appointments for. */
  #in(office: string): SyncSigner[] {
    return this.officers.filter((officer) => officer.office === office).map(({ signer }) => signer);
  }

  // ── what is said ──

  found(): Statement {
    return { type: 'accord.found', body: { accepts: this.#founding.accordId }, by: [this.root] };
  }

  appoint(name: string, office: string): Statement {
    const signer = this.#keys.ed25519();
    this.officers.push({ name, office, signer, kid: thumbprint(signer.publicKey) });
    return {
      type: 'officer.appoint',
      body: { office, key: encodeBase64url(signer.publicKey), from: BEGINS_AT - 86_400 },
      words: { name },
      by: [this.root],
    };
  }

  /** The plainest act. */
  request(): Statement {
    return {
      type: 'request.make',
      body: {
        to: this.#founding.accord.parties.find(({ id }) => id !== this.party)!.id,
        category: 'information',
        urgency: 'routine',
      },
      words: { asked: text('Who?'), necessity: text('To know.') },
      by: [this.#in('liaison')[0]!],
    };
  }

  /** Something that is probably in order. */
  next(view: View): Statement {
    const chance = this.#chance;
    const others = this.#founding.accord.parties.map(({ id }) => id).filter((id) => id !== this.party);
    const subject = view.subjects.length === 0 ? undefined : chance.pick(view.subjects.slice(-8));
    const { proposals } = view.house as {
      proposals: { id: string; party: string; endorsements: { party: string }[]; inForceAt: number | null }[];
    };
    const open = proposals.filter(
      ({ inForceAt, endorsements }) => inForceAt === null && !endorsements.some(({ party }) => party === this.party),
    );
    const what = chance.weigh({
      request: 20,
      allege: 10,
      answer: subject === undefined ? 0 : 50,
      note: subject === undefined ? 0 : 6,
      amend: 4,
      endorse: open.length === 0 ? 0 : 16,
      appoint: 2,
      relieve: this.officers.length > 5 ? 2 : 0,
      calendar: 2,
      contact: 1,
    });
    const liaison = chance.pick(this.#in('liaison'));
    switch (what) {
      case 'request': {
        const body: JsonObject = {
          to: chance.pick(others),
          category: chance.pick(['information', 'takedown', 'mitigation']),
          urgency: 'routine',
        };
        if (chance.happens(0.3)) body['due'] = view.now + chance.between(0, 100_000);
        if (body['category'] !== 'information') body['identifiers'] = [{ no: 1, kind: 'domain' }];
        const words: JsonObject = { asked: text(this.#prose()), necessity: text('We see no further.') };
        if (body['identifiers'] !== undefined) words['identifiers'] = [{ no: 1, value: 'host.example' }];
        return { type: 'request.make', body, words, by: [liaison] };
      }
      case 'allege': {
        const numbers = Array.from({ length: chance.between(1, 3) }, (_, at) => at + 1);
        return {
          type: 'case.allege',
          body: {
            respondent: chance.pick(others),
            claimant: 'cert',
            points: numbers.map((no) => ({ no, kind: chance.pick(POINTS) })),
          },
          words: { title: text('What happened'), points: numbers.map((no) => ({ no, text: text(this.#prose()) })) },
          by: [liaison],
        };
      }
      case 'answer':
        return this.#answer(view, subject!.id, subject!.state, liaison);
      case 'note':
        return this.#note(subject!.id, subject!.state, liaison);
      case 'amend': {
        const { versions } = view.house as { versions: { terms: JsonObject }[] };
        const terms = { ...versions.at(-1)!.terms, returnsMax: chance.between(0, 3) };
        const expires = view.now + chance.between(60, 20 * 86_400);
        const heads = this.#in('head');
        return {
          type: 'accord.amend',
          body: { terms, from: view.now, expires },
          words: { title: text('Other terms') },
          by: heads.slice(0, 2),
        };
      }
      case 'endorse': {
        const { id, party } = chance.pick(open);
        const type = chance.happens(party === this.party ? 0.1 : 0.8) ? 'endorse' : 'decline';
        return { type, body: { of: id }, by: [chance.pick([liaison, ...this.#in('head')])] };
      }
      case 'appoint':
        return this.appoint(`officer ${this.officers.length}`, chance.pick(['liaison', 'chancery', 'head']));
      case 'relieve': {
        const { kid } = chance.pick(this.officers.slice(4));
        return { type: 'officer.relieve', body: { kid, reason: 'transferred' }, by: [this.root] };
      }
      case 'calendar':
        return this.#calendar(liaison);
      case 'contact':
        return {
          type: 'contact.publish',
          body: {
            desks: [
              { no: 1, desk: 'technical', zone: 'UTC', languages: ['en'], channels: [{ no: 1, by: 'telephone' }] },
            ],
          },
          words: { desks: [{ no: 1, channels: [{ no: 1, address: '+00 000' }] }] },
          by: [liaison],
        };
    }
  }

  #calendar(by: SyncSigner): Statement {
    const year = this.#chance.pick([2026, 2027, 2028]);
    const offset = { fromUtc: Date.UTC(year, 0, 1) / 1000 - 3600, offsetMinutes: 60 };
    return {
      type: 'calendar.publish',
      body: {
        year,
        nonWorking: [`${year}-06-03`, `${year}-06-04`],
        makeUp: [],
        offsets: [offset],
        closingMinute: 1020,
      },
      by: [by],
    };
  }

  #answer(view: View, subject: string, state: JsonObject, by: SyncSigner): Statement {
    const chance = this.#chance;
    const [opener, other] = state['sides'] as [string, string];
    const ours = opener === this.party;
    const of = (type: string, body: JsonObject, words?: JsonObject): Statement =>
      words === undefined ? { type, subject, body, by: [by] } : { type, subject, body, words, by: [by] };
    if (state['kind'] === 'case') {
      const points = (state['points'] as { no: number }[]).map(({ no }) => no);
      if (ours) {
        if (chance.happens(0.3)) return of('case.withdraw', { reason: 'mistaken' });
        if (chance.happens(0.3)) return of('case.link', { relation: 'related', case: chance.pick(view.subjects).id });
        const no = chance.between(1, 4);
        return of(
          'case.restate',
          { points: [{ no, kind: chance.pick(POINTS) }] },
          { points: [{ no, text: text(this.#prose()) }] },
        );
      }
      if (state['acknowledged'] === null && chance.happens(0.5)) return of('case.acknowledge', { desk: 'technical' });
      const views = points.map((no) => ({ no, view: chance.pick(['agree', 'contest', 'cannot-say']) }));
      return of('case.position', { stance: chance.pick(STANCES), points: views }, { statement: text(this.#prose()) });
    }
    if (ours) {
      const returned = (state['returns'] as { completed: Json }[]).at(-1)?.completed === null;
      if (returned && chance.happens(0.8)) return of('request.complete', { supplied: [] });
      if (chance.happens(0.5)) {
        const held = view.held[other] ?? { size: 0, time: 0 };
        return of('request.note-silence', { deadline: chance.pick(['acknowledge', 'reply']), held });
      }
      return of('request.withdraw', { reason: 'no-longer-needed' });
    }
    switch (chance.weigh({ acknowledge: state['acknowledged'] === null ? 4 : 0.5, return: 2, reply: 5 })) {
      case 'acknowledge':
        return of('request.acknowledge', {});
      case 'return':
        return of('request.return', { missing: ['asked'] }, { missing: text('What exactly?') });
      case 'reply': {
        const final = chance.happens(0.6);
        return of(
          'request.reply',
          { final, outcome: chance.pick(['fulfilled', 'no-information']) },
          { answer: text(this.#prose()) },
        );
      }
    }
  }

  #note(subject: string, state: JsonObject, by: SyncSigner): Statement {
    const { id } = this.#chance.pick(state['acts'] as { id: string }[]);
    return {
      type: 'note',
      subject,
      body: { about: id, kind: 'clarification' },
      words: { text: text(this.#prose()) },
      by: [by],
    };
  }

  #prose(): string {
    return encodeBase64url(this.#chance.bytes(this.#chance.between(3, 90)));
  }

  // ── how it is signed ──

  /** The bytes, as the officers sign them now. */
  async compose(said: Statement, view: View): Promise<Composed> {
    const seen: Seen = {};
    for (const { origin, size, root, own } of view.heads) {
      if (!own && size > 0) seen[origin] = { n: size, root: encodeBase64(root) };
    }
    const keys = said.keys ?? view.keysForNext;
    const seeing = said.seen ?? seen;
    const { payload, disclosures } = draftAct(
      {
        accord: said.accord ?? this.#founding.accordId,
        log: said.log ?? this.origin,
        type: said.type,
        // An officer's own watch is a little off, too.
        iat: said.iat ?? view.now + this.#chance.between(-40, 20),
        body: said.body,
        ...(keys === undefined ? {} : { keys }),
        ...(said.subject === undefined ? {} : { subject: said.subject }),
        ...(Object.keys(seeing).length === 0 ? {} : { seen: seeing }),
      },
      said.words ?? {},
      (bytes) => this.#chance.bytes(bytes),
    );
    const entry = await sign(payload, said.by);
    const parsed = parseAct(entry);
    if (!parsed.ok) throw new Error(parsed.refusal.detail);
    return { id: parsed.act.id, type: said.type, act: parseUtf8(entry)!, words: disclosures.map((one) => one.text) };
  }

  /** Something that is out of order for a reason known beforehand, whatever happens until it arrives. */
  async wrong(view: View): Promise<Composed> {
    const chance = this.#chance;
    // The first liaison officer stays in office; keys may have moved on until the act arrives, which is then what it is refused for.
    const good = this.request();
    const expecting = async (expect: string, change: Partial<Statement>): Promise<Composed> => ({
      ...(await this.compose({ ...good, ...change }, view)),
      expect: [expect, 'act.keys_stale'],
    });
    const them = view.heads.find(({ own }) => !own)!;
    const kinds = {
      keys: 1,
      signature: 1,
      stranger: 1,
      accord: 1,
      log: 1,
      words: 1,
      altered: 1,
      ahead: 1,
      early: 1,
      cut: 1,
      unknown: 1,
      body: 1,
      power: 1,
      lie: them.size > 0 ? 1 : 0,
    };
    switch (chance.weigh(kinds)) {
      case 'keys':
        return expecting('act.keys_stale', { keys: 1_000_000 });
      case 'signature': {
        const composed = await this.compose(good, view);
        const [header, payload] = composed.act.split('.') as [string, string];
        const entry = `${header}.${payload}.${encodeBase64url(chance.pick(this.officers).signer.sign(encodeUtf8('something else')))}`;
        return { ...composed, act: entry, expect: ['act.signature'] };
      }
      case 'stranger':
        return expecting('act.key_unknown', { by: [this.#keys.ed25519()] });
      case 'accord':
        return expecting('act.wrong_accord', {
          seen: {},
          accord: 'a'.repeat(52),
          log: `else.example/parley/${'a'.repeat(52)}/else`,
        });
      case 'log':
        return expecting('act.wrong_log', { log: them.origin, seen: {} });
      case 'words': {
        const composed = await this.compose(good, view);
        return { ...composed, words: composed.words.slice(1), expect: ['words.missing'] };
      }
      case 'altered': {
        const composed = await this.compose(good, view);
        const other = await this.compose(good, view);
        return { ...composed, words: other.words, expect: ['words.unexpected', 'words.missing'] };
      }
      case 'ahead':
        return expecting('act.waits', {
          seen: { [them.origin]: { n: them.size + 100_000, root: encodeBase64(chance.bytes(32)) } },
        });
      case 'early':
        return expecting('act.early', { iat: view.now + 90 * 86_400 });
      case 'cut': {
        const composed = await this.compose(good, view);
        const act = composed.act.slice(0, -1 - chance.below(40));
        return { ...composed, act, expect: ['act.malformed', 'act.not_canonical', 'act.payload', 'act.header'] };
      }
      case 'unknown':
        return expecting('act.type_unknown', { type: 'case.conclude' });
      case 'body':
        return expecting('act.body', { body: { ...good.body, urgency: 'whenever' } });
      case 'power':
        return expecting('act.no_power', {
          type: 'accord.amend',
          body: { offices: {}, from: view.now, expires: view.now + 86_400 },
          words: { title: text('No') },
        });
      case 'lie':
        return expecting('act.seen_false', { seen: { [them.origin]: { n: 1, root: encodeBase64(chance.bytes(32)) } } });
    }
  }
}

async function sign(payload: Payload, by: readonly SyncSigner[]): Promise<Uint8Array> {
  return composeAct(
    payload,
    by.map((signer) => ({ kid: thumbprint(signer.publicKey), sign: signer.sign })),
  );
}
