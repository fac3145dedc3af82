// From a released draft to an act in the log, in one step:
//
//     the signed act ── is it of the draft, is the draft released, are the signatures good ──▶ too few signatures: kept, and answered so
//                    ── enough: its id is written down ──▶ the one path into our log ──▶ in the same transaction the draft is filed
//
// The log's own transaction asks again (`guard`), so nothing that happens on the way lets out what is no longer released. It asks of every
// officer's act, whichever way it came: an act whose type the policy names passes only as the act of a released draft.

import { assembleAct, openAct, parseAct, type Act, type Payload, type VerifiedAct } from '@parley/record/act';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import type { JsonObject } from '@parley/record/json';
import { refuse, type Refusal, type Result } from '@parley/record/refusal';
import type { Suite } from '@parley/record/suite';
import { checkWords, parseDisclosure, type Disclosure } from '@parley/record/words';
import { signaturesDemanded } from '@parley/docket/authority';
import type { House } from '@parley/docket/roster';
import type { Person } from '../access/viewer.ts';
import type { Filed, FilingGuard } from '../filing.ts';
import { differsIn, saidByAct } from './content.ts';
import type { DraftCode, Drafts, DraftState } from './drafts.ts';
import { officesHeld } from './requirement.ts';
import { payloadText, viewOf, type Signing, type Signings, type SigningView } from './signings.ts';

type Filing = { act: string; words: readonly string[] };

export type FiledOrKept = Result<{ filed: Filed } | { kept: SigningView }>;

export class DeskFiling {
  #drafts: Drafts;
  #signings: Signings;
  #party: string;
  #house: () => House;
  #keys: () => ReadonlyMap<string, Uint8Array>;
  #suite: Suite;
  #file: (input: Filing) => Promise<Result<Filed>>;
  #now: () => number;
  /** Acts that are on their way into the log from a draft, by id. */
  #underway = new Map<string, string>();

  constructor(options: {
    drafts: Drafts;
    signings: Signings;
    party: string;
    house: () => House;
    keys: () => ReadonlyMap<string, Uint8Array>;
    suite: Suite;
    file: (input: Filing) => Promise<Result<Filed>>;
    now: () => number;
  }) {
    this.#drafts = options.drafts;
    this.#signings = options.signings;
    this.#party = options.party;
    this.#house = options.house;
    this.#keys = options.keys;
    this.#suite = options.suite;
    this.#file = options.file;
    this.#now = options.now;
  }

  /** Files the act of a draft, or keeps its signature if the accord demands more. The same once more is the same answer. */
  async file(person: Person, id: string, given: Filing): Promise<FiledOrKept> {
    const read = readFiling(given);
    if (!read.ok) return read;
    const { act, words } = read;
    const draft = this.#drafts.look(person, id);
    if (draft === undefined) return refuse('http.not_found', 'filing a draft: there is none of this id');
    if (draft.state === 'filed') {
      const signed = this.#signings.of(id);
      if (signed?.act === draft.act && signed?.payload === payloadText(act.payload)) return this.#send(id, signed);
      if (draft.act === act.id) return this.#send(id, signingOf(act, given.words));
    }
    const member = isOpen(draft.state) ? differsIn(draft.content, act.payload, words) : undefined;
    if (member !== undefined)
      return refuse('desk.differs', `filing a draft: \`${member}\` of the act is not that of the draft`, { member });
    const said = saidByAct(act.payload, words);
    const refused = this.#drafts.refuseFiling(id, said);
    if (!refused.ok) return refused;
    const opened = await openAct(act, this.#keys(), this.#suite);
    if (!opened.ok) return opened;

    // While the signature was checked the draft may have changed, and others may have signed.
    const still = this.#drafts.refuseFiling(id, said);
    if (!still.ok) return still;
    const joined = this.#join(id, signingOf(act, given.words));
    if (!joined.ok) return joined;
    const { signing } = joined;
    if (!this.#isEnough(act.payload, signing.signatures)) {
      this.#signings.put(id, signing);
      return { ok: true, kept: viewOf(signing) };
    }
    this.#signings.put(id, { ...signing, act: idOf(signing) });
    return this.#send(id, signing);
  }

  /** What the log asks of an act before it takes it, and what it tells once it has. */
  readonly guard: FilingGuard = (act, words) => this.#admit(act, words);

  /** After a start: a draft whose act is in the log is filed, whatever was lost. `filedAt`: seconds; undefined: it is not there. */
  settle(filedAt: (act: string) => number | undefined): void {
    for (const { draft, act } of this.#signings.unsettled()) {
      const at = filedAt(act);
      if (at !== undefined) this.#drafts.filed(draft, act, at);
    }
  }

  async #send(id: string, signing: Signing): Promise<FiledOrKept> {
    const entry = entryOf(signing);
    const act = idOf(signing);
    this.#underway.set(act, id);
    try {
      const filed = await this.#file({ act: entry, words: signing.words });
      if (!filed.ok) {
        this.#refused(id, filed.refusal, signing);
        return filed;
      }
      // It may have been in the log before this node knew: of a restored copy, or filed without the desk.
      this.#drafts.filed(id, filed.id, filed.filedAt);
      return { ok: true, filed };
    } finally {
      this.#underway.delete(act);
    }
  }

