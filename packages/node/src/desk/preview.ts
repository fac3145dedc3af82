// What filing would say of a draft: the findings of the checks at filing, and the rules' own answer to the act that the draft would be if officers
// who have the power signed it now. The act is put together with signatures of zeros; it is shown to the rules and to nobody else, and
// forgotten.

import type { DraftContent } from '@parley/api/desk';
import { assembleAct, parseAct, recallAct, type VerifiedAct } from '@parley/record/act';
import { draftAct, type Draft } from '@parley/record/draft';
import { ED25519_SIGNATURE_BYTES } from '@parley/record/ed25519';
import type { JsonObject } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import { signaturesDemanded } from '@parley/docket/authority';
import { lintWords } from '@parley/docket/lint';
import type { Finding } from '@parley/docket/lint/finding';
import type { Officer } from '@parley/docket/roster';
import type { Person } from '../access/viewer.ts';
import type { DeskOptions } from './desk.ts';
import type { Drafts } from './drafts.ts';

export type PreviewView = {
  version: number;
  digest: string;
  content: DraftContent;
  findings: Finding[];
  refusal?: { code: string; detail: string };
  offices: string[];
  signatures: number;
};

export type Considered = { items: Pick<PreviewView, 'refusal'>[] };

type Options = Pick<
  DeskOptions,
  'party' | 'house' | 'consider' | 'composing' | 'random' | 'now' | 'sees' | 'seesTexts'
> & { drafts: Drafts };

export class Previews {
  #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  look(person: Person, id: string): PreviewView | undefined {
    const { drafts, house, composing } = this.#options;
    const draft = drafts.look(person, id);
    if (draft === undefined) return undefined;
    const { version, digest, content } = draft;
    const { type, body = {}, words = {} } = content;
    const { terms } = house().versions.at(-1)!;
    const demands = this.#demands(type);
    const signatures = Math.min(...demands.map(({ demanded }) => demanded));
    const refusal = this.#refusal(content, demands);
    return {
      version,
      digest,
      content,
      findings:
        type === undefined ? [] : lintWords(type, body as JsonObject, words as JsonObject, terms, composing().now),
      ...(refusal !== undefined && { refusal }),
      offices: demands.map(({ office }) => office),
      signatures: demands.length === 0 ? 0 : signatures,
    };
  }

  /** What a preview would say of contents that are no drafts; refused as a whole where one names what the person may not see. */
  consider(person: Person, contents: readonly DraftContent[]): Result<{ considered: Considered }, 'desk.subject'> {
    const { sees, seesTexts } = this.#options;
    const seen = contents.every(({ subject }) => subject === undefined || sees(person, subject));
    if (!seen || !seesTexts(person, () => contents))
      return refuse('desk.subject', 'considering what might be said: the docket has no subject that it names');
    const items = contents.map((content) => {
      const refusal = this.#refusal(content, this.#demands(content.type));
      return refusal === undefined ? {} : { refusal };
    });
    return { ok: true, considered: { items } };
  }

  /** Offices that may sign an act of that type, each with how many officers must. */
  #demands(type: string | undefined): { office: string; demanded: number }[] {
    const { offices } = this.#options.house().versions.at(-1)!;
    return Object.keys(offices).flatMap((office) => {
      const demanded = type === undefined ? undefined : signaturesDemanded(offices, office, type);
      return demanded === undefined ? [] : [{ office, demanded }];
    });
  }

  #refusal(
    content: DraftContent,
    demands: { office: string; demanded: number }[],
  ): { code: string; detail: string } | undefined {
    const kids = this.#signers(demands);
    if (content.type !== undefined && kids === undefined)
      return { code: 'act.no_power', detail: `previewing ${content.type}: too few officers in office may sign it` };
    const act = this.#candidate(content, kids ?? []);
    if (!act.ok) return { code: act.refusal.code, detail: act.refusal.detail };
    const considered = this.#options.consider(act.act);
    if (considered.ok) return undefined;
    const { code, detail } = considered.refusal;
    return { code, detail };
  }

  /** Keys of as many officers as an office demands, if it has them together with the others that may sign. */
  #signers(demands: { office: string; demanded: number }[]): string[] | undefined {
    const { house, party, now } = this.#options;
    const at = now();
    const inOffice = ({ office, relieved, from, until }: Officer) =>
      demands.some((one) => one.office === office) && relieved === null && from <= at && (until === null || at < until);
    const able = house().logs.get(party)!.officers.filter(inOffice);
    for (const { office, demanded } of demands.toSorted((a, b) => a.demanded - b.demanded)) {
      const first = able.find((one) => one.office === office);
      if (first === undefined || able.length < demanded) continue;
      return [first, ...able.filter((one) => one !== first)].slice(0, demanded).map(({ kid }) => kid);
    }
    return undefined;
  }

  #candidate(content: DraftContent, kids: readonly string[]): Result<{ act: VerifiedAct }> {
    const { composing, random } = this.#options;
    const { accord, log, keys, seen, now } = composing();
    const { type = '', body = {}, words = {}, ...rest } = content;
    const drafted = {
      accord,
      log,
      type,
      iat: now,
      body: body as JsonObject,
      ...(keys !== undefined && { keys }),
      ...(Object.keys(seen).length > 0 && { seen }),
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => !Array.isArray(value) || value.length > 0)),
    } as Draft;
    try {
      const { payload } = draftAct(drafted, words as JsonObject, random);
      const signature = new Uint8Array(ED25519_SIGNATURE_BYTES);
      const entry = assembleAct(
        payload,
        kids.map((kid) => ({ kid, signature })),
      );
      const parsed = parseAct(entry);
      return parsed.ok ? { ok: true, act: recallAct(entry, parsed.act.id) } : parsed;
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      const detail = cause.message.replace(/^composing an act: /, '');
      return { ok: false, refusal: { code: 'act.payload', detail: `previewing a draft: ${detail}` } };
    }
  }
}
