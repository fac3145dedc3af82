// What things are called on a page, in the language of the reader: moments, deadlines, acts, subjects by the beginning of their ids, and
// officers' texts in a language they were written in.

import { encodeMoment } from '@parley/docket/report/moment';
import { showText } from '@parley/docket/report/shown';
import { actNames, kindNames } from '@parley/docket/vocabulary/acts';
import { labelOf, type Label } from '@parley/docket/vocabulary/label';
import { deadlineName, deadlineStates, RIGHTS } from '@parley/docket/vocabulary/states';
import { textOf } from '@parley/docket/vocabulary/text';
import type { HeldDocket } from '#record/docket';

export type Language = 'en' | 'zh';
export const LANGUAGES = ['en', 'zh'] as const;

/** A deadline as of a moment, of which more may be known. */
type Owed = {
  for: string;
  owedBy: string;
  dueAt: number | null;
  stoppedAt: number | null;
  state?: string | undefined;
  provisional?: unknown;
};

/** The members of words that say what a subject is about, the first that is there. */
const TITLES = ['title', 'asked', 'summary', 'text', 'claim', 'statement', 'description'];

export class Naming {
  readonly language: Language;
  #docket: HeldDocket;

  constructor(docket: HeldDocket, language: Language) {
    this.#docket = docket;
    this.language = language;
  }

  /** One of ours. */
  of(label: Label): string {
    return label[this.language];
  }

  say(en: string, zh: string): string {
    return this.language === 'en' ? en : zh;
  }

  moment(seconds: number | null | undefined): string {
    return seconds == null ? '—' : encodeMoment(seconds);
  }

  kind(kind: string): string {
    return this.of(labelOf(kindNames, kind));
  }

  act(type: string | undefined): string {
    return type === undefined ? this.say('unreadable entry', '无法读取的条目') : this.of(labelOf(actNames, type));
  }

  party(id: string): string {
    const names = this.#docket.record.accord.parties.find((party) => party.id === id)?.names ?? {};
    const found = Object.keys(names).find((language) => language.split('-')[0] === this.language);
    const name = names[found ?? 'en'] ?? Object.values(names)[0];
    return name === undefined ? id : `${name} (${id})`;
  }

  short(id: string): string {
    return this.#docket.shortOf(id);
  }

  /** `acts`: what opened it may be not held, or have no words at all. */
  title(subject: { id: string; kind: string; words: Record<string, unknown> }): string {
    for (const member of TITLES) {
      const text = textOf(subject.words[member]);
      if (text !== undefined) return firstLine(this.text(text));
    }
    if ((this.#docket.act(subject.id)?.missing.length ?? 0) > 0) return this.say('(words not held)', '（文字未持有）');
    return this.kind(subject.kind);
  }

  /** A text in the reader's language, or in another one that it says. */
  text(text: Record<string, string>): string {
    const shown = showText(text, this.language);
    return shown.of === 'other' ? `[${shown.lang}] ${shown.text}` : shown.text;
  }

  /** An act or a subject that is named, by the beginning of its id and what it is. */
  ref(id: string): string {
    const subject = this.#docket.reader.subject(id);
    if (subject !== undefined) return `${this.kind(subject.kind)} ${this.short(id)} “${this.title(subject)}”`;
    const act = this.#docket.act(id);
    const short = id.slice(0, 8);
    return act === undefined
      ? `${short}${this.say(' (not held)', '（未持有）')}`
      : `${this.act(act.payload?.type)} ${short} (${act.log.party} ${act.index})`;
  }

  /** What a refusal says, with its moments as moments. */
  detail(detail: string): string {
    return detail.replace(/\b[1-3][0-9]{9}\b/g, (seconds) => this.moment(Number(seconds)));
  }

  /** What is owed next, by whom, and until when; or since when it is overdue. */
  owed(deadline: Owed): string {
    const { owedBy, dueAt, stoppedAt, state = '', provisional } = deadline;
    const what = this.of(deadlineName(deadline.for));
    const unsure = Array.isArray(provisional) && provisional.length > 0 ? this.say(', provisional', '，暂定') : '';
    if (state === 'running') {
      const due = this.moment(dueAt);
      return this.say(`${what} by ${owedBy}, due ${due}${unsure}`, `${what}（${owedBy}）${due} 到期${unsure}`);
    }
    const day = this.moment(state.startsWith('met') ? stoppedAt : dueAt).slice(0, 10);
    const late = state === 'due' ? this.say('due', '已到期') : this.state(deadline.for, state);
    return this.say(`${what} by ${owedBy}, ${late} ${day}${unsure}`, `${what}（${owedBy}）${day} ${late}${unsure}`);
  }

  /** The state of a deadline; a right that was not used ended, and nobody is late with it. */
  state(owed: string, state: string, heldAt: number | null = null): string {
    if (RIGHTS.has(owed) && (state === 'lapsed' || state === 'due')) return this.say('not used', '未行使');
    const name = this.of(labelOf(deadlineStates, state));
    if (state !== 'due' || heldAt === null) return name;
    return this.say(`${name} ${this.moment(heldAt)}`, `${name}（${this.moment(heldAt)}）`);
  }
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split(/[\n\r]/);
  return line;
}