  /** What no waiting mends is signed anew; what was collected from several is kept as long as it may still do. */
  #refused(id: string, { code }: Refusal, { signatures }: Signing): void {
    const passes = code.startsWith('node.') || code === 'act.waits' || code === 'act.early';
    if (passes) return;
    if (signatures.length === 1 || code === 'act.keys_stale') this.#signings.end(id);
  }

  #admit(act: VerifiedAct, words: JsonObject): ReturnType<FilingGuard> {
    const said = () => saidByAct(act.payload, words);
    const draft = this.#underway.get(act.id);
    if (draft !== undefined) {
      const refused = this.#drafts.refuseFiling(draft, said());
      return refused.ok ? { ok: true, filed: (at) => this.#drafts.filed(draft, act.id, at) } : refused;
    }
    const { officers } = this.#house().logs.get(this.#party)!;
    // The root key founds, appoints and rekeys from outside: it has no desk.
    if (!act.kids.some((kid) => officers.some((one) => one.kid === kid))) return { ok: true };
    const released = this.#drafts.releasedAs(act.payload.type, said);
    if (!released.ok) return released;
    const { id } = released;
    if (id === undefined) return { ok: true };
    return { ok: true, filed: (at) => this.#drafts.filed(id, act.id, at) };
  }

  /** The signatures kept so far, together with these. */
  #join(id: string, given: Signing): Result<{ signing: Signing }, DraftCode> {
    const kept = this.#signings.of(id);
    if (kept === undefined) return { ok: true, signing: given };
    if (kept.payload === given.payload) {
      const others = kept.signatures.filter(({ kid }) => given.signatures.every((one) => one.kid !== kid));
      return { ok: true, signing: { ...kept, signatures: [...others, ...given.signatures], act: undefined } };
    }
    // One officer alone signed it, and filing came to nothing: it is signed anew.
    const failed = kept.act !== undefined && kept.signatures.length === 1;
    if (failed && ![...this.#underway.values()].includes(id)) return { ok: true, signing: given };
    return refuse('desk.payload', 'filing a draft: another payload of it has been signed', {
      kids: kept.signatures.map(({ kid }) => kid),
    });
  }

  /** Whether the accord asks for no more signatures than these. Who has no power at all is for the rules to refuse. */
  #isEnough({ type, iat }: Payload, signatures: Signing['signatures']): boolean {
    const { logs, versions } = this.#house();
    const log = logs.get(this.#party)!;
    const { offices } = versions.findLast(({ from }) => from <= iat) ?? versions[0]!;
    return signatures.some(({ kid }) => {
      const [office] = officesHeld(log, [kid], this.#now());
      const demanded = office === undefined ? undefined : signaturesDemanded(offices, office, type);
      return (demanded ?? 0) <= signatures.length;
    });
  }
}

function readFiling({ act: text, words }: Filing): Result<{ act: Act; words: JsonObject }> {
  const parsed = parseAct(encodeUtf8(text));
  if (!parsed.ok) return parsed;
  const disclosures: Disclosure[] = [];
  for (const one of words) {
    const disclosure = parseDisclosure(one);
    if (!disclosure.ok) return disclosure;
    disclosures.push(disclosure.disclosure);
  }
  const checked = checkWords(parsed.act.payload, disclosures);
  if (!checked.ok) return checked;
  if (checked.missing.length > 0)
    return refuse('words.missing', `filing a draft: ${checked.missing.length} of its words were not sent with it`);
  return { ok: true, act: parsed.act, words: checked.words };
}

function signingOf({ payload, signatures }: Act, words: readonly string[]): Signing {
  const signed = signatures.map(({ kid, signature }) => ({ kid, signature }));
  return { payload: payloadText(payload), words: [...words], signatures: signed, act: undefined };
}

function isOpen(state: DraftState): boolean {
  return state === 'drafting' || state === 'asked';
}

function entryOf({ payload, signatures }: Signing): string {
  return parseUtf8(assembleAct(JSON.parse(payload) as Payload, signatures))!;
}

function idOf(signing: Signing): string {
  const parsed = parseAct(encodeUtf8(entryOf(signing)));
  if (!parsed.ok) throw new Error(`reading an act that was just assembled: ${parsed.refusal.detail}`);
  return parsed.act.id;
}
