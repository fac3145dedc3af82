// What the signing page shows: all that an act says, line by line, in both languages of the interface, and the very bytes. Every member of the payload
// is in a line, and two acts that differ in anything but chance are shown differently; the text and the digest at the end show even that.

import { signingInputOf, type Payload } from '@parley/record/act';
import type { Accord } from '@parley/record/accord';
import { sha256 } from '@parley/record/hash';
import type { JsonObject } from '@parley/record/json';
import { parseOrigin } from '@parley/record/key';
import { checkWords } from '@parley/record/words';
import type { DeadlineAllowance } from '@parley/docket/deadline';
import { encodeInstant } from '@parley/docket/report/moment';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf, type Label } from '@parley/docket/vocabulary/label';
import { deadlineName } from '@parley/docket/vocabulary/states';
import { codesOf, toldOf, type Naming } from '@parley/docket/vocabulary/told';
import { payloadText, type OpenAct } from '#compose';
import { contentOf } from '#content';
import { startsOf, type Started, type Under } from '#starts';

/** `texts` are an officer's own words and may have several lines; `head` and `facts` have one each. */
export type MeaningLines = {
  /** what kind of act it is, from whom to whom, and what it starts */
  head: [label: string, value: string][];
  /** members of the body, and words of one line */
  facts: [label: string, value: string][];
  texts: [label: string, text: string][];
};

/** `payload`: the text of the payload. `digest`: hex SHA-256 of what the officer with that kid signs. */
export type Meaning = { en: MeaningLines; zh: MeaningLines; payload: string; digest: string };

/**
 * `under`: the accord with the terms in force, and whose log it is for. `to`: the other side of the subject, where the act opens none. All
 * words must be there: throws otherwise, since nobody may be shown part of what is signed.
 */
export function meaningOf(act: OpenAct, under: Under & { to?: string | undefined }, kid: string): Meaning {
  const checked = checkWords(act.payload, act.disclosures);
  if (!checked.ok) throw new TypeError(`showing an act: ${checked.refusal.detail}`);
  if (checked.missing.length > 0)
    throw new TypeError(`showing an act: ${checked.missing.length} of its words are missing`);
  return {
    en: linesIn('en', act.payload, checked.words, under),
    zh: linesIn('zh', act.payload, checked.words, under),
    payload: payloadText(act),
    digest: sha256(signingInputOf(act.payload, kid)).toHex(),
  };
}

function linesIn(
  language: 'en' | 'zh',
  payload: Payload,
  words: JsonObject,
  under: Under & { to?: string | undefined },
): MeaningLines {
  const n = namingIn(language, under.accord);
  const { type, accord, log, iat, keys, subject, re = [], seen = {}, body, exhibits = [], seals = [] } = payload;
  const starts = startsOf(contentOf(payload, words), under, iat);
  const to = starts?.to ?? under.to;
  const party = (id: string) => partyName(under.accord, id, language);
  const name = n.of(labelOf(actNames, type));
  const marking = body['marking'];
  const head: MeaningLines['head'] = [
    [n.say('Act', '文书'), name === type ? type : `${name} (${type})`],
    [n.say('From', '发自'), party(parseOrigin(log)?.partyId ?? log)],
    [n.say('To', '发往'), to === undefined ? n.say('the other side of its subject', '所涉事项的对方') : party(to)],
    [n.say('Marking', '标识'), marking === undefined ? n.say('none', '无') : codesOf('marking', marking, n, true)],
  ];
  if (subject !== undefined) head.push([n.say('In the matter of', '所涉事项'), subject]);
  for (const { log: origin, i, h } of re) head.push([n.say('In answer to', '回应'), `${origin} ${i} ${h}`]);
  for (const { h, n: bytes, ct } of exhibits) {
    head.push([
      n.say('Exhibit', '证据'),
      n.say(`${bytes} bytes, ${ct}, SHA-256 ${h}`, `${bytes} 字节，${ct}，SHA-256 ${h}`),
    ]);
  }
  for (const { c, n: bytes, ct } of seals) {
    head.push([
      n.say('Sealed exhibit', '封存证据'),
      n.say(`${bytes} bytes, ${ct}, seal ${c}`, `${bytes} 字节，${ct}，封存值 ${c}`),
    ]);
  }
  for (const started of starts?.deadlines ?? [])
    head.push([n.say('Starts a deadline', '启动期限'), deadlineIn(started, n)]);
  head.push([n.say('Signed at', '签署时间'), encodeInstant(iat)]);
  for (const [origin, { n: size, root }] of Object.entries(seen)) {
    head.push([
      n.say('Has seen', '已阅'),
      n.say(`${size} entries of ${origin}, root ${root}`, `${origin} 的 ${size} 个条目，根值 ${root}`),
    ]);
  }
  head.push([n.say('Accord', '协约'), accord], [n.say('Log', '日志'), log]);
  if (keys !== undefined) head.push([n.say('Officers and terms as of entry', '官员与条款截至条目'), String(keys)]);
  // What the head says in full is not said again below it.
  const { to: addressee, marking: _, ...rest } = body;
  const below = addressee === undefined || addressee === to ? rest : { to: addressee, ...rest };
  return { head, ...toldOf({ body: below, words }, n, { all: true, exact: true }) };
}

/** The languages of the United Nations; another stands there by its tag. */
const TONGUES: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  ar: ['Arabic', '阿拉伯文'],
  en: ['English', '英文'],
  es: ['Spanish', '西班牙文'],
  fr: ['French', '法文'],
  ru: ['Russian', '俄文'],
  zh: ['Chinese', '中文'],
};

function namingIn(language: 'en' | 'zh', accord: Accord): Naming {
  return {
    language,
    of: (label: Label) => label[language],
    say: (en, zh) => (language === 'en' ? en : zh),
    moment: encodeInstant,
    ref: (id) => id,
    party: (id) => (accord.parties.some((party) => party.id === id) ? partyName(accord, id, language) : undefined),
    tongue: (tag) => {
      const named = TONGUES[tag.split('-', 1)[0]!];
      return named === undefined ? tag : `${named[language === 'en' ? 0 : 1]} (${tag})`;
    },
  };
}

function partyName(accord: Accord, id: string, language: string): string {
  const names = accord.parties.find((party) => party.id === id)?.names ?? {};
  const own = Object.keys(names).find((one) => one.split('-')[0] === language);
  const name = names[own ?? 'en'] ?? Object.values(names)[0];
  return name === undefined ? id : `${name} (${id})`;
}

function deadlineIn({ for: owed, owedBy, allowance }: Started, n: Naming): string {
  const what = n.of(deadlineName(owed));
  const by = n.party?.(owedBy) ?? owedBy;
  return n.say(`${what} by ${by}, ${lengthIn(allowance, n)}`, `${what}（${by}），${lengthIn(allowance, n)}`);
}

function lengthIn(allowance: DeadlineAllowance, n: Naming): string {
  if ('until' in allowance)
    return n.say(`until ${encodeInstant(allowance.until)}`, `截至 ${encodeInstant(allowance.until)}`);
  return 'hours' in allowance
    ? n.say(`within ${allowance.hours} hours`, `${allowance.hours} 小时内`)
    : n.say(`within ${allowance.workingDays} working days`, `${allowance.workingDays} 个工作日内`);
}
